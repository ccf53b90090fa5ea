import { describe, expect, test } from '@jest/globals';
import { parsePattern } from '../../../src/keys/name-pattern.ts';
import type { NamePattern } from '../../../src/keys/name-pattern.ts';
import { planById } from '../../../src/keys/planned-key.ts';
import type { PlannedKey } from '../../../src/keys/planned-key.ts';
import { RefusalError } from '../../../src/keys/refusal.ts';
import {
  applyUsage,
  enforceExpectedNames,
  enforceMaxKeys,
  keepNewerThan,
  keepOpenPullRequests,
  matchNames,
  mergePicks,
  pullRequestNumbers,
  toDelete,
} from '../../../src/keys/selection-rules.ts';
import type { PullRequestState } from '../../../src/keys/selection-rules.ts';
import type { TurnKey } from '../../../src/keys/turn-key.ts';
import { id } from '../../support/keys.ts';
import { thrownBy } from '../../support/rejection.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-03-01T12:00:00Z');

const key = (n: number, name: string, more: TurnKey = {}): TurnKey => ({ uid: id(n), name, ...more });
const planned = (n: number, name?: string): PlannedKey => ({
  ...planById(id(n)),
  known: name === undefined ? {} : { name },
});
const notFound: PlannedKey = { uid: '', known: { name: 'gone' }, plan: 'not-found', reason: 'None.' };

function lines(...texts: readonly string[]): readonly NamePattern[] {
  return texts.map((text) => {
    const parsed = parsePattern(text, true);
    if (!parsed.ok) throw new Error(`${text} ${parsed.problem}`);
    return parsed.pattern;
  });
}

describe('names', () => {
  const keys = [
    key(1, 'b-1'),
    key(2, 'a-1'),
    key(3, 'pr-7', { created: 'then' }),
    { uid: id(4) },
    { name: 'none' },
  ];
  const plan = { plan: 'delete', reason: '' };

  test('pick keys in the order of the lines, then of the list, and may pick one twice', () => {
    const picked = matchNames(lines('a-*', '*-1', 'pr-{closed-pr}', 'b-1'), keys, 'error');
    expect(picked).toEqual([
      { uid: id(2), known: keys[1], ...plan },
      { uid: id(1), known: keys[0], ...plan },
      { uid: id(2), known: keys[1], ...plan },
      { uid: id(3), known: keys[2], ...plan, digits: '7' },
      { uid: id(1), known: keys[0], ...plan },
    ]);
  });

  test('that are exact and that no key has are not found, in their place', () => {
    expect(matchNames(lines('x\n"', 'a-1'), keys, 'error')).toEqual([
      {
        uid: '',
        known: { name: 'x\n"' },
        plan: 'not-found',
        reason: String.raw`No key of the account is named "x\u{a}"".`,
      },
      { uid: id(2), known: keys[1], ...plan },
    ]);
  });

  test('that are patterns or templates and match nothing pick nothing', () => {
    expect(matchNames(lines('x*', 'x{closed-pr}'), keys, 'error')).toEqual([]);
  });

  test('that several keys have are refused, with their IDs and dates', () => {
    const twins = [
      key(1, 't', { created: '2026-01-02T03:04:05Z' }),
      key(2, 'u'),
      key(3, 't', { created: '::x\n' }),
      key(4, 't'),
    ];
    const refusal = thrownBy(RefusalError, () => matchNames(lines('u', 't'), twins, 'error'));
    expect(refusal.message).toBe(
      `Nothing was deleted: 3 keys are named "t": ${id(1)} (created "2026-01-02T03:04:05Z"), ${id(3)} (created "::x\\u{a}"), ${id(4)} (created at an unknown time). ` +
        "Set the ID of the right one in 'key-id', or 'if-ambiguous: delete-all' to delete them all.",
    );
    expect(refusal.why).toBe('several keys have one name');
    expect(refusal.planned.map(({ uid }) => uid)).toEqual([id(1), id(3), id(4)]);
    expect(matchNames(lines('t'), twins, 'delete-all').map(({ uid }) => uid)).toEqual([id(1), id(3), id(4)]);
    expect(matchNames(lines('t*'), twins, 'error')).toHaveLength(3);
  });

  test.each([
    [10, ''],
    [11, ' and 1 more'],
    [13, ' and 3 more'],
  ])('that %d keys have are shown with ten of them%s', (number, more) => {
    const twins = Array.from({ length: number }, (_, n) => key(n + 1, 't'));
    const { message } = thrownBy(RefusalError, () => matchNames(lines('t'), twins, 'error'));
    expect(message.match(/\(created at an unknown time\)/g)).toHaveLength(10);
    expect(message).toContain(`${id(10)} (created at an unknown time)${more}. Set the ID`);
  });

  test('of one key that the list has twice are not ambiguous', () => {
    const picked = matchNames(lines('a'), [key(1, 'a'), key(1, 'a')], 'error');
    expect(picked.map(({ uid }) => uid)).toEqual([id(1), id(1)]);
  });

  test.each([
    [undefined, 'no ID'],
    ['', 'the ID "", which is not 32 letters, digits, "-" or "_"'],
    ['../x', 'the ID "../x", which is not 32 letters, digits, "-" or "_"'],
  ])('that pick a key with the ID %j are refused', (uid, what) => {
    const odd: TurnKey = { name: 'a', ...(uid !== undefined && { uid }) };
    const refusal = thrownBy(RefusalError, () => matchNames(lines('a*'), [odd], 'delete-all'));
    expect(refusal.message).toBe(
      `Nothing was deleted: Cloudflare lists a key named "a" with ${what}. Delete that key in the dashboard, or set the IDs of the others in 'key-id'.`,
    );
    expect(refusal).toMatchObject({ planned: [], why: 'a selected key has no usable ID' });
    expect(matchNames(lines('b*'), [odd], 'error')).toEqual([]);
  });
});

