import { afterEach, describe, expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { openBudget } from '../../src/lib/deadline.ts';
import type { Budget } from '../../src/lib/deadline.ts';
import { AT_ONCE, deleteKeys, inParallel, outcome } from '../../src/delete-keys.ts';
import type { Outcome } from '../../src/delete-keys.ts';
import { AnswerError, ConnectionError, RequestError, Stopped } from '../../src/http/errors.ts';
import type { Selected } from '../../src/keys/selection-rules.ts';
import type { Removal, TurnKey, TurnKeys } from '../../src/cloudflare/turn-keys.ts';

const id = (n: number): string => n.toString(16).padStart(32, '0');
const selected = (...numbers: readonly number[]): readonly Selected[] =>
  numbers.map((n) => ({ uid: id(n), known: { name: `n-${n}` } }));

const answer = new AnswerError('It said no.', { failure: 'refused', status: 403, ray: 'abc-FRA' });
const failed = (meetsAll: boolean): RequestError =>
  new RequestError('It said no. Do something.', { last: answer, meetsAll });
const MEETS_ALL = 'Another key met a failure that would meet every key: mend that first.';

const open: Budget[] = [];

afterEach(() => {
  for (const budget of open.splice(0)) budget.close();
});

type Behaviour = {
  readonly remove?: (uid: string, stop: AbortSignal) => Promise<Removal>;
  readonly get?: (uid: string) => Promise<TurnKey | undefined>;
  readonly verify?: boolean;
  readonly remainingMs?: number;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

type Result = {
  readonly outcomes: readonly Outcome[];
  /** The outcomes in the order in which they were told. */
  readonly told: readonly Outcome[];
  readonly waits: readonly number[];
};

/** Deletes keys of an account that behaves so. */
async function run(
  keys: readonly Selected[],
  behaviour: Behaviour,
  budget = openTheBudget(),
): Promise<Result> {
  const told: Outcome[] = [];
  const waits: number[] = [];
  const { remove, get, verify = false, remainingMs, wait } = behaviour;
  const turnKeys: TurnKeys = {
    list: () => Promise.reject(new Error('Nobody lists.')),
    get: get ?? (() => Promise.reject(new Error('Nobody reads.'))),
    remove: remove ?? ((uid) => Promise.resolve({ status: 'deleted', key: { uid } })),
  };
  const left = { ms: remainingMs ?? Infinity };
  const outcomes = await deleteKeys(keys, {
    turnKeys,
    budget: { ...budget, remaining: () => left.ms },
    verify,
    onOutcome: (each) => void told.push(each),
    wait:
      wait ??
      ((milliseconds) => {
        waits.push(milliseconds);
        left.ms -= milliseconds;
        return Promise.resolve();
      }),
  });
  return { outcomes, told, waits };
}

function openTheBudget(signals = new EventEmitter()): Budget {
  const budget = openBudget(signals);
  open.push(budget);
  return budget;
}

const statuses = (outcomes: readonly Outcome[]): readonly string[] => outcomes.map(({ status }) => status);

describe('keys', () => {
  test('are told in the order in which they come, and returned in the order selected', async () => {
    const { outcomes, told } = await run(selected(1, 2, 3), {
      remove: async (uid) => {
        await new Promise((resolve) => setTimeout(resolve, uid === id(1) ? 40 : 5));
        return { status: 'deleted', key: { uid } };
      },
    });
    expect(outcomes.map(({ uid }) => uid)).toEqual([id(1), id(2), id(3)]);
    expect(told.map(({ uid }) => uid)).toEqual([id(2), id(3), id(1)]);
    expect(told[2]).toBe(outcomes[0]);
  });

  test('that have not begun are not stopped by a failure of one key alone', async () => {
    const numbers = Array.from({ length: 2 * AT_ONCE }, (_, index) => index + 1);
    const { outcomes } = await run(selected(...numbers), {
      remove: async (uid, stop) => {
        stop.throwIfAborted();
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (uid === id(1)) throw failed(false);
        return { status: 'deleted', key: { uid } };
      },
    });
    expect(statuses(outcomes)).toEqual(['failed', ...numbers.slice(1).map(() => 'deleted')]);
  });

  test('that are known to be missing are not asked about', async () => {
    const { outcomes } = await run([{ uid: '', known: { name: 'n' }, missing: 'None is named so.' }], {
      remove: () => Promise.reject(new Error('Nobody deletes.')),
    });
    expect(outcomes).toEqual([
      {
        uid: '',
        name: 'n',
        created: '',
        modified: '',
        status: 'not-found',
        reason: 'None is named so.',
        confirmed: false,
      },
    ]);
  });

  test('are deleted, each with what Cloudflare said of it', async () => {
    const { outcomes } = await run([{ uid: id(1), known: { name: 'old', created: 'c' } }], {
      remove: (uid) =>
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
      },
    ]);
  });

  test('are not found, for a reason', async () => {
    const { outcomes } = await run(selected(1), {
      remove: () => Promise.resolve({ status: 'not-found', reason: 'It said so.' }),
    });
    expect(outcomes).toMatchObject([{ status: 'not-found', reason: 'It said so.', confirmed: false }]);
  });

  test('fail one by one, and the others go on', async () => {
    const { outcomes } = await run(selected(1, 2, 3), {
      remove: (uid) =>
        uid === id(2) ? Promise.reject(failed(false)) : Promise.resolve({ status: 'deleted', key: {} }),
    });
    expect(statuses(outcomes)).toEqual(['deleted', 'failed', 'deleted']);
    expect(outcomes[1]).toEqual({
      uid: id(2),
      name: 'n-2',
      created: '',
      modified: '',
      status: 'failed',
      reason: 'It said no. Do something.',
      confirmed: false,
      answer,
    });
  });

  test('fail without an answer where none came', async () => {
    const last = new ConnectionError('Lost.', { failure: 'lost', mayHaveArrived: true });
    const { outcomes } = await run(selected(1), {
      remove: () => Promise.reject(new RequestError('Lost. Try again.', { last, meetsAll: false })),
    });
    expect(outcomes[0]).not.toHaveProperty('answer');
  });

  test('meet a defect one by one', async () => {
    const { outcomes } = await run(selected(1, 2), {
      remove: (uid) =>
        uid === id(1)
          ? Promise.reject(new TypeError('x is no function'))
          : Promise.resolve({ status: 'deleted', key: {} }),
    });
    expect(statuses(outcomes)).toEqual(['failed', 'deleted']);
    expect(outcomes[0]?.reason).toContain(
      'An unexpected error, which is a defect of this action (TypeError: x is no function).',
    );
  });
});

describe('a failure that would meet every key', () => {
  test('stops those that have not begun, and says why', async () => {
    const begun: string[] = [];
    const { outcomes } = await run(selected(...Array.from({ length: 20 }, (_, n) => n + 1)), {
      remove: async (uid, stop) => {
        stop.throwIfAborted();
        begun.push(uid);
        if (uid === id(1)) throw failed(true);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return { status: 'deleted', key: { uid } };
      },
    });
    expect(begun).toHaveLength(AT_ONCE);
    expect(statuses(outcomes)).toEqual([
      'failed',
      ...Array.from({ length: 7 }, () => 'deleted'),
      ...Array.from({ length: 12 }, () => 'not-attempted'),
    ]);
    expect(outcomes[19]).toMatchObject({ reason: MEETS_ALL, confirmed: false, name: 'n-20' });
  });

  test('is not every failure', async () => {
    const { outcomes } = await run(selected(...Array.from({ length: 20 }, (_, n) => n + 1)), {
      remove: (uid, stop) => {
        stop.throwIfAborted();
        return uid === id(1)
          ? Promise.reject(failed(false))
          : Promise.resolve({ status: 'deleted', key: {} });
      },
    });
    expect(statuses(outcomes)).toEqual(['failed', ...Array.from({ length: 19 }, () => 'deleted')]);
  });

  test('does not stop the reading back of those that are deleted', async () => {
    const { outcomes } = await run(selected(1, 2), {
      verify: true,
      remove: (uid) =>
        uid === id(1) ? Promise.reject(failed(true)) : Promise.resolve({ status: 'deleted', key: { uid } }),
      get: () => Promise.resolve(undefined),
    });
    expect(statuses(outcomes)).toEqual(['failed', 'deleted']);
  });

  test('is one that is met when a key is read back, too', async () => {
    let stopped = false;
    await run(selected(1), {
      verify: true,
      remove: (_uid, stop) => {
        stop.addEventListener('abort', () => (stopped = true));
        return Promise.resolve({ status: 'deleted', key: {} });
      },
      get: () => Promise.reject(failed(true)),
    });
    expect(stopped).toBe(true);
  });
});

describe('an order to stop', () => {
  test('reaches every deletion', async () => {
    const signals = new EventEmitter();
    const { outcomes } = await run(
      selected(1, 2),
      {
        remove: (_uid, stop) =>
          new Promise((_resolve, reject) => {
            stop.addEventListener('abort', () => {
              reject(stop.reason as Error);
            });
            setTimeout(() => signals.emit('SIGINT'), 10);
          }),
      },
      openTheBudget(signals),
    );
    expect(statuses(outcomes)).toEqual(['not-attempted', 'not-attempted']);
    expect(outcomes[0]?.reason).toMatch(/^The run was cancelled: /);
  });
});

describe('a key that is read back', () => {
  test('is deleted once it is gone', async () => {
    const { outcomes, waits } = await run(selected(1), {
      verify: true,
      get: () => Promise.resolve(undefined),
    });
    expect(outcomes).toMatchObject([
      { status: 'deleted', reason: 'read back, and Cloudflare says that it is gone', confirmed: true },
    ]);
    expect(waits).toEqual([]);
  });

  test('keeps the note of its deletion', async () => {
    const { outcomes } = await run(selected(1), {
      verify: true,
      remove: () => Promise.resolve({ status: 'deleted', key: {}, note: 'a note' }),
      get: () => Promise.resolve(undefined),
    });
    expect(outcomes[0]?.reason).toBe('a note; read back, and Cloudflare says that it is gone');
  });

  test('is read again after waits that grow to 15 s', async () => {
    let reads = 0;
    const { waits } = await run(selected(1), {
      verify: true,
      get: (uid) => {
        expect(uid).toBe(id(1));
        return Promise.resolve(++reads > 8 ? undefined : {});
      },
    });
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  test.each([
    [500, [], '1 time'],
    [501, [500], '2 times'],
    [3_500, [500, 1_000], '3 times'],
    [3_501, [500, 1_000, 2_000], '4 times'],
  ])('fails if it is still there when %d ms are used up', async (remainingMs, waits, times) => {
    const result = await run(selected(1), { verify: true, remainingMs, get: () => Promise.resolve({}) });
    expect(result.waits).toEqual(waits);
    expect(result.outcomes).toMatchObject([
      {
        status: 'failed',
        confirmed: true,
        reason: `Cloudflare still returned it each time it was read back (${times}): look in the dashboard, and run the step again.`,
      },
    ]);
  });

  test('fails if it cannot be read', async () => {
    const { outcomes } = await run(selected(1), { verify: true, get: () => Promise.reject(failed(false)) });
    expect(outcomes).toMatchObject([
      { status: 'failed', confirmed: true, reason: 'It said no. Do something.', answer, name: 'n-1' },
    ]);
  });

  test('fails if the step has to stop meanwhile: it was attempted', async () => {
    const { outcomes } = await run(selected(1), {
      verify: true,
      get: () => Promise.resolve({}),
      wait: () => Promise.reject(new Stopped('It was late.')),
    });
    expect(outcomes).toMatchObject([{ status: 'failed', confirmed: true, reason: 'It was late.' }]);
  });

  test('is none that was not found', async () => {
    const { outcomes } = await run(selected(1), {
      verify: true,
      remove: () => Promise.resolve({ status: 'not-found', reason: 'It said so.' }),
    });
    expect(statuses(outcomes)).toEqual(['not-found']);
  });

  test('is awaited in real time, until the step has to stop', async () => {
    const signals = new EventEmitter();
    const budget = openTheBudget(signals);
    const turnKeys: TurnKeys = {
      list: () => Promise.resolve([]),
      get: () => Promise.resolve({}),
      remove: () => Promise.resolve({ status: 'deleted', key: {} }),
    };
    setTimeout(() => signals.emit('SIGINT'), 20);
    const outcomes = await deleteKeys(selected(1), {
      turnKeys,
      budget,
      verify: true,
      onOutcome: () => undefined,
    });
    expect(outcomes[0]?.reason).toMatch(/^The run was cancelled: /);
  });
});

describe('what runs side by side', () => {
  test('is eight at once, and no more', async () => {
    let now = 0;
    let most = 0;
    const results = await inParallel(
      Array.from({ length: 30 }, (_, n) => n),
      async (n) => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, n % 3));
        now--;
        return n * 2;
      },
    );
    expect(AT_ONCE).toBe(8);
    expect(most).toBe(8);
    expect(results).toEqual(Array.from({ length: 30 }, (_, n) => n * 2));
  });

  test('may be nothing', async () => {
    expect(await inParallel([], () => Promise.resolve(1))).toEqual([]);
  });
});

describe('an outcome', () => {
  test('takes what the deletion said, then what was read, then nothing', () => {
    const key = { uid: id(1), known: { name: 'old', created: 'old', modified: 'old' } };
    expect(outcome(key, 'deleted', { key: { name: 'new', created: '' } })).toEqual({
      uid: id(1),
      name: 'new',
      created: 'old',
      modified: 'old',
      status: 'deleted',
      reason: '',
      confirmed: true,
    });
    expect(outcome({ uid: id(1), known: {} }, 'would-delete')).toEqual({
      uid: id(1),
      name: '',
      created: '',
      modified: '',
      status: 'would-delete',
      reason: '',
      confirmed: false,
    });
  });
});
