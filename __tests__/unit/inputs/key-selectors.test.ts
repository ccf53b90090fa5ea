import { describe, expect, test } from '@jest/globals';
import {
  readExpectedNames,
  readKeys,
  readOlderThan,
  readUnusedFor,
} from '../../../src/inputs/key-selectors.ts';
import type { KeySelectors } from '../../../src/inputs/key-selectors.ts';
import { collect, collectLater } from './problems.ts';

const ID = '2a95132c15732412d22c1476fa83f27a';
const OTHER = '0123456789ABCDEFGHIJ-_xyzabcdefg';

async function read(
  id: string,
  name = '',
): Promise<{ readonly result: KeySelectors; readonly problems: readonly string[] }> {
  return await collectLater((addProblem) =>
    readKeys(
      { value: id, source: "Input 'key-id'" },
      { value: name, source: "Input 'key-name'" },
      addProblem,
    ),
  );
}

describe('key-id and key-name', () => {
  test("can't be used together", async () => {
    const { problems } = await read(ID, 'staging');
    expect(problems).toEqual(["Inputs 'key-id' and 'key-name' can't be used together; set only one."]);
  });

  test('cannot both be empty', async () => {
    expect(await read('')).toEqual({
      result: { by: 'id', ids: [] },
      problems: [
        "Input 'key-id' or 'key-name' is required, and both are empty. If the value is the output of a job, check that the job " +
          'ran and set it: GitHub empties job outputs that contain a secret, so store a key ID in a variable, not in a secret.',
      ],
    });
  });

  test('select by ID or by name', async () => {
    expect(await read(ID)).toEqual({ result: { by: 'id', ids: [ID] }, problems: [] });
    expect(await read('', 'a\npr-{closed-pr}')).toEqual({
      result: {
        by: 'name',
        lines: [
          { kind: 'exact', line: 'a' },
          { kind: 'template', line: 'pr-{closed-pr}', before: 'pr-', after: '' },
        ],
      },
      problems: [],
    });
  });

  test('report what is wrong with a line', async () => {
    expect((await read('', '*')).problems).toEqual([
      `Input 'key-name': the line "*" matches every name, which isn't allowed.`,
    ]);
  });
});

describe('key-id', () => {
  test.each([
    [`${ID},${OTHER}`, [ID, OTHER]],
    [`${OTHER} ${ID}`, [OTHER, ID]],
    [`\n${ID}\r\n,\t, ${OTHER}\n,`, [ID, OTHER]],
    [`${ID},${OTHER},${ID}`, [ID, OTHER]],
  ])('%j contains %j', async (value, ids) => {
    expect(await read(value)).toEqual({ result: { by: 'id', ids }, problems: [] });
  });

  test.each([',', ' , ,\n'])('%j contains none', async (value) => {
    const { problems } = await read(value);
    expect(problems).toEqual([expect.stringMatching(/^Input 'key-id' contains no key ID; got ".+"\.$/)]);
  });

  test.each([
    ['abc', 3],
    [ID.slice(1), 31],
    [`${ID}0`, 33],
    ['x'.repeat(36), 36],
    [`${ID.slice(1)}/`, 32],
    [`${ID.slice(1)}é`, 32],
  ])('cannot be %s', async (value, length) => {
    expect((await read(value)).problems).toEqual([
      `Input 'key-id' must hold key IDs of 32 letters, digits, "-" or "_"; got "${value}" (${length} characters).`,
    ]);
  });

  test('of one character is reported in the singular', async () => {
    expect((await read('x')).problems).toEqual([expect.stringContaining('got "x" (1 character).')]);
  });

  test.each([
    [5, []],
    [6, ["Input 'key-id' contains 1 more that aren't key IDs."]],
    [9, ["Input 'key-id' contains 4 more that aren't key IDs."]],
  ])('with %d wrong IDs shows five', async (number, more) => {
    const { problems } = await read(Array.from({ length: number }, (_, n) => `x${n}`).join(' '));
    expect(problems).toHaveLength(5 + more.length);
    expect(problems[4]).toContain('"x4"');
    expect(problems.slice(5)).toEqual(more);
  });

  test('cannot be the API token of a TURN key, which is not shown', async () => {
    const secret = 'a'.repeat(64);
    const { problems } = await read(`${ID} ${secret}`);
    expect(problems).toEqual([
      "Input 'key-id' contains 64 characters, the length of a TURN key API token, not of a key ID (or of two IDs without a separator): use the `uid`, 32 characters. " +
        'The value is masked and not shown. If it is a token and was committed to the repository, others can use it: replace the key.',
    ]);
  });

  test.each([37, 40, 63, 65])('of %d characters can be a token, and is not shown', async (length) => {
    const { problems } = await read('b'.repeat(length));
    expect(problems).toEqual([
      "Input 'key-id' contains something longer than a key ID, possibly a token: a key ID is 32 characters. The value is masked and not shown.",
    ]);
  });

  test('with several mistakes reports each kind once', async () => {
    const { problems } = await read(
      `x ${'a'.repeat(64)} ${'c'.repeat(64)} ${'b'.repeat(40)} ${'d'.repeat(41)}`,
    );
    expect(problems.map((problem) => problem.slice(0, 40))).toEqual([
      "Input 'key-id' contains 64 characters, t",
      "Input 'key-id' contains something longer",
      "Input 'key-id' must hold key IDs of 32 l",
    ]);
  });
});

