import type { Clock } from '../../src/lib/time.ts';

/** A clock whose time a test sets. */
export type VirtualClock = Clock & {
  /** Lets this many milliseconds pass: timers that are due are called in order, and what they start is let run. */
  readonly advance: (milliseconds: number) => Promise<void>;
  /** Advances from timer to timer until `done`, or until no timer is left. */
  readonly runUntil: (done: () => boolean) => Promise<void>;
  /**
   * Advances from timer to timer until `promise` is settled, and returns what it came to. Real work, such as a request on
   * loopback, takes none of this time.
   */
  readonly finish: <T>(promise: Promise<T>) => Promise<T>;
  /** Sets the time of day, as a clock that is corrected does; the monotonic clock does not notice. */
  readonly setNow: (now: number) => void;
  /** How many timers are waiting. */
  readonly timers: () => number;
  /** The length of every timer that was ever set, in milliseconds, in order. */
  readonly waits: readonly number[];
};

/** Starts a virtual clock at 0 of the monotonic clock and at `now` of the time of day. */
export function virtualClock(now = Date.parse('2026-03-01T12:00:00Z')): VirtualClock {
  let time = 0;
  let offset = now;
  let serial = 0;
  const waits: number[] = [];
  const timers = new Map<number, { readonly due: number; readonly callback: () => void }>();

  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const next = (): readonly [number, { readonly due: number; readonly callback: () => void }] | undefined =>
    [...timers].toSorted(([a, one], [b, other]) => one.due - other.due || a - b)[0];
  const fire = async (): Promise<void> => {
    const [id, timer] = next() ?? [];
    if (id === undefined || timer === undefined) {
      await settle();
      return;
    }
    timers.delete(id);
    time = Math.max(time, timer.due);
    timer.callback();
    await settle();
  };

  return {
    monotonic: () => time,
    now: () => offset + time,
    after: (milliseconds, callback) => {
      const id = serial++;
      waits.push(milliseconds);
      timers.set(id, { due: time + milliseconds, callback });
      return () => void timers.delete(id);
    },
    advance: async (milliseconds) => {
      await settle();
      const end = time + milliseconds;
      while ((next()?.[1].due ?? Infinity) <= end) await fire();
      time = end;
    },
    runUntil: async (done) => {
      await settle();
      while (!done() && timers.size > 0) await fire();
    },
    finish: async (promise) => {
      const state = { settled: false };
      const onSettled = (): void => {
        state.settled = true;
      };
      promise.then(onSettled, onSettled);
      for (let turn = 1; !state.settled; turn++) {
        // What needs no time of this clock, such as an import, comes first.
        await (turn % 5 === 0 ? fire() : settle());
      }
      return await promise;
    },
    setNow: (value) => {
      offset = value - time;
    },
    timers: () => timers.size,
    waits,
  };
}
