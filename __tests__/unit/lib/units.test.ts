import { expect, test } from '@jest/globals';
import { formatBytes, formatSpan } from '../../../src/lib/units.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [30 * MINUTE, '30m'],
  [90 * MINUTE, '90m'],
  [HOUR, '1h'],
  [DAY, '24h'],
  [36 * HOUR, '36h'],
  [2 * DAY, '2d'],
  [30 * DAY, '30d'],
])('a span of %d ms is written %s', (milliseconds, expected) => {
  expect(formatSpan(milliseconds)).toBe(expected);
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1.0 kB'],
  [1_249, '1.2 kB'],
  [9_949, '9.9 kB'],
  [9_950, '10 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [5_300_000_000, '5.3 GB'],
  [2e12, '2.0 TB'],
  [3e15, '3.0 PB'],
  [5e19, '50000 PB'],
])('%d bytes are %s', (bytes, expected) => {
  expect(formatBytes(bytes)).toBe(expected);
});
