import { ConnectionError, isSuccess } from '../http/errors.ts';
import type { AttemptError, AnswerError } from '../http/errors.ts';
import { NOT_FOUND } from '../http/retry.ts';

const PERMISSION = 'Account › Cloudflare Calls › Edit';
const NEW_TOKEN =
  'https://developers.cloudflare.com/fundamentals/api/get-started/create-token/ says how to create one.';

/**
 * Says what to do about a request to Cloudflare that failed. Judges by the HTTP status first, then by code, then by
 * message, for Cloudflare uses some codes for several things.
 */
export function adviceFor(error: AttemptError): string {
  return error instanceof ConnectionError ? adviceForConnection(error) : adviceForAnswer(error);
}

function adviceForConnection(error: ConnectionError): string {
  switch (error.failure) {
    case 'unknown-host':
      return "Check the spelling of `api-base-url`, and the runner's DNS and proxy (`HTTPS_PROXY`).";
    case 'refused':
    case 'unreachable':
      return 'Check `api-base-url`, and whether a firewall or proxy (`HTTPS_PROXY`) stands between the runner and it.';
    case 'tls':
      return 'Check that `api-base-url` is an https address of the API, and that neither it nor a proxy asks for a client certificate, which this action has none of.';
    case 'certificate':
      return (
        'If a proxy or a server of your own signs it, name its CA file in the environment variable `NODE_EXTRA_CA_CERTS`; ' +
        'otherwise do not trust this connection. The token was not sent.'
      );
    case 'proxy':
      return 'Check `HTTPS_PROXY`, its user name and password, and what the proxy allows; `NO_PROXY` names hosts to reach without it.';
    case 'silent':
    case 'lost':
      return 'Check the network between the runner and Cloudflare, and https://www.cloudflarestatus.com; then run the job again.';
    case 'interrupted':
      return '';
  }
}

function adviceForAnswer(error: AnswerError): string {
  const { status } = error;
  if (error.failure === 'redirect') {
    return 'Redirects are not followed, so that the token goes nowhere else: check `api-base-url`.';
  }
  if (error.has(NOT_FOUND)) return 'Check `account-id` and `api-base-url`.';
  if (error.throttled) {
    return (
      'Cloudflare limits each token to 1,200 requests in 5 minutes: run the job again later, let fewer jobs share the token, ' +
      'or raise `max-retries` or `timeout-seconds`.'
    );
  }
  if (isSuccess(status) && error.failure === 'too-large') {
    return 'If this is the list of an account with thousands of keys, give the IDs in `key-id`; otherwise check `api-base-url` and the proxy.';
  }
  if (isSuccess(status) && error.failure !== 'refused') {
    return 'Check that `api-base-url` is the API of Cloudflare and that no proxy changes its answers.';
  }
  if (status === 408 || status >= 500) {
    return 'The fault is on the side of Cloudflare or of a proxy: look at https://www.cloudflarestatus.com and run the job again.';
  }
  const advice = adviceForToken(error) ?? adviceForRoute(error);
  if (advice !== undefined) return advice;
  return error.ray === ''
    ? 'It came without a cf-ray, which Cloudflare gives: check `api-base-url` and the proxy.'
    : 'If it persists, give Cloudflare support the cf-ray.';
}

function adviceForToken(error: AnswerError): string | undefined {
  const { status } = error;
  const says = (pattern: RegExp): boolean => error.errors.some(({ message }) => pattern.test(message));
  if (status === 400 && (error.has(6003) || error.has(6111))) {
    return 'The token is malformed: `api-token` must be an API token alone, without quotes, line breaks or "Bearer ", and not a Global API Key.';
  }
  if ((status === 400 || status === 401) && (error.has(1000) || status === 401)) {
    return (
      'Cloudflare does not know this token: check that the secret behind `api-token` holds a current API token. ' +
      `One that was made a moment ago can be refused for a minute. ${NEW_TOKEN}`
    );
  }
  if ((status === 403 || status === 405) && error.errors.length === 0) {
    return 'This is not how the API answers: a firewall or proxy between the runner and Cloudflare may have refused the request.';
  }
  if (status === 405 || error.has(10405)) {
    return (
      `Most often this means that the token can read and not delete: give it the permission ${PERMISSION}. ` +
      'If its permissions were changed a moment ago, wait two minutes and run the job again.'
    );
  }
  if (status !== 403) return undefined;
  if (error.has(9109) && says(/location/i)) {
    return (
      "The token may be used from some IP addresses alone, and GitHub-hosted runners' addresses change: " +
      'remove its IP filter, or run on a runner whose address it allows.'
    );
  }
  if (error.has(9109) && says(/invalid access token/i)) {
    return `The token was revoked or has expired: create a new one and store it in the secret behind \`api-token\`. ${NEW_TOKEN}`;
  }
  return (
    `The token is valid and lacks the permission ${PERMISSION} ("Calls Write"), or the account in \`account-id\` ` +
    `is not among its resources: edit the token. ${NEW_TOKEN}`
  );
}

function adviceForRoute(error: AnswerError): string | undefined {
  if (error.has(7003) || error.has(7000) || error.status === 404) {
    return 'This does not say that the key is gone: check `account-id` and `api-base-url`, which end up in the address.';
  }
  return undefined;
}
