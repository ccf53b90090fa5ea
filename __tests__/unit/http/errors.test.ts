import { describe, expect, test } from '@jest/globals';
import {
  ConnectionError,
  isAttemptError,
  isServerFailure,
  isSuccess,
  RequestError,
  ResponseError,
} from '../../../src/http/errors.ts';
import { StoppedError } from '../../../src/lib/deadline.ts';

test('a failed connection says how it failed, and whether the request may have arrived', () => {
  const cause = new Error('why');
  const error = new ConnectionError('Lost.', { failure: 'lost', mayHaveArrived: true, cause });
  expect(error).toMatchObject({
    name: 'ConnectionError',
    message: 'Lost.',
    failure: 'lost',
    mayHaveArrived: true,
    cause,
  });
});

test('a response has no hints about the next request by default', () => {
  expect(new ResponseError('It failed.', { status: 500 })).toMatchObject({
    name: 'ResponseError',
    message: 'It failed.',
    status: 500,
    hints: {},
  });
  const hints = { retryAfter: '7', windowEndsMs: 4_000 };
  expect(new ResponseError('It failed.', { status: 429, hints }).hints).toBe(hints);
});

test('a failed request has the last attempt as its cause', () => {
  const last = new ResponseError('It failed.', { status: 404 });
  expect(new RequestError('It failed.', { last, affectsAllKeys: true })).toMatchObject({
    name: 'RequestError',
    last,
    cause: last,
    affectsAllKeys: true,
  });
});

test.each([
  [199, false],
  [200, true],
  [204, true],
  [299, true],
  [300, false],
])('HTTP %d is a success: %s', (status, expected) => {
  expect(isSuccess(status)).toBe(expected);
});

test.each([
  [407, false],
  [408, true],
  [409, false],
  [499, false],
  [500, true],
  [599, true],
  [600, false],
])("HTTP %d is a failure of the server's side: %s", (status, expected) => {
  expect(isServerFailure(status)).toBe(expected);
});

describe('the failure of an attempt', () => {
  test('is a failed connection or a response', () => {
    expect(isAttemptError(new ResponseError('x', { status: 500 }))).toBe(true);
    expect(isAttemptError(new ConnectionError('x', { failure: 'lost', mayHaveArrived: true }))).toBe(true);
  });

  test.each([
    new Error('x'),
    new StoppedError('x'),
    new RequestError('x', { last: new ResponseError('x', { status: 1 }), affectsAllKeys: false }),
    'x',
  ])('is nothing else (%#)', (other) => {
    expect(isAttemptError(other)).toBe(false);
  });
});
