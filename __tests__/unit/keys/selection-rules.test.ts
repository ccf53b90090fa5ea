import { describe, expect, test } from '@jest/globals';
import { Refusal } from '../../../src/http/errors.ts';
import { readPattern } from '../../../src/keys/name-pattern.ts';
import type { NamePattern } from '../../../src/keys/name-pattern.ts';
import { guard, keepOlder, matchNames, unique } from '../../../src/keys/selection-rules.ts';
import type { Selected } from '../../../src/keys/selection-rules.ts';
import type { TurnKey } from '../../../src/cloudflare/turn-keys.ts';

const id = (n: number): string => n.toString(16).padStart(32, '0');
const key = (n: number, name: string, more: TurnKey = {}): TurnKey => ({ uid: id(n), name, ...more });

function lines(...texts: readonly string[]): readonly NamePattern[] {
  return texts.map((text) => {
    const pattern = readPattern(text, true);
    if (typeof pattern === 'string') throw new Error(`${text} ${pattern}`);
    return pattern;
  });
}

function refusalOf(run: () => unknown): Refusal {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('names', () => {
  const keys = [
    key(1, 'b-1'),
    key(2, 'a-1'),
    key(3, 'pr-7', { created: 'then' }),
    { uid: id(4) },
    { name: 'none' },
  ];

  test('pick keys in the order of the lines, then of the list, and may pick one twice', () => {
    const picked = matchNames(lines('a-*', '*-1', 'pr-{closed-pr}', 'b-1'), keys, 'error');
    expect(picked).toEqual([
      { uid: id(2), known: keys[1] },
      { uid: id(1), known: keys[0] },
      { uid: id(2), known: keys[1] },
      { uid: id(3), known: keys[2], digits: '7' },
      { uid: id(1), known: keys[0] },
    ]);
    expect(Object.keys(picked[0] ?? {})).toEqual(['uid', 'known']);
  });

  test('that are exact and nobody bears stand in their place', () => {
    expect(matchNames(lines('x\n"', 'a-1'), keys, 'error')).toEqual([
      { uid: '', known: { name: 'x\n"' }, missing: String.raw`No key of the account is named "x\u{a}"".` },
      { uid: id(2), known: keys[1] },
    ]);
  });

  test('that are patterns or templates and fit nothing pick nothing', () => {
    expect(matchNames(lines('x*', 'x{closed-pr}'), keys, 'error')).toEqual([]);
  });

  test('that several keys bear are refused', () => {
    const twins = [
      key(1, 't', { created: '2026-01-02T03:04:05Z' }),
      key(2, 'u'),
      key(3, 't', { created: '::x\n' }),
      key(4, 't'),
    ];
    const refusal = refusalOf(() => matchNames(lines('u', 't'), twins, 'error'));
    expect(refusal.message).toBe(
      `Nothing was deleted: 3 keys bear the name "t": ${id(1)} (created "2026-01-02T03:04:05Z"), ${id(3)} (created "::x\\u{a}"), ${id(4)} (created at an unknown time). ` +
        "Give the ID of the right one in 'key-id', or set 'if-ambiguous: delete-all' to delete them all.",
    );
    expect(refusal.selected.map(({ uid }) => uid)).toEqual([id(1), id(3), id(4)]);
    expect(matchNames(lines('t'), twins, 'delete-all').map(({ uid }) => uid)).toEqual([id(1), id(3), id(4)]);
    expect(matchNames(lines('t*'), twins, 'error')).toHaveLength(3);
  });

  test.each([
    [10, ''],
    [11, ' and 1 more'],
    [13, ' and 3 more'],
  ])('that %d keys bear are shown with ten of them%s', (number, more) => {
    const twins = Array.from({ length: number }, (_, n) => key(n + 1, 't'));
    const { message } = refusalOf(() => matchNames(lines('t'), twins, 'error'));
    expect(message.match(/\(created at an unknown time\)/g)).toHaveLength(10);
    expect(message).toContain(`${id(10)} (created at an unknown time)${more}. Give the ID`);
  });

  test('that one key bears, which the list has twice, are not ambiguous', () => {
    expect(matchNames(lines('a'), [key(1, 'a'), key(1, 'a')], 'error').map(({ uid }) => uid)).toEqual([
      id(1),
      id(1),
    ]);
  });

  test.each([
    [undefined, 'no ID'],
    ['', 'the ID "", which is not 32 letters, digits, "-" or "_"'],
    ['../x', 'the ID "../x", which is not 32 letters, digits, "-" or "_"'],
  ])('that pick a key with the ID %j are refused', (uid, what) => {
    const odd: TurnKey = { name: 'a', ...(uid !== undefined && { uid }) };
    const refusal = refusalOf(() => matchNames(lines('a*'), [odd], 'delete-all'));
    expect(refusal.message).toBe(
      `Nothing was deleted: Cloudflare lists a key named "a" with ${what}. Delete that key in the dashboard, or give the IDs of the others in 'key-id'.`,
    );
    expect(refusal.selected).toEqual([]);
    expect(matchNames(lines('b*'), [odd], 'error')).toEqual([]);
  });
});

describe('keys older than an hour', () => {
  const NOW = Date.parse('2026-03-01T12:00:00Z');
  const HOUR = 3_600_000;

  function keptAndLeft(created: string | undefined): readonly [number, readonly string[]] {
    const kept: string[] = [];
    const known: TurnKey = created === undefined ? {} : { created };
    const left = keepOlder([{ uid: id(1), known }], HOUR, NOW, ({ uid }, reason) => {
      expect(uid).toBe(id(1));
      kept.push(reason);
    });
    return [left.length, kept];
  }

  test.each([
    '2026-03-01T10:59:59Z',
    '2026-03-01T10:59:59.999Z',
    '2026-03-01T10:59:59.999999Z',
    '2026-03-01t10:59:59z',
    '2026-03-01 10:59:59Z',
    '2026-03-01T12:59:59+02:00',
    '2026-03-01T05:29:59-05:30',
    '2010-01-01T00:00:00Z',
    '2024-02-29T23:59:59Z',
    '2025-12-31T00:00:00Z',
    '2026-03-01T10:59:59-00:00',
  ])('are those created at %s', (created) => {
    expect(keptAndLeft(created)).toEqual([1, []]);
  });

  test.each([
    '2026-03-01T11:00:00Z',
    '2026-03-01T11:00:00.001Z',
    '2026-03-01T13:00:00+02:00',
    '2027-01-01T00:00:00Z',
  ])('are not those created at %s', (created) => {
    expect(keptAndLeft(created)).toEqual([0, [`it was created at ${created}, which is not long enough ago`]]);
  });

  test.each([
    undefined,
    '',
    '2020-01-01',
    '2020-01-01T00:00:00',
    '2020-01-01T00:00Z',
    '2020-01-01T00:00:00+0200',
    '20200101T000000Z',
    '0001-01-01T00:00:00Z',
    '2009-12-31T23:59:59Z',
    '2020-13-01T00:00:00Z',
    '2020-00-01T00:00:00Z',
    '2020-01-00T00:00:00Z',
    '2020-01-32T00:00:00Z',
    '2020-02-30T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2020-01-01T24:00:00Z',
    '2020-01-01T30:00:00Z',
    '2020-01-01T00:60:00Z',
    '2020-01-01T00:00:60Z',
    '2020-01-01T00:00:00+24:00',
    '2020-01-01T00:00:00+00:60',
    'x2020-01-01T00:00:00Z',
    '2020-01-01T00:00:00Zx',
    '2020-01-01T00:00:00.Z',
    '1577836800',
    'Wed, 01 Jan 2020 00:00:00 GMT',
  ])('are not those created at %j, which tells no age', (created) => {
    expect(keptAndLeft(created)).toEqual([0, ['its age is unknown']]);
  });

  test('leave a name that no key bears where it is', () => {
    const missing: Selected = { uid: '', known: { name: 'a' }, missing: 'None.' };
    expect(keepOlder([missing], HOUR, NOW, () => undefined)).toEqual([missing]);
  });
});

test('a key is selected once, where it stands first, and each missing name each time', () => {
  const selected = [1, 0, 2, 1, 0, 2, 3].map((n) => ({ uid: n === 0 ? '' : id(n), known: {} }));
  expect(unique(selected).map(({ uid }) => uid)).toEqual([id(1), '', id(2), '', id(3)]);
});

describe('a guard', () => {
  const selected: readonly Selected[] = [
    { uid: id(1), known: { name: 'pr-1' } },
    { uid: '', known: { name: 'gone' }, missing: 'None.' },
    { uid: id(2), known: { name: 'Production\n' } },
    { uid: id(3), known: {} },
  ];
  const noGuard = { maxKeys: 3, expectedNames: [] };

  test('passes what it allows; a missing key does not count', () => {
    expect(() => {
      guard(selected, noGuard);
      guard([], { maxKeys: 1, expectedNames: lines('a') });
    }).not.toThrow();
  });

  test('refuses more keys than max-keys', () => {
    const refusal = refusalOf(() => {
      guard(selected, { ...noGuard, maxKeys: 2 });
    });
    expect(refusal.message).toBe(
      "Nothing was deleted: 3 keys are selected, and 'max-keys' allows 2. Narrow the selection, or raise 'max-keys' (at most 1000) if all of them are to go.",
    );
    expect(refusal.selected).toBe(selected);
  });

  test('refuses names that no pattern matches', () => {
    const refusal = refusalOf(() => {
      guard(selected, { ...noGuard, expectedNames: lines('pr-*', 'production') });
    });
    expect(refusal.message).toBe(
      `Nothing was deleted: TURN key ${id(2)} is named "Production\\u{a}"; ${id(3)} came without its name. No pattern of 'expected-name' ("pr-*", "production") matches. ` +
        "Check that the right keys are selected; if they are, mend 'expected-name'.",
    );
    expect(refusal.selected).toBe(selected);
  });

  test('passes names of which each matches some pattern', () => {
    const two = selected.slice(0, 3);
    expect(() => {
      guard(two, { ...noGuard, expectedNames: lines('Production*', 'pr-1') });
    }).not.toThrow();
  });

  test.each([
    [5, ''],
    [6, ', and 1 more key'],
    [7, ', and 2 more keys'],
  ])('shows five of %d strangers%s', (number, more) => {
    const many = Array.from({ length: number }, (_, n) => ({ uid: id(n + 1), known: { name: 'x' } }));
    const { message } = refusalOf(() => {
      guard(many, { maxKeys: 100, expectedNames: lines('y') });
    });
    expect(message.match(/is named "x"/g)).toHaveLength(5);
    expect(message).toContain(`${id(5)} is named "x"${more}. No pattern`);
  });

  test.each([
    [10, '"9"'],
    [11, '"9", …'],
  ])('shows ten of %d patterns', (number, end) => {
    const expectedNames = lines(...Array.from({ length: number }, (_, n) => `${n}`));
    const { message } = refusalOf(() => {
      guard([{ uid: id(1), known: { name: 'x' } }], { maxKeys: 100, expectedNames });
    });
    expect(message).toContain(`of 'expected-name' ("0", "1", `);
    expect(message).toContain(`, ${end}) matches. Check`);
  });

  test('takes no template for a match', () => {
    expect(() => {
      guard([{ uid: id(1), known: { name: 'pr-1' } }], {
        ...noGuard,
        expectedNames: lines('pr-{closed-pr}'),
      });
    }).toThrow('Nothing was deleted');
  });
});
