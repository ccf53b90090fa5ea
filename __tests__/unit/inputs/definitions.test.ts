import { describe, expect, test } from '@jest/globals';
import { emptySafetyInputs, readValue, unknownInputs } from '../../../src/inputs/definitions.ts';
import type { Environment, InputName, InputValue } from '../../../src/inputs/definitions.ts';

describe('a value', () => {
  const read = (name: InputName, input: string, env: Environment = {}): InputValue =>
    readValue({ getInput: (asked) => (asked === name ? input : ''), setSecret: () => undefined }, env, name);

  test('is the input, trimmed', () => {
    expect(read('key-id', ' \n a b\t')).toEqual({ value: 'a b', source: "Input 'key-id'" });
  });

  test.each([
    ['account-id', 'CLOUDFLARE_ACCOUNT_ID'],
    ['api-token', 'CLOUDFLARE_API_TOKEN'],
    ['api-base-url', 'CLOUDFLARE_API_BASE_URL'],
  ] as const)('of %s falls back to %s', (name, variable) => {
    const source = `Environment variable ${variable}`;
    expect(read(name, '', { [variable]: 'x' })).toEqual({ value: 'x', source });
    expect(read(name, ' \n', { [variable]: ' x\n' })).toEqual({ value: 'x', source });
    expect(read(name, 'y', { [variable]: 'x' })).toEqual({ value: 'y', source: `Input '${name}'` });
    expect(read(name, '', { [variable]: ' ' }).source).toBe(`Input '${name}'`);
  });

  test.each([
    ['expected-name', '*'],
    ['older-than', '0m'],
    ['unused-for', '0m'],
    ['if-in-use', 'error'],
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
    ['github-token', ''],
  ] as const)('of %s is %j unless it is set', (name, value) => {
    expect(read(name, ' ')).toEqual({ value, source: `Input '${name}'` });
  });

  test.each(['key-id', 'max-keys', 'github-token'] as const)('of %s comes from no variable', (name) => {
    const env = { CLOUDFLARE_API_TOKEN: 'x', undefined: 'x', '': 'x' };
    expect(read(name, '', env).source).toBe(`Input '${name}'`);
    expect(read(name, '', env).value).not.toBe('x');
  });
});

describe('a safety input', () => {
  test.each(['expected-name', 'older-than', 'unused-for', 'dry-run'])('%s can be set and empty', (name) => {
    const variable = `INPUT_${name.toUpperCase()}`;
    expect(emptySafetyInputs({ [variable]: '' })).toEqual([name]);
    expect(emptySafetyInputs({ [variable]: ' \n' })).toEqual([name]);
    expect(emptySafetyInputs({ [variable]: 'x' })).toEqual([]);
    expect(emptySafetyInputs({ [variable]: undefined })).toEqual([]);
    expect(emptySafetyInputs({})).toEqual([]);
  });

  test('is not one of the others', () => {
    expect(
      emptySafetyInputs({ 'INPUT_KEY-ID': '', INPUT_VERIFY: '', INPUT_DRY_RUN: '', 'DRY-RUN': '' }),
    ).toEqual([]);
  });

  test('is reported in the order of the inputs', () => {
    expect(emptySafetyInputs({ 'INPUT_DRY-RUN': '', 'INPUT_OLDER-THAN': '' })).toEqual([
      'older-than',
      'dry-run',
    ]);
  });
});

test('inputs that action.yml does not have are found in the variables of the runner', () => {
  expect(
    unknownInputs({
      'INPUT_DRY-RUN': 'true',
      INPUT_DRY_RUN: 'true',
      'INPUT_KEY.ID': '',
      INPUT_VERIFY: 'x',
      INPUT_EMPTY: undefined,
      INPUT_: 'x',
      MY_INPUT_OTHER: 'x',
      OUTPUT_OTHER: 'x',
      PATH: '/bin',
    }),
  ).toEqual(['dry_run', 'key.id', 'empty', '']);
});
