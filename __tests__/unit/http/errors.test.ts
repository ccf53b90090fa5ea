import { describe, expect, test } from '@jest/globals';
import {
  AnswerError,
  ConnectionError,
  describeDefect,
  InputError,
  isAttemptError,
  isSuccess,
  Refusal,
  RequestError,
  Stopped,
} from '../../../src/http/errors.ts';
import type { AnswerFailure } from '../../../src/http/errors.ts';

const answer = (status: number, failure: AnswerFailure = 'refused'): AnswerError =>
  new AnswerError('It failed.', { failure, status });

test('the inputs are wrong for reasons, one a line', () => {
  const error = new InputError(['One.', 'Two.']);
  expect(error).toMatchObject({ name: 'InputError', message: 'One.\nTwo.', problems: ['One.', 'Two.'] });
});

test('a refusal tells what had been selected, and its cause', () => {
  const cause = new Error('why');
  const selected = [{ uid: 'u', known: {} }];
  expect(new Refusal('No.', { selected, failedUid: 'u', cause })).toMatchObject({
    name: 'Refusal',
    message: 'No.',
    selected,
    failedUid: 'u',
    cause,
  });
  expect(new Refusal('No.', { selected }).failedUid).toBeUndefined();
});

test('a connection that failed tells how, and whether the request may have arrived', () => {
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

test('a request that failed has the last attempt as its cause', () => {
  const last = answer(404);
  expect(new RequestError('It failed.', { last, meetsAll: true })).toMatchObject({
    name: 'RequestError',
    last,
    cause: last,
    meetsAll: true,
  });
});

describe('an answer', () => {
  test('has no ray, no errors and no hurry unless it says so', () => {
    expect(answer(500)).toMatchObject({
      name: 'AnswerError',
      status: 500,
      failure: 'refused',
      ray: '',
      errors: [],
      throttled: false,
      retryAfter: undefined,
    });
  });

  test('has a code if one of its errors has', () => {
    const errors = [1, 20008].map((code) => ({
      code,
      message: '',
      documentationUrl: '',
      pointer: '',
      chain: [],
    }));
    const error = new AnswerError('It failed.', { failure: 'refused', status: 404, errors });
    expect(error.has(20008)).toBe(true);
    expect(error.has(1)).toBe(true);
    expect(error.has(2)).toBe(false);
  });

  test.each<readonly [number, AnswerFailure, boolean]>([
    [200, 'refused', false],
    [200, 'no-envelope', true],
    [299, 'too-large', true],
    [200, 'odd-result', true],
    [199, 'no-envelope', false],
    [300, 'no-envelope', false],
    [502, 'no-envelope', false],
    [307, 'redirect', false],
  ])('with HTTP %d that is %s leaves doubt: %s', (status, failure, expected) => {
    expect(answer(status, failure).leavesDoubt).toBe(expected);
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

test('an attempt fails in two ways, and all else is a defect', () => {
  expect(isAttemptError(answer(500))).toBe(true);
  expect(isAttemptError(new ConnectionError('x', { failure: 'lost', mayHaveArrived: true }))).toBe(true);
  for (const other of [
    new Error('x'),
    new Stopped('x'),
    new RequestError('x', { last: answer(1), meetsAll: false }),
    'x',
  ]) {
    expect(isAttemptError(other)).toBe(false);
  }
});

test.each([
  [new TypeError('x is no function'), 'TypeError: x is no function'],
  [new Stopped('it was late'), 'Stopped: it was late'],
  ['text', 'text'],
  [undefined, 'undefined'],
])('a defect is described without its stack (%#)', (error, what) => {
  expect(describeDefect(error)).toBe(
    `An unexpected error, which is a defect of this action (${what}). Please report it at https://github.com/delete-turn-key/action/issues.`,
  );
});
