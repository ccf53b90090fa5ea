import { test } from '@jest/globals';
import fc from 'fast-check';

/** How long each property is tried, in milliseconds; undefined in the short run that is part of the tests. */
const LIMIT_MS =
  process.env['FUZZ_SECONDS'] === undefined ? undefined : Number(process.env['FUZZ_SECONDS']) * 1000;
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_008);

/**
 * Tries a property as a test of its own: so many times from a fixed seed as part of the tests, and for as long as
 * `npm run fuzz` says, from the seed that it says.
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
        // A failure that is still being made small by then is shown as small as it is.
        limitMs: LIMIT_MS ?? 60_000,
      }),
    // The last value that was begun takes its time.
    (LIMIT_MS ?? 0) + 120_000,
  );
}

/**
 * Tries a property, and rejects if it fails. At the end of the time fast-check drops the value that is under way; here it is
 * waited for, as it may fail, and has servers to close.
 */
export async function tryValues<T>(
  values: fc.Arbitrary<T>,
  predicate: (value: T) => void | Promise<void>,
  { seed, numRuns, limitMs }: { readonly seed: number; readonly numRuns: number; readonly limitMs: number },
): Promise<void> {
  let underWay: Promise<void> | undefined;
  const tried = fc.assert(
    fc.asyncProperty(values, async (value) => {
      underWay = attempt(predicate, value);
      await underWay;
    }),
    { seed, numRuns, interruptAfterTimeLimit: limitMs },
  );
  await tried.finally(() => Promise.allSettled([underWay]));
  await underWay;
}

async function attempt<T>(predicate: (value: T) => void | Promise<void>, value: T): Promise<void> {
  try {
    await predicate(value);
  } catch (error) {
    throw new Error(`With ${fc.stringify(value)}: ${String(error)}`, { cause: error });
  }
}
