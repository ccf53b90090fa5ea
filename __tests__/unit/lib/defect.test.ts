import { expect, test } from '@jest/globals';
import { describeDefect } from '../../../src/lib/defect.ts';

test.each([
  [new TypeError('x is not a function'), 'TypeError: x is not a function'],
  ['odd', 'odd'],
  [undefined, 'undefined'],
])('a defect is described in a sentence, without its stack (%#)', (error, what) => {
  expect(describeDefect(error)).toBe(
    `An unexpected error, which is a defect of this action (${what}). Please report it at https://github.com/delete-turn-key/action/issues.`,
  );
});
