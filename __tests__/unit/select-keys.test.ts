import { describe, expect, test } from '@jest/globals';
import { CloudflareError } from '../../src/cloudflare/errors.ts';
import { RequestError } from '../../src/http/errors.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import type { PlannedKey } from '../../src/keys/planned-key.ts';
import { RefusalError } from '../../src/keys/refusal.ts';
import type { PullRequestState } from '../../src/keys/selection-rules.ts';
import type { TurnKey } from '../../src/keys/turn-key.ts';
import { StoppedError } from '../../src/lib/deadline.ts';
import { selectKeys } from '../../src/select-keys.ts';
import { id } from '../support/keys.ts';
import { rejectionOf } from '../support/rejection.ts';

const NOW = Date.parse('2026-03-10T00:00:00Z');
const key = (n: number, name: string, created = '2026-01-01T00:00:00Z'): TurnKey => ({
  uid: id(n),
  name,
  created,
});

type Account = {
  /** The keys that are listed and read. */
  readonly keys?: readonly TurnKey[] | Error;
  readonly get?: (uid: string, softStop: AbortSignal) => Promise<TurnKey | undefined>;
  /** The states of pull requests; other numbers are not pull requests. */
  readonly pullRequests?: Readonly<Record<number, PullRequestState>> | Error;
  /** The bytes that keys relayed. */
  readonly usage?: Readonly<Record<string, number>> | Error;
};

type Plan = {
  readonly planned: readonly PlannedKey[];
  readonly log: readonly string[];
  /** The requests to Cloudflare and GitHub, in order. */
  readonly asked: readonly string[];
};

async function plan(inputs: Readonly<Record<string, string>>, account: Account = {}): Promise<Plan> {
  const given: Readonly<Record<string, string>> = {
    'account-id': 'acc',
    'api-token': 'cfut_x',
    'github-token': 'ghs_x',
    ...inputs,
  };
  const read = await readInputs(
    { getInput: (name) => given[name] ?? '', setSecret: () => undefined },
    { GITHUB_REPOSITORY: 'octocat/calls-demo' },
    { readFile: () => '{}', bypassesProxy: () => true },
  );
  const log: string[] = [];
  const asked: string[] = [];
  const { keys = [], pullRequests = {}, usage = {} } = account;
  const byUid = (uid: string): TurnKey | undefined =>
    keys instanceof Error ? undefined : keys.find((each) => each.uid === uid);
  const tell = <T>(question: string, value: T | Error): Promise<T> => {
    asked.push(question);
    return value instanceof Error ? Promise.reject(value) : Promise.resolve(value);
  };
  const planned = await selectKeys(read, {
    turnKeys: {
      list: () => tell('list', keys),
      get: account.get ?? ((uid) => tell('get', byUid(uid))),
      delete: () => Promise.reject(new Error('Nothing is deleted here.')),
    },
    softStop: new AbortController().signal,
    info: (line) => void log.push(line),
    now: () => NOW,
    readPullRequests: (numbers) =>
      tell(
        `pull requests ${numbers.join(' ')}`,
        pullRequests instanceof Error
          ? pullRequests
          : new Map(numbers.map((number) => [number, pullRequests[number] ?? 'none'])),
      ),
    readUsage: (uids) =>
      tell(
        `usage of ${uids.map((uid) => Number.parseInt(uid, 16)).join(' ')}`,
        usage instanceof Error ? usage : new Map(uids.map((uid) => [uid, usage[uid] ?? 0])),
      ),
  });
  return { planned, log, asked };
}

const toDelete = ({ planned }: Plan): readonly string[] =>
  planned.filter((each) => each.plan === 'delete').map(({ uid }) => uid);
const reasons = ({ planned }: Plan): readonly string[] =>
  planned.map(({ plan: what, reason }) => (reason === '' ? what : `${what}: ${reason}`));

const broken = new RequestError('It said no. Do something.', {
  last: new CloudflareError('It said no.', { failure: 'refused', status: 500 }),
  affectsAllKeys: false,
});
const stopped = new StoppedError('The run was cancelled.');
const defect = new TypeError('x is not a function');

