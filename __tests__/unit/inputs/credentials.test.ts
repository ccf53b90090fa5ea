import { describe, expect, test } from '@jest/globals';
import { checkCredentials, maskSecrets } from '../../../src/inputs/credentials.ts';
import type { Environment } from '../../../src/inputs/definitions.ts';
import { quoteInput } from '../../../src/inputs/explanations.ts';
import { problemsOf } from './problems.ts';

const TURN_KEY_TOKEN = '5f1c0de9a8b7c6d5e4f3a2b1c0d9e8f75f1c0de9a8b7c6d5e4f3a2b1c0d9e8f7';

const ACCOUNT_ID_HINT =
  "The account ID is the 32 hexadecimal digits in the dashboard's URL, after dash.cloudflare.com/.";

/** The problems with an account ID and a token, in a run of this event. */
function check(
  accountId: string,
  apiToken: string,
  env: Environment = {},
  event: string | Error = '{}',
): readonly string[] {
  const readFile = (path: string): string => {
    if (event instanceof Error) throw event;
    return path === '/event.json' ? event : '';
  };
  return problemsOf((addProblem) => {
    checkCredentials(
      { value: accountId, source: "Input 'account-id'" },
      { value: apiToken, source: "Input 'api-token'" },
      {
        env: { GITHUB_EVENT_PATH: '/event.json', GITHUB_REPOSITORY: 'octocat/calls-demo', ...env },
        readFile,
      },
      addProblem,
    );
  });
}

describe('the secrets', () => {
  /** What is masked, which must be what `maskSecrets` returns. */
  function masked(inputs: Readonly<Record<string, string>>, env: Environment = {}): readonly string[] {
    const masks: string[] = [];
    const secrets = maskSecrets(
      { getInput: (name) => inputs[name] ?? '', setSecret: (secret) => void masks.push(secret) },
      env,
    );
    expect(masks).toEqual(secrets);
    return masks;
  }

  test('are the two tokens', () => {
    expect(masked({ 'api-token': 'cfut_abc', 'github-token': 'ghs_x' })).toEqual(['cfut_abc', 'ghs_x']);
  });

  test('can come from the environment, and an empty one is not masked', () => {
    expect(masked({}, { CLOUDFLARE_API_TOKEN: ' cfut_abc\n' })).toEqual(['cfut_abc']);
    expect(masked({ 'api-token': ' ' })).toEqual([]);
  });

  test('are masked once', () => {
    expect(masked({ 'api-token': 'cfut_abc', 'github-token': 'cfut_abc' })).toEqual(['cfut_abc']);
  });

  test('are also what is longer than a key ID in key-id', () => {
    const id = '2a95132c15732412d22c1476fa83f27a';
    const token = 'b'.repeat(37);
    expect(masked({ 'key-id': `${id},${TURN_KEY_TOKEN}\n${token} ${'c'.repeat(36)}` })).toEqual([
      TURN_KEY_TOKEN,
      token,
    ]);
  });

  test('include the pieces of a GitHub token with a line break', () => {
    expect(masked({ 'github-token': 'ghs_abcd\nefghijkl' })).toEqual([
      'ghs_abcd\nefghijkl',
      'ghs_abcd',
      'efghijkl',
    ]);
  });

  test.each([
    ['Bearer cfut_abcdef', ['Bearer cfut_abcdef', 'cfut_abcdef']],
    ['bearer   cfut_abcdef', ['bearer   cfut_abcdef', 'cfut_abcdef']],
    ['Authorization: Bearer cfut_abcdef', ['Authorization: Bearer cfut_abcdef', 'cfut_abcdef']],
    ['"cfut_abcdef"', ['"cfut_abcdef"', 'cfut_abcdef']],
    ["'cfut_abcdef'", ["'cfut_abcdef'", 'cfut_abcdef']],
    ['`cfut_abcdef`', ['`cfut_abcdef`', 'cfut_abcdef']],
    ['"Bearer cfut_abcdef"', ['"Bearer cfut_abcdef"', 'cfut_abcdef']],
    ['Bearer "cfut_abcdef"', ['Bearer "cfut_abcdef"', 'cfut_abcdef']],
    ['"cfut_\nabcdef"', ['"cfut_\nabcdef"', 'cfut_\nabcdef']],
    ['"cfut_abcdef\'', ['"cfut_abcdef\'']],
    ['Bearer  "cfut_abcdef"', ['Bearer  "cfut_abcdef"', 'cfut_abcdef']],
    ['" cfut_abcdef "', ['" cfut_abcdef "', 'cfut_abcdef']],
    ['"cfut_abcdef"x', ['"cfut_abcdef"x']],
    ['x"cfut_abcdef"', ['x"cfut_abcdef"']],
    ['cfut_abbearer cdefghij', ['cfut_abbearer cdefghij', 'cfut_abbearer', 'cdefghij']],
    ['a1234567\nb2345678 c345678', ['a1234567\nb2345678 c345678', 'a1234567', 'b2345678']],
    ['a1234567 a1234567', ['a1234567 a1234567', 'a1234567']],
  ])('of the token %j are all its parts that could be printed separately', (token, expected) => {
    expect(masked({ 'api-token': token })).toEqual(expected);
  });
});

