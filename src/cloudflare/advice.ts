import { ConnectionError, isServerFailure, isSuccess } from '../http/errors.ts';
import type { AttemptError } from '../http/errors.ts';
import { isInternalError, isLockOut, isRateLimited } from './classify-response.ts';
import { CloudflareError, isNotFound } from './errors.ts';

const PERMISSION = '`Account › Cloudflare Calls › Edit` ("Calls Write")';
const NEW_TOKEN =
  'See how to create a token (https://developers.cloudflare.com/fundamentals/api/get-started/create-token/).';

/**
 * Says what to do about a request to Cloudflare that failed. Judges by the HTTP status first, then by code, then by
 * message, since Cloudflare uses some codes for several things. Where causes can't be told apart, all are listed, the
 * likeliest first. `tokenWorked`: the same token has deleted a key in this step.
 */
export function adviceFor(error: AttemptError, tokenWorked = false): string {
  if (error instanceof ConnectionError) return adviceForConnection(error);
  return error instanceof CloudflareError ? adviceForResponse(error, tokenWorked) : '';
}

function adviceForConnection(error: ConnectionError): string {
  switch (error.failure) {
    case 'unknown-host':
      return "Check the spelling of `api-base-url`, and the runner's DNS and proxy (`HTTPS_PROXY`).";
    case 'refused':
    case 'unreachable':
      return 'Check `api-base-url`, and whether a firewall or proxy (`HTTPS_PROXY`) is between the runner and it.';
    case 'tls':
      return 'Check that `api-base-url` is an https address of the API, and that neither it nor a proxy asks for a client certificate, which this action does not have.';
    case 'certificate':
      return (
        'If a proxy or a server of your own signs it, set the environment variable `NODE_EXTRA_CA_CERTS` to its CA file; ' +
        'otherwise do not trust this connection. The token was not sent.'
      );
    case 'proxy':
      return 'Check `HTTPS_PROXY`, its user name and password, and what the proxy allows; `NO_PROXY` lists hosts to reach without it.';
    case 'silent':
    case 'lost':
      return 'Check the network between the runner and Cloudflare, and https://www.cloudflarestatus.com; then run the job again.';
    case 'interrupted':
      return '';
  }
}

function adviceForResponse(error: CloudflareError, tokenWorked: boolean): string {
  const { status } = error;
  if (error.failure === 'redirect') {
    return 'Redirects are not followed, so that the token is sent nowhere else: check `api-base-url`.';
  }
  if (isNotFound(error)) return 'Check `account-id` and `api-base-url`.';
  if (isLockOut(error)) {
    return (
      'Cloudflare locks out a user or an address after many requests with a bad token: find the job or program that keeps sending one and stop it, ' +
      'wait some minutes, then run the job again.'
    );
  }
  if (isRateLimited(error)) {
    return (
      'Cloudflare allows 1,200 requests in 5 minutes for each user or account token, all its jobs together, and blocks every request for 5 minutes after that: ' +
      'run the job again later, let fewer jobs share the token, or raise `timeout-seconds`.'
    );
  }
  if (isSuccess(status) && error.failure === 'too-large') {
    return 'If this is the list of an account with very many keys, set the IDs in `key-id`; otherwise check `api-base-url` and the proxy.';
  }
  if (error.outcomeUnknown) {
    return 'Check that `api-base-url` is the API of Cloudflare and that no proxy changes its responses.';
  }
  if (isServerFailure(status) || isInternalError(error)) {
    const permission = error.hasCode(10500)
      ? ` Code 10500 is also seen when the token lacks ${PERMISSION}.`
      : '';
    return `The fault is on the side of Cloudflare or of a proxy: check https://www.cloudflarestatus.com and run the job again.${permission}`;
  }
  const advice = adviceForToken(error, tokenWorked) ?? adviceForRoute(error);
  if (advice !== undefined) return advice;
  return error.rayId === ''
    ? 'It came without a cf-ray, which every response from Cloudflare has: a firewall or proxy may have sent it. Check `api-base-url` and the proxy.'
    : 'If it happens again, contact Cloudflare support with the cf-ray.';
}

