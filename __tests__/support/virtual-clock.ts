import type { Clock } from '../../src/lib/time.ts';

/** A clock whose time a test sets. */
export type VirtualClock = Clock & {
  /** Lets this much time pass, and calls what is due, in order. */
  readonly advance: (milliseconds: number) => Promise<void>;
  /**
   * Lets time jump from one timer to the next until `promise` has settled, and returns its value. Real work, such as a
   * request on loopback, takes none of this time.
   */
  readonly runUntil: <T>(promise: Promise<T>) => Promise<T>;
  /** The length of each wait that began, in milliseconds, in order. */
  readonly waits: readonly number[];
  /** How many timers are waiting. */
  readonly timers: () => number;
  /** Steps the time of day, as a correction of the machine's clock does. */
  readonly step: (milliseconds: number) => void;
};

type Timer = { readonly at: number; readonly callback: () => void };

/**
 * A clock that only moves when a test says so: waits of hours take no time, and each is recorded. Between two timers, `turns`
 * of the event loop pass, for real work in between; without sockets and files, one is enough.
 */
export function virtualClock(startsAt: number = Date.parse('2026-03-01T12:00:00Z'), turns = 5): VirtualClock {
  const timers = new Set<Timer>();
  const waits: number[] = [];
  let monotonic = 0;
  let dayAhead = startsAt;

  /** Lets everything happen that needs no time of this clock. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  const next = (): Timer | undefined => [...timers].toSorted((a, b) => a.at - b.at)[0];
  const fire = (timer: Timer): void => {
    timers.delete(timer);
    monotonic = Math.max(monotonic, timer.at);
    timer.callback();
  };

  return {
    monotonic: () => monotonic,
    now: () => dayAhead + monotonic,
    after: (milliseconds, callback) => {
      const timer = { at: monotonic + milliseconds, callback };
      waits.push(milliseconds);
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    advance: async (milliseconds) => {
      const end = monotonic + milliseconds;
      await settle();
      for (let timer = next(); timer !== undefined && timer.at <= end; timer = next()) {
        fire(timer);
        await settle();
      }
      monotonic = end;
    },
    runUntil: async (promise) => {
      const state = { settled: false };
      const mark = (): void => {
        state.settled = true;
      };
      promise.then(mark, mark);
      await settle();
      while (!state.settled) {
        const timer = next();
        if (timer !== undefined) fire(timer);
        await settle();
      }
      return await promise;
    },
    waits,
    timers: () => timers.size,
    step: (milliseconds) => {
      dayAhead += milliseconds;
    },
  };
}
