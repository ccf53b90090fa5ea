import { expect, test } from '@jest/globals';
import { InputError } from '../../../src/inputs/input-error.ts';

test('an error of the inputs has every problem, one after the other', () => {
  expect(new InputError(['One.', 'Two.'])).toMatchObject({
    name: 'InputError',
    message: 'One.\nTwo.',
    problems: ['One.', 'Two.'],
  });
});
