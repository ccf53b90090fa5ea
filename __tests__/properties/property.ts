import { test } from '@jest/globals';
import fc from 'fast-check';

/** How long each property is tried, in milliseconds; undefined in the short run as part of the tests. */
const LIMIT_MS =
  process.env['FUZZ_SECONDS'] === undefined ? undefined : Number(process.env['FUZZ_SECONDS']) * 1000;
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_008);

/**
 * Defines a test that tries a property: `runs` times with a fixed seed as part of the tests, and with the time and the seed
 * of `npm run fuzz` under it.
 */
export function property<T>(
  name: string,
  runs: number,
  values: fc.Arbitrary<T>,
  predicate: (value: T) => void | Promise<void>,
): void {
  test(
    name,
    () =>
      tryValues(values, predicate, {
        seed: SEED,
        numRuns: LIMIT_MS === undefined ? runs : 1_000_000_000,
        // A failure that is still being shrunk by then is shown as it is.
        limitMs: LIMIT_MS ?? 60_000,
      }),
    // Time for the last value that was begun.
    (LIMIT_MS ?? 0) + 120_000,
  );
}

/**
 * Tries a property, and rejects if it fails. At the end of the time, fast-check drops the value that is being tried. Here it
 * is waited for, since it may fail, and has servers to close.
 */
export async function tryValues<T>(
  values: fc.Arbitrary<T>,
  predicate: (value: T) => void | Promise<void>,
  { seed, numRuns, limitMs }: { readonly seed: number; readonly numRuns: number; readonly limitMs: number },
): Promise<void> {
  let pending: Promise<void> | undefined;
  const tried = fc.assert(
    fc.asyncProperty(values, async (value) => {
      pending = attempt(predicate, value);
      await pending;
    }),
    { seed, numRuns, interruptAfterTimeLimit: limitMs },
  );
  await tried.finally(() => Promise.allSettled([pending]));
  await pending;
}

async function attempt<T>(predicate: (value: T) => void | Promise<void>, value: T): Promise<void> {
  try {
    await predicate(value);
  } catch (error) {
    throw new Error(`With ${fc.stringify(value)}: ${String(error)}`, { cause: error });
  }
}