describe('a key that is older than an hour', () => {
  const reasonFor = (created: string | undefined): string | undefined => {
    const known: TurnKey = created === undefined ? {} : { created };
    const [result] = keepNewerThan([{ ...planById(id(1)), known }], HOUR, NOW);
    expect(result?.plan).toBe(result?.reason === '' ? 'delete' : 'keep');
    return result?.reason === '' ? undefined : result?.reason;
  };

  test.each([
    '2026-03-01T10:59:59Z',
    '2026-03-01T10:59:59.999Z',
    '2026-03-01T12:59:59+02:00',
    '2010-01-01T00:00:00Z',
  ])('was created at %s', (created) => {
    expect(reasonFor(created)).toBeUndefined();
  });

  test.each([
    '2026-03-01T11:00:00Z',
    '2026-03-01T11:00:00.001Z',
    '2026-03-01T13:00:00+02:00',
    '2027-01-01T00:00:00Z',
  ])('was not created at %s', (created) => {
    expect(reasonFor(created)).toBe(`created ${created}, newer than \`older-than\` (1h)`);
  });

  test.each([undefined, '', '2020-01-01', '0001-01-01T00:00:00Z', '2009-12-31T23:59:59Z'])(
    'was not created at %j, since its age is unknown',
    (created) => {
      expect(reasonFor(created)).toBe('its age is unknown');
    },
  );

  test('is described in a short line, however long its date is', () => {
    const reason = reasonFor(`2026-03-01T11:59:59.${'1'.repeat(500_000)}Z`) ?? '';
    expect(reason.length).toBeLessThan(120);
    expect(reason).toContain('…, newer than');
  });

  test('is irrelevant without an age limit', () => {
    const keys = [planById(id(1))];
    expect(keepNewerThan(keys, 0, NOW)).toBe(keys);
  });

  test('may be not found, and stays so', () => {
    expect(keepNewerThan([notFound], HOUR, NOW)).toEqual([notFound]);
  });
});

