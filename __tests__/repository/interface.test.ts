import { describe, expect, test } from '@jest/globals';
import { DEFAULTS, INPUT_NAMES } from '../../src/inputs/definitions.ts';
import { USER_AGENT } from '../../src/http/client.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { OUTPUTS } from '../../src/output/outputs.ts';
import { requirementOf, selectorsOf } from '../../tools/lib/interface.ts';
import { readProjectInterface } from '../../tools/lib/project.ts';
import { readPublication } from '../../tools/lib/publication.ts';

const action = readProjectInterface();

/** The problems with inputs that are all empty, and the inputs that were read to find them. */
async function readEmptyInputs(): Promise<{ readonly problems: string; readonly read: readonly string[] }> {
  const read = new Set<string>();
  const core = {
    getInput: (name: string): string => {
      read.add(name);
      return '';
    },
    setSecret: (): void => undefined,
  };
  try {
    await readInputs(core, {}, { readFile: () => '{}', bypassesProxy: () => false });
  } catch (error) {
    return {
      problems: error instanceof Error ? JSON.stringify([error.message, error]) : '',
      read: [...read],
    };
  }
  throw new Error('Empty inputs were accepted.');
}

describe('action.yml and the code', () => {
  test('have the same inputs, in the same order', () => {
    expect(action.inputs.map(({ name }) => name)).toEqual(INPUT_NAMES);
  });

  test('read every input', async () => {
    const { read } = await readEmptyInputs();
    expect([...read].sort()).toEqual([...INPUT_NAMES].sort());
  });

  test('have the same defaults', () => {
    // The base URL falls back to a variable, which a default would hide; the token is an expression that GitHub evaluates.
    const { 'api-base-url': baseUrl, ...defaults } = DEFAULTS;
    const written = action.inputs.flatMap(({ name, default: value }) =>
      value === '' ? [] : [[name, value]],
    );
    expect(Object.fromEntries(written)).toEqual({ ...defaults, 'github-token': '${{ github.token }}' });
    const described = action.inputs.find(({ name }) => name === 'api-base-url')?.description;
    expect(described).toContain(`\`${baseUrl}\``);
  });

  test('agree on which inputs are required', async () => {
    const required = action.inputs.filter((input) => requirementOf(input) !== 'never');
    const { problems } = await readEmptyInputs();
    expect(required.map(({ name }) => name)).toEqual(['account-id', 'api-token', 'key-id', 'key-name']);
    for (const { name } of required) expect(problems).toContain(`'${name}'`);
  });

  test('name every input that selects keys in the message about a step without one', async () => {
    const { problems } = await readEmptyInputs();
    const named = selectorsOf(action).map((name) => `'${name}'`);
    expect(named.length).toBeGreaterThan(1);
    expect(problems).toContain(named.join(' or '));
  });

  test('have the same outputs, in the same order', () => {
    expect(Object.keys(OUTPUTS)).toEqual(action.outputs.map(({ name }) => name));
  });

  test('and package.json agree on the version', () => {
    expect(USER_AGENT).toBe(`delete-turn-key/${readPublication().version}`);
  });
});

test('an input without a default says whether it is required or optional, and one with a default does not', () => {
  const saysSo = action.inputs.filter(({ description }) => /^(Required|Optional)\b/.test(description));
  const withoutDefault = action.inputs.filter(({ default: value }) => value === '');
  expect(saysSo).toEqual(withoutDefault);
});
