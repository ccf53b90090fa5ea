import { describe, expect, test } from '@jest/globals';
import { AnswerError, Refusal, RequestError, Stopped } from '../../src/http/errors.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { planDeletion } from '../../src/select-keys.ts';
import type { PullRequestState } from '../../src/github/pull-requests.ts';
import type { Selected } from '../../src/keys/selection-rules.ts';
import type { TurnKey } from '../../src/cloudflare/turn-keys.ts';

const NOW = Date.parse('2026-03-10T00:00:00Z');
const id = (n: number): string => n.toString(16).padStart(32, '0');
const key = (n: number, name: string, created = '2026-01-01T00:00:00Z'): TurnKey => ({
  uid: id(n),
  name,
  created,
});

type Account = {
  /** What is listed, and read. */
  readonly keys?: readonly TurnKey[] | Error;
  readonly get?: (uid: string) => Promise<TurnKey | undefined>;
  /** What GitHub says of numbers; all others are none. */
  readonly pullRequests?: Readonly<Record<number, PullRequestState>> | Error;
};

type Plan = {
  readonly selected: readonly Selected[];
  readonly log: readonly string[];
  /** The numbers that GitHub was asked about. */
  readonly asked: readonly (readonly number[])[];
};

async function plan(inputs: Readonly<Record<string, string>>, account: Account = {}): Promise<Plan> {
  const given: Readonly<Record<string, string>> = {
    'account-id': 'acc',
    'api-token': 'cfut_x',
    'github-token': 'ghs_x',
    ...inputs,
  };
  const read = readInputs(
    { getInput: (name) => given[name] ?? '', setSecret: () => undefined },
    { GITHUB_REPOSITORY: 'octocat/calls-demo' },
  );
  const log: string[] = [];
  const asked: (readonly number[])[] = [];
  const say = (line: string): void => void log.push(line);
  const { keys = [], pullRequests = {} } = account;
  const byUid = (uid: string): TurnKey | undefined =>
    keys instanceof Error ? undefined : keys.find((each) => each.uid === uid);
  const selected = await planDeletion(read, {
    turnKeys: {
      list: () => (keys instanceof Error ? Promise.reject(keys) : Promise.resolve(keys)),
      get: account.get ?? ((uid) => Promise.resolve(byUid(uid))),
      remove: () => Promise.reject(new Error('Nothing is deleted here.')),
    },
    log: { debug: say, info: say, notice: say, warning: say, error: say },
    now: () => NOW,
    askGitHub: (numbers) => {
      asked.push(numbers);
      return pullRequests instanceof Error
        ? Promise.reject(pullRequests)
        : Promise.resolve(new Map(numbers.map((number) => [number, pullRequests[number] ?? 'none'])));
    },
  });
  return { selected, log, asked };
}

async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (error instanceof Refusal) return error;
  throw new Error(`It ended with ${String(error)}.`);
}

const broken = new RequestError('It said no. Do something.', {
  last: new AnswerError('It said no.', { failure: 'refused', status: 500 }),
  meetsAll: false,
});
const stopped = new Stopped('The run was cancelled.');
const defect = new TypeError('x is no function');

