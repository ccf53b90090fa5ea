import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { extractDigits, matches, parsePattern, PLACEHOLDER } from '../../../src/keys/name-pattern.ts';
import type { NamePattern } from '../../../src/keys/name-pattern.ts';

/** Parses a valid pattern. */
function read(line: string, templates = true): NamePattern {
  const parsed = parsePattern(line, templates);
  if (!parsed.ok) throw new Error(`${line} ${parsed.problem}`);
  return parsed.pattern;
}

/** Whether a name matches a line that is not a template. */
function fits(line: string, name: string): boolean {
  const pattern = read(line, false);
  return pattern.kind !== 'template' && matches(pattern, name);
}

/** The slow and simple way: try every end for every star. */
function fitsNaively(line: string, name: string): boolean {
  if (line === '') return name === '';
  if (line.startsWith('*')) {
    return Array.from({ length: name.length + 1 }, (_, n) => n).some((n) =>
      fitsNaively(line.slice(1), name.slice(n)),
    );
  }
  return name.startsWith(line.charAt(0)) && fitsNaively(line.slice(1), name.slice(1));
}

describe('a line', () => {
  test.each([
    ['production', { kind: 'exact', line: 'production' }],
    ['a, b (c) [d]?', { kind: 'exact', line: 'a, b (c) [d]?' }],
    ['pre*', { kind: 'wildcard', line: 'pre*', before: 'pre', between: [''], after: '' }],
    ['*a**b', { kind: 'wildcard', line: '*a**b', before: '', between: ['a', ''], after: 'b' }],
    ['pr-{closed-pr}', { kind: 'template', line: 'pr-{closed-pr}', before: 'pr-', after: '' }],
    ['{closed-pr}-eu', { kind: 'template', line: '{closed-pr}-eu', before: '', after: '-eu' }],
    ['{closed-pr}', { kind: 'template', line: '{closed-pr}', before: '', after: '' }],
    ['{CLOSED}', { kind: 'exact', line: '{CLOSED}' }],
  ])('%s is read', (line, expected) => {
    expect(read(line)).toEqual(expected);
  });

  test.each([
    ['*', 'matches every name'],
    ['****', 'matches every name'],
    ['', 'matches every name'],
    ['{closed-pr}{closed-pr}', 'has {closed-pr} more than once'],
    ['*{closed-pr}-{closed-pr}', 'has {closed-pr} more than once'],
    ['*{closed-pr}', 'has both {closed-pr} and a "*"'],
    ['a-{closed-pr}-*', 'has both {closed-pr} and a "*"'],
    ['a-{closed_pr}', 'misspells {closed-pr}'],
    ['a-{CLOSED-PR}', 'misspells {closed-pr}'],
    ['a-{ closedPr }', 'misspells {closed-pr}'],
    ['{closed-pr}-{closed pr}', 'misspells {closed-pr}'],
    ['{closed-{closed-pr}pr}', 'misspells {closed-pr}'],
    ['a'.repeat(1_001), 'is longer than 1,000 characters'],
    [`${'a'.repeat(1_000)}*`, 'is longer than 1,000 characters'],
  ])('%j is refused, because it %s', (line, clause) => {
    expect(parsePattern(line, true)).toEqual({ ok: false, problem: clause });
  });

  test('may have 1,000 characters', () => {
    expect(read('a'.repeat(1_000)).kind).toBe('exact');
  });

  test('has a literal placeholder where templates are not allowed', () => {
    expect(PLACEHOLDER).toBe('{closed-pr}');
    expect(read('pr-{closed-pr}', false)).toEqual({ kind: 'exact', line: 'pr-{closed-pr}' });
    expect(read('{closed-pr}*{closed-pr}', false)).toMatchObject({
      kind: 'wildcard',
      before: '{closed-pr}',
      after: '{closed-pr}',
    });
  });
});

