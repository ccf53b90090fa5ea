import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryValues } from '../properties/property.ts';

test('a value that is being tested when the time is over is waited for, and may fail', async () => {
  let tried = 0;
  const failing = tryValues(
    fc.constant('a'),
    async () => {
      tried += 1;
      if (tried === 1) return;
      await sleep(2_000);
      throw new Error('late');
    },
    { seed: 1, numRuns: 100, limitMs: 1_000 },
  );
  await expect(failing).rejects.toThrow('With "a": Error: late');
  expect(tried).toBe(2);
});
