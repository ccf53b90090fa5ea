import { expect, test } from '@jest/globals';
import { parseJson } from '../../../src/lib/json.ts';

test.each([
  ['{"a":1}', { a: 1 }],
  ['\ufeff[1]', [1]],
  ['null', null],
  ['', undefined],
  ['{', undefined],
  ['["a\\ud800", 1]', ['a\ufffd', 1]],
  ['["\\uD83D\\uDE00"]', ['\u{1f600}']],
  // Only at the beginning is it a mark of the encoding.
  ['[\ufeff1]', undefined],
])('the JSON %j is %j', (text, expected) => {
  expect(parseJson(text)).toEqual(expected);
});
