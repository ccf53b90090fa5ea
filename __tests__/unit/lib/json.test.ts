import { expect, test } from '@jest/globals';
import { parseJson } from '../../../src/lib/json.ts';

test.each([
  ['{"a":1}', { a: 1 }],
  ['\ufeff[1]', [1]],
  ['null', null],
  ['', undefined],
  ['{', undefined],
  ['["a\\ud800"]', ['a\ufffd']],
])('the JSON %j is %j', (text, expected) => {
  expect(parseJson(text)).toEqual(expected);
});
