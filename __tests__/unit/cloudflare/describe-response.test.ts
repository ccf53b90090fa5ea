import { describe, expect, test } from '@jest/globals';
import { describeErrors, describeMessage } from '../../../src/cloudflare/describe-response.ts';
import type { ApiMessage } from '../../../src/cloudflare/envelope.ts';

describe('an entry of `errors`', () => {
  const entry = (more: Partial<ApiMessage> = {}): ApiMessage => ({
    code: 1,
    message: 'm',
    documentationUrl: '',
    pointer: '',
    chain: [],
    ...more,
  });

  test.each<readonly [Partial<ApiMessage>, string]>([
    [{}, 'code 1: m'],
    [{ code: undefined }, 'no code: m'],
    [{ code: 'E##[x\n' }, String.raw`code E##\[x\u{a}: m`],
    [{ code: 'x'.repeat(33) }, `code ${'x'.repeat(31)}…: m`],
    [{ message: '' }, 'code 1: no message'],
    [{ message: 'It failed.' }, 'code 1: It failed'],
    [{ message: 'a. b.\n' }, String.raw`code 1: a. b.\u{a}`],
    [{ message: 'x'.repeat(501) }, `code 1: ${'x'.repeat(499)}…`],
    [{ pointer: '/a' }, 'code 1: m (at /a)'],
    [{ documentationUrl: 'https://x.example' }, 'code 1: m (see https://x.example)'],
    [
      { pointer: 'p'.repeat(201), documentationUrl: 'd'.repeat(201) },
      `code 1: m (at ${'p'.repeat(199)}…, see ${'d'.repeat(199)}…)`,
    ],
    [
      { pointer: '/a', documentationUrl: 'd', chain: [entry({ code: 2, chain: [entry({ code: 3 })] })] },
      'code 1: m (at /a, see d, beneath it code 2: m (beneath it code 3: m))',
    ],
    [
      { chain: Array.from({ length: 5 }, () => entry()) },
      `code 1: m (${Array.from({ length: 5 }, () => 'beneath it code 1: m').join(', ')})`,
    ],
    [
      { chain: Array.from({ length: 7 }, () => entry()) },
      `code 1: m (${Array.from({ length: 5 }, () => 'beneath it code 1: m').join(', ')}, and 2 more errors)`,
    ],
  ])('%# says everything', (more, expected) => {
    expect(describeMessage(entry(more))).toBe(expected);
  });

  test('has at most a thousand characters', () => {
    const long = entry({ message: 'x'.repeat(400) });
    const text = describeMessage(entry({ chain: [long, long, long, long] }));
    expect(text).toHaveLength(1000);
    expect(text).toMatch(/…$/);
  });
});

test.each([
  [1, 'code 0: m'],
  [5, 'code 0: m; code 1: m; code 2: m; code 3: m; code 4: m'],
  [6, 'code 0: m; code 1: m; code 2: m; code 3: m; code 4: m; and 1 more error'],
  [9, 'code 0: m; code 1: m; code 2: m; code 3: m; code 4: m; and 4 more errors'],
])('of %d errors the first five are shown', (number, expected) => {
  const errors = Array.from({ length: number }, (_, code) => ({
    code,
    message: 'm',
    documentationUrl: '',
    pointer: '',
    chain: [],
  }));
  expect(describeErrors(errors)).toBe(expected);
});