describe('the account ID', () => {
  test.each(['023e105f4ecef8ad9ca31a8372d0c353', 'a', 'A-z_9', 'x'.repeat(32)])('can be %s', (value) => {
    expect(check(value, 'cfut_abc')).toEqual([]);
  });

  const shape = 'must be 1 to 32 letters, digits, "-" or "_"';

  test.each([
    ['me@example.com', 'looks like an e-mail address'],
    ['example.com', 'looks like a domain'],
    ['my-app.example.co.uk', 'looks like a domain'],
    ['.example', shape],
    ['example.', shape],
    ['a/b.c', shape],
    ['b.c/d', shape],
    ['a b', shape],
    ['../../..', shape],
    ['ä', shape],
    ['x'.repeat(33), shape],
    ['x'.repeat(36), shape],
  ])('cannot be %j', (value, problem) => {
    expect(check(value, 'cfut_abc')).toEqual([
      `Input 'account-id' ${problem}; got "${value}". ${ACCOUNT_ID_HINT}`,
    ]);
  });

  test.each(['x'.repeat(37), `me@${'x'.repeat(37)}`, 'cfut_abc', TURN_KEY_TOKEN])(
    'cannot be a secret, which is not shown: %s',
    (value) => {
      expect(check(value, 'cfut_abc')).toEqual([
        `Input 'account-id' contains a secret, not an account ID (its value is not shown). ${ACCOUNT_ID_HINT}`,
      ]);
    },
  );
});

describe('the value of another input', () => {
  test('is quoted', () => {
    expect(quoteInput('yes\n')).toBe(String.raw`"yes\u{a}"`);
    expect(quoteInput('2a95132c15732412d22c1476fa83f27a-1-2')).toBe('"2a95132c15732412d22c1476fa83f27a-1-2"');
  });

  test.each([
    'cfut_Zq3yT8mWn5Kx2Vb7Rj4Lc9Ps6Dh1Fg0Ae8',
    'is Zq3yT8mWn5Kx2Vb7Rj4Lc9Ps6Dh1Fg0Ae8Uo5 too',
    '-'.repeat(37),
  ])('is not shown if it looks like a secret: %s', (value) => {
    expect(quoteInput(value)).toBe('a value that looks like a secret and is not shown');
  });
});

