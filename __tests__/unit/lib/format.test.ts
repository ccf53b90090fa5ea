import { expect, test } from '@jest/globals';
import { formatAge, formatNumber, formatSeconds, pluralize } from '../../../src/lib/format.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [0, 'key', '0 keys'],
  [1, 'key', '1 key'],
  [2, 'more key', '2 more keys'],
  [1_200, 'request', '1,200 requests'],
])('%d times "%s" is "%s"', (number, noun, expected) => {
  expect(pluralize(number, noun)).toBe(expected);
});

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1,000'],
  [12_345_678, '12,345,678'],
])('the number %d is written %s', (number, expected) => {
  expect(formatNumber(number)).toBe(expected);
});

test.each([
  [0, '0 s'],
  [40, '0 s'],
  [50, '0.1 s'],
  [1_234, '1.2 s'],
  [2_000, '2 s'],
  [9_940, '9.9 s'],
  [9_990, '10 s'],
  [10_000, '10 s'],
  [10_001, '11 s'],
  [30_000, '30 s'],
])('a wait of %d ms is %s', (milliseconds, expected) => {
  expect(formatSeconds(milliseconds)).toBe(expected);
});

test.each([
  [0, '0 minutes'],
  [MINUTE - 1, '0 minutes'],
  [MINUTE, '1 minute'],
  [90 * MINUTE, '90 minutes'],
  [2 * HOUR - 1, '119 minutes'],
  [2 * HOUR, '2 hours'],
  [2 * DAY - 1, '47 hours'],
  [2 * DAY, '2 days'],
  [34 * DAY + HOUR, '34 days'],
  [1_500 * DAY, '1,500 days'],
])('an age of %d ms is %s', (milliseconds, expected) => {
  expect(formatAge(milliseconds)).toBe(expected);
});
