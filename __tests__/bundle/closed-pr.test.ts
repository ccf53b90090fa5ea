import { describe, expect, test } from '@jest/globals';
import { makeAuthority } from '../support/certificate.ts';
import { html } from '../support/faults.ts';
import { ago, id, named } from '../support/keys.ts';
import { startProxy } from '../support/proxy.ts';
import { play, type Played, playRefusal } from '../support/scenario.ts';
import { steady } from '../support/transcript.ts';

const SWEEP = { 'key-name': 'preview-pr-{closed-pr}' };

/** The numbers of the pull requests in each request to GitHub. */
function numbersAsked({ requests }: Played): readonly (readonly number[])[] {
  return requests
    .filter(({ method }) => method === 'POST')
    .map(({ body }) =>
      [...body.matchAll(/pullRequest\(number: (\d+)\)/g)].map(([, number]) => Number(number)),
    );
}

describe('a sweep', () => {
  test('deletes the keys of pull requests that are merged or closed, and keeps all others', async () => {
    const { transcript } = await play({
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
        'preview-pr--41',
        'preview-pr-٤١',
      ),
      inputs: SWEEP,
      github: { pullRequests: { 41: 'MERGED', 42: 'CLOSED', 43: 'OPEN' } },
    });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys
      POST /api/graphql
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000001
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000002

      --- log
      Selected 2 of 13 TURN keys.
      Kept TURN key 00000000000000000000000000000003 ("preview-pr-43"): pull request 43 is open.
      Kept TURN key 00000000000000000000000000000004 ("preview-pr-44"): 44 isn't a pull request of this repository.
      Kept TURN key 00000000000000000000000000000005 ("preview-pr-041"): 041 isn't a pull request of this repository.
      Kept TURN key 00000000000000000000000000000006 ("preview-pr-2147483648"): 2147483648 isn't a pull request of this repository.
      Kept TURN key 00000000000000000000000000000007 ("preview-pr-0"): 0 isn't a pull request of this repository.
      Deleted TURN key 00000000000000000000000000000001 ("preview-pr-41", created 2026-03-01T09:30:00Z).
      Deleted TURN key 00000000000000000000000000000002 ("preview-pr-42", created 2026-03-01T09:30:00Z).

      --- outputs
      uid:
      name:
      created:
      modified:
      deleted-count: 2
      results: [{"uid":"00000000000000000000000000000001","name":"preview-pr-41","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"deleted"},{"uid":"00000000000000000000000000000002","name":"preview-pr-42","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"deleted"},{"uid":"00000000000000000000000000000003","name":"preview-pr-43","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"kept","reason":"pull request 43 is open"},{"uid":"00000000000000000000000000000004","name":"preview-pr-44","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"kept","reason":"44 isn't a pull request of this repository"},{"uid":"00000000000000000000000000000005","name":"preview-pr-041","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"kept","reason":"041 isn't a pull request of this repository"},{"uid":"00000000000000000000000000000006","name":"preview-pr-2147483648","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"kept","reason":"2147483648 isn't a pull request of this repository"},{"uid":"00000000000000000000000000000007","name":"preview-pr-0","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"kept","reason":"0 isn't a pull request of this repository"}]
      status: deleted

      --- exit code
      0
      "
    `);
  });

  test('combines templates, names and patterns; a key that one of them picks for deletion is deleted', async () => {
    const played = await play({
      keys: named('pr1-eu', 'pr2-eu', 'pr-3', 'old-1', 'staging', 'pr4-eu'),
      inputs: { 'key-name': 'old-*\npr-{closed-pr}\npr{closed-pr}-eu\nstaging\npr2*' },
      github: { pullRequests: { 1: 'CLOSED', 2: 'OPEN', 3: 'MERGED', 4: 'MERGED' } },
    });
    expect(played.results.map(({ name, status }) => [name, status])).toEqual([
      ['old-1', 'deleted'],
      ['pr-3', 'deleted'],
      ['pr1-eu', 'deleted'],
      ['pr2-eu', 'deleted'],
      ['pr4-eu', 'deleted'],
      ['staging', 'deleted'],
    ]);
    expect(played.run.log).not.toContain('Kept');
    expect(numbersAsked(played)).toEqual([[3, 1, 2, 4]]);
  });

  test.each([
    ['nothing matches', ['production', 'preview-pr-x']],
    ['no number can be a pull request', ['preview-pr-0', `preview-pr-${'9'.repeat(400)}`]],
  ])('does not ask GitHub when %s', async (_what, names) => {
    const { requests, run } = await play({ keys: named(...names), inputs: SWEEP, github: {} });
    expect(requests).toHaveLength(1);
    expect(run.outputs).toMatchObject({ uid: '', 'deleted-count': '0' });
    expect(run.exitCode).toBe(0);
  });

  test('of 101 keys costs one list, two requests to GitHub, and one deletion per key', async () => {
    const numbers = Array.from({ length: 101 }, (_, n) => n + 1);
    const played = await play({
      keys: named(...numbers.map((n) => `preview-pr-${n}`)),
      inputs: SWEEP,
      github: { pullRequests: Object.fromEntries(numbers.map((n) => [n, n % 3 === 0 ? 'OPEN' : 'MERGED'])) },
    });
    expect(played.run.outputs['deleted-count']).toBe('68');
    expect(numbersAsked(played).map(({ length }) => length)).toEqual([100, 1]);
    expect(played.requests).toHaveLength(1 + 2 + 68);
  });

  test('asks only about keys that older-than selects, and max-keys counts only keys to delete', async () => {
    const played = await play({
      keys: [
        { uid: id(1), name: 'preview-pr-1', created: ago(9 * 86_400_000) },
        { uid: id(2), name: 'preview-pr-2', created: ago(86_400_000) },
        { uid: id(3), name: 'preview-pr-3', created: ago(9 * 86_400_000) },
      ],
      inputs: { ...SWEEP, 'older-than': '7d', 'max-keys': '1' },
      github: { pullRequests: { 1: 'CLOSED', 2: 'CLOSED', 3: 'OPEN' } },
    });
    expect(numbersAsked(played)).toEqual([[1, 3]]);
    expect(played.deletes).toEqual([id(1)]);
  });
});

describe('GitHub', () => {
  const keys = named('preview-pr-1');
  const github = { pullRequests: { 1: 'CLOSED' } } as const;

  test('is retried after a 502, and the debug log shows it', async () => {
    const { deletes, run } = await play({
      keys,
      inputs: SWEEP,
      github: { ...github, faults: [html({ status: 502 })] },
      debug: true,
    });
    expect(deletes).toEqual([id(1)]);
    const asked = run.debug.filter((line) => line.startsWith('POST '));
    expect(steady(asked.join('\n'))).toBe(
      'POST http://127.0.0.1:<port>/api/graphql (attempt 1): HTTP 502, x-github-request-id <id>, <time>\n' +
        'POST http://127.0.0.1:<port>/api/graphql (attempt 2): HTTP 200, x-github-request-id <id>, <time>',
    );
    expect(run.debug.join('\n')).not.toMatch(/authorization|token|query/i);
  });

  test('may be github.com, whose API has no path', async () => {
    const { deletes, requests } = await play({
      keys,
      inputs: SWEEP,
      github,
      env: (_cloudflare, double) => ({
        GITHUB_API_URL: `http://127.0.0.1:${double?.port}`,
        GITHUB_GRAPHQL_URL: undefined,
      }),
    });
    expect(requests[1]?.path).toBe('/graphql');
    expect(deletes).toEqual([id(1)]);
  });

  test('is sent the token in github-token, and Cloudflare is not', async () => {
    const token = 'github_pat_11ABCDEFG0_another';
    const { deletes } = await play({
      keys,
      inputs: { ...SWEEP, 'github-token': token },
      github: { ...github, token },
      githubToken: 'ghs_ofTheJob',
    });
    expect(deletes).toEqual([id(1)]);
  });

  test('is reached over TLS through a proxy, while Cloudflare is on loopback', async () => {
    const authority = await makeAuthority();
    const tls = await authority.certify(['ghes.example']);
    const routes: Record<string, number> = {};
    const proxy = await startProxy({ routes });
    try {
      const { deletes } = await play({
        keys,
        inputs: SWEEP,
        github: { ...github, tls, host: 'ghes.example' },
        env: (_cloudflare, double) => {
          routes[`ghes.example:${double?.port}`] = double?.port ?? 0;
          return { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: authority.caFile };
        },
      });
      expect(deletes).toEqual([id(1)]);
      expect(proxy.connects.map(({ target }) => target)).toEqual(Object.keys(routes));
    } finally {
      await proxy.close();
      authority.remove();
    }
  });

  test('requires a token, before any request', async () => {
    const errors = await playRefusal({ keys, inputs: { ...SWEEP, 'github-token': '' } });
    expect(errors).toEqual([expect.stringMatching(/^Input 'github-token' is required for \{closed-pr\}/)]);
  });
});
