import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type GithubDouble, startGithub } from './github-double.ts';
import { type GithubRefusal, type GithubRefusalName, githubRefusals, refuseAs } from './github-refusals.ts';
import { GITHUB_TOKEN } from './runner.ts';

const QUERY = `query ($owner: String!, $repo: String!) {
  repository(owner: $owner, name: $repo) {
    pr41: pullRequest(number: 41) { number state }
    pr42: pullRequest(number: 42) { number state }
  }
}`;

let github: GithubDouble;

beforeEach(async () => {
  github = await startGithub({ pullRequests: { 41: 'MERGED' } });
});

afterEach(() => github.close());

const ask = (token = GITHUB_TOKEN, repo = 'calls-demo', to = github): Promise<Response> =>
  fetch(to.env['GITHUB_GRAPHQL_URL'] ?? '', {
    method: 'POST',
    headers: { authorization: `token ${token}` },
    body: JSON.stringify({ query: QUERY, variables: { owner: 'octocat', repo } }),
  });

describe('GitHub', () => {
  test('returns the state of a pull request, and that a number is not one', async () => {
    const response = await ask();
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      data: { repository: { pr41: { number: 41, state: 'MERGED' }, pr42: null } },
      errors: [
        {
          type: 'NOT_FOUND',
          path: ['repository', 'pr42'],
          locations: [{ line: 4, column: 5 }],
          message: 'Could not resolve to a PullRequest with the number of 42.',
        },
      ],
    });
  });

  test('knows only one repository', async () => {
    expect(await (await ask(GITHUB_TOKEN, 'other')).json()).toMatchObject({
      data: { repository: null },
      errors: [{ type: 'NOT_FOUND', path: ['repository'] }],
    });
  });

  test('returns nothing to a token without the permission', async () => {
    const closed = await startGithub({ pullRequests: { 41: 'OPEN' }, withoutPermission: true });
    const response = await (await ask(GITHUB_TOKEN, 'calls-demo', closed)).json();
    await closed.close();
    const refusal = { type: 'FORBIDDEN', message: 'Resource not accessible by integration' };
    expect(response).toMatchObject({
      data: { repository: { pr41: null, pr42: null } },
      errors: [
        { ...refusal, path: ['repository', 'pr41'] },
        { ...refusal, path: ['repository', 'pr42'] },
      ],
    });
  });

  test('refuses a wrong token', async () => {
    expect((await ask('wrong')).status).toBe(401);
  });

  // Node's own fetch treats a 407 as a failed connection.
  const refusals = Object.entries<GithubRefusal>(githubRefusals).filter(([, { status }]) => status !== 407);
  test.each(refusals as readonly [GithubRefusalName, GithubRefusal][])(
    'refuses on demand: %s',
    async (name, { status, message, graphql, headers = {} }) => {
      github.next('POST', refuseAs(name, { 'x-of-the-test': '1' }));
      const response = await fetch(github.env['GITHUB_GRAPHQL_URL'] ?? '', {
        method: 'POST',
        redirect: 'manual',
      });
      expect(response.status).toBe(status);
      const expected: Readonly<Record<string, string | undefined>> = { ...headers, 'x-of-the-test': '1' };
      for (const [header, value] of Object.entries(expected)) {
        expect(response.headers.get(header)).toBe(value ?? null);
      }
      const body = await response.text();
      if (message === undefined) expect(body).not.toMatch(/^\{/);
      else {
        const error: unknown = { ...graphql, message };
        expect(JSON.parse(body)).toMatchObject(graphql === undefined ? { message } : { errors: [error] });
      }
    },
  );
});