/** Advice for a request that was refused because of its token; undefined if it was not. */
function adviceForToken(error: CloudflareError, tokenWorked: boolean): string | undefined {
  const { status } = error;
  if (error.hasCode(9106) || error.says(/missing .*authorization/i)) {
    return (
      'Most often the `Authorization` header did not arrive: check whether a proxy between the runner and Cloudflare removes it. ' +
      'Otherwise check that the secret behind `api-token` has an API token for this account, and that `api-base-url` is right.'
    );
  }
  if (status === 400 && (error.hasCode(6003) || error.hasCode(6111))) {
    const cause = error.hasCode(6111)
      ? 'The token is malformed'
      : 'A header was refused, most often because the token is malformed';
    return (
      `${cause}: \`api-token\` must be an API token only, without quotes, line breaks or "Bearer ", and neither a Global API Key nor ` +
      'the API token of a TURN key (64 characters).'
    );
  }
  // A proxy that wants a login returns 401 as well.
  const isUnauthorized = status === 401 && (error.rayId !== '' || namesCause(error));
  if (isUnauthorized || (status === 400 && error.hasCode(1000))) {
    return (
      "Cloudflare doesn't recognize the token: check that the secret behind `api-token` has a current API token. " +
      `A token created moments ago can be refused for a minute. ${NEW_TOKEN}`
    );
  }
  if (error.hasCode(9109) && error.says(/location/i)) {
    return (
      "The token may only be used from certain IP addresses, and GitHub-hosted runners' addresses change: " +
      'remove its IP filter, or use a runner whose address it allows.'
    );
  }
  if (error.hasCode(9109) && error.says(/invalid access token/i)) {
    return `The token was revoked or has expired: create a new one and store it in the secret behind \`api-token\`. ${NEW_TOKEN}`;
  }
  const isRefused = status === 403 || (status === 400 && (error.hasCode(10000) || error.hasCode(10001)));
  const isMethodRefused =
    error.hasCode(10405) || error.says(/method not allowed/i) || (status === 405 && error.rayId !== '');
  if ((isRefused || isMethodRefused) && tokenWorked) {
    return (
      'The same token deleted other keys in this run, so its permission is not in doubt: run the job again with `if-not-found: ignore`. ' +
      'If it happens again, check that the token was not revoked meanwhile, or contact Cloudflare support with the cf-ray.'
    );
  }
  if (isMethodRefused) {
    return (
      `Most often the token is allowed other requests only, such as one that can read but not delete: give it the permission ${PERMISSION}. ` +
      'If its permissions were changed moments ago, wait two minutes and run the job again.'
    );
  }
  if (!isRefused) return undefined;
  if (!namesCause(error)) return adviceForUnexplained(error);
  if (error.hasCode(9109) && error.says(/unauthorized/i)) {
    return (
      `Check, in this order: (1) the token has the permission ${PERMISSION}; ` +
      `(2) the account in \`account-id\` is among its account resources. ${NEW_TOKEN}`
    );
  }
  const lead =
    status === 400
      ? 'Cloudflare could not authenticate the request. A token that was created or changed moments ago is refused like this for a minute or two: wait and run the job again. Otherwise check, in this order: '
      : 'This response has several causes, which it does not distinguish. Check, in this order: ';
  const age = status === 400 ? '' : ', and was not created or changed moments ago (then wait two minutes)';
  return (
    lead +
    `(1) the token has the permission ${PERMISSION}; ` +
    '(2) the account in `account-id` is among its account resources; ' +
    `(3) the token has not expired or been revoked${age}; ` +
    '(4) it has no IP filter that excludes the runner; ' +
    `(5) Realtime (Calls) is activated for the account. ${NEW_TOKEN}`
  );
}

/** Whether one of the errors says anything. */
function namesCause({ errors }: CloudflareError): boolean {
  return errors.some(({ code, message }) => code !== undefined || message !== '');
}

/** Advice for a 403 without a reason; undefined if it may not come from Cloudflare at all. */
function adviceForUnexplained({ failure, rayId }: CloudflareError): string | undefined {
  if (rayId === '') return undefined;
  if (failure === 'refused') {
    return (
      'Cloudflare gave no reason. This is seen when Realtime (Calls) was never activated for the account: open Realtime in the dashboard once. ' +
      `If it is active, check that the token has the permission ${PERMISSION} on this account.`
    );
  }
  return (
    'The API does not respond like this: Cloudflare\'s edge may have refused the runner before the request reached it ("error code: 1010" is such a page). ' +
    'Run the job again or on another runner, and check that Realtime (Calls) is activated for the account. If it happens again, contact Cloudflare support with the cf-ray.'
  );
}

function adviceForRoute(error: CloudflareError): string | undefined {
  if (error.hasCode(7003) || error.hasCode(7000) || error.status === 404) {
    return 'This does not say that the key is gone: check `account-id` and `api-base-url`, which make up the address.';
  }
  return undefined;
}