describe('IDs', () => {
  test('are read for a guard, and keep their order', async () => {
    const result = await plan(
      { 'key-id': `${id(2)} ${id(9)} ${id(1)}`, 'expected-name': 'a\nb' },
      { keys: [key(1, 'a'), key(2, 'b')] },
    );
    expect(result.planned).toEqual([
      { uid: id(2), known: key(2, 'b'), plan: 'delete', reason: '' },
      { uid: id(9), known: {}, plan: 'not-found', reason: 'Cloudflare reports that it does not exist.' },
      { uid: id(1), known: key(1, 'a'), plan: 'delete', reason: '' },
    ]);
    expect(result.log).toEqual([]);
    expect(result.asked).toEqual(['get', 'get', 'get']);
  });

  test('are not read only for their usage', async () => {
    const { asked } = await plan({ 'key-id': `${id(2)} ${id(1)}`, 'unused-for': '24h' });
    expect(asked).toEqual(['usage of 2 1']);
  });

  test('that match no expected name are refused', async () => {
    const inputs = { 'key-id': `${id(1)} ${id(2)}`, 'expected-name': 'a' };
    const { message, planned } = await rejectionOf(
      RefusalError,
      plan(inputs, { keys: [key(1, 'a'), key(2, 'b')] }),
    );
    expect(message).toMatch(/^Nothing was deleted: TURN key 0{31}2 is named "b"\. This matches no pattern/);
    expect(planned).toHaveLength(2);
  });

  test.each<readonly [Error, string]>([
    [broken, 'It said no. Do something.'],
    [stopped, 'The run was cancelled.'],
  ])('of which one cannot be read are refused (%#)', async (error, why) => {
    const get = (uid: string): Promise<TurnKey> =>
      uid === id(2) ? Promise.reject(error) : Promise.resolve(key(1, 'a'));
    const inputs = { 'key-id': `${id(1)} ${id(2)} ${id(3)}`, 'dry-run': 'true' };
    const refusal = await rejectionOf(RefusalError, plan(inputs, { get }));
    expect(refusal.message).toBe(`Nothing was deleted, because TURN key ${id(2)} could not be read. ${why}`);
    expect(refusal).toMatchObject({ failedUid: id(2), cause: error });
    expect(refusal.planned.map(({ uid }) => uid)).toEqual([id(1), id(2), id(3)]);
    expect(refusal.planned[0]?.known).toEqual(key(1, 'a'));
  });

  test('after one that cannot be read are left unread', async () => {
    const read: string[] = [];
    const get = (uid: string): Promise<TurnKey> => {
      read.push(uid);
      return Promise.reject(broken);
    };
    const ids = Array.from({ length: 30 }, (_, n) => id(n + 1));
    const refusal = await rejectionOf(
      RefusalError,
      plan({ 'key-id': ids.join(), 'dry-run': 'true' }, { get }),
    );
    expect(read).toEqual(ids.slice(0, 8));
    expect(refusal.failedUid).toBe(id(1));
    expect(refusal.planned).toHaveLength(30);
  });

  test('that wait for a retry are given up once one cannot be read', async () => {
    const get = (uid: string, softStop: AbortSignal): Promise<TurnKey> =>
      uid === id(2)
        ? Promise.reject(broken)
        : new Promise((_, reject) => {
            softStop.addEventListener('abort', () => {
              reject(stopped);
            });
          });
    const refusal = await rejectionOf(
      RefusalError,
      plan({ 'key-id': `${id(1)} ${id(2)}`, 'dry-run': 'true' }, { get }),
    );
    expect(refusal).toMatchObject({ failedUid: id(2), cause: broken });
  });

  test('rethrow a defect', async () => {
    const inputs = { 'key-id': id(1), 'dry-run': 'true' };
    await expect(plan(inputs, { get: () => Promise.reject(defect) })).rejects.toBe(defect);
  });
});

