import { describe, expect, test } from '@jest/globals';
import { makeAuthority } from '../support/certificate.ts';
import { html, reset } from '../support/faults.ts';
import { secondaryRateLimit } from '../support/github-double.ts';
import type { WireRequest } from '../support/loopback.ts';
import { startProxy } from '../support/proxy.ts';
import { ago, id, named, setStage } from '../support/stage.ts';

const SWEEP = { 'key-name': 'preview-pr-{closed-pr}' };

/** The numbers that GitHub was asked about, one list a request. */
function numbersAsked(requests: readonly WireRequest[]): readonly (readonly number[])[] {
  return requests.map(({ body }) =>
    [...body.matchAll(/pullRequest\(number: (\d+)\)/g)].map(([, number]) => Number(number)),
  );
}

describe('a sweep', () => {
  test('deletes the keys of pull requests that are merged or closed, and keeps all others', async () => {
    const { perform } = await setStage({
      keys: named(
        'preview-pr-41',
        'preview-pr-42',
        'preview-pr-43',
        'preview-pr-44',
        'preview-pr-041',
        'preview-pr-2147483648',
        'preview-pr-0',
        'preview-pr-',
        'preview-pr-x',
        'preview-pr-41-eu',
        'Preview-pr-41',
        'preview-pr- 41',
        'preview-pr--41',
        'preview-pr-4.1',
        'preview-pr-٤١',
      ),
      github: { pullRequests: { 41: 'MERGED', 42: 'CLOSED', 43: 'OPEN' } },
    });
    expect((await perform(SWEEP)).transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys
      POST /api/graphql
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000001
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000002

      --- log
      Kept TURN key 00000000000000000000000000000003 "preview-pr-43": pull request 43 is open.
      Kept TURN key 00000000000000000000000000000004 "preview-pr-44": 44 is no pull request of this repository.
      Kept TURN key 00000000000000000000000000000005 "preview-pr-041": 041 is no pull request of this repository.
      Kept TURN key 00000000000000000000000000000006 "preview-pr-2147483648": 2147483648 is no pull request of this repository.
      Kept TURN key 00000000000000000000000000000007 "preview-pr-0": 0 is no pull request of this repository.
      Of 15 TURN keys in the account, 2 selected.
      Deleted TURN key 00000000000000000000000000000001 ("preview-pr-41", created 2026-03-01T09:30:00Z).
      Deleted TURN key 00000000000000000000000000000002 ("preview-pr-42", created 2026-03-01T09:30:00Z).

      --- outputs
      status: deleted
      uid:
      name:
      created:
      modified:
      deleted-count: 2
      results: [{"uid":"00000000000000000000000000000001","name":"preview-pr-41","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"deleted"},{"uid":"00000000000000000000000000000002","name":"preview-pr-42","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"deleted"}]

      --- exit code
      0
      "
    `);
  });

  test("asks GitHub for the runner's repository, in one request, and for nothing but numbers and states", async () => {
    const { github, perform } = await setStage({
      keys: named('preview-pr-2147483647', 'preview-pr-41', 'preview-pr-41'),
      github: { repository: 'octo-org/some.repo', pullRequests: { 41: 'MERGED' } },
    });
    const { deletes } = await perform(SWEEP);
    expect(deletes).toEqual([id(2), id(3)]);
    expect(github.requests).toHaveLength(1);
    const [request] = github.requests;
    expect(request?.headers['user-agent']).toBe('delete-turn-key/1.0.0');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      query:
        'query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ' +
        'pr2147483647: pullRequest(number: 2147483647) { number state } pr41: pullRequest(number: 41) { number state } } }',
      variables: { owner: 'octo-org', repo: 'some.repo' },
    });
  });

  test('takes several templates, names and patterns together', async () => {
    const { github, perform } = await setStage({
      keys: named('pr1-eu', 'pr2-eu', 'pr-3', 'old-1', 'staging', 'pr4-eu'),
      github: { pullRequests: { 1: 'CLOSED', 2: 'OPEN', 3: 'MERGED', 4: 'MERGED' } },
    });
    const { rows } = await perform({ 'key-name': 'old-*\npr-{closed-pr}\npr{closed-pr}-eu\nstaging' });
    expect(rows.map(({ name, status }) => [name, status])).toEqual([
      ['old-1', 'deleted'],
      ['pr-3', 'deleted'],
      ['pr1-eu', 'deleted'],
      ['pr4-eu', 'deleted'],
      ['staging', 'deleted'],
    ]);
    expect(numbersAsked(github.requests)).toEqual([[3, 1, 2, 4]]);
  });

  test('says of no key that it was kept which another line picks and deletes', async () => {
    const { perform } = await setStage({
      keys: named('pr-1', 'pr-2'),
      github: { pullRequests: { 1: 'OPEN', 2: 'OPEN' } },
    });
    const { deletes, run } = await perform({
      'key-name': 'pr-{closed-pr}\npr{closed-pr}\npr-1\np{closed-pr}\nx-*',
    });
    expect(deletes).toEqual([id(1)]);
    expect(run.log.match(/^Kept.*$/gm)).toEqual([`Kept TURN key ${id(2)} "pr-2": pull request 2 is open.`]);
  });

  test.each([
    ['nothing matches', ['production', 'preview-pr-x']],
    [
      'no number can be a pull request',
      ['preview-pr-0', 'preview-pr-007', 'preview-pr-2147483648', `preview-pr-${'9'.repeat(400)}`],
    ],
    ['there is no key', []],
  ])('does not ask GitHub when %s', async (_what, names) => {
    const { github, perform } = await setStage({
      keys: named(...names),
      github: { pullRequests: { 7: 'CLOSED' } },
    });
    const { run, rows } = await perform(SWEEP);
    expect(github.requests).toEqual([]);
    expect(run.exitCode).toBe(0);
    expect(rows).toEqual([]);
    expect(Math.max(...run.log.split('\n').map((line) => line.length))).toBeLessThan(300);
  });

  test.each([
    [100, [100]],
    [101, [100, 1]],
    [150, [100, 50]],
  ])('of %d numbers asks GitHub for %j of them at a time', async (count, expected) => {
    const numbers = Array.from({ length: count }, (_, n) => n + 1);
    const { github, perform } = await setStage({
      keys: named(...numbers.map((n) => `preview-pr-${n}`)),
      github: { pullRequests: { 1: 'CLOSED', [count]: 'MERGED' } },
    });
    const { deletes } = await perform(SWEEP);
    expect(numbersAsked(github.requests).map(({ length }) => length)).toEqual(expected);
    expect(numbersAsked(github.requests).flat()).toEqual(numbers);
    expect(deletes).toEqual([id(1), id(count)]);
  });

  test('of 90 keys costs one list, one question to GitHub, and one deletion a key', async () => {
    const numbers = Array.from({ length: 90 }, (_, n) => n + 1);
    const { cloudflare, github, perform } = await setStage({
      keys: named(...numbers.map((n) => `preview-pr-${n}`)),
      // Long enough for all that are sent together to meet, however busy the machine.
      latencyMs: 50,
      github: { pullRequests: Object.fromEntries(numbers.map((n) => [n, n % 3 === 0 ? 'OPEN' : 'MERGED'])) },
    });
    const { run } = await perform(SWEEP);
    expect(run.outputs['deleted-count']).toBe('60');
    expect(github.requests).toHaveLength(1);
    expect(cloudflare.requests).toHaveLength(1 + 60);
    expect(cloudflare.mostAtOnce).toBeLessThanOrEqual(8);
  });

  test('asks only about keys that older-than leaves, and max-keys counts only what is to go', async () => {
    const keys = [
      { uid: id(1), name: 'preview-pr-1', created: ago(9 * 86_400_000) },
      { uid: id(2), name: 'preview-pr-2', created: ago(86_400_000) },
      { uid: id(3), name: 'preview-pr-3', created: ago(9 * 86_400_000) },
    ];
    const { github, perform } = await setStage({
      keys,
      github: { pullRequests: { 1: 'CLOSED', 2: 'CLOSED', 3: 'OPEN' } },
    });
    const { deletes } = await perform({ ...SWEEP, 'older-than': '7d', 'max-keys': '1' });
    expect(numbersAsked(github.requests)).toEqual([[1, 3]]);
    expect(deletes).toEqual([id(1)]);
  });
});

describe('GitHub', () => {
  const keys = named('preview-pr-1');
  const closed = { pullRequests: { 1: 'CLOSED' } } as const;

  test.each([
    ['a 502', html({ status: 502 })],
    ['a lost connection', reset()],
    ['a secondary rate limit', secondaryRateLimit({ retryAfter: 1 })],
    ['a secondary rate limit that does not say for how long', secondaryRateLimit()],
  ])('is asked again after %s', async (_what, fault) => {
    const { github, perform } = await setStage({ keys, github: closed });
    github.next('POST', fault);
    const { deletes, run } = await perform(SWEEP);
    expect(github.requests).toHaveLength(2);
    expect(run.log).toMatch(/Trying again in [\d.]+ s \(attempt 2 of 6\)\./);
    expect(deletes).toEqual([id(1)]);
  });

  test.each([
    ['GitHub Enterprise Server', '/api/v3', '/api/graphql'],
    ['GitHub', '', '/graphql'],
  ])('may be %s', async (_what, path, expected) => {
    const { github, perform } = await setStage({ keys, github: closed });
    const { deletes } = await perform(SWEEP, {
      env: { GITHUB_API_URL: `http://127.0.0.1:${github.port}${path}`, GITHUB_GRAPHQL_URL: undefined },
    });
    expect(github.requests.map((request) => request.path)).toEqual([expected]);
    expect(deletes).toEqual([id(1)]);
  });

  test('gets the token in github-token, and Cloudflare does not', async () => {
    const token = 'github_pat_11ABCDEFG0_another';
    const { perform } = await setStage({ keys, github: { ...closed, token } });
    expect((await perform({ ...SWEEP, 'github-token': token })).deletes).toEqual([id(1)]);
  });

  test('is reached over TLS and through a proxy', async () => {
    const authority = await makeAuthority();
    const tls = await authority.certify(['ghes.example']);
    const stage = await setStage({ keys, github: { ...closed, tls, host: 'ghes.example' } });
    const proxy = await startProxy({ routes: { [`ghes.example:${stage.github.port}`]: stage.github.port } });
    try {
      const { deletes } = await stage.perform(SWEEP, {
        env: { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: authority.caFile },
      });
      expect(deletes).toEqual([id(1)]);
      expect(proxy.connects).toEqual([
        { target: `ghes.example:${stage.github.port}`, authorization: undefined },
      ]);
    } finally {
      await proxy.close();
      authority.remove();
    }
  });

  test.each([
    [
      { 'github-token': '' },
      {},
      /^Input 'github-token' is needed for \{closed-pr\} in 'key-name', and is empty/,
    ],
    [{}, { GITHUB_REPOSITORY: undefined }, /needs the environment variable GITHUB_REPOSITORY/],
    [{}, { GITHUB_REPOSITORY: 'octocat' }, /needs the environment variable GITHUB_REPOSITORY/],
  ])('needs a token and a repository, before any request: %j %j', async (inputs, env, message) => {
    const { perform } = await setStage({ keys, github: closed });
    const { requests, run } = await perform({ ...SWEEP, ...inputs }, { env });
    expect(requests).toEqual([]);
    expect(run.annotations).toEqual([{ level: 'error', message: expect.stringMatching(message) as unknown }]);
    expect(run.exitCode).toBe(1);
  });
});
