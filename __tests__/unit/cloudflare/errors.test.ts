import { describe, expect, test } from '@jest/globals';
import { CloudflareError, isNotFound } from '../../../src/cloudflare/errors.ts';
import type { ApiMessage } from '../../../src/cloudflare/envelope.ts';

/** An entry of `errors`. */
function entry(code: ApiMessage['code'], message: string, chain: readonly ApiMessage[] = []): ApiMessage {
  return { code, message, chain, documentationUrl: '', pointer: '' };
}

/** A response with these entries in `errors`. */
function refusal(...errors: readonly ApiMessage[]): CloudflareError {
  return new CloudflareError('It failed.', { failure: 'refused', status: 400, errors });
}

test('an error of Cloudflare has its name, its message and its status', () => {
  expect(refusal()).toMatchObject({ name: 'CloudflareError', message: 'It failed.', status: 400 });
});

describe('the response that a report shows', () => {
  test('has the status, the code of the first error that has one, and the cf-ray', () => {
    const errors = [entry(undefined, 'No code'), entry(7003, 'The first'), entry('authz', 'The second')];
    const error = new CloudflareError('It failed.', {
      failure: 'refused',
      status: 403,
      rayId: '2220eaf86baf48c6-FRA',
      errors,
    });
    expect(error.toFailedResponse()).toEqual({
      httpStatus: 403,
      code: 7003,
      rayId: '2220eaf86baf48c6-FRA',
    });
  });

  test('has no code and an empty cf-ray where the response had none', () => {
    expect(refusal(entry(undefined, 'No code')).toFailedResponse()).toEqual({
      httpStatus: 400,
      code: undefined,
      rayId: '',
    });
    expect(refusal().toFailedResponse().code).toBeUndefined();
  });
});

test('a code or a message is also found in what caused an error', () => {
  const error = refusal(
    entry(1000, 'Refused', [entry(2000, 'Because', [entry('deep', 'Max auth failures')])]),
  );
  expect([1000, 2000, 'deep'].map((code) => error.hasCode(code))).toEqual([true, true, true]);
  expect(['1000', 3000].map((code) => error.hasCode(code))).toEqual([false, false]);
  expect(error.says(/max auth failures/i)).toBe(true);
  expect(error.says(/something else/)).toBe(false);
});

test('"not found" is said by an error itself, not by what caused it', () => {
  expect(isNotFound(refusal(entry(1000, 'Refused'), entry(20008, 'TURN key not found')))).toBe(true);
  expect(isNotFound(refusal(entry(1000, 'Refused', [entry(20008, 'TURN key not found')])))).toBe(false);
});

test.each([
  ['refused', 200, false],
  ['not-an-envelope', 200, true],
  ['too-large', 200, true],
  ['unexpected-result', 204, true],
  ['not-an-envelope', 404, false],
  ['redirect', 302, false],
] as const)(
  'whether a DELETE with a response that is %s with HTTP %d took effect is unknown: %j',
  (...row) => {
    const [failure, status, expected] = row;
    expect(new CloudflareError('It failed.', { failure, status }).outcomeUnknown).toBe(expected);
  },
);
