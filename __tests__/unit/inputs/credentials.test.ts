import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkAccountId,
  checkGitHub,
  checkToken,
  maskSecrets,
  quoteInput,
} from '../../../src/inputs/credentials.ts';
import type { Environment, ReportProblem } from '../../../src/inputs/definitions.ts';

/** What a check reports. */
function problemsOf(check: (report: ReportProblem) => void): readonly string[] {
  const problems: string[] = [];
  check((problem) => void problems.push(problem));
  return problems;
}

describe('the secrets', () => {
  /** What is masked, and what `maskSecrets` returns, which must be the same. */
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

  test('may come from the environment, and an empty one is not masked', () => {
    expect(masked({}, { CLOUDFLARE_API_TOKEN: ' cfut_abc\n' })).toEqual(['cfut_abc']);
    expect(masked({ 'api-token': ' ' })).toEqual([]);
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
  ])('of the token %j are all of it that could be printed alone', (token, expected) => {
    expect(masked({ 'api-token': token })).toEqual(expected);
  });
});

describe('the account ID', () => {
  const check = (text: string, token = 'cfut_abc'): readonly string[] =>
    problemsOf((report) => {
      checkAccountId({ text, origin: "Input 'account-id'" }, token, report);
    });
  const hint =
    "The account ID is the 32 hexadecimal digits in the dashboard's address, behind dash.cloudflare.com/.";

  test.each(['023e105f4ecef8ad9ca31a8372d0c353', 'a', 'A-z_9', 'x'.repeat(32)])('%s is taken', (text) => {
    expect(check(text)).toEqual([]);
  });

  test.each([
    ['', `Input 'account-id' is needed, or the environment variable CLOUDFLARE_ACCOUNT_ID. ${hint}`],
    ['me@example.com', `Input 'account-id' looks like an e-mail address; got "me@example.com". ${hint}`],
    ['example.com', `Input 'account-id' looks like a domain; got "example.com". ${hint}`],
    ['my-app.example.co.uk', `Input 'account-id' looks like a domain; got "my-app.example.co.uk". ${hint}`],
    ['.example', `Input 'account-id' must be 1 to 32 letters, digits, "-" or "_"; got ".example". ${hint}`],
    ['example.', `Input 'account-id' must be 1 to 32 letters, digits, "-" or "_"; got "example.". ${hint}`],
    ['a/b.c', `Input 'account-id' must be 1 to 32 letters, digits, "-" or "_"; got "a/b.c". ${hint}`],
    ['b.c/d', `Input 'account-id' must be 1 to 32 letters, digits, "-" or "_"; got "b.c/d". ${hint}`],
    ['a b', `Input 'account-id' must be 1 to 32 letters, digits, "-" or "_"; got "a b". ${hint}`],
    ['a/b', `Input 'account-id' must be 1 to 32 letters, digits, "-" or "_"; got "a/b". ${hint}`],
    ['../../..', `Input 'account-id' must be 1 to 32 letters, digits, "-" or "_"; got "../../..". ${hint}`],
    ['ä', `Input 'account-id' must be 1 to 32 letters, digits, "-" or "_"; got "ä". ${hint}`],
    [
      'x'.repeat(33),
      `Input 'account-id' must be 1 to 32 letters, digits, "-" or "_"; got "${'x'.repeat(33)}". ${hint}`,
    ],
    [
      'x'.repeat(36),
      `Input 'account-id' must be 1 to 32 letters, digits, "-" or "_"; got "${'x'.repeat(36)}". ${hint}`,
    ],
    [
      'x'.repeat(37),
      `Input 'account-id' holds a secret, not an account ID (its value is not shown). ${hint}`,
    ],
    [
      `me@${'x'.repeat(37)}`,
      `Input 'account-id' holds a secret, not an account ID (its value is not shown). ${hint}`,
    ],
    ['cfut_abc', `Input 'account-id' holds a secret, not an account ID (its value is not shown). ${hint}`],
  ])('%j is refused', (text, problem) => {
    expect(check(text)).toEqual([problem]);
  });
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
  ])('is not shown if it looks like a secret: %s', (text) => {
    expect(quoteInput(text)).toBe('a value that looks like a secret and is not shown');
  });
});

