import { describe, expect, test } from '@jest/globals';
import { adviceFor } from '../../../src/cloudflare/advice.ts';
import { AnswerError, ConnectionError } from '../../../src/http/errors.ts';
import type { AnswerFailure, ConnectionFailure } from '../../../src/http/errors.ts';

type Said = readonly [code: number | string | undefined, message?: string];

function adviceOn(
  status: number,
  said: readonly Said[],
  more: { readonly failure?: AnswerFailure; readonly throttled?: boolean; readonly ray?: string } = {},
): string {
  const errors = said.map(([code, message = '']) => ({
    code,
    message,
    documentationUrl: '',
    pointer: '',
    chain: [],
  }));
  const { failure = 'refused', throttled = false, ray = 'abc-FRA' } = more;
  return adviceFor(new AnswerError('It failed.', { failure, status, errors, throttled, ray }));
}

const NEW_TOKEN =
  'https://developers.cloudflare.com/fundamentals/api/get-started/create-token/ says how to create one.';
const MALFORMED =
  'The token is malformed: `api-token` must be an API token alone, without quotes, line breaks or "Bearer ", and not a Global API Key.';
const UNKNOWN_TOKEN =
  'Cloudflare does not know this token: check that the secret behind `api-token` holds a current API token. ' +
  `One that was made a moment ago can be refused for a minute. ${NEW_TOKEN}`;
const READ_ONLY =
  'Most often this means that the token can read and not delete: give it the permission Account › Cloudflare Calls › Edit. ' +
  'If its permissions were changed a moment ago, wait two minutes and run the job again.';
const LOCATION =
  "The token may be used from some IP addresses alone, and GitHub-hosted runners' addresses change: " +
  'remove its IP filter, or run on a runner whose address it allows.';
const REVOKED = `The token was revoked or has expired: create a new one and store it in the secret behind \`api-token\`. ${NEW_TOKEN}`;
const PERMISSION =
  'The token is valid and lacks the permission Account › Cloudflare Calls › Edit ("Calls Write"), or the account in `account-id` ' +
  `is not among its resources: edit the token. ${NEW_TOKEN}`;
const ROUTE =
  'This does not say that the key is gone: check `account-id` and `api-base-url`, which end up in the address.';
const LIMIT =
  'Cloudflare limits each token to 1,200 requests in 5 minutes: run the job again later, let fewer jobs share the token, ' +
  'or raise `max-retries` or `timeout-seconds`.';
const SERVER =
  'The fault is on the side of Cloudflare or of a proxy: look at https://www.cloudflarestatus.com and run the job again.';
const NO_ENVELOPE =
  'Check that `api-base-url` is the API of Cloudflare and that no proxy changes its answers.';
const REDIRECT = 'Redirects are not followed, so that the token goes nowhere else: check `api-base-url`.';
const NOT_FOUND = 'Check `account-id` and `api-base-url`.';
const TOO_LARGE =
  'If this is the list of an account with thousands of keys, give the IDs in `key-id`; otherwise check `api-base-url` and the proxy.';
const FIREWALL =
  'This is not how the API answers: a firewall or proxy between the runner and Cloudflare may have refused the request.';
const NO_RAY = 'It came without a cf-ray, which Cloudflare gives: check `api-base-url` and the proxy.';
const SUPPORT = 'If it persists, give Cloudflare support the cf-ray.';

