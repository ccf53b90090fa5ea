import { describe, expect, test } from '@jest/globals';
import { rejectionOf, thrownBy } from './rejection.ts';

const error = new RangeError('far');
const throwIt = (): never => {
  throw error;
};

describe('an error of the expected class, or of one that extends it,', () => {
  test.each([RangeError, Error])('is returned: %p', async (expected) => {
    expect(await rejectionOf(expected, Promise.reject(error))).toBe(error);
    expect(thrownBy(expected, throwIt)).toBe(error);
  });
});

describe('a test fails if what should fail', () => {
  test('ends well', async () => {
    await expect(rejectionOf(RangeError, Promise.resolve({ a: 1 }))).rejects.toThrow(
      'It resolved with { a: 1 } instead of failing with a RangeError.',
    );
    expect(() => thrownBy(RangeError, () => 'x')).toThrow(
      "It returned 'x' instead of failing with a RangeError.",
    );
  });

  test('fails with an error of another class', async () => {
    const other = { message: 'It failed with RangeError: far, which is not a TypeError.', cause: error };
    await expect(rejectionOf(TypeError, Promise.reject(error))).rejects.toMatchObject(other);
    expect(() => thrownBy(TypeError, throwIt)).toThrow(other.message);
  });
});
