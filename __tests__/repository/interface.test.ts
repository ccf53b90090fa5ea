import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { DEFAULTS, INPUT_NAMES } from '../../src/inputs/definitions.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { outputsOf } from '../../src/output/report.ts';

type ActionFile = {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, object>>;
};

const action = parse(readFileSync('action.yml', 'utf8')) as ActionFile;

describe('action.yml and the code', () => {
  test('have the same inputs, in the same order', () => {
    expect(Object.keys(action.inputs)).toEqual(INPUT_NAMES);
  });

  test('read every input', () => {
    const read = new Set<string>();
    const core = {
      getInput: (name: string): string => {
        read.add(name);
        return '';
      },
      setSecret: (): void => undefined,
    };
    expect(() => readInputs(core, {})).toThrow();
    expect([...read].sort()).toEqual([...INPUT_NAMES].sort());
  });

  test('have the same defaults', () => {
    // The base URL falls back to a variable, which a default would hide; the token is an expression that GitHub evaluates.
    const { 'api-base-url': baseUrl, ...defaults } = DEFAULTS;
    const written = Object.entries(action.inputs).flatMap(([name, input]) =>
      input.default === undefined ? [] : [[name, input.default]],
    );
    expect(Object.fromEntries(written)).toEqual({ ...defaults, 'github-token': '${{ github.token }}' });
    expect(baseUrl).toBe('https://api.cloudflare.com/client/v4');
    expect(JSON.stringify(action.inputs['api-base-url'])).toContain(baseUrl);
  });

  test('leave it to the code to miss an input, which says more', () => {
    for (const input of Object.values(action.inputs)) expect(input.required).toBeUndefined();
  });

  test('have the same outputs, in the same order', () => {
    const set = outputsOf({ status: 'failed', outcomes: [], failures: ['x'], closing: '' });
    expect(Object.keys(set)).toEqual(Object.keys(action.outputs));
  });
});
