import { describe, expect, test } from '@jest/globals';
import { ago, id, setStage } from '../support/stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('older-than', () => {
  // Margins of half a minute, so that the time that the run itself takes means nothing.
  test.each([
    ['30m', 30 * MINUTE],
    ['1h', HOUR],
    ['12h', 12 * HOUR],
    ['7d', 7 * DAY],
    ['2w', 14 * DAY],
  ])('%s takes keys created longer ago, and keeps the others', async (olderThan, age) => {
    const { perform } = await setStage({
      keys: [
        { uid: id(1), name: 'p-1', created: ago(age + MINUTE / 2) },
        { uid: id(2), name: 'p-2', created: ago(age - MINUTE / 2) },
        { uid: id(3), name: 'p-3', created: ago(10 * age) },
        { uid: id(4), name: 'q', created: ago(10 * age) },
      ],
    });
    const { deletes, run } = await perform({ 'key-name': 'p-*', 'older-than': olderThan });
    expect(deletes).toEqual([id(1), id(3)]);
    expect(run.log).toContain(`Kept TURN key ${id(2)} "p-2": it was created at `);
    expect(run.log).toContain('Of 4 TURN keys in the account, 2 selected.');
  });

  test('keeps keys whose age is unknown, and says so', async () => {
    const dates = [
      undefined,
      '',
      'yesterday',
      '2020-01-02',
      '1577934245',
      '2020-13-45T99:99:99Z',
      '2020-01-02T03:04:05',
    ];
    const { cloudflare, perform } = await setStage({
      keys: dates.map((created, index) => ({
        uid: id(index + 1),
        name: 'p-1',
        created,
        modified: undefined,
      })),
    });
    expect((await perform({ 'key-name': 'p-*', 'older-than': '1m' })).transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys

      --- log
      Kept TURN key 00000000000000000000000000000001 "p-1": its age is unknown.
      Kept TURN key 00000000000000000000000000000002 "p-1": its age is unknown.
      Kept TURN key 00000000000000000000000000000003 "p-1": its age is unknown.
      Kept TURN key 00000000000000000000000000000004 "p-1": its age is unknown.
      Kept TURN key 00000000000000000000000000000005 "p-1": its age is unknown.
      Kept TURN key 00000000000000000000000000000006 "p-1": its age is unknown.
      Kept TURN key 00000000000000000000000000000007 "p-1": its age is unknown.
      Of 7 TURN keys in the account, 0 selected.

      --- outputs
      status: not-found
      uid:
      name:
      created:
      modified:
      deleted-count: 0
      results: []

      --- exit code
      0
      "
    `);
    expect(cloudflare.keys.size).toBe(dates.length);
  });

  test.each([
    '2020-01-02T03:04:05Z',
    '2020-01-02T03:04:05.678901Z',
    '2020-01-02t03:04:05z',
    '2020-01-02 03:04:05+05:30',
  ])('reads the date %s', async (created) => {
    const { perform } = await setStage({ keys: [{ uid: id(1), name: 'p', created }] });
    const { deletes, run } = await perform({ 'key-name': 'p', 'older-than': '52w' });
    expect(deletes).toEqual([id(1)]);
    expect(run.outputs['created']).toBe(created);
  });

  test('keeps a key that claims to be created tomorrow', async () => {
    const { perform } = await setStage({ keys: [{ uid: id(1), name: 'p', created: ago(-DAY) }] });
    const { deletes, run, rows } = await perform({ 'key-name': 'p', 'older-than': '1m' });
    expect(deletes).toEqual([]);
    expect(rows).toEqual([]);
    expect(run.outputs).toMatchObject({ status: 'not-found', uid: '' });
    expect(run.exitCode).toBe(0);
  });

  test('leaves an exact name that no key bears as it is', async () => {
    const { perform } = await setStage({ keys: [] });
    const { errors, rows } = await perform({ 'key-name': 'p', 'older-than': '1m' });
    expect(errors).toEqual([expect.stringContaining('No key of the account is named "p".')]);
    expect(rows).toMatchObject([{ uid: '', status: 'not-found' }]);
  });

  test.each(['7', 'd', '0d', '-1d', '1.5h', '7 d', '7D', '7days', '1h30m', '1y', '1234567m', '٣d'])(
    'refuses %j before any request',
    async (olderThan) => {
      const { perform } = await setStage();
      const { errors, requests } = await perform({ 'key-name': 'p', 'older-than': olderThan });
      expect(requests).toEqual([]);
      expect(errors).toEqual([
        `Input 'older-than' must be a whole number from 1 and one of m, h, d, w, such as 12h or 7d; got "${olderThan}".`,
      ]);
    },
  );

  test('is an error beside key-id', async () => {
    const { perform } = await setStage({ keys: [{ uid: id(1) }] });
    const { errors, requests } = await perform({ 'key-id': id(1), 'older-than': '7d' });
    expect(requests).toEqual([]);
    expect(errors).toEqual([
      "Input 'older-than' goes with 'key-name' alone: 'key-id' names keys outright, whatever their age.",
    ]);
  });
});