describe('a name', () => {
  test.each([
    ['a', 'a', true],
    ['a', 'A', false],
    ['a', 'ab', false],
    ['a*', 'a', true],
    ['a*', 'ba', false],
    ['*a', 'ba', true],
    ['*a', 'ab', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['a*b*a', 'aba', true],
    ['a*b*b', 'ab', false],
    ['*aab*', 'aaab', true],
    ['*abcabd*', 'abcabcabd', true],
    ['*bbaa*', 'bbabaa', false],
    ['*aabaaaa*', 'aabaaabaaaa', true],
    ['*ab*ab*', 'xabxab', true],
    ['*ab*ab*', 'xaba', false],
    ['x*yy*y', 'xyy', false],
    ['x*yy*y', 'xyyy', true],
    ['*.*', 'a.b', true],
    ['*.*', 'ab', false],
    ['*ä🙂*', '--ä🙂', true],
    ['a*\n*b', 'a \n b', true],
  ])('%j: %j matches is %s', (line, name, expected) => {
    expect(fits(line, name)).toBe(expected);
  });

  test('matches exactly if the slow and simple way says so', () => {
    const letters = fc.constantFrom('a', 'b', '*');
    const line = fc.string({ unit: letters, minLength: 1, maxLength: 9 }).filter((text) => /[^*]/.test(text));
    const name = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
    fc.assert(
      fc.property(line, name, (pattern, text) => {
        expect(fits(pattern, text)).toBe(fitsNaively(pattern, text));
      }),
      { numRuns: 3000 },
    );
  });

  test('matches a pattern that was made from it', () => {
    const pieces = fc.array(fc.string({ maxLength: 4 }), { minLength: 2, maxLength: 6 });
    const fillings = fc.array(fc.string({ maxLength: 4 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(pieces, fillings, (some, between) => {
        const parts = some.map((piece) => piece.replaceAll('*', ''));
        fc.pre(parts.some((part) => part !== ''));
        const name = parts.map((part, n) => (n === 0 ? part : `${between[n] ?? ''}${part}`)).join('');
        expect(fits(parts.join('*'), name)).toBe(true);
      }),
    );
  });

  test.each([
    ['a star before every letter', `${'*a'.repeat(499)}*b`, 'a'.repeat(50_000)],
    ['a long piece that almost fits', `*${'a'.repeat(900)}b*`, 'a'.repeat(50_000)],
    ['as many stars as letters', `${'a*'.repeat(499)}b`, 'a'.repeat(50_000)],
  ])('of 50,000 characters is matched without backtracking: %s', (_what, line, name) => {
    // Trying every position for every star would practically never end.
    expect(fits(line, name)).toBe(false);
  });
});

describe('the digits in a template', () => {
  const digits = (line: string, name: string): string | undefined => {
    const template = read(line);
    if (template.kind !== 'template') throw new Error(`${line} is not a template`);
    return extractDigits(template, name);
  };

  test.each([
    ['pr-{closed-pr}', 'pr-41', '41'],
    ['pr-{closed-pr}', 'pr-007', '007'],
    ['pr-{closed-pr}-eu', 'pr-1-eu', '1'],
    ['{closed-pr}', '12', '12'],
    ['{closed-pr}1', '11', '1'],
    ['1{closed-pr}1', '121', '2'],
    ['1{closed-pr}1', '11', undefined],
    ['1{closed-pr}1', '1', undefined],
    ['ab{closed-pr}ba', 'aba', undefined],
    ['pr-{closed-pr}', 'pr-', undefined],
    ['pr-{closed-pr}', 'PR-1', undefined],
    ['pr-{closed-pr}', 'xpr-1', undefined],
    ['pr-{closed-pr}', 'pr-1x', undefined],
    ['pr-{closed-pr}', 'pr-x1', undefined],
    ['pr-{closed-pr}', 'pr-1\n', undefined],
    ['pr-{closed-pr}', 'pr-+1', undefined],
    ['pr-{closed-pr}', 'pr-١', undefined],
    ['{closed-pr}-eu', '1-us', undefined],
  ])('%s: those of %j are %j', (line, name, expected) => {
    expect(digits(line, name)).toBe(expected);
  });
});