describe('names', () => {
  test('are picked from the list, which is read once', async () => {
    const result = await plan({ 'key-name': 'b\nx\na*\nb' }, { keys: [key(1, 'a'), key(2, 'b')] });
    expect(result.planned.map(({ uid }) => uid)).toEqual([id(2), '', id(1)]);
    expect(result.log).toEqual(['Selected 2 of 2 TURN keys.']);
    expect(result.asked).toEqual(['list']);
  });

  test('may match no key', async () => {
    const { log, planned } = await plan({ 'key-name': 'x*' }, { keys: [key(1, 'a')] });
    expect(log).toEqual(['Selected 0 of 1 TURN key.']);
    expect(planned).toEqual([]);
  });

  test.each<readonly [Error, string]>([
    [broken, 'It said no. Do something.'],
    [stopped, 'The run was cancelled.'],
  ])('are refused when the list cannot be read (%#)', async (error, why) => {
    const refusal = await rejectionOf(RefusalError, plan({ 'key-name': 'a' }, { keys: error }));
    expect(refusal.message).toBe(
      `Nothing was deleted, because the account's TURN keys could not be listed. ${why}`,
    );
    expect(refusal).toMatchObject({ planned: [], failedUid: undefined, cause: error });
  });

  test('rethrow a defect', async () => {
    await expect(plan({ 'key-name': 'a' }, { keys: defect })).rejects.toBe(defect);
  });

  test('may be ambiguous, as if-ambiguous says', async () => {
    const keys = [key(1, 'a'), key(2, 'a')];
    expect((await rejectionOf(RefusalError, plan({ 'key-name': 'a' }, { keys }))).message).toContain(
      '2 keys are named "a"',
    );
    const all = await plan({ 'key-name': 'a', 'if-ambiguous': 'delete-all' }, { keys });
    expect(toDelete(all)).toHaveLength(2);
  });

  test('stay ambiguous whatever older-than would leave', async () => {
    const keys = [key(1, 'a'), key(2, 'a', '2026-03-09T23:59:00Z')];
    const refusal = await rejectionOf(RefusalError, plan({ 'key-name': 'a', 'older-than': '1d' }, { keys }));
    expect(refusal.message).toContain('2 keys are named "a"');
  });

  test('count for max-keys after every other rule', async () => {
    const keys = [key(1, 'a'), key(2, 'a-2'), key(3, 'a-3', '2026-03-09T23:59:00Z')];
    const inputs = { 'key-name': 'a\na*', 'max-keys': '2' };
    expect(toDelete(await plan({ ...inputs, 'older-than': '1d' }, { keys }))).toHaveLength(2);
    expect((await rejectionOf(RefusalError, plan(inputs, { keys }))).message).toContain(
      '3 keys are selected',
    );
  });

  test('of keys that are too young are kept, in their place and with the reason', async () => {
    const keys = [key(1, 'young', '2026-03-09T12:00:00Z'), key(2, 'old'), { uid: id(3), name: 'ageless' }];
    const result = await plan({ 'key-name': '*o*\n*less', 'older-than': '1d' }, { keys });
    expect(reasons(result)).toEqual([
      'keep: created 2026-03-09T12:00:00Z, newer than `older-than` (24h)',
      'delete',
      'keep: its age is unknown',
    ]);
    expect(result.log).toEqual(['Selected 1 of 3 TURN keys.']);
  });
});

describe('a template', () => {
  const names = ['pr-1', 'pr-2', 'pr-3', 'pr-1-eu', 'other'];
  const keys = names.map((name, n) => key(n + 1, name));

  test('picks the keys of closed pull requests, and keeps the others', async () => {
    const result = await plan(
      { 'key-name': 'pr-{closed-pr}\npr-{closed-pr}-eu' },
      { keys, pullRequests: { 1: 'closed', 2: 'open' } },
    );
    expect(reasons(result)).toEqual([
      'delete',
      'keep: pull request 2 is open',
      "keep: 3 isn't a pull request of this repository",
      'delete',
    ]);
    expect(result.asked).toEqual(['list', 'pull requests 1 2 3']);
  });

  test('does not ask GitHub if no key can be that of a pull request', async () => {
    const result = await plan({ 'key-name': 'pr-{closed-pr}' }, { keys: [key(1, 'pr-01'), key(2, 'x')] });
    expect(result.asked).toEqual(['list']);
    expect(reasons(result)).toEqual(["keep: 01 isn't a pull request of this repository"]);
  });

  test('does not keep what another line picks', async () => {
    const result = await plan(
      { 'key-name': 'pr-{closed-pr}\npr-2' },
      { keys, pullRequests: { 1: 'open', 2: 'open', 3: 'open' } },
    );
    expect(toDelete(result)).toEqual([id(2)]);
    expect(result.planned).toHaveLength(3);
  });

  test('deletes nothing when GitHub cannot be asked', async () => {
    const refusal = new RefusalError('GitHub said no.');
    const inputs = { 'key-name': 'pr-{closed-pr}\nother' };
    await expect(plan(inputs, { keys, pullRequests: refusal })).rejects.toBe(refusal);
  });

  test('asks only about keys that are old enough', async () => {
    const young = [key(1, 'pr-1'), key(2, 'pr-2', '2026-03-09T23:00:00Z')];
    const { asked } = await plan(
      { 'key-name': 'pr-{closed-pr}', 'older-than': '2h' },
      { keys: young, pullRequests: { 1: 'closed', 2: 'closed' } },
    );
    expect(asked).toEqual(['list', 'pull requests 1']);
  });
});

