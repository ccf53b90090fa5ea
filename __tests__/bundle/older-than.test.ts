import { describe, expect, test } from '@jest/globals';
import { ago, id } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

const DAY = 86_400_000;

describe('older-than', () => {
  test('selects keys created longer ago, and keeps the others and those of unknown age', async () => {
    const { deletes, run } = await play({
      keys: [
        { uid: id(1), name: 'p-1', created: ago(8 * DAY) },
        { uid: id(2), name: 'p-2', created: ago(6 * DAY) },
        { uid: id(3), name: 'p-3', created: ago(-DAY) },
        { uid: id(4), name: 'p-4', created: undefined },
        { uid: id(5), name: 'p-5', created: '2020-01-02' },
        { uid: id(6), name: 'q', created: ago(80 * DAY) },
      ],
      inputs: { 'key-name': 'p-*', 'older-than': '7d' },
    });
    expect(deletes).toEqual([id(1)]);
    expect(run.log.match(/^Kept TURN key .*$/gm)).toEqual(
      [2, 3, 4, 5].map((n) => expect.stringContaining(`${id(n)} ("p-${n}"): `)),
    );
    expect(run.outputs).toMatchObject({ status: 'deleted', uid: id(1), 'deleted-count': '1' });
  });

  test('that keeps every key leaves nothing to do, which is a success', async () => {
    const { deletes, run } = await play({
      keys: [{ uid: id(1), name: 'p', created: ago(DAY) }],
      inputs: { 'key-name': 'p', 'older-than': '2d' },
    });
    expect(deletes).toEqual([]);
    expect(run.outputs).toMatchObject({ status: 'kept', uid: '', 'deleted-count': '0' });
    expect(run.exitCode).toBe(0);
  });
});
