import { describe, expect, test } from '@jest/globals';
import { adviceFor } from '../../../src/cloudflare/advice.ts';
import { CloudflareError } from '../../../src/cloudflare/errors.ts';
import type { ResponseFailure } from '../../../src/cloudflare/errors.ts';
import { readEnvelope } from '../../../src/cloudflare/envelope.ts';
import { ConnectionError, ResponseError } from '../../../src/http/errors.ts';
import type { ConnectionFailure } from '../../../src/http/errors.ts';
import { type ApiError, apiErrors, type Cause, errorEntry } from '../../support/api-errors.ts';
import { failureEnvelope } from '../../support/faults.ts';

type More = {
  readonly failure?: ResponseFailure;
  readonly rayId?: string;
  readonly tokenWorked?: boolean;
};

/** The advice on a response with these entries of `errors`. */
function adviceOn(status: number, entries: readonly object[], more: More = {}): string {
  const { failure = 'refused', rayId = 'abc-FRA', tokenWorked = false } = more;
  const { errors = [] } = readEnvelope(JSON.stringify(failureEnvelope(...entries))) ?? {};
  return adviceFor(new CloudflareError('It failed.', { failure, status, errors, rayId }), tokenWorked);
}

const onCatalogue = (error: ApiError, more: More = {}): string =>
  adviceOn(error.status, [errorEntry(error)], more);

/** What the advice for a cause must contain. */
const MENTIONS: Readonly<Record<Cause, RegExp>> = {
  'no such key': /Check `account-id` and `api-base-url`/,
  'no such token': /doesn't recognize the token/,
  'dead token': /revoked/,
  'new token': /moments ago/,
  permission: /`Account › Cloudflare Calls › Edit` \("Calls Write"\)/,
  'read only': /can read but not delete: .*`Account › Cloudflare Calls › Edit` \("Calls Write"\)/,
  account: /`account-id`/,
  'IP filter': /IP filter/,
  'Realtime not activated': /Realtime \(Calls\) is activated/,
  'lock-out': /locks out .* stop it, wait some minutes/,
  'no header': /`Authorization` header did not arrive: .*proxy.*`api-token`/,
  'malformed token': /malformed: .*quotes.*Global API Key/,
  'base URL': /`api-base-url`/,
  'rate limit': /1,200 requests in 5 minutes.*blocks every request for 5 minutes/,
  transient: /cloudflarestatus\.com and run the job again/,
};

