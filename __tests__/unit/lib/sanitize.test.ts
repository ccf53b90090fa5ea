import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { clip, count, excerpt, oneLine, quote, redactor, seconds } from '../../../src/lib/sanitize.ts';
import { commandReader } from '../../support/workflow-commands.ts';

describe('oneLine', () => {
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
    expect(oneLine(text)).toBe(expected);
  });

  test('lets no text start a command, once something stands before it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.constantFrom('::', '##[', 'error', ']', '\n', '\r', ' ', '::error::x'), fc.string()),
        ),
        (parts) => {
          const line = `Name: ${oneLine(parts.join(''))}`;
          expect(line.split(/\r\n|\n|\r/)).toHaveLength(1);
          expect(commandReader().read(line)).toBeUndefined();
        },
      ),
    );
  });
});

describe('clip', () => {
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
    expect(clip(text, length)).toBe(expected);
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

describe('a redactor', () => {
  test('takes every secret out, wherever it stands', () => {
    expect(redactor(['abc', 'x.y'])('abcabc x.y xzy ABC')).toBe('****** *** xzy ABC');
  });
  test('takes the longest out first, whatever the order', () => {
    expect(redactor(['abc', 'abcdef'])('abcdef abc')).toBe('*** ***');
    expect(redactor(['abcdef', 'abc'])('abcdef abc')).toBe('*** ***');
  });
  test('takes them out percent-encoded, too', () => {
    expect(redactor(['a b/c'])('?q=a%20b%2Fc&r=a b/c')).toBe('?q=***&r=***');
  });
  test('takes them out as JSON writes them, too', () => {
    expect(redactor(['a"b\\c'])(String.raw`{"token":"a\"b\\c"} a"b\c`)).toBe('{"token":"***"} ***');
  });
  test.each([
    ['abcdefg…', '***…'],
    ['x abcdef… abcdef', 'x ***… ***'],
    ['"abcdefghi…", "abcdefghijk…"', '"***…", "***…"'],
    ['abcde…', 'abcde…'],
    ['bcdefgh…', 'bcdefgh…'],
    ['abcdefg', '***'],
    ['abcde', 'abcde'],
    ['abcdefg ', 'abcdefg '],
    ['abcdefghijklabcdefg…', '******…'],
    ['a%20b%2Fcd…', '***…'],
  ])('takes out the beginning of a secret where the text was cut: %j is %j', (text, expected) => {
    expect(redactor(['abcdefghijkl', 'a b/cdef'])(text)).toBe(expected);
  });
  test('takes out what is left of a secret, wherever a text with it is cut', () => {
    const secret = 'cfut_Zq3yT8mWn5Kx2Vb7Rj4L';
    const redact = redactor([secret]);
    for (let length = 1; length < 60; length++) {
      const text = redact(clip(`${'p'.repeat(20)}${secret}${'s'.repeat(20)}`, length));
      expect(text).not.toContain(secret.slice(0, 6));
    }
  });
  test('leaves out secrets that are empty, and bears those that are no Unicode', () => {
    expect(redactor([''])('text')).toBe('text');
    expect(redactor(['\ud800abc'])('\ud800abc %EF%BF%BDabc')).toBe('*** ***');
  });
});

test.each([
  [0, 'key', '0 keys'],
  [1, 'key', '1 key'],
  [2, 'more key', '2 more keys'],
])('%d times "%s" is "%s"', (number, noun, expected) => {
  expect(count(number, noun)).toBe(expected);
});

test.each([
  [0, '0 s'],
  [40, '0 s'],
  [50, '0.1 s'],
  [1_234, '1.2 s'],
  [2_000, '2 s'],
  [9_940, '9.9 s'],
  [9_990, '10 s'],
  [10_000, '10 s'],
  [10_001, '11 s'],
  [30_000, '30 s'],
])('%d ms are %s', (milliseconds, expected) => {
  expect(seconds(milliseconds)).toBe(expected);
});
