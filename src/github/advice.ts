import { ConnectionError } from '../http/errors.ts';
import type { AttemptError, ConnectionFailure, ResponseError } from '../http/errors.ts';
import type { FailurePolicy } from '../http/retry.ts';
import type { Verdict } from '../http/retry-decision.ts';
import { GitHubError } from './errors.ts';
import type { GitHubFailure } from './errors.ts';

const RESPONSE_ADVICE: Readonly<Record<GitHubFailure, string>> = {
  'bad-credentials':
    "The token in `github-token` is mistyped, expired, revoked, or of another server: replace it, or leave the input out to use the job's own token.",
  'no-permission':
    'Give the job `permissions: pull-requests: read`, or use a `github-token` that has this permission.',
  'missing-scope':
    'Give the classic token in `github-token` the scope `repo`, or leave the input out and give the job `permissions: pull-requests: read`.',
  'unseen-repository':
    'The token does not see this repository: use a `github-token` that was given access to it, or leave the input out and give the job `permissions: pull-requests: read`.',
  'ip-allow-list':
    "The organization's IP allow list does not include the runner, and the addresses of GitHub-hosted runners change: " +
    'use a self-hosted runner, or a larger runner with a static address, whose address is on the list.',
  saml:
    "The organization enforces SAML single sign-on: authorize the token in `github-token` for the organization (Configure SSO, in the list of your personal access tokens), or leave the input out to use the job's own token. " +
    'See https://docs.github.com/en/enterprise-cloud@latest/authentication/authenticating-with-single-sign-on/authorizing-a-personal-access-token-for-use-with-single-sign-on.',
  'token-policy':
    "The organization does not accept a token like the one in `github-token`: use one that its policy allows, or leave the input out to use the job's own token.",
  'locked-out':
    'GitHub refuses logins for a while after several with bad credentials: find the job or program that keeps sending them and stop it, then run the job again.',
  'rate-limited':
    'GitHub limits the requests of each token: run the job again later, let fewer jobs share `github-token`, or raise `timeout-seconds`.',
  unavailable:
    'The fault is on the side of GitHub or of a proxy: check https://www.githubstatus.com and run the job again later.',
  'no-endpoint':
    "GraphQL was not found at this address: check `GITHUB_API_URL`, which must be GitHub's API (https://api.github.com, or https://HOST/api/v3 of a GitHub Enterprise Server).",
  redirect:
    'Redirects are not followed, so that the token is sent nowhere else: check `GITHUB_API_URL`, which must be the https address of the API itself.',
  'proxy-login': 'Check the user name and the password of the proxy in `HTTPS_PROXY` or `HTTP_PROXY`.',
  'not-from-github':
    'It came without `x-github-request-id`, which every response from GitHub has: check `GITHUB_API_URL`, and the firewall or proxy between the runner and GitHub.',
  'unexpected-body':
    "GitHub's API does not respond like this: check `GITHUB_API_URL`, and the proxy between the runner and GitHub.",
  incomplete:
    'Run the job again. If that does not help, check `GITHUB_API_URL`, and that no proxy changes the responses from GitHub.',
  other:
    "If GitHub's message does not explain it, check the token in `github-token`, and https://www.githubstatus.com.",
};

const CONNECTION_ADVICE: Readonly<Record<ConnectionFailure, string>> = {
  'unknown-host':
    "Check `GITHUB_API_URL`, which the runner sets, and the runner's DNS and proxy (`HTTPS_PROXY`).",
  refused: 'Check `GITHUB_API_URL`, which the runner sets, and the firewall or proxy (`HTTPS_PROXY`).',
  unreachable: 'Check `GITHUB_API_URL`, which the runner sets, and the firewall or proxy (`HTTPS_PROXY`).',
  tls: 'Check that `GITHUB_API_URL` is an https address of the API, and that neither it nor a proxy asks for a client certificate, which this action does not have.',
  certificate:
    'If a GitHub Enterprise Server or a proxy of your own uses this certificate, set the environment variable `NODE_EXTRA_CA_CERTS` to the file of the CA that signed it; ' +
    'otherwise do not trust this connection. The token was not sent.',
  proxy:
    'Check `HTTPS_PROXY`, its user name and password, and what the proxy allows; `NO_PROXY` lists hosts to reach without it.',
  silent:
    'Check the network between the runner and GitHub, and https://www.githubstatus.com; then run the job again.',
  lost: 'Check the network between the runner and GitHub, and https://www.githubstatus.com; then run the job again.',
  // The message says why the step had to stop, and what to do.
  interrupted: '',
};

/** Says what to do about a request to GitHub that failed, by its cause, in a sentence or two. */
export function adviceFor(error: AttemptError): string {
  if (error instanceof ConnectionError) return CONNECTION_ADVICE[error.failure];
  return error instanceof GitHubError ? RESPONSE_ADVICE[error.failure] : '';
}

function classify(error: ResponseError): Verdict {
  if (!(error instanceof GitHubError)) return 'final';
  if (error.failure === 'rate-limited') return 'rate-limited';
  return error.failure === 'unavailable' ? 'transient' : 'final';
}

/** Whether a retry could have succeeded: then the end of the step, not this cause, is why there was none. */
function mayPass(error: AttemptError): boolean {
  return error instanceof ConnectionError ? error.failure !== 'certificate' : classify(error) !== 'final';
}

/** What failures of requests to GitHub mean. A failure that was not retried because the step has to stop gets no advice. */
export function openFailurePolicy(softStop: AbortSignal): FailurePolicy {
  return {
    classify,
    affectsAllKeys: () => false,
    advise: (error) => (softStop.aborted && mayPass(error) ? '' : adviceFor(error)),
  };
}
