import { expect, test } from '@jest/globals';
import { isKeyId } from '../../../src/keys/turn-key.ts';

test.each([
  ['2a95132c15732412d22c1476fa83f27a', true],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZ-_0189', true],
  ['2a95132c15732412d22c1476fa83f27', false],
  ['2a95132c15732412d22c1476fa83f27ab', false],
  ['2a95132c15732412d22c1476fa83f2/a', false],
  ['2a95132c15732412d22c1476fa83f27\n', false],
  ['', false],
])('%j can be the ID of a key: %s', (text, expected) => {
  expect(isKeyId(text)).toBe(expected);
});