describe('what to do about an answer', () => {
  test.each<readonly [number, readonly Said[], string]>([
    [401, [[10000, 'Authentication error']], UNKNOWN_TOKEN],
    [403, [[10000, 'Authentication error']], PERMISSION],
    [403, [[9109, 'Invalid access token']], REVOKED],
    [403, [[9109, 'Cannot use the access token from location: 203.0.113.7']], LOCATION],
    [403, [[9109, 'Unauthorized to access requested resource']], PERMISSION],
    [403, [[10001, 'method not allowed']], PERMISSION],
    [403, [], FIREWALL],
    [403, [[undefined, 'x']], PERMISSION],
    [403, [[1, 'Invalid access token, location']], PERMISSION],
    [403, [[9109, 'INVALID ACCESS TOKEN']], REVOKED],
    [
      403,
      [
        [9109, 'x'],
        [1, 'its LOCATION'],
      ],
      LOCATION,
    ],
    [400, [[6003, 'Invalid request headers']], MALFORMED],
    [400, [[6111, 'Invalid format for Authorization header']], MALFORMED],
    [400, [[1000, 'Invalid API Token']], UNKNOWN_TOKEN],
    [401, [[1000, 'Invalid API Token']], UNKNOWN_TOKEN],
    [401, [[6003, 'x']], UNKNOWN_TOKEN],
    [401, [], UNKNOWN_TOKEN],
    [
      404,
      [
        [7003, 'Could not route'],
        [7000, 'No route'],
      ],
      ROUTE,
    ],
    [400, [[7000, 'No route']], ROUTE],
    [400, [[7003, 'Could not route']], ROUTE],
    [404, [], ROUTE],
    [405, [[10405, 'Method not allowed for this authentication scheme']], READ_ONLY],
    [405, [], FIREWALL],
    [405, [[undefined, 'x']], READ_ONLY],
    [400, [[10405, 'x']], READ_ONLY],
    [403, [[10405, 'x']], READ_ONLY],
    [400, [[1, 'x']], SUPPORT],
    [
      409,
      [
        [6003, 'x'],
        [1000, 'y'],
      ],
      SUPPORT,
    ],
    [418, [], SUPPORT],
    [200, [[1, 'x']], SUPPORT],
    [408, [], SERVER],
    [500, [], SERVER],
    [502, [[10000, 'x']], SERVER],
    [599, [], SERVER],
    [404, [[20008, 'TURN key not found']], NOT_FOUND],
    [500, [[20008, 'TURN key not found']], NOT_FOUND],
    [403, [[20008, 'TURN key not found']], NOT_FOUND],
  ])('HTTP %d %j', (status, said, advice) => {
    expect(adviceOn(status, said)).toBe(advice);
  });

  test.each<readonly [string, string, string]>([
    ['a redirect', adviceOn(307, [[20008]], { failure: 'redirect' }), REDIRECT],
    ['a rate limit', adviceOn(429, [], { throttled: true }), LIMIT],
    ['a rate limit with HTTP 200', adviceOn(200, [[971]], { throttled: true }), LIMIT],
    ['a rate limit with HTTP 503', adviceOn(503, [], { throttled: true }), LIMIT],
    ['a success that is no envelope', adviceOn(200, [], { failure: 'no-envelope' }), NO_ENVELOPE],
    ['a success that is too large', adviceOn(204, [], { failure: 'too-large' }), TOO_LARGE],
    ['a success with an odd result', adviceOn(200, [], { failure: 'odd-result' }), NO_ENVELOPE],
    ['a 502 that is no envelope', adviceOn(502, [], { failure: 'no-envelope' }), SERVER],
    ['a 403 that is no envelope', adviceOn(403, [], { failure: 'no-envelope' }), FIREWALL],
    ['a 403 that is too large', adviceOn(403, [], { failure: 'too-large' }), FIREWALL],
    ['a 502 that is too large', adviceOn(502, [], { failure: 'too-large' }), SERVER],
    ['what came without a cf-ray', adviceOn(418, [], { ray: '' }), NO_RAY],
    ['a 429 that nobody calls a rate limit', adviceOn(429, []), SUPPORT],
  ])('%s', (_what, actual, expected) => {
    expect(actual).toBe(expected);
  });
});

describe('what to do about a connection that failed', () => {
  test.each<readonly [ConnectionFailure, string]>([
    ['unknown-host', "Check the spelling of `api-base-url`, and the runner's DNS and proxy (`HTTPS_PROXY`)."],
    [
      'refused',
      'Check `api-base-url`, and whether a firewall or proxy (`HTTPS_PROXY`) stands between the runner and it.',
    ],
    [
      'unreachable',
      'Check `api-base-url`, and whether a firewall or proxy (`HTTPS_PROXY`) stands between the runner and it.',
    ],
    [
      'certificate',
      'If a proxy or a server of your own signs it, name its CA file in the environment variable `NODE_EXTRA_CA_CERTS`; ' +
        'otherwise do not trust this connection. The token was not sent.',
    ],
    [
      'proxy',
      'Check `HTTPS_PROXY`, its user name and password, and what the proxy allows; `NO_PROXY` names hosts to reach without it.',
    ],
    [
      'silent',
      'Check the network between the runner and Cloudflare, and https://www.cloudflarestatus.com; then run the job again.',
    ],
    [
      'lost',
      'Check the network between the runner and Cloudflare, and https://www.cloudflarestatus.com; then run the job again.',
    ],
    ['interrupted', ''],
    [
      'tls',
      'Check that `api-base-url` is an https address of the API, and that neither it nor a proxy asks for a client certificate, which this action has none of.',
    ],
  ])('%s', (failure, advice) => {
    expect(adviceFor(new ConnectionError('It failed.', { failure, mayHaveArrived: false }))).toBe(advice);
  });
});
