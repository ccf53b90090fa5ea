import { describe, expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { CloudflareError } from '../../src/cloudflare/errors.ts';
import { DeletionError } from '../../src/cloudflare/turn-keys.ts';
import type { Deletion, TurnKeys } from '../../src/cloudflare/turn-keys.ts';
import { deleteKeys, PARALLEL_DELETIONS, makeDryRunOutcomes } from '../../src/delete-keys.ts';
import { ConnectionError, RequestError } from '../../src/http/errors.ts';
import type { Outcome } from '../../src/keys/outcome.ts';
import { planById } from '../../src/keys/planned-key.ts';
import type { PlannedKey } from '../../src/keys/planned-key.ts';
import type { TurnKey } from '../../src/keys/turn-key.ts';
import { openDeadline } from '../../src/lib/deadline.ts';
import { id } from '../support/keys.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';

const plan = (...numbers: readonly number[]): readonly PlannedKey[] =>
  numbers.map((n) => ({ ...planById(id(n)), known: { name: `n-${n}` } }));

const refused = new CloudflareError('It said no.', { failure: 'refused', status: 403, rayId: 'abc-FRA' });
const failure = (affectsAllKeys: boolean, mayBeDeleted = false): DeletionError =>
  new DeletionError(
    new RequestError('It said no. Do something.', { last: refused, affectsAllKeys }),
    mayBeDeleted,
  );
const deleted = (uid: string): Promise<Deletion> => Promise.resolve({ status: 'deleted', key: { uid } });

/** How an account behaves. */
type Behaviour = {
  readonly deleteKey?: (uid: string, stop: AbortSignal) => Promise<Deletion>;
  readonly get?: (uid: string) => Promise<TurnKey | undefined>;
  readonly verify?: boolean;
  readonly timeoutMs?: number;
  readonly signals?: EventEmitter;
  readonly clock?: VirtualClock;
};

type Result = {
  readonly outcomes: readonly Outcome[];
  /** The outcomes in the order in which they were reported. */
  readonly reported: readonly Outcome[];
  /** How long it took, in virtual time. */
  readonly tookMs: number;
};

/** Deletes keys of an account that behaves like this. */
async function run(keys: readonly PlannedKey[], behaviour: Behaviour = {}): Promise<Result> {
  const { deleteKey = deleted, get, verify = false, timeoutMs, signals = new EventEmitter() } = behaviour;
  const { clock = virtualClock() } = behaviour;
  const deadline = openDeadline(clock, signals);
  if (timeoutMs !== undefined) deadline.limit(timeoutMs);
  const turnKeys: TurnKeys = {
    list: () => Promise.reject(new Error('Nobody lists.')),
    get: get ?? (() => Promise.reject(new Error('Nobody reads.'))),
    delete: deleteKey,
  };
  const reported: Outcome[] = [];
  const onOutcome = (each: Outcome): void => void reported.push(each);
  const outcomes = await clock.runUntil(deleteKeys(keys, { turnKeys, deadline, clock, verify, onOutcome }));
  const tookMs = clock.monotonic();
  deadline.close();
  return { outcomes, reported, tookMs };
}

const statuses = ({ outcomes }: Result): readonly string[] => outcomes.map(({ status }) => status);
const times = (number: number, status: string): readonly string[] =>
  Array.from({ length: number }, () => status);

describe('keys', () => {
  test('are reported as they finish, and returned in the order of the plan', async () => {
    const clock = virtualClock();
    const { outcomes, reported } = await run(plan(1, 2, 3), {
      clock,
      deleteKey: async (uid) => {
        await new Promise<void>((resolve) => {
          clock.after(uid === id(1) ? 40 : 5, resolve);
        });
        return { status: 'deleted', key: { uid } };
      },
    });
    expect(outcomes.map(({ uid }) => uid)).toEqual([id(1), id(2), id(3)]);
    expect(reported.map(({ uid }) => uid)).toEqual([id(2), id(3), id(1)]);
    expect(reported[2]).toBe(outcomes[0]);
  });

  test('are deleted eight at a time', async () => {
    const clock = virtualClock();
    let running = 0;
    let most = 0;
    await run(plan(...Array.from({ length: 30 }, (_, n) => n + 1)), {
      clock,
      deleteKey: async (uid) => {
        most = Math.max(most, ++running);
        await new Promise<void>((resolve) => {
          clock.after(5, resolve);
        });
        running--;
        return { status: 'deleted', key: { uid } };
      },
    });
    expect(PARALLEL_DELETIONS).toBe(8);
    expect(most).toBe(8);
  });

  test('that are kept or not found cause no request', async () => {
    const keys: readonly PlannedKey[] = [
      { uid: '', known: { name: 'n' }, plan: 'not-found', reason: 'None has this name.' },
      { ...planById(id(1)), plan: 'keep', reason: 'it is in use' },
    ];
    const { outcomes } = await run(keys, { deleteKey: () => Promise.reject(new Error('Nobody deletes.')) });
    const common = { created: '', modified: '', confirmed: false, mayBeDeleted: false };
    expect(outcomes).toEqual([
      { ...common, uid: '', name: 'n', status: 'not-found', reason: 'None has this name.' },
      { ...common, uid: id(1), name: '', status: 'kept', reason: 'it is in use' },
    ]);
  });

  test('are deleted, each with the fields that Cloudflare returned', async () => {
    const { outcomes } = await run([{ ...planById(id(1)), known: { name: 'old', created: 'c' } }], {
      deleteKey: (uid) =>
        Promise.resolve({ status: 'deleted', key: { uid, name: 'new', created: '' }, note: 'a note' }),
    });
    expect(outcomes).toEqual([
      {
        uid: id(1),
        name: 'new',
        created: 'c',
        modified: '',
        status: 'deleted',
        reason: 'a note',
        confirmed: true,
        mayBeDeleted: false,
      },
    ]);
  });

  test('that are not found have a reason', async () => {
    const { outcomes } = await run(plan(1), {
      deleteKey: () => Promise.resolve({ status: 'not-found', reason: 'It said so.' }),
    });
    expect(outcomes).toMatchObject([{ status: 'not-found', reason: 'It said so.', confirmed: false }]);
  });

  test('fail one by one, and the others go on', async () => {
    const result = await run(plan(...Array.from({ length: 20 }, (_, n) => n + 1)), {
      deleteKey: (uid) => (uid === id(2) ? Promise.reject(failure(false, true)) : deleted(uid)),
    });
    expect(statuses(result)).toEqual(['deleted', 'failed', ...times(18, 'deleted')]);
    expect(result.outcomes[1]).toEqual({
      uid: id(2),
      name: 'n-2',
      created: '',
      modified: '',
      status: 'failed',
      reason: 'It said no. Do something.',
      confirmed: false,
      mayBeDeleted: true,
      response: { httpStatus: 403, code: undefined, rayId: 'abc-FRA' },
    });
  });

  test('fail without a response if there was none', async () => {
    const last = new ConnectionError('Lost.', { failure: 'lost', mayHaveArrived: true });
    const { outcomes } = await run(plan(1), {
      deleteKey: () => Promise.reject(new RequestError('Lost. Run again.', { last, affectsAllKeys: false })),
    });
    expect(outcomes[0]).not.toHaveProperty('response');
  });

  test('that cause a defect fail one by one: whether such a key was deleted is unknown', async () => {
    const result = await run(plan(1, 2), {
      deleteKey: (uid) =>
        uid === id(1) ? Promise.reject(new TypeError('x is not a function')) : deleted(uid),
    });
    expect(statuses(result)).toEqual(['failed', 'deleted']);
    expect(result.outcomes[0]).toMatchObject({ mayBeDeleted: true });
    expect(result.outcomes[0]?.reason).toContain(
      'An unexpected error, which is a defect of this action (TypeError: x is not a function).',
    );
  });
});

describe('a failure that affects every key', () => {
  test('stops those that have not begun, and says why', async () => {
    const clock = virtualClock();
    const begun: string[] = [];
    const result = await run(plan(...Array.from({ length: 20 }, (_, n) => n + 1)), {
      clock,
      deleteKey: async (uid, stop) => {
        stop.throwIfAborted();
        begun.push(uid);
        if (uid === id(1)) throw failure(true);
        await new Promise<void>((resolve) => {
          clock.after(5, resolve);
        });
        return { status: 'deleted', key: { uid } };
      },
    });
    expect(begun).toHaveLength(8);
    expect(statuses(result)).toEqual(['failed', ...times(7, 'deleted'), ...times(12, 'not-attempted')]);
    expect(result.outcomes[19]).toMatchObject({
      reason: 'Another key failed with an error that affects every key. Fix that error first.',
      confirmed: false,
      name: 'n-20',
    });
  });

  test('does not stop the reading back of those that are deleted', async () => {
    const result = await run(plan(1, 2), {
      verify: true,
      deleteKey: (uid) => (uid === id(1) ? Promise.reject(failure(true)) : deleted(uid)),
      get: () => Promise.resolve(undefined),
    });
    expect(statuses(result)).toEqual(['failed', 'deleted']);
  });

  test('may come when a key is read back', async () => {
    let stopped = false;
    await run(plan(1), {
      verify: true,
      deleteKey: (uid, stop) => {
        stop.addEventListener('abort', () => (stopped = true));
        return deleted(uid);
      },
      get: () => Promise.reject(failure(true)),
    });
    expect(stopped).toBe(true);
  });
});

test('a soft stop reaches every deletion', async () => {
  const signals = new EventEmitter();
  const clock = virtualClock();
  clock.after(10, () => signals.emit('SIGINT'));
  const result = await run(plan(1, 2), {
    clock,
    signals,
    deleteKey: (_uid, stop) =>
      new Promise((_resolve, reject) => {
        stop.addEventListener('abort', () => {
          reject(stop.reason as Error);
        });
      }),
  });
  expect(statuses(result)).toEqual(['not-attempted', 'not-attempted']);
  expect(result.outcomes[0]?.reason).toMatch(/^The run was cancelled: /);
});

describe('a key that is read back', () => {
  test('is deleted once it is gone', async () => {
    const { outcomes, tookMs } = await run(plan(1), {
      verify: true,
      get: () => Promise.resolve(undefined),
    });
    expect(outcomes).toMatchObject([
      { status: 'deleted', reason: 'read back, and Cloudflare reports that it is gone', confirmed: true },
    ]);
    expect(tookMs).toBe(0);
  });

  test('keeps the note of its deletion', async () => {
    const { outcomes } = await run(plan(1), {
      verify: true,
      deleteKey: () => Promise.resolve({ status: 'deleted', key: {}, note: 'a note' }),
      get: () => Promise.resolve(undefined),
    });
    expect(outcomes[0]?.reason).toBe('a note; read back, and Cloudflare reports that it is gone');
  });

  test('is read again after waits that grow to 15 s', async () => {
    const clock = virtualClock();
    const reads: number[] = [];
    await run(plan(1), {
      clock,
      verify: true,
      get: (uid) => {
        expect(uid).toBe(id(1));
        reads.push(clock.monotonic());
        return Promise.resolve(reads.length > 8 ? undefined : {});
      },
    });
    const waits = reads.slice(1).map((time, n) => time - (reads[n] ?? 0));
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  test.each([
    [500, 0, '1 time'],
    [501, 500, '2 times'],
    [1_501, 1_500, '3 times'],
  ])('fails if it is still there at the end of %d ms', async (timeoutMs, tookMs, count) => {
    const result = await run(plan(1), { verify: true, timeoutMs, get: () => Promise.resolve({}) });
    expect(result.tookMs).toBe(tookMs);
    expect(result.outcomes).toMatchObject([
      {
        status: 'failed',
        confirmed: true,
        reason: `Cloudflare still returned it each time it was read back (${count}): check the dashboard, and run the step again.`,
      },
    ]);
  });

  test('fails if it cannot be read', async () => {
    const { outcomes } = await run(plan(1), { verify: true, get: () => Promise.reject(failure(false)) });
    expect(outcomes).toMatchObject([
      {
        status: 'failed',
        confirmed: true,
        reason: 'It said no. Do something.',
        response: { httpStatus: 403 },
        name: 'n-1',
      },
    ]);
  });

  test('may have been deleted if it cannot be read, and an earlier attempt probably deleted it', async () => {
    const { outcomes } = await run(plan(1), {
      verify: true,
      deleteKey: () =>
        Promise.resolve({ status: 'deleted', key: {}, note: 'probably by an earlier attempt' }),
      get: () => Promise.reject(failure(false)),
    });
    expect(outcomes).toMatchObject([
      {
        status: 'failed',
        confirmed: false,
        mayBeDeleted: true,
        reason:
          'The key may have been deleted, probably by an earlier attempt. This could not be verified: It said no. Do something.',
        response: { httpStatus: 403 },
      },
    ]);
  });

  test('fails if the step has to stop meanwhile', async () => {
    const signals = new EventEmitter();
    const clock = virtualClock();
    clock.after(100, () => signals.emit('SIGINT'));
    const get = (): Promise<TurnKey> => Promise.resolve({});
    const { outcomes, tookMs } = await run(plan(1), { clock, signals, verify: true, get });
    expect(outcomes).toMatchObject([{ status: 'failed', confirmed: true }]);
    expect(outcomes[0]?.reason).toMatch(/^The run was cancelled: /);
    expect(tookMs).toBe(100);
  });

  test('is not one that was not found', async () => {
    const result = await run(plan(1), {
      verify: true,
      deleteKey: () => Promise.resolve({ status: 'not-found', reason: 'It said so.' }),
    });
    expect(statuses(result)).toEqual(['not-found']);
  });
});

test('a dry run reports the outcomes that the plan would have', () => {
  const [key] = plan(1);
  if (key === undefined) throw new Error('There is a key.');
  const outcomes = makeDryRunOutcomes([
    key,
    { ...key, plan: 'keep', reason: 'why' },
    { ...key, plan: 'not-found' },
  ]);
  expect(outcomes.map(({ status, reason }) => [status, reason])).toEqual([
    ['would-delete', ''],
    ['kept', 'why'],
    ['not-found', ''],
  ]);
});