describe('pull requests', () => {
  const matched = (...names: readonly string[]): ReturnType<typeof matchNames> =>
    matchNames(
      lines('pr-{closed-pr}', 'other'),
      names.map((name, n) => key(n + 1, name)),
      'error',
    );
  const reasons = (names: readonly string[], states: readonly (readonly [number, PullRequestState])[]) =>
    keepOpenPullRequests(matched(...names), new Map(states)).map(({ plan, reason }) => [plan, reason]);

  test.each([
    [
      ['pr-1', 'pr-22', 'pr-1', 'other'],
      [1, 22],
    ],
    [['pr-0', 'pr-00', 'pr-01'], []],
    [['pr-2147483647', 'pr-2147483648', `pr-${'9'.repeat(400)}`], [2147483647]],
  ])('of %j are %j', (names, numbers) => {
    expect(pullRequestNumbers(matched(...names))).toEqual(numbers);
  });

  test('of keys that are kept anyway are not queried', () => {
    expect(pullRequestNumbers(keepNewerThan(matched('pr-1', 'pr-2'), HOUR, NOW))).toEqual([]);
  });

  test('that are closed let their keys be deleted; all others keep them', () => {
    const names = ['pr-1', 'pr-2', 'pr-3', 'pr-4', 'other', `pr-${'9'.repeat(50)}`];
    const states = [
      [1, 'closed'],
      [2, 'open'],
      [3, 'none'],
    ] as const;
    expect(reasons(names, states)).toEqual([
      ['delete', ''],
      ['keep', 'pull request 2 is open'],
      ['keep', "3 isn't a pull request of this repository"],
      ['keep', "4 isn't a pull request of this repository"],
      ['keep', `${'9'.repeat(39)}… isn't a pull request of this repository`],
      ['delete', ''],
    ]);
  });
});

describe('a key that several lines pick', () => {
  const kept = (n: number): PlannedKey => ({ ...planById(id(n)), plan: 'keep', reason: 'Kept.' });

  test('is planned once, where it is first, and each name that no key has each time', () => {
    const picked = [planById(id(1)), notFound, planById(id(2)), planById(id(1)), notFound, planById(id(3))];
    expect(mergePicks(picked).map(({ uid }) => uid)).toEqual([id(1), '', id(2), '', id(3)]);
  });

  test('is deleted if any line picks it for that', () => {
    const merged = mergePicks([kept(1), planById(id(2)), kept(2), planById(id(1)), kept(3)]);
    expect(merged.map(({ uid, plan }) => [uid, plan])).toEqual([
      [id(1), 'delete'],
      [id(2), 'delete'],
      [id(3), 'keep'],
    ]);
    expect(toDelete(merged).map(({ uid }) => uid)).toEqual([id(1), id(2)]);
  });
});

describe('max-keys', () => {
  const keys = [planned(1, 'a'), notFound, planned(2, 'b'), { ...planned(3), plan: 'keep' as const }];

  test('counts the keys to delete only', () => {
    expect(() => {
      enforceMaxKeys(keys, 2);
    }).not.toThrow();
  });

  test('refuses more', () => {
    const refusal = thrownBy(RefusalError, () => {
      enforceMaxKeys(keys, 1);
    });
    expect(refusal.message).toBe(
      "Nothing was deleted: 2 keys are selected, and 'max-keys' allows 1. Narrow the selection, or raise 'max-keys' (at most 1000) if all of them should be deleted.",
    );
    expect(refusal.why).toBe('more keys are selected than `max-keys` allows');
    expect(refusal.planned).toBe(keys);
  });
});

