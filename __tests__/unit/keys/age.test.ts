import { expect, test } from '@jest/globals';
import { creationTime, describeAge } from '../../../src/keys/age.ts';

const NOW = Date.parse('2026-04-04T12:00:00Z');

test.each([
  ['2026-03-01T09:30:00Z', '34 days'],
  ['2026-04-04T11:58:59Z', '1 minute'],
  ['2026-04-04T12:00:00Z', '0 minutes'],
  ['2026-04-04T12:00:01Z', ''],
])('the age of a key created %s is "%s"', (created, age) => {
  expect(describeAge(Date.parse(created), NOW)).toBe(age);
});

test('a key without a date, or with an unset one, has no creation time', () => {
  expect(creationTime({})).toBeUndefined();
  expect(creationTime({ created: '' })).toBeUndefined();
  expect(creationTime({ created: 'yesterday' })).toBeUndefined();
  expect(creationTime({ created: '0001-01-01T00:00:00Z' })).toBeUndefined();
  expect(creationTime({ created: '2009-12-31T23:59:59Z' })).toBeUndefined();
  expect(creationTime({ created: '2010-01-01T00:00:00Z' })).toBe(Date.UTC(2010, 0, 1));
});
