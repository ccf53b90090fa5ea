import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { EventEmitter, getEventListeners } from 'node:events';
import { clock, follow, openBudget, sleep } from '../../../src/lib/deadline.ts';
import type { Budget } from '../../../src/lib/deadline.ts';
import { Stopped } from '../../../src/http/errors.ts';

const CANCELLED = new Stopped(
  'The run was cancelled: run the step again for the keys that are left, with `if-not-found: ignore`.',
);

const open: Budget[] = [];

function budgetOf(signals = new EventEmitter()): { readonly budget: Budget; readonly signals: EventEmitter } {
  const budget = openBudget(signals);
  open.push(budget);
  return { budget, signals };
}

afterEach(() => {
  jest.useRealTimers();
  for (const budget of open.splice(0)) budget.close();
});

describe('a budget', () => {
  test('has no end until it is limited', () => {
    const { budget } = budgetOf();
    expect(budget.remaining()).toBe(Infinity);
    budget.limit(10_000);
    expect(budget.remaining()).toBeLessThanOrEqual(10_000);
    expect(budget.remaining()).toBeGreaterThan(0);
  });

  test('runs out, and then nothing may start and all must end', () => {
    jest.useFakeTimers();
    const { budget } = budgetOf();
    budget.limit(2_000);
    jest.advanceTimersByTime(1_999);
    expect([budget.stop.aborted, budget.end.aborted]).toEqual([false, false]);
    jest.advanceTimersByTime(1);
    const reason = expect.objectContaining({
      name: 'Stopped',
      message:
        "The step's budget of 2 seconds ran out: raise `timeout-seconds`, or give the step fewer keys.",
    }) as unknown;
    expect(budget.stop.reason).toEqual(reason);
    expect(budget.end.reason).toBe(budget.stop.reason);
    expect(budget.stop.reason).toBeInstanceOf(Stopped);
    expect(budget.cancelled()).toBe(false);
  });

  test('that is used up has nothing left, and not less', async () => {
    const { budget } = budgetOf();
    budget.limit(10);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(budget.remaining()).toBe(0);
  });

  test.each(['SIGINT', 'SIGTERM'])(
    'is cut short by %s: nothing may start, and all must end 5 s later',
    (signal) => {
      jest.useFakeTimers();
      const { budget, signals } = budgetOf();
      budget.limit(60_000);
      expect(budget.cancelled()).toBe(false);
      signals.emit(signal);
      expect(budget.cancelled()).toBe(true);
      expect(budget.stop.reason).toEqual(CANCELLED);
      jest.advanceTimersByTime(4_999);
      expect(budget.end.aborted).toBe(false);
      jest.advanceTimersByTime(1);
      expect(budget.end.reason).toEqual(CANCELLED);
    },
  );

  test('is not lengthened by a second signal', () => {
    jest.useFakeTimers();
    const { budget, signals } = budgetOf();
    signals.emit('SIGINT');
    jest.advanceTimersByTime(3_000);
    signals.emit('SIGTERM');
    jest.advanceTimersByTime(2_000);
    expect(budget.end.aborted).toBe(true);
  });

  test('can be cancelled before it is limited', () => {
    const { budget, signals } = budgetOf();
    signals.emit('SIGINT');
    expect(budget.stop.aborted).toBe(true);
  });

  test('that is closed keeps nothing running and hears no signal', () => {
    jest.useFakeTimers();
    const { budget, signals } = budgetOf();
    budget.limit(1_000);
    signals.emit('SIGINT');
    budget.close();
    expect(jest.getTimerCount()).toBe(0);
    expect(signals.eventNames()).toEqual([]);
    expect(budget.end.aborted).toBe(false);
  });

  test('listens to the process unless told otherwise', () => {
    const before = ['SIGINT', 'SIGTERM'].map((signal) => process.listenerCount(signal));
    const budget = openBudget();
    expect(['SIGINT', 'SIGTERM'].map((signal) => process.listenerCount(signal))).toEqual(
      before.map((number) => number + 1),
    );
    budget.close();
    expect(['SIGINT', 'SIGTERM'].map((signal) => process.listenerCount(signal))).toEqual(before);
  });
});

describe('a controller that follows a signal', () => {
  test('is aborted with its reason', () => {
    const parent = new AbortController();
    const { controller } = follow(parent.signal);
    expect(controller.signal.aborted).toBe(false);
    parent.abort('why');
    expect(controller.signal.reason).toBe('why');
  });

  test('is aborted at once if the signal was', () => {
    expect(follow(AbortSignal.abort('why')).controller.signal.reason).toBe('why');
  });

  test('is left alone once released', () => {
    const parent = new AbortController();
    const { controller, release } = follow(parent.signal);
    release();
    parent.abort();
    expect(controller.signal.aborted).toBe(false);
  });

  test('does not abort what it follows', () => {
    const parent = new AbortController();
    follow(parent.signal).controller.abort();
    expect(parent.signal.aborted).toBe(false);
  });
});

describe('sleep', () => {
  const never = new AbortController().signal;

  test('lasts as long as it says', async () => {
    jest.useFakeTimers();
    let awake = false;
    void sleep(1_000, never).then(() => (awake = true));
    await jest.advanceTimersByTimeAsync(999);
    expect(awake).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(awake).toBe(true);
  });

  test('does not begin once stopped', async () => {
    jest.useFakeTimers();
    await expect(sleep(1_000, AbortSignal.abort(new Stopped('why')))).rejects.toEqual(new Stopped('why'));
    expect(jest.getTimerCount()).toBe(0);
  });

  test('ends as soon as it is stopped', async () => {
    jest.useFakeTimers();
    const stop = new AbortController();
    const slept = expect(sleep(60_000, stop.signal)).rejects.toEqual(new Stopped('why'));
    stop.abort(new Stopped('why'));
    await slept;
    expect(jest.getTimerCount()).toBe(0);
  });

  test('lets go of the signal afterwards', async () => {
    const { signal } = new AbortController();
    await sleep(1, signal);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('holds on to the signal until then', () => {
    const stop = new AbortController();
    const slept = expect(sleep(60_000, stop.signal)).rejects.toThrow('why');
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1);
    stop.abort(new Stopped('why'));
    return slept;
  });
});

test('the clock counts milliseconds', async () => {
  const hrBegan = process.hrtime.bigint();
  const began = clock();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const counted = clock() - began;
  expect(counted).toBeGreaterThanOrEqual(49);
  expect(counted).toBeLessThanOrEqual(Number(process.hrtime.bigint() - hrBegan) / 1e6 + 1);
});
