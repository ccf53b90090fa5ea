import { describe, expect, test } from '@jest/globals';
import { isKeyOf, misspeltInputs, readValue } from '../../../src/inputs/definitions.ts';
import type { Environment, InputName, Value } from '../../../src/inputs/definitions.ts';

describe('a value', () => {
  const read = (name: InputName, input: string, env: Environment = {}): Value =>
    readValue({ getInput: (asked) => (asked === name ? input : ''), setSecret: () => undefined }, env, name);

  test('is the input, trimmed', () => {
    expect(read('key-id', ' \n a b\t')).toEqual({ text: 'a b', origin: "Input 'key-id'" });
  });

  test.each([
    ['account-id', 'CLOUDFLARE_ACCOUNT_ID'],
    ['api-token', 'CLOUDFLARE_API_TOKEN'],
    ['api-base-url', 'CLOUDFLARE_API_BASE_URL'],
  ] as const)('%s falls back to %s', (name, variable) => {
    const origin = `Environment variable ${variable}`;
    expect(read(name, '', { [variable]: 'x' })).toEqual({ text: 'x', origin });
    expect(read(name, ' \n', { [variable]: ' x\n' })).toEqual({ text: 'x', origin });
    expect(read(name, 'y', { [variable]: 'x' })).toEqual({ text: 'y', origin: `Input '${name}'` });
    expect(read(name, '', { [variable]: ' ' }).origin).toBe(`Input '${name}'`);
  });

  test.each([
    ['if-not-found', 'error'],
    ['if-ambiguous', 'error'],
    ['max-keys', '100'],
    ['dry-run', 'false'],
    ['verify', 'false'],
    ['max-retries', '5'],
    ['timeout-seconds', '300'],
    ['api-base-url', 'https://api.cloudflare.com/client/v4'],
    ['account-id', ''],
    ['api-token', ''],
    ['key-id', ''],
    ['key-name', ''],
    ['expected-name', ''],
    ['older-than', ''],
    ['github-token', ''],
  ] as const)('%s is %j unless given', (name, text) => {
    expect(read(name, ' ')).toEqual({ text, origin: `Input '${name}'` });
  });

  test.each(['key-id', 'max-keys', 'github-token'] as const)('%s comes from no variable', (name) => {
    const env = { CLOUDFLARE_API_TOKEN: 'x', undefined: 'x', '': 'x' };
    expect(read(name, '', env).origin).toBe(`Input '${name}'`);
    expect(read(name, '', env).text).not.toBe('x');
  });
});

test('an object has the keys that are its own', () => {
  expect(isKeyOf({ a: 1 }, 'a')).toBe(true);
  expect(isKeyOf({ a: 1 }, 'b')).toBe(false);
  expect(isKeyOf({ a: 1 }, 'constructor')).toBe(false);
});

describe('a misspelt input', () => {
  test.each([
    ['INPUT_DRY_RUN', 'dry_run', 'dry-run'],
    ['INPUT_DRYRUN', 'dryrun', 'dry-run'],
    ['INPUT_KEY.ID', 'key.id', 'key-id'],
    ['INPUT_KEY_NAME', 'key_name', 'key-name'],
    ['INPUT_TIMEOUT SECONDS', 'timeout seconds', 'timeout-seconds'],
    ['INPUT_VER-IFY', 'ver-ify', 'verify'],
  ])('%s is found', (variable, written, meant) => {
    expect(misspeltInputs({ [variable]: 'x' })).toEqual([
      `Input '${written}' does not exist: write '${meant}'.`,
    ]);
  });

  test.each([
    ['INPUT_DRY-RUN', 'true'],
    ['INPUT_DRY_RUN', ''],
    ['INPUT_DRY_RUN', ' \n'],
    ['INPUT_DRY_RUNS', 'true'],
    ['INPUT_', 'true'],
    ['OUTPUTDRY_RUN', 'true'],
    ['PREFIXDRY_RUN', 'true'],
    ['DRY_RUN', 'true'],
    ['MY_INPUT_DRY_RUN', 'true'],
    ['PLUGINDRY_RUN', 'true'],
    ['PATH', '/bin'],
  ])('%s=%j is none', (variable, value) => {
    expect(misspeltInputs({ [variable]: value })).toEqual([]);
  });

  test('is shown with 40 characters at most', () => {
    const [problem] = misspeltInputs({ [`INPUT_DRY${'_'.repeat(100)}RUN`]: 'x' });
    expect(problem).toBe(`Input 'dry${'_'.repeat(36)}…' does not exist: write 'dry-run'.`);
  });

  test('is each found', () => {
    expect(
      misspeltInputs({ INPUT_DRY_RUN: 'x', INPUT_KEY_ID: 'x', INPUT_VERIFY: 'x', EMPTY: undefined }),
    ).toHaveLength(2);
  });
});