describe.each(Object.entries(apiErrors))('advice on "%s"', (_name, error) => {
  const advice = onCatalogue(error);

  test('mentions each cause', () => {
    for (const cause of error.causes) expect(advice).toMatch(MENTIONS[cause]);
  });

  test('names the permission once, and only if it can be the cause', () => {
    const causes: readonly Cause[] = error.causes;
    const times = causes.includes('permission') || causes.includes('read only') ? 1 : 0;
    expect(advice.split('Account › Cloudflare Calls › Edit')).toHaveLength(times + 1);
    expect(advice.split('Calls Write')).toHaveLength(times + 1);
  });

  test('is one paragraph of plain sentences', () => {
    expect(advice).toMatch(/^[A-Z`][^\n]*[.)]$/);
    expect(advice).not.toMatch(/undefined|\[object|\bmend\b|\bthe answer\b/);
    expect(Buffer.byteLength(advice)).toBeLessThan(1_000);
  });
});

test('a 403 with several causes lists them with the likeliest first, and states none as a fact', () => {
  const advice = onCatalogue(apiErrors.forbidden);
  expect(advice).toContain(
    'This response has several causes, which it does not distinguish. Check, in this order:',
  );
  const places = [
    '(1) the token has the permission',
    '(2) the account',
    '(3) the token has not expired',
    '(4) it has no IP filter',
    '(5) Realtime',
  ].map((each) => advice.indexOf(each));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(advice).not.toMatch(/lacks the permission|is valid/);
});

describe('advice on a response', () => {
  const PERMISSION = /the permission `Account › Cloudflare Calls › Edit`/;
  const REALTIME = /^Cloudflare gave no reason\. .*Realtime \(Calls\) was never activated/;
  const EDGE = /Cloudflare's edge may have refused .*"error code: 1010"/;
  const NO_RAY = /^It came without a cf-ray, which every response from Cloudflare has: a firewall or proxy/;
  const SUPPORT = /^If it happens again, contact Cloudflare support with the cf-ray\.$/;
  const SERVER = /^The fault is on the side of Cloudflare or of a proxy/;
  const READ_ONLY =
    /^Most often the token is allowed other requests only, such as one that can read but not delete/;
  const WORKED = /^The same token deleted other keys in this run/;

  test.each<readonly [string, string, RegExp]>([
    ['a 403 without an error', adviceOn(403, []), REALTIME],
    ['a 403 without an error or a cf-ray', adviceOn(403, [], { rayId: '' }), NO_RAY],
    ['a 403 with an empty error', adviceOn(403, [{}]), REALTIME],
    ['a 403 with an unknown error', adviceOn(403, [{ message: 'Forbidden' }]), PERMISSION],
    ["a 403 with a page of Cloudflare's edge", adviceOn(403, [], { failure: 'not-an-envelope' }), EDGE],
    [
      'a 403 with a page of something else',
      adviceOn(403, [], { failure: 'not-an-envelope', rayId: '' }),
      NO_RAY,
    ],
    ['a 403 after a deletion', adviceOn(403, [{ code: 10000 }], { tokenWorked: true }), WORKED],
    ['a 403 without an error after a deletion', adviceOn(403, [], { tokenWorked: true }), WORKED],
    [
      'a lock-out with HTTP 429',
      adviceOn(429, [{ code: 9109, message: 'Max auth failures reached' }]),
      /^Cloudflare locks out/,
    ],
    ['a lock-out after a deletion', onCatalogue(apiErrors['lock-out'], { tokenWorked: true }), /locks out/],
    [
      'a 401 after a deletion',
      onCatalogue(apiErrors['no such token'], { tokenWorked: true }),
      /doesn't recognize/,
    ],
    ['a 401 without an error', adviceOn(401, []), /doesn't recognize/],
    ['a 401 without an error or a cf-ray', adviceOn(401, [], { rayId: '' }), NO_RAY],
    ['a 401 without a cf-ray', adviceOn(401, [{ code: 10000 }], { rayId: '' }), /doesn't recognize/],
    ['a 405 without an error', adviceOn(405, []), READ_ONLY],
    ['a 405 after a deletion', adviceOn(405, [{ code: 10405 }], { tokenWorked: true }), WORKED],
    ['a 405 of a proxy', adviceOn(405, [], { rayId: '' }), NO_RAY],
    [
      'a 404 without an error',
      adviceOn(404, [], { failure: 'not-an-envelope' }),
      /^This does not say that the key is gone/,
    ],
    ['a 10405 with HTTP 400', adviceOn(400, [{ code: 10405 }]), READ_ONLY],
    [
      'a code that only the chain has',
      adviceOn(400, [{ code: 1, error_chain: [{ code: 6003, error_chain: [{ code: 6111 }] }] }]),
      /^The token is malformed/,
    ],
    [
      '6003 for another header',
      adviceOn(400, [{ code: 6003, error_chain: [{ code: 6100, message: 'Content-Type' }] }]),
      /^A header was refused, most often because the token is malformed/,
    ],
    [
      '9106 in capitals',
      adviceOn(400, [{ message: 'MISSING X-Auth-Key or Authorization headers' }]),
      /^Most often the `Authorization` header did not arrive/,
    ],
    ['HTTP 408', adviceOn(408, []), SERVER],
    ['HTTP 500', adviceOn(500, []), SERVER],
    ['HTTP 599', adviceOn(599, []), SERVER],
    ['HTTP 600', adviceOn(600, []), SUPPORT],
    ['a 502 that is too large', adviceOn(502, [], { failure: 'too-large' }), SERVER],
    [
      'a redirect',
      adviceOn(307, [], { failure: 'redirect' }),
      /^Redirects are not followed.*check `api-base-url`/,
    ],
    [
      'a success that is not an envelope',
      adviceOn(200, [], { failure: 'not-an-envelope' }),
      /is the API of Cloudflare and that no proxy changes/,
    ],
    [
      'a success with an unexpected result',
      adviceOn(200, [], { failure: 'unexpected-result' }),
      /is the API of Cloudflare and that no proxy changes/,
    ],
    ['a success that is too large', adviceOn(200, [], { failure: 'too-large' }), /set the IDs in `key-id`/],
    ['an error that nobody knows', adviceOn(418, [{ code: 1, message: 'x' }]), SUPPORT],
    ['an error that nobody knows, without a cf-ray', adviceOn(418, [], { rayId: '' }), NO_RAY],
  ])('of %s', (_what, advice, expected) => {
    expect(advice).toMatch(expected);
  });

  test('of another service is empty', () => {
    expect(adviceFor(new ResponseError('x', { status: 403 }))).toBe('');
  });
});

test.each<readonly [ConnectionFailure, RegExp]>([
  [
    'unknown-host',
    /^Check the spelling of `api-base-url`, and the runner's DNS and proxy \(`HTTPS_PROXY`\)\.$/,
  ],
  ['refused', /^Check `api-base-url`, and whether a firewall or proxy/],
  ['unreachable', /^Check `api-base-url`, and whether a firewall or proxy/],
  ['tls', /is an https address of the API/],
  ['certificate', /`NODE_EXTRA_CA_CERTS`.* The token was not sent\.$/],
  ['proxy', /^Check `HTTPS_PROXY`, its user name and password/],
  ['silent', /^Check the network between the runner and Cloudflare/],
  ['lost', /^Check the network between the runner and Cloudflare/],
  ['interrupted', /^$/],
])('advice on a connection that failed with %s', (failure, expected) => {
  expect(adviceFor(new ConnectionError('It failed.', { failure, mayHaveArrived: false }))).toMatch(expected);
});
