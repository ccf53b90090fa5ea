import { describe, expect, test } from '@jest/globals';
import { collectKeys } from '../../../src/cloudflare/list.ts';
import type { Progress } from '../../../src/cloudflare/list.ts';
import type { TurnKey } from '../../../src/keys/turn-key.ts';

type Info = Readonly<Record<string, unknown>>;

/** This many keys, from the nth on. */
const keys = (number: number, from = 1): readonly TurnKey[] =>
  Array.from({ length: number }, (_, index) => ({ uid: `key-${from + index}` }));

/** The progress after a first page. */
const first = (number: number, resultInfo: Info): Progress =>
  collectKeys().add({ keys: keys(number), resultInfo });

const DONE = { more: false };
const MORE = { more: true };

describe('a list', () => {
  test.each<Info>([
    {},
    { page: 1, per_page: 20, count: 5, total_count: 5, total_pages: 1 },
    { page: 1, per_page: 20, count: 5 },
    { total_count: 5 },
    { total_count: '5' },
    { total_count: 3 },
    { total_pages: 1 },
    { total_pages: '1' },
    { total_pages: 0, total_count: 0 },
    { total_pages: null, total_count: null, count: null, per_page: null },
    { cursor: '', cursors: { after: '', before: 'x' } },
    { cursor: null, next: null, next_page: null, has_more: false, is_truncated: false },
    { cursors: {}, previous_cursor: 'x', extra: 'x' },
  ])('that promises no more ends after its first page: %j', (info) => {
    expect(first(5, info)).toEqual(DONE);
  });

  test.each<Info>([
    { total_pages: 2 },
    { total_pages: '2' },
    { total_pages: 1000 },
    { total_count: 6 },
    { total_count: '45' },
    { count: 6 },
    { total: 6 },
    { total_results: '6' },
    { pages: 2 },
    { last_page: 2 },
    { per_page: 5 },
    { per_page: 5, count: 5, page: 1 },
  ])('that promises more goes on: %j', (info) => {
    expect(first(5, info)).toEqual(MORE);
  });

  test('is read to its total_count, page by page', () => {
    const list = collectKeys();
    const info = { per_page: 20, total_count: 45 };
    expect(list.add({ keys: keys(20), resultInfo: { ...info, count: 20 } })).toEqual(MORE);
    expect(list.add({ keys: keys(20, 21), resultInfo: { ...info, count: 20 } })).toEqual(MORE);
    expect(list.add({ keys: keys(5, 41), resultInfo: { ...info, count: 5 } })).toEqual(DONE);
    expect(list.keys()).toEqual(keys(45));
  });

  test('of full pages without a total ends with a page that is not full', () => {
    const list = collectKeys();
    expect(list.add({ keys: keys(5), resultInfo: { per_page: 5 } })).toEqual(MORE);
    expect(list.add({ keys: keys(5, 6), resultInfo: { per_page: 5 } })).toEqual(MORE);
    expect(list.add({ keys: [], resultInfo: { per_page: 5 } })).toEqual(DONE);
    expect(list.keys()).toHaveLength(10);
  });

  test('has each key once, even if it moves to the next page meanwhile', () => {
    const list = collectKeys();
    list.add({ keys: keys(5), resultInfo: { total_pages: 2 } });
    expect(list.add({ keys: keys(2, 5), resultInfo: { total_pages: 2 } })).toEqual(DONE);
    expect(list.keys()).toEqual(keys(6));
  });

  test('can grow while it is read', () => {
    const list = collectKeys();
    expect(list.add({ keys: keys(1), resultInfo: { total_pages: 2 } })).toEqual(MORE);
    expect(list.add({ keys: keys(1, 2), resultInfo: { total_pages: 3 } })).toEqual(MORE);
    expect(list.add({ keys: keys(1, 3), resultInfo: { total_pages: 3 } })).toEqual(DONE);
  });
});

