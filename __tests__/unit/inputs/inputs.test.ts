import { describe, expect, test } from '@jest/globals';
import type { Environment } from '../../../src/inputs/definitions.ts';
import { InputError } from '../../../src/inputs/input-error.ts';
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

/** Reads inputs without any files, where only localhost bypasses the proxy. */
async function read(inputs: Readonly<Record<string, string>>, env: Environment = {}): Promise<Inputs> {
  const core = { getInput: (name: string): string => inputs[name] ?? '', setSecret: (): void => undefined };
  return await readInputs(core, env, {
    readFile: (path) => {
      throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
    },
    bypassesProxy: ({ hostname }) => hostname === 'localhost',
  });
}

async function problemsOf(
  inputs: Readonly<Record<string, string>>,
  env: Environment = {},
): Promise<readonly string[]> {
  try {
    await read(inputs, env);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}

describe('the inputs', () => {
  test('have defaults', async () => {
    expect(await read(GOOD)).toEqual({
      accountId: 'acc',
      apiToken: 'cfut_abc',
      apiBaseUrl: 'https://api.cloudflare.com/client/v4',
      keys: { by: 'id', ids: [ID] },
      expectedNames: [],
      olderThanMs: 0,
      unusedForMs: 0,
      ifInUse: 'error',
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

  test('can all be set', async () => {
    const inputs = {
      ...BY_NAME,
      'expected-name': 'pr-*\n{closed-pr}',
      'older-than': '7d',
      'unused-for': '24h',
      'if-in-use': 'keep',
      'if-not-found': 'ignore',
      'if-ambiguous': 'delete-all',
      'max-keys': '7',
      'dry-run': 'true',
      verify: 'true',
      'max-retries': '0',
      'timeout-seconds': '60',
      'api-base-url': 'http://127.0.0.1:8080/client/v4/',
    };
    expect(await read(inputs, REPOSITORY)).toEqual({
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
      unusedForMs: 86_400_000,
      ifInUse: 'keep',
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

  test('can come from variables', async () => {
    const env = {
      CLOUDFLARE_ACCOUNT_ID: 'acc',
      CLOUDFLARE_API_TOKEN: 'cfut_abc',
      CLOUDFLARE_API_BASE_URL: 'https://api.fed.cloudflare.com/client/v4',
    };
    expect(await read({ 'key-id': ID }, env)).toMatchObject({
      accountId: 'acc',
      apiToken: 'cfut_abc',
      apiBaseUrl: 'https://api.fed.cloudflare.com/client/v4',
    });
  });

  test('name the variable that is wrong', async () => {
    const env = { CLOUDFLARE_ACCOUNT_ID: 'a b', CLOUDFLARE_API_TOKEN: 'c d' };
    expect(await problemsOf({ 'key-id': ID }, env)).toEqual([
      expect.stringMatching(/^Environment variable CLOUDFLARE_ACCOUNT_ID must be 1 to 32/),
      expect.stringMatching(/^Environment variable CLOUDFLARE_API_TOKEN contains white space/),
    ]);
  });
});

describe('an empty input', () => {
  test.each([
    ['expected-name', "${{ inputs.expected-name || '*' }}"],
    ['older-than', "${{ inputs.older-than || '0m' }}"],
    ['unused-for', "${{ inputs.unused-for || '0m' }}"],
    ['dry-run', '${{ inputs.dry-run || false }}'],
  ])('is refused where it would switch a safety off: %s', async (name, expression) => {
    const env = { [`INPUT_${name.toUpperCase()}`]: ' ' };
    expect(await problemsOf(GOOD, env)).toEqual([
      `Input '${name}' is empty. An expression that gives no value can be the cause, such as a misspelled ` +
        `input or a variable that isn't set. Correct it, leave the input out, or write its default: \`${expression}\`.`,
    ]);
  });

  test('is treated as unset everywhere else', async () => {
    const names = ['key-name', 'if-not-found', 'max-keys', 'verify', 'api-base-url', 'github-token'];
    const env = Object.fromEntries(names.map((name) => [`INPUT_${name.toUpperCase()}`, '']));
    expect(await problemsOf(GOOD, env)).toEqual([]);
  });
});

test('a misspelled input is refused, even an empty one', async () => {
  expect(await problemsOf(GOOD, { INPUT_DRY_RUN: 'true', 'INPUT_OLDER-THEN': '', INPUT_OTHER: 'x' })).toEqual(
    [
      "Input 'dry_run' doesn't exist; did you mean 'dry-run'? Correct its name, or remove it.",
      "Input 'older-then' doesn't exist; did you mean 'older-than'? Correct its name, or remove it.",
    ],
  );
});

describe('a choice', () => {
  test.each([
    ['if-in-use', 'error or keep'],
    ['if-not-found', 'error or warn or ignore'],
    ['if-ambiguous', 'error or delete-all'],
    ['dry-run', 'true or false'],
    ['verify', 'true or false'],
  ])('%s is %s, and nothing else', async (name, words) => {
    // `keep` is only accepted with `unused-for`.
    const good = { ...GOOD, 'unused-for': '1h' };
    for (const right of words.split(' or ')) {
      expect(await problemsOf({ ...good, [name]: right })).toEqual([]);
    }
    for (const wrong of ['yes', 'True', '0', `${words.split(' or ')[0] ?? ''}s`, 'error, warn']) {
      expect(await problemsOf({ ...good, [name]: wrong })).toEqual([
        `Input '${name}' must be ${words}; got "${wrong}".`,
      ]);
    }
  });

  test.each([
    ['if-in-use', 'error', { ifInUse: 'error' }],
    ['if-not-found', 'warn', { ifNotFound: 'warn' }],
    ['if-ambiguous', 'error', { ifAmbiguous: 'error' }],
    ['dry-run', 'false', { dryRun: false }],
    ['verify', 'false', { verify: false }],
  ])('%s: %s is read', async (name, word, expected) => {
    expect(await read({ ...GOOD, [name]: word })).toMatchObject(expected);
  });
});

describe('if-in-use: keep', () => {
  const keep = { ...GOOD, 'if-in-use': 'keep' };

  test('needs a time', async () => {
    expect(await read({ ...keep, 'unused-for': '24h' })).toMatchObject({ ifInUse: 'keep' });
  });

  test.each(['0m', '0d', undefined])(
    'is refused with unused-for: %s, which asks for no usage',
    async (time) => {
      expect(await problemsOf({ ...keep, ...(time !== undefined && { 'unused-for': time }) })).toEqual([
        "Input 'if-in-use' is keep, but 'unused-for' is not set, so no key would be checked for use: set 'unused-for', such as 24h, or remove 'if-in-use'.",
      ]);
    },
  );

  test('is not mentioned if the time is wrong', async () => {
    expect(await problemsOf({ ...keep, 'unused-for': 'x' })).toHaveLength(1);
  });
});

describe('a whole number', () => {
  test.each([
    ['max-keys', 1, 1000],
    ['max-retries', 0, 10],
    ['timeout-seconds', 1, 3600],
  ])('%s is from %d to %d', async (name, min, max) => {
    for (const right of [min, max, `0${min}`, ` ${max} `]) {
      expect(await problemsOf({ ...GOOD, [name]: `${right}` })).toEqual([]);
    }
    const wrong = ['abc', '1.0', '+1', '1e1', '0x1', '1 0', '0000000001', 'Infinity', '١'];
    for (const value of [min - 1, max + 1, ...wrong]) {
      expect(await problemsOf({ ...GOOD, [name]: `${value}` })).toEqual([
        `Input '${name}' must be a whole number from ${min} to ${max}; got "${value}".`,
      ]);
    }
  });

  test('is read as written', async () => {
    const inputs = { ...GOOD, 'max-keys': '1000', 'max-retries': '10', 'timeout-seconds': '3600' };
    expect(await read(inputs)).toMatchObject({ maxKeys: 1000, maxRetries: 10, timeoutMs: 3_600_000 });
  });
});

describe('max-keys', () => {
  const twoIds = `${ID} ${ID.replace('2', '3')}`;

  test('applies to key-id before any request', async () => {
    expect(await problemsOf({ ...GOOD, 'key-id': twoIds, 'max-keys': '2' })).toEqual([]);
    expect(await problemsOf({ ...GOOD, 'key-id': twoIds, 'max-keys': '1' })).toEqual([
      "Input 'key-id' contains 2 IDs, and 'max-keys' allows 1. If all of them are to be deleted, raise 'max-keys' (at most 1000).",
    ]);
  });

  test('waits for what is in use where those keys are kept', async () => {
    const inputs = { ...GOOD, 'key-id': twoIds, 'max-keys': '1', 'unused-for': '24h' };
    expect(await problemsOf({ ...inputs, 'if-in-use': 'keep' })).toEqual([]);
    expect(await problemsOf(inputs)).toHaveLength(1);
  });

  test('is reported only once where it is wrong', async () => {
    expect(await problemsOf({ ...GOOD, 'key-id': twoIds, 'max-keys': '0' })).toEqual([
      `Input 'max-keys' must be a whole number from 1 to 1000; got "0".`,
    ]);
  });
});

describe('a template', () => {
  test('has everything checked that a query to GitHub needs', async () => {
    expect(await problemsOf(BY_NAME, REPOSITORY)).toEqual([]);
    const env = { GITHUB_API_URL: 'x', GITHUB_EVENT_PATH: '/event.json' };
    expect(await problemsOf({ ...BY_NAME, 'github-token': ' ' }, env)).toEqual([
      expect.stringContaining("Input 'github-token' is required"),
      expect.stringContaining('GITHUB_REPOSITORY'),
      expect.stringContaining('GITHUB_API_URL'),
    ]);
  });

  test('is the only kind of line that needs GitHub', async () => {
    const inputs = { ...BY_NAME, 'github-token': 'ghs_x\ny' };
    expect(await problemsOf({ ...inputs, 'key-name': 'a*' })).toEqual([]);
    expect(await problemsOf({ ...GOOD, 'github-token': 'ghs_x\ny' })).toEqual([]);
    expect(await problemsOf({ ...inputs, 'key-name': 'a\nb{closed-pr}' }, REPOSITORY)).toHaveLength(1);
  });

  test('has one problem for a proxy that both servers share', async () => {
    expect(await problemsOf(BY_NAME, { ...REPOSITORY, HTTPS_PROXY: 'x' })).toEqual([
      expect.stringContaining('HTTPS_PROXY'),
    ]);
  });
});

describe('older-than', () => {
  test('can only be used with key-name', async () => {
    expect(await problemsOf({ ...GOOD, 'older-than': '7d' })).toEqual([
      expect.stringContaining("can only be used with 'key-name'"),
    ]);
    expect(await problemsOf({ ...GOOD, 'older-than': '0d' })).toEqual([]);
    expect(await problemsOf({ ...BY_NAME, 'older-than': '7d' }, REPOSITORY)).toEqual([]);
  });

  test('is not reported without a key-id', async () => {
    expect(await problemsOf({ 'account-id': 'a', 'api-token': 'b', 'older-than': '7d' })).toEqual([
      expect.stringContaining("Input 'key-id' or 'key-name' is required"),
    ]);
  });
});

describe('all problems', () => {
  test('are reported together, in the order of the inputs', async () => {
    const wrong = {
      'account-id': 'a b',
      'api-token': 'Bearer x',
      'key-id': 'x',
      'key-name': '*',
      'expected-name': '**',
      'older-than': 'x',
      'unused-for': 'x',
      'if-in-use': 'x',
      'if-not-found': 'x',
      'if-ambiguous': 'x',
      'max-keys': 'x',
      'dry-run': 'x',
      verify: 'x',
      'max-retries': 'x',
      'timeout-seconds': 'x',
      'api-base-url': 'x',
    };
    const problems = await problemsOf(wrong, { INPUT_DRY_RUN: 'true', HTTPS_PROXY: 'x' });
    expect(problems.map((problem) => problem.slice(0, 45))).toEqual([
      "Input 'dry_run' doesn't exist; did you mean '",
      "Input 'account-id' must be 1 to 32 letters, d",
      "Input 'api-token' must be only the token, wit",
      "Inputs 'key-id' and 'key-name' can't be used ",
      "Input 'key-id' must hold key IDs of 32 letter",
      `Input 'key-name': the line "*" matches every `,
      `Input 'expected-name': the line "**" matches `,
      "Input 'older-than' must be a whole number fol",
      "Input 'unused-for' must be a whole number fol",
      "Input 'if-in-use' must be error or keep; got ",
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

  test('include an unusable proxy, if it would be used', async () => {
    expect(await problemsOf(GOOD, { HTTPS_PROXY: 'x' })).toEqual([expect.stringContaining('HTTPS_PROXY')]);
    const local = { ...GOOD, 'api-base-url': 'http://localhost' };
    expect(await problemsOf(local, { HTTPS_PROXY: 'x' })).toEqual([]);
  });
});
