import { describe, expect, test } from '@jest/globals';
import { MAX_LINES, readPatterns } from '../../../src/inputs/patterns.ts';
import { collect } from './problems.ts';

type Reading = { readonly patterns: readonly string[]; readonly problems: readonly string[] };

function read(value: string, templates = true): Reading {
  const { result, problems } = collect((addProblem) =>
    readPatterns({ value, source: "Input 'key-name'" }, templates, addProblem),
  );
  return { patterns: result.map(({ kind, line }) => `${kind} ${line}`), problems };
}

const lines = (number: number): string => Array.from({ length: number }, (_, n) => `name-${n}`).join('\n');

describe('patterns', () => {
  test.each([
    ['', []],
    ['a', ['exact a']],
    ['a\nb\rc\r\nd', ['exact a', 'exact b', 'exact c', 'exact d']],
    ['  a b , c \n\n \t\n x*', ['exact a b , c', 'wildcard x*']],
    ['a\nb\n a \na*\na', ['exact a', 'exact b', 'wildcard a*']],
  ])('are read one per line: %j', (value, patterns) => {
    expect(read(value)).toEqual({ patterns, problems: [] });
  });

  test('that are wrong are each reported and omitted', () => {
    expect(read('*\na\n{closed-pr}*\n**\n"')).toEqual({
      patterns: ['exact a', 'exact "'],
      problems: [
        `Input 'key-name': the line "*" matches every name, which isn't allowed.`,
        `Input 'key-name': the line "{closed-pr}*" has both {closed-pr} and a "*", which isn't allowed.`,
        `Input 'key-name': the line "**" matches every name, which isn't allowed.`,
      ],
    });
  });

  test('include templates only where they are allowed', () => {
    expect(read('{closed-pr}', false)).toEqual({ patterns: ['exact {closed-pr}'], problems: [] });
    expect(read('{closed-pr}', true)).toEqual({ patterns: ['template {closed-pr}'], problems: [] });
  });

  test('are at most 1,000, without the repeated and the empty ones', () => {
    expect(MAX_LINES).toBe(1_000);
    expect(read(`${lines(1_000)}\n\n \nname-0`)).toMatchObject({ problems: [] });
    expect(read(lines(1_001))).toEqual({
      patterns: [],
      problems: [
        "Input 'key-name' has 1,001 lines, and can have at most 1,000: use patterns, or several steps.",
      ],
    });
  });

  test('have at most 1,000 characters each', () => {
    expect(read('x'.repeat(1_000)).problems).toEqual([]);
    expect(read('x'.repeat(1_001))).toEqual({
      patterns: [],
      problems: [
        expect.stringMatching(
          /^Input 'key-name': the line "x+…" is longer than 1,000 characters, which isn't allowed\.$/,
        ),
      ],
    });
  });
});
