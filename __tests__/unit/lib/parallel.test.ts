import { expect, test } from '@jest/globals';
import { inParallel } from '../../../src/lib/parallel.ts';

test('tasks run side by side up to the limit, and their results keep the order of the items', async () => {
  const items = Array.from({ length: 30 }, (_, n) => n);
  let running = 0;
  let most = 0;
  const results = await inParallel(items, 8, async (n) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, n % 3));
    running--;
    return n * 2;
  });
  expect(most).toBe(8);
  expect(results).toEqual(items.map((n) => n * 2));
});

test('there may be no tasks', async () => {
  expect(await inParallel([], 8, () => Promise.resolve(1))).toEqual([]);
});

test('after a failed task no other begins, and the error is thrown when those in flight have ended', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const running = inParallel([0, 1, 2, 3], 2, async (n) => {
    begun.push(n);
    if (n === 0) throw new Error('the first');
    await new Promise((resolve) => setImmediate(resolve));
    ended.push(n);
    throw new Error('a later one');
  });
  await expect(running).rejects.toThrow('the first');
  expect({ begun, ended }).toEqual({ begun: [0, 1], ended: [1] });
});