describe('expected-name', () => {
  const expected = async (
    value: string,
  ): Promise<{ readonly result: readonly string[]; readonly problems: readonly string[] }> => {
    const { result, problems } = await collectLater((addProblem) =>
      readExpectedNames({ value, source: "Input 'expected-name'" }, addProblem),
    );
    return { result: result.map(({ kind, line }) => `${kind} ${line}`), problems };
  };

  test('has no patterns if it is only `*`', async () => {
    expect(await expected('*')).toEqual({ result: [], problems: [] });
  });

  test('has patterns, and no templates', async () => {
    expect(await expected('pr-*\n{closed-pr}')).toEqual({
      result: ['wildcard pr-*', 'exact {closed-pr}'],
      problems: [],
    });
  });

  test.each(['**', 'preview-*\n*', '*\n*', '***\nstaging'])(
    'cannot be %j: one line would match every name',
    async (value) => {
      expect((await expected(value)).problems).toEqual([
        expect.stringMatching(
          /^Input 'expected-name': the line "\*+" matches every name, which isn't allowed\.$/,
        ),
      ]);
    },
  );
});

const wrongSpans = [
  '',
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
];

describe('older-than', () => {
  const read = (value: string, withIds = false): ReturnType<typeof collect<number>> =>
    collect((addProblem) => readOlderThan({ value, source: "Input 'older-than'" }, withIds, addProblem));

  test.each([
    ['0m', 0],
    ['000d', 0],
    ['1m', 60_000],
    ['30m', 1_800_000],
    ['12h', 43_200_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
    ['007d', 604_800_000],
    ['999999w', 604_799_395_200_000],
  ])('%j is %j ms', (value, expected) => {
    expect(read(value)).toEqual({ result: expected, problems: [] });
  });

  test.each(wrongSpans)('cannot be %j', (value) => {
    expect(read(value)).toEqual({
      result: 0,
      problems: [
        expect.stringMatching(
          /^Input 'older-than' must be a whole number followed by m, h, d or w, such as 12h or 7d; got ".*"\.$/,
        ),
      ],
    });
  });

  test.each(['0m', '0h', '0d', '00w'])('can be %s with key-id', (value) => {
    expect(read(value, true)).toEqual({ result: 0, problems: [] });
  });

  test('cannot be anything else with key-id', () => {
    expect(read('1m', true).problems).toEqual([
      `Input 'older-than' can only be used with 'key-name': 'key-id' selects keys whatever their age; got "1m". Leave it out, or set it to 0m.`,
    ]);
    expect(read('x', true).problems).toEqual([expect.stringContaining('got "x".')]);
  });
});

describe('unused-for', () => {
  const read = (value: string): ReturnType<typeof collect<number>> =>
    collect((addProblem) => readUnusedFor({ value, source: "Input 'unused-for'" }, addProblem));

  test.each([
    ['0m', 0],
    ['0d', 0],
    ['30m', 1_800_000],
    ['12h', 43_200_000],
    ['4w', 2_419_200_000],
    ['30d', 2_592_000_000],
    ['720h', 2_592_000_000],
    ['43200m', 2_592_000_000],
  ])('%j is %j ms', (value, expected) => {
    expect(read(value)).toEqual({ result: expected, problems: [] });
  });

  test.each([...wrongSpans, '31d', '721h', '43201m', '5w'])('cannot be %j', (value) => {
    expect(read(value).problems).toEqual([
      expect.stringMatching(
        /^Input 'unused-for' must be a whole number followed by m, h, d or w, such as 12h or 7d, and at most 30d; got ".*"\.$/,
      ),
    ]);
  });
});
