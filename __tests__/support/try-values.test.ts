import { expect, jest, test } from '@jest/globals';

test('a value that is being tested when the time is over is waited for, and may fail', async () => {
  // fast-check keeps the clock that it is loaded with: it stands still until the second value.
  jest.useFakeTimers();
  const { default: fc } = await import('fast-check');
  const { tryValues } = await import('../properties/property.ts');
  let tried = 0;
  const failing = tryValues(
    fc.constant('a'),
    async () => {
      tried += 1;
      if (tried === 1) return;
      await jest.advanceTimersByTimeAsync(1_000);
      throw new Error('late');
    },
    { seed: 1, numRuns: 100, limitMs: 1_000 },
  );
  await expect(failing).rejects.toThrow('With "a": Error: late');
  expect(tried).toBe(2);
});
