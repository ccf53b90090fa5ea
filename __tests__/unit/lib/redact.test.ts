import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redactor } from '../../../src/lib/redact.ts';
import { truncate } from '../../../src/lib/sanitize.ts';

const TOKEN = 'cfut_Zq3yT8mWn5Kx2Vb7Rj4LpQ9sHc6Dg1Fe0Ta8Uw3Xy-5NiB7k';
const GITHUB_TOKEN = 'github_pat_11ABCDEFG0aBcDeFgHiJkL_mNoPqRsTuVwXyZ0123456789abcdefghijkl';

describe('a secret is redacted', () => {
  const redact = redactor([TOKEN, GITHUB_TOKEN]);

  test.each([
    ['as it is', TOKEN],
    ['percent-encoded', encodeURIComponent(TOKEN)],
    ['in JSON', JSON.stringify({ token: TOKEN })],
    ['several times', `${TOKEN}${TOKEN} ${GITHUB_TOKEN}`],
  ])('%s', (_how, text) => {
    const redacted = redact(`before ${text} after`);
    expect(redacted).toContain('***');
    expect(redacted).toMatch(/^before .* after$/);
    expect(redacted).not.toContain(TOKEN.slice(0, 16));
    expect(redacted).not.toContain(TOKEN.slice(-8));
  });

  test('after a beginning of it that overlaps it', () => {
    const secret = 'cfut_0123456789acc_SECRETSECRETSECRET';
    expect(redactor([secret])(`a ${secret.slice(0, 16)}${secret} b`)).toBe('a *** b');
    expect(redactor([secret])(`a ${secret.slice(0, 16)}${encodeURIComponent(secret)}%20b`)).toBe('a ***%20b');
    const repetitive = 'x'.repeat(20);
    expect(redactor([repetitive])(`a ${'x'.repeat(50)} b`)).toBe('a *** b');
  });

  test('in the middle of a sentence, though only its beginning is repeated', () => {
    expect(redact(`The token "${TOKEN.slice(0, 45)}" is unknown.`)).toBe('The token "***" is unknown.');
  });

  test.each(['base64', 'base64url'] as const)('in %s, whatever is before and after it', (alphabet) => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const encoded = Buffer.from(`${before}${TOKEN}${after}`).toString(alphabet);
        const redacted = redact(encoded);
        expect(redacted).toContain('***');
        // At either end, only characters of the neighbours and at most two of its own bytes are left.
        const [start = '', ...rest] = redacted.split('***');
        for (const part of [start, ...rest]) {
          const decoded = Buffer.from(part, alphabet).toString('latin1');
          expect(decoded).not.toContain(TOKEN.slice(0, 8));
        }
      }),
    );
  });

  test.each([
    ['in upper-case percent-encoding', 'a%20secret%2Fwith%20spaces'],
    ['in lower-case percent-encoding', 'a%20secret%2fwith%20spaces'],
    ['as it is', 'a secret/with spaces'],
  ])('that has to be encoded, %s', (_how, text) => {
    expect(redactor(['a secret/with spaces'])(`?q=${text}&r=1`)).toBe('?q=***&r=1');
  });

  test.each([
    ['in a URL', (code: string) => `%${code}`],
    ['in a URL, in capitals', (code: string) => `%${code.toUpperCase()}`],
    ['in JSON', (code: string) => `\\u00${code}`],
  ])('of which every character is escaped %s, though only its beginning is there', (_where, escape) => {
    const escaped = [...Buffer.from(TOKEN.slice(0, 20))].map((byte) => escape(byte.toString(16)));
    expect(redact(`a ${escaped.join('')}… b`)).toBe('a ***… b');
    expect(redact(`a%20${escaped.slice(0, 15).join('')}`)).not.toContain('***');
  });

  test.each([
    ['only some characters are escaped', 'a+secret/with%3Fodd%22characters'],
    ['a slash is escaped, as PHP does', String.raw`a+secret\/with?odd\"characters`],
  ])('of which %s', (_how, text) => {
    expect(redactor(['a+secret/with?odd"characters'])(`"${text}"`)).toBe('"***"');
  });

  test('in either alphabet of base64, though both begin alike', () => {
    const secret = 'a-secret-with-odd-characters-~~~???>>>~~~???';
    for (const alphabet of ['base64', 'base64url'] as const) {
      expect(redactor([secret])(Buffer.from(secret).toString(alphabet))).toMatch(/^\*{3}.?=?$/);
    }
  });

  test('percent-encoded with characters beyond ASCII, in capitals or not', () => {
    const redact = redactor(['tökén']);
    expect(redact('a t%C3%B6k%C3%A9n, and t%c3%b6k%c3%a9n')).toBe('a ***, and ***');
  });

  test('in base64 only from 16 characters on: what is shorter could be part of anything', () => {
    const [short, long] = ['fifteen-letters', 'sixteen-letters!'];
    const text = [short, long].map((secret) => Buffer.from(secret).toString('base64'));
    expect(redactor([short, long])(text.join(' '))).toMatch(new RegExp(`^${text[0] ?? ''} \\*\\*\\*`));
  });

  test('as JSON writes it', () => {
    expect(redactor(['a"b\\c'])(String.raw`{"token":"a\"b\\c"} a"b\c`)).toBe('{"token":"***"} ***');
  });

  test('as the log writes it', () => {
    expect(redactor(['abc\ndef'])(String.raw`abc\u{a}def`)).toBe('***');
  });
});