describe('IDs', () => {
  test('are read, and keep their order', async () => {
    const { selected, log } = await plan(
      { 'key-id': `${id(2)} ${id(9)} ${id(1)}` },
      { keys: [key(1, 'a'), key(2, 'b')] },
    );
    expect(selected).toEqual([
      { uid: id(2), known: key(2, 'b') },
      { uid: id(9), known: {}, missing: 'Cloudflare says that it does not exist.' },
      { uid: id(1), known: key(1, 'a') },
    ]);
    expect(log).toEqual([]);
  });

  test('are held against the guards', async () => {
    const inputs = { 'key-id': `${id(1)} ${id(2)}`, 'expected-name': 'a' };
    const { message, selected } = await refusalOf(plan(inputs, { keys: [key(1, 'a'), key(2, 'b')] }));
    expect(message).toMatch(/^Nothing was deleted: TURN key 0{31}2 is named "b"\. No pattern/);
    expect(selected).toHaveLength(2);
  });

  test.each<readonly [Error, string]>([
    [broken, 'It said no. Do something.'],
    [stopped, 'The run was cancelled.'],
  ])('of which one cannot be read are refused (%#)', async (error, why) => {
    const get = (uid: string): Promise<TurnKey> =>
      uid === id(2) ? Promise.reject(error) : Promise.resolve(key(1, 'a'));
    const refusal = await refusalOf(plan({ 'key-id': `${id(1)} ${id(2)} ${id(3)}` }, { get }));
    expect(refusal.message).toBe(`Nothing was deleted, because TURN key ${id(2)} could not be read. ${why}`);
    expect(refusal).toMatchObject({ failedUid: id(2), cause: error });
    expect(refusal.selected.map(({ uid }) => uid)).toEqual([id(1), id(2), id(3)]);
    expect(refusal.selected[0]?.known).toEqual(key(1, 'a'));
  });

  test('of which one cannot be read leave the others unread', async () => {
    const read: string[] = [];
    const get = (uid: string): Promise<TurnKey> => {
      read.push(uid);
      return Promise.reject(broken);
    };
    const ids = Array.from({ length: 30 }, (_, n) => id(n + 1));
    const refusal = await refusalOf(plan({ 'key-id': ids.join() }, { get }));
    expect(read).toEqual(ids.slice(0, 8));
    expect(refusal.failedUid).toBe(id(1));
    expect(refusal.selected).toHaveLength(30);
  });

  test('pass a defect on', async () => {
    await expect(plan({ 'key-id': id(1) }, { get: () => Promise.reject(defect) })).rejects.toBe(defect);
  });
});

describe('names', () => {
  test('are picked from the list', async () => {
    const { selected, log, asked } = await plan(
      { 'key-name': 'b\nx\na*\nb' },
      { keys: [key(1, 'a'), key(2, 'b')] },
    );
    expect(selected.map(({ uid }) => uid)).toEqual([id(2), '', id(1)]);
    expect(log).toEqual(['Of 2 TURN keys in the account, 2 selected.']);
    expect(asked).toEqual([]);
  });

  test('are counted in English', async () => {
    expect((await plan({ 'key-name': 'x*' }, { keys: [key(1, 'a')] })).log).toEqual([
      'Of 1 TURN key in the account, 0 selected.',
    ]);
  });

  test.each<readonly [Error, string]>([
    [broken, 'It said no. Do something.'],
    [stopped, 'The run was cancelled.'],
  ])('are refused when the list cannot be read (%#)', async (error, why) => {
    const refusal = await refusalOf(plan({ 'key-name': 'a' }, { keys: error }));
    expect(refusal.message).toBe(
      `Nothing was deleted, because the account's TURN keys could not be listed. ${why}`,
    );
    expect(refusal).toMatchObject({ selected: [], failedUid: undefined, cause: error });
  });

  test('pass a defect on', async () => {
    await expect(plan({ 'key-name': 'a' }, { keys: defect })).rejects.toBe(defect);
  });

  test('may be ambiguous, as if-ambiguous says', async () => {
    const keys = [key(1, 'a'), key(2, 'a')];
    expect((await refusalOf(plan({ 'key-name': 'a' }, { keys }))).message).toContain(
      '2 keys bear the name "a"',
    );
    expect((await plan({ 'key-name': 'a', 'if-ambiguous': 'delete-all' }, { keys })).selected).toHaveLength(
      2,
    );
  });

  test('are held against max-keys once all else is done', async () => {
    const keys = [key(1, 'a'), key(2, 'a-2'), key(3, 'a-3', '2026-03-09T23:59:00Z')];
    expect(
      (await plan({ 'key-name': 'a\na*', 'max-keys': '2', 'older-than': '1d' }, { keys })).selected,
    ).toHaveLength(2);
    expect((await refusalOf(plan({ 'key-name': 'a*', 'max-keys': '2' }, { keys }))).message).toContain(
      '3 keys are selected',
    );
  });

  test('leave out what is too young, and say so once a key', async () => {
    const keys = [key(1, 'old'), key(2, 'young\n', '2026-03-09T12:00:00Z'), { uid: id(3), name: 'ageless' }];
    const { selected, log } = await plan({ 'key-name': '*o*\n*ung*\n*less', 'older-than': '1d' }, { keys });
    expect(selected.map(({ uid }) => uid)).toEqual([id(1)]);
    expect(log).toEqual([
      `Kept TURN key ${id(2)} "young\\u{a}": it was created at 2026-03-09T12:00:00Z, which is not long enough ago.`,
      `Kept TURN key ${id(3)} "ageless": its age is unknown.`,
      'Of 3 TURN keys in the account, 1 selected.',
    ]);
  });
});