describe('the usage of keys', () => {
  const keys = [key(1, 'a-1'), key(2, 'a-2'), key(3, 'a-3', '2026-03-09T23:00:00Z')];
  const inputs = { 'key-name': 'a-*\nnope', 'unused-for': '24h' };

  test('is read last, and only for the keys that every other rule leaves', async () => {
    const result = await plan({ ...inputs, 'older-than': '2h' }, { keys });
    expect(result.asked).toEqual(['list', 'usage of 1 2']);
    expect(toDelete(result)).toEqual([id(1), id(2)]);
  });

  test('is read in a dry run too', async () => {
    expect((await plan({ ...inputs, 'dry-run': 'true' }, { keys })).asked).toEqual([
      'list',
      'usage of 1 2 3',
    ]);
  });

  test('is not read if no key is left, or if a guard refuses', async () => {
    expect((await plan({ 'key-name': 'x-*', 'unused-for': '1h' }, { keys })).asked).toEqual(['list']);
    const asked: string[] = [];
    await rejectionOf(
      RefusalError,
      plan({ ...inputs, 'expected-name': 'b' }, { keys }).then((result) => {
        asked.push(...result.asked);
        return result;
      }),
    );
    expect(asked).toEqual([]);
  });

  test('refuses the step if a key is in use', async () => {
    const refusal = await rejectionOf(RefusalError, plan(inputs, { keys, usage: { [id(2)]: 5_000 } }));
    expect(refusal.message).toContain(
      `TURN key ${id(2)} ("a-2") is in use: it relayed 5.0 kB in the last 24h.`,
    );
    expect(refusal.planned.map(({ plan: what }) => what)).toEqual([
      'delete',
      'delete',
      'delete',
      'not-found',
    ]);
  });

  test('keeps keys in use with if-in-use: keep, and these do not count for max-keys', async () => {
    const used = { keys, usage: { [id(2)]: 1 } };
    const kept = await plan({ ...inputs, 'if-in-use': 'keep', 'max-keys': '2' }, used);
    expect(toDelete(kept)).toEqual([id(1), id(3)]);
    const refusal = await rejectionOf(
      RefusalError,
      plan({ ...inputs, 'if-in-use': 'keep', 'max-keys': '1' }, used),
    );
    expect(refusal.message).toContain('2 keys are selected');
  });

  test('is not read if max-keys refuses anyway', async () => {
    const refusal = await rejectionOf(
      RefusalError,
      plan({ ...inputs, 'max-keys': '2' }, { keys, usage: new Error('Nobody asks.') }),
    );
    expect(refusal.message).toContain('3 keys are selected');
  });

  test('that cannot be known refuses the step', async () => {
    const refusal = await rejectionOf(RefusalError, plan(inputs, { keys, usage: broken }));
    expect(refusal.message).toBe(
      'Nothing was deleted, because the usage of the selected keys could not be read. It said no. Do something.',
    );
    expect(refusal.planned).toHaveLength(4);
    await expect(plan(inputs, { keys, usage: defect })).rejects.toBe(defect);
  });
});