describe('the API token', () => {
  test.each([
    'cfut_Zq3yT8mWn5Kx2Vb7Rj4Lc9Ps6Dh1Fg0Ae8Uo5Yi2',
    'cfat_Zq3yT8mWn5Kx2Vb7Rj4Lc9Ps6Dh1Fg0Ae8Uo5Yi2',
    'YQSn-xWAQiiEh9qM58wZNnyQS7FUdoqGIUAbrh7T',
    '!~',
    'bearers',
    'x"y',
    '0123456789abcdef0123456789abcdef0123',
    '0123456789abcdef0123456789abcdef0123456789abcdef',
    '0123456789ABCDEF0123456789abcdef01234',
    TURN_KEY_TOKEN.slice(1),
    `${TURN_KEY_TOKEN}0`,
    TURN_KEY_TOKEN.replace('5', 'g'),
  ])('can be %s', (value) => {
    expect(check('a', value)).toEqual([]);
  });

  const bearer = 'must be only the token, without "Bearer" in front of it.';
  const quotes = 'must be only the token, without quotes around it.';
  const space = 'contains white space or a line break: it must be one token, on one line.';
  const ascii = 'contains a character outside printable ASCII: copy the token again.';
  const permission = 'with the permission Account › Cloudflare Calls › Edit ("Calls Write").';
  const globalKey = `has the form of a Global API Key, which isn't an API token: create an API token ${permission}`;
  const turnKey = `has the form of a TURN key API token (64 hexadecimal digits), which can't delete keys: create a Cloudflare API token ${permission}`;

  test.each([
    ['Bearer x', bearer],
    ['bearer', bearer],
    ['Authorization: Bearer x', bearer],
    ['authorization:bearer x', bearer],
    ['"x"', quotes],
    ["'x", quotes],
    ['x`', quotes],
    ['a-bearer b', space],
    ['a b', space],
    ['a\nb', space],
    ['a\u00a0b', space],
    ['aäb', ascii],
    ['a\u0000b', ascii],
    ['a\u200bb', ascii],
    ['a\u007fb', ascii],
    ['cfk_abc', globalKey],
    ['0123456789abcdef0123456789abcdef01234', globalKey],
    ['0123456789abcdef0123456789abcdef0123456789abc', globalKey],
    [TURN_KEY_TOKEN, turnKey],
    [TURN_KEY_TOKEN.toUpperCase(), turnKey],
  ])('cannot be %j, which is not shown', (value, problem) => {
    expect(check('a', value)).toEqual([`Input 'api-token' ${problem} Its value is not shown.`]);
  });
});

