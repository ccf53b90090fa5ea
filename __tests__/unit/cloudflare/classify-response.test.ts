import { describe, expect, test } from '@jest/globals';
import { affectsAllKeys, classifyResponse } from '../../../src/cloudflare/classify-response.ts';
import { CloudflareError } from '../../../src/cloudflare/errors.ts';
import type { ResponseFailure } from '../../../src/cloudflare/errors.ts';
import { ResponseError } from '../../../src/http/errors.ts';
import type { Verdict } from '../../../src/http/retry-decision.ts';
import { type ApiError, apiErrors } from '../../support/api-errors.ts';

type Said = readonly [code: number | undefined, message?: string];

function response(
  status: number,
  said: readonly Said[] = [],
  failure: ResponseFailure = 'refused',
): CloudflareError {
  const errors = said.map(([code, message = '']) => ({
    code,
    message,
    documentationUrl: '',
    pointer: '',
    chain: [],
  }));
  return new CloudflareError('It failed.', { failure, status, errors });
}

const fromCatalogue = ({ status, code, message }: ApiError): CloudflareError =>
  response(status, [[code, message]]);

const TRY_AGAIN = 'internal error. Please try again';

describe('a response', () => {
  test.each<readonly [string, CloudflareError]>([
    ['HTTP 408', response(408)],
    ['HTTP 500', response(500)],
    ['HTTP 503', response(503)],
    ['a 502 that is not an envelope', response(502, [], 'not-an-envelope')],
    ['a 520 that is too large', response(520, [], 'too-large')],
    ['HTTP 599', response(599)],
    ['an internal error with HTTP 403', response(403, [[10001, TRY_AGAIN]])],
    [
      'an internal error with HTTP 400',
      response(400, [[1, 'Internal Server Error, please retry your request']]),
    ],
    ['an internal error with HTTP 200', response(200, [[1, 'An internal error occurred. Try again later.']])],
    ['HTTP 500 after a deletion', response(500)],
  ])('of %s is transient', (_what, error) => {
    expect(classifyResponse(error, false)).toBe('transient');
    expect(classifyResponse(error, true)).toBe('transient');
    expect(affectsAllKeys(error, false)).toBe(false);
  });

  test.each<readonly [string, CloudflareError]>([
    ['HTTP 429', response(429)],
    ['an empty 429', response(429, [], 'not-an-envelope')],
    ['code 971 with HTTP 200', response(200, [[971]])],
    ['code 971 with HTTP 503', response(503, [[1], [971]])],
  ])('of %s is a rate limit', (_what, error) => {
    expect(classifyResponse(error, false)).toBe('rate-limited');
    expect(classifyResponse(error, true)).toBe('rate-limited');
  });

  test.each<readonly [string, CloudflareError]>([
    ...[400, 401, 404, 405, 407, 409, 499, 600, 999].map(
      (status) => [`HTTP ${status}`, response(status)] as const,
    ),
    ['a redirect', response(307, [], 'redirect')],
    ['success: false with HTTP 200', response(200, [[7003]])],
    ['a 200 that is not an envelope', response(200, [], 'not-an-envelope')],
    ['a 299 that is too large', response(299, [], 'too-large')],
    ['an unexpected result', response(200, [], 'unexpected-result')],
    ['a rate limit in a 200 that is not an envelope', response(200, [[971]], 'not-an-envelope')],
    ['"not found" with HTTP 404', response(404, [[20008]])],
    ['"not found" with HTTP 500', response(500, [[7003], [20008]])],
    ['"not found" with HTTP 429', response(429, [[20008]])],
    ['"not found" with HTTP 403', response(403, [[20008]])],
    ['an internal error that does not ask for a retry', response(400, [[1, 'internal error']])],
    [
      'two errors, one internal and the other asking for a retry',
      response(400, [
        [1, 'internal error'],
        [2, 'try again'],
      ]),
    ],
  ])('of %s is final', (_what, error) => {
    expect(classifyResponse(error, false)).toBe('final');
    expect(classifyResponse(error, true)).toBe('final');
  });

  test('of another service is final', () => {
    expect(classifyResponse(new ResponseError('x', { status: 500 }), false)).toBe('final');
  });
});

describe('a 403', () => {
  const refused = response(403, [[10000, 'Authentication error']]);

  test('before the first deletion is final, and affects all keys', () => {
    expect(classifyResponse(refused, false)).toBe('final');
    expect(affectsAllKeys(refused, false)).toBe(true);
  });

  test('after a deletion with the same token is transient, and affects only its own key', () => {
    expect(classifyResponse(refused, true)).toBe('transient');
    expect(affectsAllKeys(refused, true)).toBe(false);
  });

  test('that is a lock-out is final and affects all keys, even then', () => {
    const lockOut = response(403, [[9109, 'Max auth failures reached']]);
    for (const tokenWorked of [false, true]) {
      expect(classifyResponse(lockOut, tokenWorked)).toBe('final');
      expect(affectsAllKeys(lockOut, tokenWorked)).toBe(true);
    }
  });
});

test('a 401 affects all keys, even after a deletion', () => {
  expect(affectsAllKeys(response(401), false)).toBe(true);
  expect(affectsAllKeys(response(401), true)).toBe(true);
});

test.each([400, 404, 405, 429, 500])('HTTP %d affects only its own key', (status) => {
  expect(affectsAllKeys(response(status), false)).toBe(false);
});

test.each(Object.entries(apiErrors))(
  'Cloudflare\'s error "%s" is retried if it is transient',
  (_name, error) => {
    const causes: readonly string[] = error.causes;
    const expected: Verdict = causes.includes('rate limit')
      ? 'rate-limited'
      : causes.includes('transient')
        ? 'transient'
        : 'final';
    expect(classifyResponse(fromCatalogue(error), false)).toBe(expected);
  },
);
