import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../../src/http/errors.ts';
import type { Environment } from '../../../src/inputs/definitions.ts';
import { readInputs } from '../../../src/inputs/inputs.ts';
import type { Inputs } from '../../../src/inputs/inputs.ts';

const ID = '2a95132c15732412d22c1476fa83f27a';
const GOOD = { 'account-id': 'acc', 'api-token': 'cfut_abc', 'key-id': ID };
const BY_NAME = {
  'account-id': 'acc',
  'api-token': 'cfut_abc',
  'key-name': 'pr-{closed-pr}',
  'github-token': 'ghs_x',
};
const REPOSITORY = { GITHUB_REPOSITORY: 'octocat/calls-demo' };

function read(inputs: Readonly<Record<string, string>>, env: Environment = {}): Inputs {
  return readInputs({ getInput: (name) => inputs[name] ?? '', setSecret: () => undefined }, env);
}

function problemsOf(inputs: Readonly<Record<string, string>>, env: Environment = {}): readonly string[] {
  try {
    read(inputs, env);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}

describe('the inputs', () => {
  test('have defaults', () => {
    expect(read(GOOD)).toEqual({
      accountId: 'acc',
      apiToken: 'cfut_abc',
      apiBaseUrl: 'https://api.cloudflare.com/client/v4',
      keys: { by: 'id', ids: [ID] },
      expectedNames: [],
      olderThanMs: undefined,
      ifNotFound: 'error',
      ifAmbiguous: 'error',
      maxKeys: 100,
      dryRun: false,
      verify: false,
      maxRetries: 5,
      timeoutMs: 300_000,
      githubToken: '',
    });
  });

  test('may all be given', () => {
    const given = {
      ...BY_NAME,
      'expected-name': 'pr-*\n{closed-pr}',
      'older-than': '7d',
      'if-not-found': 'ignore',
      'if-ambiguous': 'delete-all',
      'max-keys': '7',
      'dry-run': 'true',
      verify: 'true',
      'max-retries': '0',
      'timeout-seconds': '60',
      'api-base-url': 'http://127.0.0.1:8080/client/v4/',
    };
    expect(read(given, REPOSITORY)).toEqual({
      accountId: 'acc',
      apiToken: 'cfut_abc',
      apiBaseUrl: 'http://127.0.0.1:8080/client/v4',
      keys: {
        by: 'name',
        lines: [{ kind: 'template', line: 'pr-{closed-pr}', before: 'pr-', after: '' }],
      },
      expectedNames: [
        { kind: 'wildcard', line: 'pr-*', before: 'pr-', between: [''], after: '' },
        { kind: 'exact', line: '{closed-pr}' },
      ],
      olderThanMs: 604_800_000,
      ifNotFound: 'ignore',
      ifAmbiguous: 'delete-all',
      maxKeys: 7,
      dryRun: true,
      verify: true,
      maxRetries: 0,
      timeoutMs: 60_000,
      githubToken: 'ghs_x',
    });
  });

  test('may come from variables', () => {
    const env = {
      CLOUDFLARE_ACCOUNT_ID: 'acc',
      CLOUDFLARE_API_TOKEN: 'cfut_abc',
      CLOUDFLARE_API_BASE_URL: 'https://api.fed.cloudflare.com/client/v4',
    };
    expect(read({ 'key-id': ID }, env)).toMatchObject({
      accountId: 'acc',
      apiToken: 'cfut_abc',
      apiBaseUrl: 'https://api.fed.cloudflare.com/client/v4',
    });
  });

  test('name the variable that is wrong', () => {
    expect(
      problemsOf({ 'key-id': ID }, { CLOUDFLARE_ACCOUNT_ID: 'a b', CLOUDFLARE_API_TOKEN: 'c d' }),
    ).toEqual([
      expect.stringMatching(/^Environment variable CLOUDFLARE_ACCOUNT_ID must be 1 to 32/),
      expect.stringMatching(/^Environment variable CLOUDFLARE_API_TOKEN has white space/),
    ]);
  });
});

describe('a word', () => {
  test.each([
    ['if-not-found', ['error', 'warn', 'ignore']],
    ['if-ambiguous', ['error', 'delete-all']],
    ['dry-run', ['true', 'false']],
    ['verify', ['true', 'false']],
  ])('%s is one of %j', (name, words) => {
    for (const word of words) expect(problemsOf({ ...GOOD, [name]: ` ${word} ` })).toEqual([]);
    for (const wrong of ['True', 'ERROR', 'yes', '1', 'delete', 'warn\nignore']) {
      expect(problemsOf({ ...GOOD, [name]: wrong })).toEqual([
        `Input '${name}' must be ${words.join(' or ')}; got "${wrong.replace('\n', String.raw`\u{a}`)}".`,
      ]);
    }
  });

  test.each([
    ['if-not-found', 'warn', { ifNotFound: 'warn' }],
    ['if-ambiguous', 'error', { ifAmbiguous: 'error' }],
    ['dry-run', 'false', { dryRun: false }],
    ['verify', 'false', { verify: false }],
  ])('%s: %s is read', (name, word, expected) => {
    expect(read({ ...GOOD, [name]: word })).toMatchObject(expected);
  });
});

describe('a whole number', () => {
  test.each([
    ['max-keys', 1, 1000],
    ['max-retries', 0, 10],
    ['timeout-seconds', 1, 3600],
  ])('%s is from %d to %d', (name, least, most) => {
    for (const right of [least, most, `0${least}`, ` ${most} `]) {
      expect(problemsOf({ ...GOOD, [name]: `${right}` })).toEqual([]);
    }
    for (const wrong of [
      least - 1,
      most + 1,
      'abc',
      '1.0',
      '+1',
      '1e1',
      '0x1',
      '1 0',
      '0000000001',
      'Infinity',
      '١',
    ]) {
      expect(problemsOf({ ...GOOD, [name]: `${wrong}` })).toEqual([
        `Input '${name}' must be a whole number from ${least} to ${most}; got "${wrong}".`,
      ]);
    }
  });

  test('is read as written', () => {
    expect(
      read({ ...GOOD, 'max-keys': '1000', 'max-retries': '10', 'timeout-seconds': '3600' }),
    ).toMatchObject({
      maxKeys: 1000,
      maxRetries: 10,
      timeoutMs: 3_600_000,
    });
  });
});

describe('max-keys', () => {
  const twoIds = `${ID} ${ID.replace('2', '3')}`;

  test('holds for key-id before anything is asked', () => {
    expect(problemsOf({ ...GOOD, 'key-id': twoIds, 'max-keys': '2' })).toEqual([]);
    expect(problemsOf({ ...GOOD, 'key-id': twoIds, 'max-keys': '1' })).toEqual([
      "Input 'key-id' names 2 keys, and 'max-keys' allows 1. Raise 'max-keys' (at most 1000) if all of them are to go.",
    ]);
  });

  test('that is wrong is taken for the most there can be', () => {
    expect(problemsOf({ ...GOOD, 'key-id': twoIds, 'max-keys': '0' })).toEqual([
      `Input 'max-keys' must be a whole number from 1 to 1000; got "0".`,
    ]);
  });
});

describe('a template', () => {
  test('needs GitHub', () => {
    expect(problemsOf(BY_NAME, REPOSITORY)).toEqual([]);
    expect(problemsOf({ ...BY_NAME, 'github-token': ' ' })).toEqual([
      expect.stringContaining("Input 'github-token' is needed"),
      expect.stringContaining('GITHUB_REPOSITORY'),
    ]);
  });

  test('is needed for GitHub to matter', () => {
    expect(problemsOf({ ...BY_NAME, 'key-name': 'a*', 'github-token': '' })).toEqual([]);
    expect(
      problemsOf({ ...BY_NAME, 'key-name': 'a\nb{closed-pr}', 'github-token': '' }, REPOSITORY),
    ).toHaveLength(1);
    expect(problemsOf(GOOD)).toEqual([]);
  });
});

describe('older-than', () => {
  test('goes with key-name alone', () => {
    expect(problemsOf({ ...GOOD, 'older-than': '7d' })).toEqual([
      expect.stringContaining("goes with 'key-name' alone"),
    ]);
    expect(problemsOf({ ...BY_NAME, 'older-than': '7d' }, REPOSITORY)).toEqual([]);
  });

  test('is not held against a key-id that is not there', () => {
    expect(problemsOf({ 'account-id': 'a', 'api-token': 'b', 'older-than': '7d' })).toEqual([
      expect.stringContaining("Input 'key-id' or 'key-name' is needed"),
    ]);
  });
});

describe('all problems', () => {
  test('are reported together, in the order of the inputs', () => {
    const wrong = {
      'account-id': 'a b',
      'api-token': 'Bearer x',
      'key-id': 'x',
      'key-name': '*',
      'expected-name': '**',
      'older-than': 'x',
      'if-not-found': 'x',
      'if-ambiguous': 'x',
      'max-keys': 'x',
      'dry-run': 'x',
      verify: 'x',
      'max-retries': 'x',
      'timeout-seconds': 'x',
      'api-base-url': 'x',
    };
    const env = { INPUT_DRY_RUN: 'true', HTTPS_PROXY: 'x' };
    expect(problemsOf(wrong, env).map((problem) => problem.slice(0, 45))).toEqual([
      "Input 'dry_run' does not exist: write 'dry-ru",
      "Input 'account-id' must be 1 to 32 letters, d",
      "Input 'api-token' must be the token alone, wi",
      "Inputs 'key-id' and 'key-name' exclude each o",
      "Input 'key-id' must hold key IDs of 32 letter",
      `Input 'key-name': the line "*" matches every `,
      `Input 'expected-name': the line "**" matches `,
      "Input 'older-than' goes with 'key-name' alone",
      "Input 'older-than' must be a whole number fro",
      "Input 'if-not-found' must be error or warn or",
      "Input 'if-ambiguous' must be error or delete-",
      "Input 'max-keys' must be a whole number from ",
      "Input 'dry-run' must be true or false; got \"x",
      'Input \'verify\' must be true or false; got "x"',
      "Input 'max-retries' must be a whole number fr",
      "Input 'timeout-seconds' must be a whole numbe",
      "Input 'api-base-url' must be a URL such as ht",
    ]);
  });

  test('include a proxy that could not be used, where one would be', () => {
    expect(problemsOf(GOOD, { HTTPS_PROXY: 'x' })).toEqual([expect.stringContaining('HTTPS_PROXY')]);
    expect(problemsOf({ ...GOOD, 'api-base-url': 'http://localhost' }, { HTTPS_PROXY: 'x' })).toEqual([]);
  });

  test('of a base URL alone are enough', () => {
    expect(problemsOf({ ...GOOD, 'api-base-url': 'x' })).toHaveLength(1);
  });
});