describe('an empty token', () => {
  const NEEDED =
    "Input 'api-token' is required, or the environment variable CLOUDFLARE_API_TOKEN; it is empty.";
  const REASONS = {
    dependabot:
      "Dependabot started this run, and its runs get no Actions secrets: add the value to the repository's Dependabot secrets, or skip the step for Dependabot.",
    'a pull request from a fork':
      "This run is for a pull request from a fork, and GitHub gives it no secrets: skip the step for forks, or delete the key in a workflow that doesn't run for the fork, such as a scheduled one.",
    'a fork':
      "This repository is a fork, and a fork doesn't get the secrets of the repository that it was forked from: skip the step in forks (`if: ${{ !github.event.repository.fork }}`), or add the secret to the fork.",
    unknown:
      'If it comes from a secret or a variable, check its name, that the job names its `environment:` (if it belongs to one), ' +
      'and that a reusable workflow is called with its `secrets:`.',
  } as const;
  const pull = (login: unknown, full_name: unknown): object => ({
    pull_request: { user: { login }, head: { repo: { full_name } } },
  });
  const inFork = { repository: { fork: true } };
  const OWN = 'octocat/calls-demo';

  test.each<readonly [string, keyof typeof REASONS, unknown, Environment]>([
    ['without a pull request', 'unknown', {}, {}],
    ["in Dependabot's run", 'dependabot', {}, { GITHUB_ACTOR: 'dependabot[bot]' }],
    ["in Dependabot's pull request, run by a person", 'unknown', pull('dependabot[bot]', OWN), {}],
    ['in a pull request of the repository itself', 'unknown', pull('octocat', OWN), {}],
    ['in a pull request from a fork', 'a pull request from a fork', pull('mona', 'mona/calls-demo'), {}],
    [
      'in a review of a pull request from a fork',
      'a pull request from a fork',
      pull('mona', 'mona/calls-demo'),
      { GITHUB_EVENT_NAME: 'pull_request_review' },
    ],
    [
      'in a pull request from a fork that was deleted',
      'a pull request from a fork',
      { pull_request: { head: { repo: null } } },
      {},
    ],
    [
      'in a pull request from a fork, run with the secrets of its target',
      'unknown',
      pull('mona', 'mona/calls-demo'),
      { GITHUB_EVENT_NAME: 'pull_request_target' },
    ],
    ["in a fork's scheduled run", 'a fork', inFork, { GITHUB_EVENT_NAME: 'schedule' }],
    ["in a fork's push", 'a fork', inFork, { GITHUB_EVENT_NAME: 'push' }],
    ["in a fork's own pull request", 'a fork', { ...inFork, ...pull('octocat', OWN) }, {}],
    [
      'in a pull request from the fork of a fork',
      'a pull request from a fork',
      { ...inFork, ...pull('mona', 'mona/calls-demo') },
      {},
    ],
    ['in a repository that is not a fork', 'unknown', { repository: { fork: false } }, {}],
    ['in a repository with an odd field', 'unknown', { repository: { fork: 'true' } }, {}],
    ['in a repository of another shape', 'unknown', { repository: [true] }, {}],
    ['in a pull request without a head', 'unknown', { pull_request: { user: null } }, {}],
    ['in a pull request with an odd head', 'unknown', { pull_request: { head: [] } }, {}],
    ['in a pull request of another shape', 'unknown', { pull_request: [] }, {}],
    ['in an event that is not an object', 'unknown', [], {}],
    ['without an event', 'unknown', inFork, { GITHUB_EVENT_PATH: undefined }],
  ])('%s: %s', (_what, reason, event, env) => {
    expect(check('a', '', env, JSON.stringify(event))).toEqual([`${NEEDED} ${REASONS[reason]}`]);
  });

  test.each(['{', ''])('is explained if the event file is %j', (event) => {
    expect(check('a', '', {}, event)).toEqual([`${NEEDED} ${REASONS.unknown}`]);
  });

  test('is explained if the event file cannot be read', () => {
    expect(check('a', '', {}, new Error('EACCES'))).toEqual([`${NEEDED} ${REASONS.unknown}`]);
  });

  test('has one explanation together with an empty account ID', () => {
    const needed =
      "Inputs 'account-id' and 'api-token' are required, or the environment variables CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN; both are empty.";
    expect(check('', '', {}, JSON.stringify(inFork))).toEqual([`${needed} ${REASONS['a fork']}`]);
    expect(check('', '', { GITHUB_ACTOR: 'dependabot[bot]' })).toEqual([`${needed} ${REASONS.dependabot}`]);
    expect(check('', '')).toEqual([`${needed} ${REASONS.unknown} ${ACCOUNT_ID_HINT}`]);
  });

  test('is explained as an empty account ID is', () => {
    const needed =
      "Input 'account-id' is required, or the environment variable CLOUDFLARE_ACCOUNT_ID; it is empty.";
    expect(check('', 'cfut_abc', {}, JSON.stringify(inFork))).toEqual([`${needed} ${REASONS['a fork']}`]);
    expect(check('', 'cfut_abc')).toEqual([`${needed} ${REASONS.unknown} ${ACCOUNT_ID_HINT}`]);
  });

  test('does not hide what is wrong with the account ID', () => {
    expect(check('example.com', '')).toEqual([
      expect.stringContaining('looks like a domain'),
      expect.stringContaining(NEEDED),
    ]);
    expect(check('', 'Bearer x')).toEqual([
      expect.stringContaining("Input 'account-id' is required"),
      expect.stringContaining('without "Bearer"'),
    ]);
  });
});
