import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { escapeLine, excerpt, quote, truncate, truncateMiddle } from '../../../src/lib/sanitize.ts';
import { commandReader } from '../../support/workflow-commands.ts';

describe('escapeLine', () => {
  test.each([
    ['plain text, ünïcödé 🙂 and "quotes"', 'plain text, ünïcödé 🙂 and "quotes"'],
    ['a\nb\r\nc\td', String.raw`a\u{a}b\u{d}\u{a}c\u{9}d`],
    ['\u0000\u001b[31m\u007f\u0085', String.raw`\u{0}\u{1b}[31m\u{7f}\u{85}`],
    ['\u200b\u202e\ufeff\u{e0041}', String.raw`\u{200b}\u{202e}\u{feff}\u{e0041}`],
    ['\u2028\u2029', String.raw`\u{2028}\u{2029}`],
    ['\ud800x', '\ufffdx'],
    ['##[error]a ##[group]b', String.raw`##\[error]a ##\[group]b`],
    ['###[error]', String.raw`###\[error]`],
    ['# #[x] ## [y]', '# #[x] ## [y]'],
    ['', ''],
  ])('of %j is %j', (text, expected) => {
    expect(escapeLine(text)).toBe(expected);
  });

  test('prevents any text from starting a command, once something is before it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.constantFrom('::', '##[', 'error', ']', '\n', '\r', ' ', '::error::x'), fc.string()),
        ),
        (parts) => {
          const line = `Name: ${escapeLine(parts.join(''))}`;
          expect(line.split(/\r\n|\n|\r/)).toHaveLength(1);
          expect(commandReader().read(line)).toBeUndefined();
        },
      ),
    );
  });
});

describe('truncate', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['', 0, ''],
    ['ab🙂', 4, 'ab🙂'],
    ['ab🙂c', 4, 'ab…'],
    ['a🙂bc', 4, 'a🙂…'],
    ['ab\ufffdcd', 4, 'ab…'],
    ['\ufffdabcd', 4, '\ufffdab…'],
  ])('of %j after %d is %j', (text, length, expected) => {
    expect(truncate(text, length)).toBe(expected);
  });
});

describe('truncateMiddle', () => {
  test.each([
    ['', 0, ''],
    ['abcdef', 6, 'abcdef'],
    ['abcdefghijkl', 11, 'abc … jkl'],
    ['語語語', 9, '語語語'],
    ['語語語語', 11, '語 … 語'],
    ['🙂🙂🙂🙂', 13, '🙂 … 🙂'],
    ['🙂🙂🙂🙂', 12, ' … '],
  ])('of %j to %d bytes is %j', (text, bytes, expected) => {
    expect(truncateMiddle(text, bytes)).toBe(expected);
  });

  test('keeps the start and the end of any text, whole characters, and the limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.integer({ min: 5, max: 500 }),
        (text, limit) => {
          const shown = truncateMiddle(text, limit);
          expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(limit);
          expect(shown.isWellFormed()).toBe(true);
          if (shown === text) return;
          expect(Buffer.byteLength(text)).toBeGreaterThan(limit);
          const cut = shown.length;
          const splits = Array.from({ length: cut }, (_, at) => at).filter((at) =>
            shown.startsWith(' … ', at),
          );
          expect(
            splits.some((at) => text.startsWith(shown.slice(0, at)) && text.endsWith(shown.slice(at + 3))),
          ).toBe(true);
          // A character of four bytes may be lost at either side.
          expect(Buffer.byteLength(shown)).toBeGreaterThanOrEqual(limit - 7);
        },
      ),
    );
  });
});

describe('quote', () => {
  test('shows a value on one line, in quotes', () => {
    expect(quote('a\nb')).toBe(String.raw`"a\u{a}b"`);
  });
  test('shows 120 characters at most', () => {
    expect(quote('x'.repeat(120))).toBe(`"${'x'.repeat(120)}"`);
    expect(quote('x'.repeat(121))).toBe(`"${'x'.repeat(119)}…"`);
  });
});

describe('excerpt', () => {
  test.each([
    ['', 'an empty body'],
    [' \n\t ', 'an empty body'],
    ['  upstream \r\n  request\ttimeout ', '"upstream request timeout"'],
    ['\u0000##[error]', String.raw`"\u{0}##\[error]"`],
    ['x'.repeat(200), `"${'x'.repeat(200)}"`],
    ['x'.repeat(201), `"${'x'.repeat(199)}…"`],
    [`${' '.repeat(4095)}xy`, '"x"'],
    [`${' '.repeat(4096)}x`, 'an empty body'],
  ])('of %j is %j', (body, expected) => {
    expect(excerpt(body)).toBe(expected);
  });
});
