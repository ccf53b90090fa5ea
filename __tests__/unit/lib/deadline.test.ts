import { describe, expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { openDeadline, StoppedError } from '../../../src/lib/deadline.ts';
import type { Deadline } from '../../../src/lib/deadline.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
import type { VirtualClock } from '../../support/virtual-clock.ts';

const CANCELLED = new StoppedError(
  'The run was cancelled: run the step again for the remaining keys, with `if-not-found: ignore`.',
);

function open(): {
  readonly deadline: Deadline;
  readonly signals: EventEmitter;
  readonly clock: VirtualClock;
} {
  const signals = new EventEmitter();
  const clock = virtualClock();
  return { deadline: openDeadline(clock, signals), signals, clock };
}

describe('the deadline', () => {
  test('is infinitely far away until there is a time limit', async () => {
    const { deadline, clock } = open();
    expect(deadline.remaining()).toBe(Infinity);
    deadline.limit(10_000);
    await clock.advance(4_000);
    expect(deadline.remaining()).toBe(6_000);
  });

  test('stops everything, and says which input raises it', async () => {
    const { deadline, clock } = open();
    deadline.limit(2_000);
    await clock.advance(1_999);
    expect([deadline.softStop.aborted, deadline.hardStop.aborted]).toEqual([false, false]);
    await clock.advance(1);
    expect(deadline.softStop.reason).toEqual(
      new StoppedError(
        'The step reached its time limit of 2 seconds: raise `timeout-seconds`, or select fewer keys.',
      ),
    );
    expect(deadline.hardStop.reason).toBe(deadline.softStop.reason);
    expect(deadline.cancelled()).toBe(false);
    await clock.advance(1_000);
    expect(deadline.remaining()).toBe(0);
  });

  test('does not move when the time of day changes', async () => {
    const { deadline, clock } = open();
    deadline.limit(10_000);
    clock.step(-3_600_000);
    await clock.advance(9_999);
    expect(deadline.remaining()).toBe(1);
    expect(deadline.softStop.aborted).toBe(false);
  });

  test.each(['SIGINT', 'SIGTERM'])(
    'is cut short by %s: nothing new may start, and what is in flight has 5 seconds',
    async (signal) => {
      const { deadline, signals, clock } = open();
      deadline.limit(60_000);
      expect(deadline.cancelled()).toBe(false);
      signals.emit(signal);
      expect(deadline.cancelled()).toBe(true);
      expect(deadline.softStop.reason).toEqual(CANCELLED);
      await clock.advance(4_999);
      expect(deadline.hardStop.aborted).toBe(false);
      await clock.advance(1);
      expect(deadline.hardStop.reason).toEqual(CANCELLED);
    },
  );

  test('names the cancellation even if the time limit ends first', async () => {
    const { deadline, signals, clock } = open();
    deadline.limit(1_000);
    await clock.advance(700);
    signals.emit('SIGINT');
    await clock.advance(300);
    expect(deadline.hardStop.reason).toEqual(CANCELLED);
  });

  test('is not changed by a second signal', async () => {
    const { deadline, signals, clock } = open();
    signals.emit('SIGINT');
    await clock.advance(3_000);
    signals.emit('SIGTERM');
    await clock.advance(2_000);
    expect(deadline.hardStop.aborted).toBe(true);
  });

  test('can be cut short before there is a time limit', () => {
    const { deadline, signals } = open();
    signals.emit('SIGINT');
    expect(deadline.softStop.aborted).toBe(true);
  });

  test.each<readonly [string, { readonly limited: boolean; readonly signals: readonly string[] }]>([
    ['a run without a time limit', { limited: false, signals: [] }],
    ['a run with one', { limited: true, signals: [] }],
    ['a cancelled run', { limited: true, signals: ['SIGINT'] }],
    ['a run cancelled twice', { limited: true, signals: ['SIGINT', 'SIGTERM'] }],
    ['a run cancelled before it has a time limit', { limited: false, signals: ['SIGTERM'] }],
  ])('leaves no timer and no signal handler behind: %s', async (_run, given) => {
    const { deadline, signals, clock } = open();
    if (given.limited) deadline.limit(1_000);
    for (const signal of given.signals) signals.emit(signal);
    deadline.close();
    expect(clock.timers()).toBe(0);
    expect(signals.eventNames()).toEqual([]);
    await clock.advance(10_000);
    expect(deadline.hardStop.aborted).toBe(false);
  });
});