describe('the token', () => {
  const check = (text: string, env: Environment = {}): readonly string[] =>
    problemsOf((report) => {
      checkToken({ text, origin: "Input 'api-token'" }, env, report);
    });

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
  ])('%s is taken', (text) => {
    expect(check(text)).toEqual([]);
  });

  const bearer = 'must be the token alone, without "Bearer" in front.';
  const quotes = 'must be the token alone, without quotes around it.';
  const space = 'has white space or a line break inside: it must be one token, on one line.';
  const ascii = 'has a character outside printable ASCII: copy the token again.';
  const global =
    'has the form of a Global API Key, which is no API token: create a token with the permission Account › Cloudflare Calls › Edit.';

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
    ['cfk_abc', global],
    ['0123456789abcdef0123456789abcdef01234', global],
    ['0123456789abcdef0123456789abcdef0123456789abc', global],
  ])('%j is refused, and never shown', (text, problem) => {
    expect(check(text)).toEqual([`Input 'api-token' ${problem} Its value is not shown.`]);
  });

  describe('that is empty', () => {
    const folder = mkdtempSync(join(tmpdir(), 'event-'));
    const file = join(folder, 'event.json');
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    const check = (event: unknown, env: Environment = {}): readonly string[] => {
      writeFileSync(file, typeof event === 'string' ? event : JSON.stringify(event));
      return problemsOf((report) => {
        checkToken(
          { text: '', origin: "Input 'api-token'" },
          { GITHUB_EVENT_PATH: file, GITHUB_REPOSITORY: 'octocat/calls-demo', ...env },
          report,
        );
      });
    };
    const needed =
      "Input 'api-token' is needed, or the environment variable CLOUDFLARE_API_TOKEN; it is empty.";
    const dependabot = `${needed} This run is Dependabot's, which gets no Actions secrets: add the secret to the repository's Dependabot secrets, or skip the step for Dependabot.`;
    const fork = `${needed} This run comes from a fork, and GitHub gives it no secrets: skip the step for forks, or delete the key from a workflow that runs on the repository's own behalf.`;
    const unknown = `${needed} Check that the secret exists and is spelt the same, and that a reusable workflow is called with it.`;

    const pull = (login: unknown, full_name: unknown): object => ({
      pull_request: { user: { login }, head: { repo: { full_name } } },
    });

    test.each<readonly [string, unknown, Environment, string]>([
      ['no pull request', {}, {}, unknown],
      ["Dependabot's run", {}, { GITHUB_ACTOR: 'dependabot[bot]' }, dependabot],
      [
        "Dependabot's pull request, run by another",
        pull('dependabot[bot]', 'octocat/calls-demo'),
        {},
        unknown,
      ],
      [
        'a fork, run with the secrets of its target',
        pull('someone', 'someone/calls-demo'),
        { GITHUB_EVENT_NAME: 'pull_request_target' },
        unknown,
      ],
      [
        'a fork, run for its review',
        pull('someone', 'someone/calls-demo'),
        { GITHUB_EVENT_NAME: 'pull_request_review' },
        fork,
      ],
      ['a pull request of the repository itself', pull('octocat', 'octocat/calls-demo'), {}, unknown],
      ['a fork', pull('someone', 'someone/calls-demo'), {}, fork],
      ['a fork that is gone', { pull_request: { head: { repo: null } } }, {}, fork],
      ['a pull request without a head', { pull_request: { user: null } }, {}, unknown],
      ['an empty pull request', { pull_request: {} }, {}, unknown],
      ['a pull request with an odd head', { pull_request: { head: [] } }, {}, unknown],
      ['a pull request of another shape', { pull_request: [] }, {}, unknown],
      ['an event that is no object', '[]', {}, unknown],
      ['an event that is no JSON', '{', {}, unknown],
      ['no event', {}, { GITHUB_EVENT_PATH: undefined }, unknown],
      ['an event file that does not exist', {}, { GITHUB_EVENT_PATH: '/nowhere' }, unknown],
    ])('is explained by %s', (_what, event, env, expected) => {
      expect(check(event, env)).toEqual([expected]);
    });
  });
});

describe('GitHub', () => {
  const check = (token: string, repository?: string): readonly string[] =>
    problemsOf((report) => {
      checkGitHub(token, { GITHUB_REPOSITORY: repository }, report);
    });
  const noToken =
    "Input 'github-token' is needed for {closed-pr} in 'key-name', and is empty: leave it out to use the job's own token, or give one that can read pull requests.";
  const noRepository =
    "{closed-pr} in 'key-name' needs the environment variable GITHUB_REPOSITORY (owner/name), which the runner sets; it is missing.";

  test('needs a token and a repository', () => {
    expect(check('ghs_x', 'octocat/calls-demo')).toEqual([]);
    expect(check('', 'octocat/calls-demo')).toEqual([noToken]);
    expect(check('')).toEqual([noToken, noRepository]);
  });

  test.each([undefined, '', 'octocat', '/', 'octocat/', '/x', 'a/b/c', 'a b/c', 'a/b c'])(
    'needs another repository than %j',
    (repository) => {
      expect(check('ghs_x', repository)).toEqual([noRepository]);
    },
  );
});
