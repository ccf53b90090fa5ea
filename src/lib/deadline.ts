import { pluralize } from './format.ts';
import type { Clock } from './time.ts';

/** The time limit of the step, and the orders to end it early. */
export type Deadline = {
  /** Starts the clock: the step has this many milliseconds from here. */
  readonly limit: (milliseconds: number) => void;
  /** Milliseconds left; 0 once the time limit is reached. */
  readonly remaining: () => number;
  /** Aborted, with a `StoppedError` as its reason, when nothing new may start. */
  readonly softStop: AbortSignal;
  /** Aborted, with a `StoppedError` as its reason, when requests in flight must end. */
  readonly hardStop: AbortSignal;
  /** Whether the run was cancelled. */
  readonly cancelled: () => boolean;
  /** Lets the process end: removes the timers and the signal handlers. */
  readonly close: () => void;
};

/** Why the step must start nothing new: it timed out, or the run was cancelled. The message also says what to do. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

/** Emits the signals sent to the process: `process` itself. */
export type SignalSource = {
  readonly on: (signal: 'SIGINT' | 'SIGTERM', listener: () => void) => unknown;
  readonly removeListener: (signal: 'SIGINT' | 'SIGTERM', listener: () => void) => unknown;
};

/** What every message about a cancelled run says. */
export const CANCELLED = 'The run was cancelled';

/** How long requests in flight may go on after the run was cancelled. The runner kills the step 7.5 s after SIGINT. */
const GRACE_MS = 5_000;

/**
 * Opens the deadline of the step, without a time limit at first. SIGINT and SIGTERM cut it short, which is how the runner
 * cancels a step (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation).
 */
export function openDeadline(clock: Clock, signals: SignalSource): Deadline {
  const soft = new AbortController();
  const hard = new AbortController();
  let end = Infinity;
  let cancelTimer: (() => void) | undefined;
  let cancelGrace: (() => void) | undefined;
  let cancellation: StoppedError | undefined;

  function limit(milliseconds: number): void {
    end = clock.monotonic() + milliseconds;
    cancelTimer = clock.after(milliseconds, () => {
      const reason =
        cancellation ??
        new StoppedError(
          `The step reached its time limit of ${pluralize(milliseconds / 1000, 'second')}: raise \`timeout-seconds\`, or select fewer keys.`,
        );
      soft.abort(reason);
      hard.abort(reason);
    });
  }
  function cancel(): void {
    if (cancellation !== undefined) return;
    const reason = new StoppedError(
      `${CANCELLED}: run the step again for the remaining keys, with \`if-not-found: ignore\`.`,
    );
    cancellation = reason;
    soft.abort(reason);
    cancelGrace = clock.after(GRACE_MS, () => {
      hard.abort(reason);
    });
  }
  signals.on('SIGINT', cancel);
  signals.on('SIGTERM', cancel);

  return {
    limit,
    cancelled: () => cancellation !== undefined,
    remaining: () => Math.max(0, end - clock.monotonic()),
    softStop: soft.signal,
    hardStop: hard.signal,
    close() {
      cancelTimer?.();
      cancelGrace?.();
      signals.removeListener('SIGINT', cancel);
      signals.removeListener('SIGTERM', cancel);
    },
  };
}
