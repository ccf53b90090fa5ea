import { inspect } from 'node:util';

type ErrorClass<T extends Error> = abstract new (...values: never[]) => T;

/** The error that a promise rejects with. Fails the test if it resolves, or rejects with an error of another class. */
export async function rejectionOf<T extends Error>(
  expected: ErrorClass<T>,
  promise: Promise<unknown>,
): Promise<T> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return confirm(expected, error);
  }
  throw new Error(`It resolved with ${inspect(value)} instead of failing with a ${expected.name}.`);
}

/** The error that a function throws. Fails the test if it returns, or throws an error of another class. */
export function thrownBy<T extends Error>(expected: ErrorClass<T>, run: () => unknown): T {
  let value: unknown;
  try {
    value = run();
  } catch (error) {
    return confirm(expected, error);
  }
  throw new Error(`It returned ${inspect(value)} instead of failing with a ${expected.name}.`);
}

function confirm<T extends Error>(expected: ErrorClass<T>, error: unknown): T {
  if (error instanceof expected) return error;
  throw new Error(`It failed with ${String(error)}, which is not a ${expected.name}.`, { cause: error });
}
