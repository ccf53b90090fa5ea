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
  // One of each kind; unit/github has them all.
  test.each<readonly [GithubRefusalName, RegExp]>([
    ["a job's token without the permission", /Give the job `permissions: pull-requests: read`/],
    ['an unseen repository', /does not see this repository.*`permissions: pull-requests: read`/],
    ['an IP allow list', /The organization's IP allow list does not include the runner/],
    ['an IP allow list, 403', /The organization's IP allow list does not include the runner/],
    ['SAML', /SAML single sign-on: authorize the token/],
    ['an unknown token', /mistyped, expired, revoked/],
    ['no endpoint', /GraphQL was not found at this address: check `GITHUB_API_URL`/],
    ['an error without a type', /on the side of GitHub/],
    ['an outage', /on the side of GitHub/],
    ['a redirect', /Redirects are not followed/],
    ["a firewall's page", /without `x-github-request-id`/],
    ['a page with HTTP 200', /GitHub's API does not respond like this/],
    ['a refusal for another reason', /If GitHub's message does not explain it/],
  ])('%s', async (name, advice) => {
    const { failure, status, message = `HTTP ${status}` }: GithubRefusal = githubRefusals[name];
    const played = await sweep([refuseAs(name)]);
    const why = refusalIn(played);
    expect(why).toContain(message.replace(/\.$/, ''));
    expect(why).toMatch(advice);
    if (!['no-permission', 'unseen-repository'].includes(failure)) expect(why).not.toMatch(PERMISSION);
    expect(timesAsked(played)).toBe(1);
  });

  test('a quota that is used up beyond the time limit', async () => {
    const played = await sweep([usedUpFor(1800)], { inputs: { 'max-retries': '5' } });
    expect(refusalIn(played)).toMatch(
      /"API rate limit already exceeded for user ID 583231"\. It asked to wait 1\d{3} s, longer than what is left of the time limit/,
    );
    expect(timesAsked(played)).toBe(1);
  });

  test('a rate limit that does not end before the time limit', async () => {
    const always = Array.from({ length: 20 }, () => refuseAs('a secondary rate limit that names no time'));
    const played = await sweep(always, { inputs: { 'timeout-seconds': '3' }, mayMissFaults: true });
    const why = refusalIn(played);
    expect(why).toMatch(
      /"You have exceeded a secondary rate limit\. .* GitHub limits the requests of each token: /,
    );
    expect(why).not.toMatch(PERMISSION);
  });
});

describe('a sweep continues after', () => {
  test.each<readonly [string, FaultSource, Readonly<Record<string, string>>]>([
    ['an error without a type', refuseAs('an error without a type'), { 'max-retries': '1' }],
    ['an overload', refuseAs('an overload'), { 'max-retries': '1' }],
    ['a secondary rate limit', refuseAs('a secondary rate limit', { 'retry-after': '1' }), {}],
    ['a used-up quota', usedUpFor(1), {}],
  ])('%s', async (_what, fault, inputs) => {
    const played = await sweep([fault], { inputs });
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

  test.each<readonly [string, Sweep, RegExp]>([
    [
      'no server listens',
      { env: { GITHUB_API_URL: 'http://127.0.0.1:9/api/v3' } },
      /^127\.0\.0\.1:9 refused the connection \(ECONNREFUSED\)\. Check `GITHUB_API_URL`/,
    ],
    [
      'the time limit ends first',
      { inputs: { 'timeout-seconds': '3' }, github: { faults: [stall()] } },
      /^No complete response was received from 127\.0\.0\.1:\d+ before the step had to stop\. The step reached its time limit of 3 seconds: [^.]*\.$/,
    ],
  ])('%s', async (_what, scenario, message) => {
    const why = refusalIn(await sweep([], scenario));
    expect(why).toMatch(message);
    expect(why).not.toMatch(PERMISSION);
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