describe('a list that cannot be read to its end', () => {
  test.each<readonly [Info, string]>([
    [{ cursor: 'abc' }, '`cursor` "abc"'],
    [{ cursor: 7 }, '`cursor` 7'],
    [{ cursors: { before: '', after: 'abc' } }, '`cursors.after` "abc"'],
    [{ next_cursor: 'abc' }, '`next_cursor` "abc"'],
    [{ nextCursor: 'abc' }, '`nextCursor` "abc"'],
    [{ remaining: 3 }, '`remaining` 3'],
    [{ links: { previous: 'x', next: 'y' } }, '`links.next` "y"'],
    [{ next: 'https://x.example/' }, '`next` "https://x.example/"'],
    [{ links: {}, next_page: 2 }, '`next_page` 2'],
    [{ next_page_token: 'abc' }, '`next_page_token` "abc"'],
    [{ has_more: true }, '`has_more` true'],
    [{ is_truncated: true }, '`is_truncated` true'],
    [{ continuation_token: 'abc\n' }, '`continuation_token` "abc\\u{a}"'],
    [{ cursor: 'x'.repeat(100), total_count: 5 }, `\`cursor\` "${'x'.repeat(63)}…"`],
  ])('because it has a cursor says so: %j', (info, shown) => {
    expect(first(5, info)).toEqual({
      incomplete: `it has ${shown}, which stands for more keys`,
    });
  });

  test.each<readonly [Info, string]>([
    [{ total_pages: 1.5 }, '`total_pages` 1.5'],
    [{ total_pages: -1 }, '`total_pages` -1'],
    [{ total_pages: 'many' }, '`total_pages` "many"'],
    [{ total_pages: '' }, '`total_pages` ""'],
    [{ total_pages: '1e3' }, '`total_pages` "1e3"'],
    [{ total_pages: 1001 }, '`total_pages` 1001, more than 1000'],
    [{ total_count: 1e300 }, '`total_count` 1e+300'],
    [{ total_count: true }, '`total_count` true'],
    [{ count: [2] }, '`count` [2]'],
    [{ per_page: {} }, '`per_page` {}'],
  ])('because its numbers make no sense says what came: %j', (info, shown) => {
    expect(first(5, info)).toEqual({ incomplete: `it has ${shown}` });
  });

  test.each<readonly [Info, string]>([
    [{ total_pages: 3, total_count: 15 }, '15 keys'],
    [{ total_count: 6 }, '6 keys'],
    [{ count: 6 }, '6 keys'],
    [{ total_pages: 2 }, '2 pages'],
    [{ total_pages: 3 }, '3 pages'],
    [{ per_page: 5 }, 'more keys'],
  ])('because every page is the first says what it promised: %j', (resultInfo, promised) => {
    const list = collectKeys();
    expect(list.add({ keys: keys(5), resultInfo })).toEqual(MORE);
    expect(list.add({ keys: keys(5), resultInfo })).toEqual({
      incomplete: `it promises ${promised}, and only 5 keys on 2 pages could be read`,
    });
  });

  test('because its next page is empty says how much there is', () => {
    const list = collectKeys();
    list.add({ keys: keys(20), resultInfo: { total_count: 45 } });
    expect(list.add({ keys: [], resultInfo: { total_count: 45 } })).toEqual({
      incomplete: 'it promises 45 keys, and only 20 keys on 2 pages could be read',
    });
  });

  test.each<readonly [Info, Info]>([
    [{ total_count: 45 }, {}],
    [{ total_count: 45 }, { total_count: 40 }],
    [{ total_pages: 3 }, {}],
    [{ total_pages: 3 }, { total_pages: 2 }],
    [{ count: 45 }, { count: 20 }],
  ])('because a later page promises less is read on: %j, then %j', (one, other) => {
    const list = collectKeys();
    list.add({ keys: keys(20), resultInfo: one });
    expect(list.add({ keys: keys(20, 21), resultInfo: other })).toEqual(MORE);
    expect(list.add({ keys: [], resultInfo: {} })).toEqual({
      incomplete: expect.stringMatching(/^it promises (45 keys|3 pages), and only 40 keys on 3 pages could/),
    });
  });

  test('because it is empty and promises keys says so', () => {
    expect(first(0, { total_count: 1 })).toEqual({
      incomplete: 'it promises 1 key, and only 0 keys on 1 page could be read',
    });
  });
});
