import { describe, expect, test } from '@jest/globals';
import { makeAuthority } from '../support/certificate.ts';
import { type FaultSource, stall } from '../support/faults.ts';
import {
  type GithubRefusal,
  type GithubRefusalName,
  githubRefusals,
  refuseAs,
} from '../support/github-refusals.ts';
import { named } from '../support/keys.ts';
import { startProxy } from '../support/proxy.ts';
import { play, type Played, type Scenario } from '../support/scenario.ts';

const HEAD = 'Nothing was deleted, because GitHub did not say which pull requests are closed. ';
const PERMISSION = /pull-requests: read/;

type Sweep = Omit<Scenario, 'inputs'> & { readonly inputs?: Readonly<Record<string, string>> };

/** Plays a sweep of the keys of two closed pull requests, without retries. GitHub has these faults first. */
function sweep(faults: readonly FaultSource[], { inputs, github, ...scenario }: Sweep = {}): Promise<Played> {
  return play({
    keys: named('pr-1-github', 'pr-2-github'),
    inputs: { 'key-name': 'pr-{closed-pr}-github', 'max-retries': '0', ...inputs },
    github: { pullRequests: { 1: 'CLOSED', 2: 'MERGED' }, faults, ...github },
    ...scenario,
  });
}

/** The only error of a sweep that deleted nothing, without its beginning. */
function refusalIn({ errors, deletes, run }: Played): string {
  expect(deletes).toEqual([]);
  expect(run.outputs).toMatchObject({ status: 'failed', 'deleted-count': '0' });
  expect(errors).toHaveLength(1);
  expect(errors[0]?.startsWith(HEAD)).toBe(true);
  return errors[0]?.slice(HEAD.length) ?? '';
}

/** How many requests GitHub got. */
function timesAsked({ requests }: Played): number {
  return requests.filter(({ method }) => method === 'POST').length;
}

/** GitHub's refusal for a quota that is used up for this many more seconds. */
function usedUpFor(seconds: number): FaultSource {
  return () =>
    refuseAs('a used-up quota', { 'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + seconds) });
}

describe('a refusal of GitHub is reported with its cause and what to do', () => {
  // One of each way to respond; unit/github has every cause.
  test.each<readonly [GithubRefusalName, RegExp]>([
    ["a job's token without the permission", /Give the job `permissions: pull-requests: read`/],
    ['an unknown token', /mistyped, expired, revoked/],
    ['a redirect', /Redirects are not followed/],
    ["a firewall's page", /without `x-github-request-id`/],
    ['a page with HTTP 200', /GitHub's API does not respond like this/],
  ])('%s', async (name, advice) => {
    const { failure, status, message = `HTTP ${status}` }: GithubRefusal = githubRefusals[name];
    const played = await sweep([refuseAs(name)]);
    const why = refusalIn(played);
    expect(why).toContain(message.replace(/\.$/, ''));
    expect(why).toMatch(advice);
    if (failure !== 'no-permission') expect(why).not.toMatch(PERMISSION);
    expect(timesAsked(played)).toBe(1);
  });

  test('a quota that is used up beyond the time limit', async () => {
    const played = await sweep([usedUpFor(1800)], { inputs: { 'max-retries': '5' } });
    expect(refusalIn(played)).toMatch(
      /"API rate limit already exceeded for user ID 583231"\. It asked to wait 1\d{3} s, longer than what is left of the time limit/,
    );
    expect(timesAsked(played)).toBe(1);
  });
});

describe('a sweep continues after', () => {
  test.each<readonly [string, FaultSource, string]>([
    ['an error without a type', refuseAs('an error without a type'), '1'],
    ['a used-up quota, which needs no retry', usedUpFor(1), '0'],
  ])('%s', async (_what, fault, maxRetries) => {
    const played = await sweep([fault], { inputs: { 'max-retries': maxRetries } });
    expect(timesAsked(played)).toBe(2);
    expect(played.run.log).toMatch(/^GitHub returned HTTP \d+.* Retrying in [\d.]+ s/m);
    expect(played.deletes).toHaveLength(2);
  });
});

describe('a GitHub that cannot be reached is not reported as a refusal:', () => {
  test('its certificate is not trusted', async () => {
    const authority = await makeAuthority();
    try {
      const tls = await authority.certify(['127.0.0.1']);
      const why = refusalIn(await sweep([], { github: { tls } }));
      expect(why).toMatch(/^The certificate of 127\.0\.0\.1:\d+ is not trusted .*`NODE_EXTRA_CA_CERTS`/);
      expect(why).not.toMatch(PERMISSION);
    } finally {
      authority.remove();
    }
  });

  test('the proxy refuses the connection', async () => {
    const proxy = await startProxy();
    try {
      const env = { GITHUB_API_URL: 'https://ghes.example/api/v3', HTTPS_PROXY: proxy.url };
      expect(refusalIn(await sweep([], { env }))).toMatch(
        /^The proxy opened no connection to ghes\.example .* Check `HTTPS_PROXY`/,
      );
    } finally {
      await proxy.close();
    }
  });

  test('the time limit ends first', async () => {
    expect(refusalIn(await sweep([stall()], { inputs: { 'timeout-seconds': '3' } }))).toMatch(
      /^No complete response was received from 127\.0\.0\.1:\d+ before the step had to stop\. The step reached its time limit of 3 seconds: [^.]*\.$/,
    );
  });

  // On Windows, which has no such signal, the runner ends the process at once.
  (process.platform === 'win32' ? test.skip : test)('the run is cancelled first', async () => {
    const played = await sweep([stall()], {
      cancel: {
        name: 'SIGINT',
        when: async (_cloudflare, github) => {
          await github?.received('POST');
        },
      },
    });
    expect(refusalIn(played)).toMatch(
      /^No complete response was received from 127\.0\.0\.1:\d+ before the step had to stop\. The run was cancelled: [^.]*\.$/,
    );
  });
});
