import type { Clock } from '../../src/lib/time.ts';

/** Virtual time: it stands still while code runs, and jumps to the next event when the code waits. */
export type Scheduler = {
  /** What the step is given. */
  readonly clock: Clock;
  /** Milliseconds since the run began. */
  readonly now: () => number;
  /** Calls `action` once, after `milliseconds`: something that happens in the world, whether or not the step still runs. */
  readonly after: (milliseconds: number, action: () => void) => () => void;
  /** Moves the time of day, and nothing else. */
  readonly jump: (milliseconds: number) => void;
  /** Lets time go by until `step` ends. Returns false if it waits for something that will never happen. */
  readonly runUntilEnd: (step: Promise<unknown>) => Promise<boolean>;
  /** Lets the rest of the world happen. */
  readonly runRest: () => void;
  /** How many timers of the step are still set. */
  readonly stepTimers: () => number;
};

type Event = {
  readonly at: number;
  readonly order: number;
  readonly action: () => void;
  readonly ofStep: boolean;
  cancelled: boolean;
};

/** When the simulated runs take place, in milliseconds since 1970. */
export const START = Date.UTC(2026, 10, 27, 12);

/** Opens a time of its own. Events of the same moment happen in the order in which they were scheduled. */
export function openScheduler(): Scheduler {
  let now = 0;
  let offset = START;
  let order = 0;
  // The next one is the last.
  const events: Event[] = [];

  const schedule = (milliseconds: number, action: () => void, ofStep: boolean): (() => void) => {
    const event: Event = {
      at: now + Math.max(0, milliseconds),
      order: order++,
      action,
      ofStep,
      cancelled: false,
    };
    let low = 0;
    let high = events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = events[middle];
      if (other !== undefined && other.at > event.at) low = middle + 1;
      else high = middle;
    }
    events.splice(low, 0, event);
    return () => {
      event.cancelled = true;
    };
  };

  const next = (): Event | undefined => {
    let event = events.pop();
    while (event?.cancelled === true) event = events.pop();
    return event;
  };

  return {
    clock: {
      monotonic: () => now,
      now: () => Math.floor(offset + now),
      after: (milliseconds, callback) => schedule(milliseconds, callback, true),
    },
    now: () => now,
    after: (milliseconds, action) => schedule(milliseconds, action, false),
    jump: (milliseconds) => {
      offset += milliseconds;
    },
    runUntilEnd: async (step) => {
      const state = { ended: false };
      const end = (): void => {
        state.ended = true;
      };
      step.then(end, end);
      for (;;) {
        // Whatever the step does without waiting for an event, it has done by then: ticks come after all promises.
        await new Promise((resolve) => {
          process.nextTick(resolve);
        });
        if (state.ended) return true;
        const event = next();
        if (event === undefined) return false;
        now = event.at;
        event.action();
      }
    },
    runRest: () => {
      for (let event = next(); event !== undefined; event = next()) {
        if (event.ofStep) continue;
        now = event.at;
        event.action();
      }
    },
    stepTimers: () => events.filter(({ ofStep, cancelled }) => ofStep && !cancelled).length,
  };
}
