import { describe, expect, test } from '@jest/globals';
import { readKeys, readLines, readOlderThan } from '../../../src/inputs/key-selectors.ts';
import type { ChosenKeys } from '../../../src/inputs/key-selectors.ts';

const ID = '2a95132c15732412d22c1476fa83f27a';
const OTHER = '0123456789ABCDEFGHIJ-_xyzabcdefg';

type Reading = {
  readonly keys: ChosenKeys;
  readonly problems: readonly string[];
  readonly masks: readonly string[];
};

function read(id: string, name = ''): Reading {
  const problems: string[] = [];
  const masks: string[] = [];
  const keys = readKeys(
    { text: id, origin: "Input 'key-id'" },
    { text: name, origin: "Input 'key-name'" },
    { getInput: () => '', setSecret: (secret) => void masks.push(secret) },
    (problem) => void problems.push(problem),
  );
  return { keys, problems, masks };
}

describe('key-id and key-name', () => {
  test('name no key when both are empty', () => {
    expect(read('').keys).toEqual({ by: 'id', ids: [] });
  });
  test('exclude each other', () => {
    const { problems } = read(ID, 'staging');
    expect(problems).toEqual(["Inputs 'key-id' and 'key-name' exclude each other: give one of them."]);
  });

  test('are needed, one of them', () => {
    expect(read('').keys).toEqual({ by: 'id', ids: [] });
    expect(read('').problems).toEqual([
      "Input 'key-id' or 'key-name' is needed, and both are empty. If the value is the output of a job, check that the job " +
        'ran and set it: GitHub empties outputs that hold a secret, so a key ID belongs in a variable, not in a secret.',
    ]);
  });

  test('choose by ID or by name', () => {
    expect(read(ID)).toEqual({ keys: { by: 'id', ids: [ID] }, problems: [], masks: [] });
    expect(read('', 'a\npr-{closed-pr}')).toEqual({
      keys: {
        by: 'name',
        lines: [
          { kind: 'exact', line: 'a' },
          { kind: 'template', line: 'pr-{closed-pr}', before: 'pr-', after: '' },
        ],
      },
      problems: [],
      masks: [],
    });
  });
});

describe('key-id', () => {
  test.each([
    [`${ID},${OTHER}`, [ID, OTHER]],
    [`${OTHER} ${ID}`, [OTHER, ID]],
    [`\n${ID}\r\n,\t, ${OTHER}\n,`, [ID, OTHER]],
    [`${ID},${OTHER},${ID}`, [ID, OTHER]],
  ])('%j holds %j', (text, ids) => {
    expect(read(text)).toEqual({ keys: { by: 'id', ids }, problems: [], masks: [] });
  });

  test.each([',', ' , ,\n'])('%j names no key', (text) => {
    expect(read(text).problems).toHaveLength(1);
    expect(read(text).problems[0]).toMatch(/^Input 'key-id' names no key; got ".+"\.$/);
  });

  test.each([
    ['abc', 3],
    [ID.slice(1), 31],
    [`${ID}0`, 33],
    ['x'.repeat(36), 36],
    [`${ID.slice(1)}/`, 32],
    [`${ID.slice(1)}é`, 32],
  ])('%s is no ID', (text, length) => {
    expect(read(text)).toMatchObject({
      problems: [
        `Input 'key-id' must hold key IDs of 32 letters, digits, "-" or "_"; got "${text}" (${length} characters).`,
      ],
      masks: [],
    });
  });

  test('of one character is counted so', () => {
    expect(read('x').problems[0]).toContain('got "x" (1 character).');
  });

  test.each([
    [5, []],
    [6, ["Input 'key-id' holds 1 more that are no key IDs."]],
    [9, ["Input 'key-id' holds 4 more that are no key IDs."]],
  ])('of %d wrong IDs shows five', (number, more) => {
    const { problems } = read(Array.from({ length: number }, (_, n) => `x${n}`).join(' '));
    expect(problems).toHaveLength(5 + more.length);
    expect(problems[4]).toContain('"x4"');
    expect(problems.slice(5)).toEqual(more);
  });

  test('that is the TURN secret is masked, and never shown', () => {
    const secret = 'a'.repeat(64);
    const { problems, masks } = read(`${ID} ${secret}`);
    expect(masks).toEqual([secret]);
    expect(problems).toEqual([
      "Input 'key-id' holds 64 characters, which looks like the TURN key's secret and not its ID (or two IDs run together): give the `uid`, 32 characters. " +
        'Its value is masked and not shown; whoever has read it in a workflow file can use it, so replace the key if it was committed.',
    ]);
  });

  test.each([37, 40, 63, 65])('of %d characters may be a token, and is masked', (length) => {
    const secret = 'b'.repeat(length);
    const { problems, masks } = read(secret);
    expect(masks).toEqual([secret]);
    expect(problems).toEqual([
      "Input 'key-id' holds something longer than a key ID, perhaps a token: an ID is 32 characters. Its value is masked and not shown.",
    ]);
  });

  test('with several mistakes tells of each kind', () => {
    const { problems, masks } = read(`x ${'a'.repeat(64)} ${'c'.repeat(64)} ${'b'.repeat(40)}`);
    expect(masks).toHaveLength(3);
    expect(problems.map((problem) => problem.slice(0, 40))).toEqual([
      "Input 'key-id' holds 64 characters, whic",
      "Input 'key-id' holds something longer th",
      "Input 'key-id' must hold key IDs of 32 l",
    ]);
  });
});