describe('expected-name', () => {
  const keys = [planned(1, 'pr-1'), notFound, planned(2, 'Production\n'), planned(3)];

  test('allows any name without patterns', () => {
    expect(() => {
      enforceExpectedNames(keys, []);
    }).not.toThrow();
  });

  test('refuses names that match no pattern, and a key without a name', () => {
    const refusal = thrownBy(RefusalError, () => {
      enforceExpectedNames(keys, lines('pr-*', 'production'));
    });
    expect(refusal.message).toBe(
      `Nothing was deleted: TURN key ${id(2)} is named "Production\\u{a}"; ${id(3)} came without its name. This matches no pattern in \`expected-name\` ("pr-*", "production"). ` +
        'Check that the right keys are selected; if they are, correct `expected-name`.',
    );
    expect(refusal.why).toBe('the name of a selected key matches no pattern in `expected-name`');
    expect(refusal.planned).toBe(keys);
  });

  test('allows names that each match some pattern', () => {
    expect(() => {
      enforceExpectedNames(keys.slice(0, 3), lines('Production*', 'pr-1'));
    }).not.toThrow();
  });

  test('does not look at keys that are kept', () => {
    expect(() => {
      enforceExpectedNames([{ ...planned(3), plan: 'keep' }], lines('a'));
    }).not.toThrow();
  });

  test.each([
    [5, ''],
    [6, ', and 1 more key'],
    [7, ', and 2 more keys'],
  ])('shows five of %d unexpected names%s', (number, more) => {
    const many = Array.from({ length: number }, (_, n) => planned(n + 1, 'x'));
    const { message } = thrownBy(RefusalError, () => {
      enforceExpectedNames(many, lines('y'));
    });
    expect(message.match(/is named "x"/g)).toHaveLength(5);
    expect(message).toContain(`${id(5)} is named "x"${more}. This matches no pattern`);
  });

  test.each([
    [10, '"9"'],
    [11, '"9", …'],
  ])('shows ten of %d patterns', (number, end) => {
    const patterns = lines(...Array.from({ length: number }, (_, n) => `${n}`));
    const { message } = thrownBy(RefusalError, () => {
      enforceExpectedNames([planned(1, 'x')], patterns);
    });
    expect(message).toContain('in `expected-name` ("0", "1", ');
    expect(message).toContain(`, ${end}). Check`);
  });

  test('does not treat a template as a pattern', () => {
    expect(() => {
      enforceExpectedNames([planned(1, 'pr-1')], lines('pr-{closed-pr}'));
    }).toThrow(RefusalError);
  });
});

describe('keys in use', () => {
  const keys = [planned(1, 'a'), notFound, planned(2), planned(3, 'c')];
  const DAY = { unusedForMs: 24 * HOUR };
  const bytes = new Map([
    [id(1), 5_300_000_000],
    [id(2), 1],
    [id(3), 0],
  ]);

  test('refuse the step, with how much each relayed and in which time', () => {
    const refusal = thrownBy(RefusalError, () => applyUsage(keys, bytes, { ...DAY, ifInUse: 'error' }));
    expect(refusal.message).toBe(
      `Nothing was deleted: TURN key ${id(1)} ("a") is in use: it relayed 5.3 GB in the last 24h; TURN key ${id(2)} is in use: it relayed 1 byte in the last 24h. ` +
        'Wait until its calls have ended, or set `if-in-use: keep` to delete only the keys that are not in use.',
    );
    expect(refusal.why).toBe('selected keys are in use');
    expect(refusal.planned).toBe(keys);
  });

  test('may be one', () => {
    const { why } = thrownBy(RefusalError, () =>
      applyUsage([planned(1)], bytes, { ...DAY, ifInUse: 'error' }),
    );
    expect(why).toBe('a selected key is in use');
  });

  test('do not matter where they are kept for another reason', () => {
    const kept: PlannedKey = { ...planned(1), plan: 'keep', reason: 'too new' };
    expect(applyUsage([kept], bytes, { ...DAY, ifInUse: 'error' })).toEqual([kept]);
  });

  test('are kept with if-in-use: keep, and the others deleted', () => {
    const result = applyUsage(keys, bytes, { ...DAY, ifInUse: 'keep' });
    expect(result.map(({ plan, reason }) => [plan, reason])).toEqual([
      ['keep', 'in use: it relayed 5.3 GB in the last 24h'],
      ['not-found', 'None.'],
      ['keep', 'in use: it relayed 1 byte in the last 24h'],
      ['delete', ''],
    ]);
  });

  test('may be none', () => {
    expect(applyUsage(keys, new Map(), { ...DAY, ifInUse: 'error' })).toEqual(keys);
  });

  test('are counted where there are more than five', () => {
    const many = Array.from({ length: 7 }, (_, n) => planned(n + 1));
    const used = new Map(many.map(({ uid }) => [uid, 10]));
    const { message } = thrownBy(RefusalError, () => applyUsage(many, used, { ...DAY, ifInUse: 'error' }));
    expect(message.match(/is in use/g)).toHaveLength(5);
    expect(message).toContain(', and 2 more keys. Wait');
  });
});
