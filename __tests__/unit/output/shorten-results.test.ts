import { expect, test } from '@jest/globals';
import type { KeyStatus } from '../../../src/keys/outcome.ts';
import { toRow } from '../../../src/output/row.ts';
import type { Row } from '../../../src/output/row.ts';
import { stringifyWithin } from '../../../src/output/shorten-results.ts';
import { id } from '../../support/keys.ts';
import { outcome } from './outcomes.ts';

const row = (n: number, status: KeyStatus, name: string): Row => toRow(outcome(n, status, { name }));
const bytesOf = (rows: readonly Row[]): number => Buffer.byteLength(JSON.stringify(rows));
const shorten = (rows: readonly Row[], maxBytes: number): readonly Row[] => {
  const { json, omitted } = stringifyWithin(rows, maxBytes);
  expect(Buffer.byteLength(json)).toBeLessThanOrEqual(maxBytes);
  const kept = JSON.parse(json) as readonly Row[];
  expect(kept.length + omitted).toBe(rows.length);
  return kept;
};

const NAME = 'preview-environment-1234';
const ROWS = [row(1, 'kept', NAME), row(2, 'deleted', NAME), row(3, 'not-found', NAME)];

test('rows that fit exactly are whole', () => {
  expect(shorten(ROWS, bytesOf(ROWS))).toEqual(ROWS);
});

test('rows that are a byte too long have shorter texts, all of the same length', () => {
  const names = shorten(ROWS, bytesOf(ROWS) - 1).map(({ name }) => name);
  expect(names).toEqual(Array.from(ROWS, () => `${NAME.slice(0, 15)}…`));
});

test('IDs and statuses are never shortened, and the order stays', () => {
  const least = ROWS.map((each) => ({ ...each, name: '…' }));
  expect(shorten(ROWS, bytesOf(least))).toEqual(least);
});

test.each<readonly [rest: readonly KeyStatus[]]>([
  [['would-delete', 'deleted', 'kept']],
  [['would-delete', 'deleted']],
  [['would-delete']],
])('where there is room for no more than %j, kept and missing keys are omitted first', (rest) => {
  const rows = [...ROWS.slice(0, 1), row(4, 'would-delete', NAME), ...ROWS.slice(1)];
  const shown = rest.map((status) => row(1, status, '…'));
  expect(shorten(rows, bytesOf(shown)).map(({ status }) => status)).toEqual(rest);
});

test('no rows are left where there is no room', () => {
  expect(stringifyWithin([row(1, 'deleted', id(1))], 10)).toEqual({ json: '[]', omitted: 1 });
});