describe('lines', () => {
  const lines = (text: string, templates = true): readonly [readonly string[], readonly string[]] => {
    const problems: string[] = [];
    const patterns = readLines(
      { text, origin: 'Input' },
      templates,
      (problem) => void problems.push(problem),
    );
    return [patterns.map(({ kind, line }) => `${kind} ${line}`), problems];
  };

  test.each([
    ['', []],
    ['a', ['exact a']],
    ['a\nb\rc\r\nd', ['exact a', 'exact b', 'exact c', 'exact d']],
    ['  a b , c \n\n \t\n x*', ['exact a b , c', 'wildcard x*']],
    ['a\nb\n a \na*\na', ['exact a', 'exact b', 'wildcard a*']],
  ])('of %j are %j', (text, expected) => {
    expect(lines(text)).toEqual([expected, []]);
  });

  test('that are wrong are each reported, and left out', () => {
    expect(lines('*\na\n{closed-pr}*\n"')).toEqual([
      ['exact a', 'exact "'],
      [
        'Input: the line "*" matches every name, which is not allowed.',
        'Input: the line "{closed-pr}*" has both {closed-pr} and a "*", which is not allowed.',
      ],
    ]);
  });

  test('have templates only where there are any', () => {
    expect(lines('{closed-pr}', false)).toEqual([['exact {closed-pr}'], []]);
    expect(lines('{closed-pr}', true)).toEqual([['template {closed-pr}'], []]);
  });
});

describe('older-than', () => {
  const read = (text: string, besideIds = false): readonly [number | undefined, readonly string[]] => {
    const problems: string[] = [];
    const value = { text, origin: "Input 'older-than'" };
    return [readOlderThan(value, besideIds, (problem) => void problems.push(problem)), problems];
  };

  test.each([
    ['1m', 60_000],
    ['30m', 1_800_000],
    ['12h', 43_200_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
    ['007d', 604_800_000],
    ['999999w', 604_799_395_200_000],
    ['', undefined],
  ])('%j is %j ms', (text, expected) => {
    expect(read(text)).toEqual([expected, []]);
  });

  test.each([
    '0m',
    '000d',
    '7',
    'd',
    '7s',
    '7y',
    '-7d',
    '1.5h',
    '7 d',
    '7D',
    '7dd',
    'x7d',
    '7d\n',
    '1234567d',
    '٧d',
    '7constructor',
  ])('%j is refused', (text) => {
    expect(read(text)[0]).toBeUndefined();
    expect(read(text)[1]).toEqual([
      expect.stringMatching(
        /^Input 'older-than' must be a whole number from 1 and one of m, h, d, w, such as 12h or 7d; got ".*"\.$/,
      ),
    ]);
  });

  test('is an error beside key-id, right or wrong', () => {
    const beside =
      "Input 'older-than' goes with 'key-name' alone: 'key-id' names keys outright, whatever their age.";
    expect(read('', true)).toEqual([undefined, []]);
    expect(read('7d', true)[1]).toEqual([beside]);
    expect(read('x', true)[1]).toEqual([beside, expect.stringContaining('got "x".')]);
  });
});