describe('a template', () => {
  const names = ['pr-1', 'pr-2', 'pr-3', 'pr-1-eu', 'other'];
  const keys = names.map((name, n) => key(n + 1, name));

  test('picks the keys of closed pull requests, and says why it keeps the others', async () => {
    const { selected, log, asked } = await plan(
      { 'key-name': 'pr-{closed-pr}\npr-{closed-pr}-eu' },
      { keys, pullRequests: { 1: 'closed', 2: 'open' } },
    );
    expect(selected.map(({ uid }) => uid)).toEqual([id(1), id(4)]);
    expect(asked).toEqual([[1, 2, 3]]);
    expect(log).toEqual([
      `Kept TURN key ${id(2)} "pr-2": pull request 2 is open.`,
      `Kept TURN key ${id(3)} "pr-3": 3 is no pull request of this repository.`,
      'Of 5 TURN keys in the account, 2 selected.',
    ]);
  });

  test.each([
    ['0', false],
    ['00', false],
    ['01', false],
    ['2147483647', true],
    ['2147483648', false],
    ['9'.repeat(400), false],
  ])('asks about %s: %s', async (digits, asks) => {
    const { selected, asked, log } = await plan(
      { 'key-name': 'pr-{closed-pr}' },
      { keys: [key(1, `pr-${digits}`)], pullRequests: { 2147483647: 'closed' } },
    );
    expect(asked).toEqual(asks ? [[Number(digits)]] : []);
    expect(selected).toHaveLength(asks ? 1 : 0);
    expect(log).toHaveLength(asks ? 1 : 2);
    if (!asks) expect(log[0]).toMatch(/: \d{1,39}…? is no pull request of this repository\.$/);
  });

  test('keeps a key of which GitHub says nothing', async () => {
    const { selected } = await plan({ 'key-name': 'pr-{closed-pr}' }, { keys: [key(1, 'pr-7')] });
    expect(selected).toEqual([]);
  });

  test('does not keep what another line picks', async () => {
    const { selected, log } = await plan(
      { 'key-name': 'pr-{closed-pr}\npr-2' },
      { keys, pullRequests: { 1: 'open', 2: 'open', 3: 'open' } },
    );
    expect(selected.map(({ uid }) => uid)).toEqual([id(2)]);
    expect(log.filter((line) => line.startsWith('Kept'))).toHaveLength(2);
  });

  test('deletes nothing when GitHub cannot be asked', async () => {
    const refusal = new Refusal('GitHub said no.', { selected: [] });
    await expect(plan({ 'key-name': 'pr-{closed-pr}\nother' }, { keys, pullRequests: refusal })).rejects.toBe(
      refusal,
    );
  });

  test('asks only about keys that are old enough', async () => {
    const young = [key(1, 'pr-1'), key(2, 'pr-2', '2026-03-09T23:00:00Z')];
    const { asked } = await plan(
      { 'key-name': 'pr-{closed-pr}', 'older-than': '2h' },
      { keys: young, pullRequests: { 1: 'closed', 2: 'closed' } },
    );
    expect(asked).toEqual([[1]]);
  });
});
