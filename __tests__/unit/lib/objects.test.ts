import { expect, test } from '@jest/globals';
import { isKeyOf, isRecord, messageOf } from '../../../src/lib/objects.ts';

test.each([
  [{}, true],
  [{ a: 1 }, true],
  [null, false],
  [undefined, false],
  [[], false],
  ['{}', false],
  [1, false],
])('%j is a JSON object: %s', (value, expected) => {
  expect(isRecord(value)).toBe(expected);
});

test('only own keys of an object count', () => {
  expect(isKeyOf({ a: 1 }, 'a')).toBe(true);
  expect(isKeyOf({ a: 1 }, 'b')).toBe(false);
  expect(isKeyOf({}, 'toString')).toBe(false);
});

test.each([
  [new TypeError('No.'), 'No.'],
  ['text', 'text'],
  [undefined, 'undefined'],
])('the message of what was thrown is found (%#)', (error, message) => {
  expect(messageOf(error)).toBe(message);
});
