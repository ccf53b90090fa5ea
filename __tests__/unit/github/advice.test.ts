import { describe, expect, test } from '@jest/globals';
import { adviceFor, openFailurePolicy } from '../../../src/github/advice.ts';
import { GitHubError } from '../../../src/github/errors.ts';
import type { GitHubFailure } from '../../../src/github/errors.ts';
import { ConnectionError, ResponseError } from '../../../src/http/errors.ts';
import type { ConnectionFailure } from '../../../src/http/errors.ts';
import { StoppedError } from '../../../src/lib/deadline.ts';
import { githubRefusals } from '../../support/github-refusals.ts';

const refused = (failure: GitHubFailure): GitHubError =>
  new GitHubError('It failed.', { failure, status: 400 });
const lost = (failure: ConnectionFailure): ConnectionError =>
  new ConnectionError('It failed.', { failure, mayHaveArrived: false });

// What the advice for each failure must contain, and no other advice may.
const RESPONSES: Readonly<Record<GitHubFailure, RegExp>> = {
  'bad-credentials': /`github-token` is mistyped, expired, revoked/,
  'no-permission': /^Give the job `permissions: pull-requests: read`/,
  'missing-scope': /scope `repo`.*`permissions: pull-requests: read`/,
  'unseen-repository': /does not see this repository.*`permissions: pull-requests: read`/,
  'ip-allow-list': /IP allow list.*self-hosted runner/,
  saml: /SAML single sign-on: authorize the token/,
  'token-policy': /does not accept a token like/,
  'locked-out': /several with bad credentials/,
  'rate-limited': /limits the requests of each token/,
  unavailable: /on the side of GitHub.*https:\/\/www\.githubstatus\.com and run the job again later/,
  'no-endpoint': /GraphQL was not found.*`GITHUB_API_URL`/,
  redirect: /Redirects are not followed.*`GITHUB_API_URL`/,
  'proxy-login': /password of the proxy/,
  'not-from-github': /without `x-github-request-id`/,
  'unexpected-body': /does not respond like this.*`GITHUB_API_URL`/,
  incomplete: /no proxy changes the responses/,
  other: /If GitHub's message does not explain it/,
};

const CONNECTIONS: Readonly<Record<ConnectionFailure, RegExp>> = {
  'unknown-host': /`GITHUB_API_URL`.*DNS/,
  refused: /`GITHUB_API_URL`.*firewall/,
  unreachable: /`GITHUB_API_URL`.*firewall/,
  tls: /client certificate/,
  certificate: /`NODE_EXTRA_CA_CERTS`.*The token was not sent\.$/,
  proxy: /`HTTPS_PROXY`.*`NO_PROXY`/,
  silent: /^Check the network/,
  lost: /^Check the network/,
  interrupted: /^$/,
};

describe('the advice', () => {
  test.each(Object.entries(RESPONSES) as [GitHubFailure, RegExp][])('on %s fits it', (failure, expected) => {
    const matching = Object.keys(RESPONSES).filter((each) =>
      expected.test(adviceFor(refused(each as GitHubFailure))),
    );
    expect(matching).toEqual([failure]);
  });

  test.each(Object.entries(CONNECTIONS) as [ConnectionFailure, RegExp][])(
    'on a connection that failed (%s) fits it',
    (failure, expected) => {
      expect(adviceFor(lost(failure))).toMatch(expected);
    },
  );

  test('names the permission only where it is missing', () => {
    const naming = Object.keys(RESPONSES).filter((failure) =>
      adviceFor(refused(failure as GitHubFailure)).includes('pull-requests'),
    );
    expect(naming).toEqual(['no-permission', 'missing-scope', 'unseen-repository']);
    for (const failure of Object.keys(CONNECTIONS)) {
      expect(adviceFor(lost(failure as ConnectionFailure))).not.toMatch(/pull-requests|permission/);
    }
  });

  test('is tested by the catalogue of refusals for every cause but an incomplete response', () => {
    const causes = new Set<string>(Object.values(githubRefusals).map(({ failure }) => failure));
    expect([...causes, 'incomplete'].toSorted()).toEqual(Object.keys(RESPONSES).toSorted());
  });

  test('on an error of no service is empty', () => {
    expect(adviceFor(new ResponseError('It failed.', { status: 500 }))).toBe('');
  });
});

describe('the policy', () => {
  const policy = openFailurePolicy(new AbortController().signal);

  test('retries transient failures, and waits out a rate limit', () => {
    const verdicts = Object.keys(RESPONSES).map(
      (failure) => [failure, policy.classify(refused(failure as GitHubFailure))] as const,
    );
    expect(verdicts.filter(([, verdict]) => verdict !== 'final')).toEqual([
      ['rate-limited', 'rate-limited'],
      ['unavailable', 'transient'],
    ]);
    expect(policy.classify(new ResponseError('It failed.', { status: 500 }))).toBe('final');
  });

  test('never affects all keys', () => {
    expect(policy.affectsAllKeys(refused('bad-credentials'))).toBe(false);
  });

  test('gives advice until the step has to stop, and then only on what would have ended it anyway', () => {
    const stopped = openFailurePolicy(AbortSignal.abort(new StoppedError('The run was cancelled.')));
    const advised = (error: GitHubError | ConnectionError): readonly boolean[] =>
      [policy, stopped].map((each) => each.advise(error) !== '');
    expect(advised(refused('unavailable'))).toEqual([true, false]);
    expect(advised(refused('rate-limited'))).toEqual([true, false]);
    expect(advised(lost('lost'))).toEqual([true, false]);
    expect(advised(lost('certificate'))).toEqual([true, true]);
    expect(advised(refused('no-permission'))).toEqual([true, true]);
    expect(advised(lost('interrupted'))).toEqual([false, false]);
  });
});
