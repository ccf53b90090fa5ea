/** Units of time, in milliseconds. */
export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The clocks and the timers of the step. All times are in milliseconds. */
export type Clock = {
  /** Only goes forward, even if the time of day is changed. Waits and time limits use it. */
  readonly monotonic: () => number;
  /** The time of day, since 1970. It may jump: only dates (an HTTP date, a key's age) use it. */
  readonly now: () => number;
  /** Calls `callback` once, after `milliseconds`. Returns what cancels it. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
};

/** The clocks and the timers of this machine. */
export const systemClock: Clock = {
  // `performance.now()` would have to load a module.
  monotonic: () => process.uptime() * 1000,
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Waits for `milliseconds`. Rejects with the signal's reason as soon as it is aborted. */
export async function sleep(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    function onAbort(): void {
      cancel();
      reject(signal.reason as Error);
    }
    const cancel = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    signal.addEventListener('abort', onAbort);
  });
}

const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/**
 * Reads an RFC 3339 date-time as milliseconds since 1970; undefined if the text is not one.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function parseDateTime(text: string): number | undefined {
  const date = text.toUpperCase();
  const [, year = 0, month = 0, day = 0] = (RFC_3339.exec(date) ?? []).map(Number);
  const isDay = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
  return month >= 1 && month <= 12 && isDay ? Date.parse(date.replace(' ', 'T')) : undefined;
}