describe('the beginning of a secret', () => {
  const redact = redactor([TOKEN]);

  test.each([
    [16, '***'],
    [30, '***'],
    [15, TOKEN.slice(0, 15)],
    [5, 'cfut_'],
  ])('of %d characters becomes %s, wherever it is', (length, shown) => {
    const start = TOKEN.slice(0, length);
    expect(redact(start)).toBe(shown);
    expect(redact(`${start} and ${start}!`)).toBe(`${shown} and ${shown}!`);
  });

  test('is all that is redacted: the text after it stays', () => {
    expect(redact(`${TOKEN.slice(0, 20)}!${TOKEN.slice(0, 20)}?`)).toBe('***!***?');
  });

  test('is redacted even where a text with the secret was truncated', () => {
    for (let length = 1; length < 100; length++) {
      const text = redact(truncate(`${'p'.repeat(20)}${TOKEN}${'s'.repeat(20)}`, length));
      expect(text).not.toContain(TOKEN.slice(0, 16));
    }
  });
});

describe('what is not a secret is unchanged', () => {
  test.each(['pr-1-github', 'pr-2-github', 'turn-github', 'github_pat_', 'cfut_', 'github', 'prod'])(
    'such as the key name %s',
    (name) => {
      expect(redactor([TOKEN, GITHUB_TOKEN])(name)).toBe(name);
    },
  );

  test('such as any text without 16 characters of it', () => {
    const redact = redactor([TOKEN, GITHUB_TOKEN]);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(redact(text)).toBe(text);
      }),
    );
  });
});

describe('secrets', () => {
  test('that are short are redacted as a whole only', () => {
    expect(redactor(['abc', 'x.y'])('abcabc x.y xzy ABC ab')).toBe('****** *** xzy ABC ab');
  });

  test('that contain each other are redacted whole, the longest first', () => {
    expect(redactor(['abc', 'abcdef'])('abcdef abc')).toBe('*** ***');
    expect(redactor(['abcdef', 'abc'])('abcdef abc')).toBe('*** ***');
  });

  test('that are empty redact nothing', () => {
    expect(redactor([''])('text')).toBe('text');
    expect(redactor([])('text')).toBe('text');
  });

  test('that are not well-formed Unicode are redacted too', () => {
    expect(redactor(['\ud800abc'])('\ud800abc %EF%BF%BDabc')).toBe('*** ***');
  });
});

test('redacting twice changes nothing more', () => {
  const redact = redactor([TOKEN, GITHUB_TOKEN]);
  const piece = fc.constantFrom(TOKEN, TOKEN.slice(0, 17), GITHUB_TOKEN, '***', ' ', 'github_pat_11ABC');
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const once = redact(pieces.join(''));
      expect(redact(once)).toBe(once);
    }),
  );
});
