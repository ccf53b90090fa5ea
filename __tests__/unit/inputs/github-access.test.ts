import { describe, expect, test } from '@jest/globals';
import type { Environment } from '../../../src/inputs/definitions.ts';
import { checkGithub } from '../../../src/inputs/github-access.ts';
import { problemsOf } from './problems.ts';

/** The problems with what a query to GitHub needs, if the event file has this text, or can't be read. */
function check(
  { token = 'ghs_x', ...env }: Environment & { readonly token?: string } = {},
  event: string | Error = '{}',
): readonly string[] {
  const readFile = (): string => {
    if (event instanceof Error) throw event;
    return event;
  };
  return problemsOf((addProblem) => {
    checkGithub(
      { value: token, source: "Input 'github-token'" },
      {
        GITHUB_REPOSITORY: 'octocat/calls-demo',
        GITHUB_API_URL: 'https://github.example/api/v3',
        GITHUB_EVENT_PATH: '/event.json',
        ...env,
      },
      { readFile, bypassesProxy: ({ hostname }) => hostname === 'localhost' },
      addProblem,
    );
  });
}

test('the variables that the runner sets are accepted', () => {
  expect(check()).toEqual([]);
});

describe('the GitHub token', () => {
  test('is required', () => {
    expect(check({ token: '' })).toEqual([
      "Input 'github-token' is required for {closed-pr} in 'key-name', and is empty: leave it out to use the job's own token, or set one that can read pull requests.",
    ]);
  });

  test.each([
    ['ghs_x\nghs_y', 'contains white space or a line break'],
    ['ghs_x\ty', 'contains white space or a line break'],
    ['ghs_xé', 'contains a character outside printable ASCII'],
    ['ghs_x\u200b', 'contains a character outside printable ASCII'],
    ['"ghs_x"', 'without quotes around it'],
    ['Bearer ghs_x', 'without "Bearer" in front of it'],
  ])('cannot be %j, which is not shown', (token, problem) => {
    const [said = '', ...more] = check({ token });
    expect(said).toContain(problem);
    expect(said).toMatch(/^Input 'github-token' .* Its value is not shown\.$/);
    expect(said).not.toContain('ghs_');
    expect(more).toEqual([]);
  });

  test('has no particular form', () => {
    expect(check({ token: `github_pat_${'0123456789abcdef'.repeat(4)}` })).toEqual([]);
    expect(check({ token: '0123456789abcdef0123456789abcdef01234567' })).toEqual([]);
  });
});

test.each([undefined, '', 'octocat', 'octocat/', 'octocat/calls/demo', 'octo cat/x'])(
  'the repository cannot be %j',
  (name) => {
    expect(check({ GITHUB_REPOSITORY: name })).toEqual([
      "{closed-pr} in 'key-name' needs the environment variable GITHUB_REPOSITORY (owner/name), which the runner sets; it is missing or has another form.",
    ]);
  },
);

describe("the address of GitHub's API", () => {
  test.each([undefined, '', 'https://api.github.com', 'http://localhost:8080/api/v3', 'http://127.0.0.1:9'])(
    'can be %j',
    (url) => {
      expect(check({ GITHUB_API_URL: url })).toEqual([]);
    },
  );

  test.each([
    ['api.github.com', 'got "api.github.com"'],
    ['https://', 'got "https://"'],
    [' ', 'got " "'],
    ['ftp://github.example', 'got "ftp://github.example"'],
    ['https://[::1]/api/v3', 'got "https://[::1]/api/v3"'],
    ['//mona:hunter2@github.example', 'its value is not shown'],
  ])('cannot be %j', (url, got) => {
    expect(check({ GITHUB_API_URL: url })).toEqual([
      `{closed-pr} in 'key-name' needs the environment variable GITHUB_API_URL to be an http or https URL with a host name, such as https://api.github.com, as the runner sets it; ${got}. Remove what sets it to something else.`,
    ]);
  });

  test('has a proxy that can be used, unless it is reached without one', () => {
    expect(check({ HTTPS_PROXY: 'http://100%@proxy.example' })).toEqual([
      expect.stringMatching(/^Environment variable HTTPS_PROXY must be the URL of a proxy/),
    ]);
    expect(check({ HTTPS_PROXY: 'x', GITHUB_API_URL: undefined })).toHaveLength(1);
    expect(check({ HTTPS_PROXY: 'x', GITHUB_API_URL: 'https://localhost' })).toEqual([]);
  });
});

describe('the event file', () => {
  test.each(['{}', 'null', ' [1] '])('can be %j', (event) => {
    expect(check({}, event)).toEqual([]);
  });

  test.each(['', '{', "{'a': 1}", '\ufeff{}'])('cannot be %j', (event) => {
    expect(check({}, event)).toEqual([
      expect.stringMatching(
        /^\{closed-pr\} in 'key-name' needs the event file that GITHUB_EVENT_PATH names, and it isn't valid JSON \(.+\)\. The runner writes it: check what changes the file or the variable before this step\.$/,
      ),
    ]);
  });

  test('can be missing', () => {
    const error = Object.assign(new Error('no such file'), { code: 'ENOENT' });
    expect(check({}, error)).toEqual([]);
    expect(check({ GITHUB_EVENT_PATH: undefined }, '{')).toEqual([]);
    expect(check({ GITHUB_EVENT_PATH: '' }, '{')).toEqual([]);
  });

  test('cannot be unreadable', () => {
    const error = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    expect(check({}, error)).toEqual([
      "{closed-pr} in 'key-name' needs the event file that GITHUB_EVENT_PATH names, and it can't be read (EACCES: permission denied). The runner writes it: check what changes the file or the variable before this step.",
    ]);
    expect(check({}, new Error('odd'))).toEqual([expect.stringContaining("it can't be read (odd)")]);
  });
});

test('all problems are reported together', () => {
  expect(check({ token: '', GITHUB_REPOSITORY: undefined, GITHUB_API_URL: 'x' }, '{')).toHaveLength(4);
});
