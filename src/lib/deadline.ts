import { Stopped } from '../http/errors.ts';
import { count } from './sanitize.ts';

/** The time that the step has, and the orders to end it early. */
export type Budget = {
  /** Starts the clock: the step has this many milliseconds from here. */
  readonly limit: (milliseconds: number) => void;
  /** Milliseconds left; 0 when the budget is used up. */
  readonly remaining: () => number;
  /** Aborted, with a `Stopped` as its reason, when nothing new may start. */
  readonly stop: AbortSignal;
  /** Aborted, with the same reason, when what is in flight must end. */
  readonly end: AbortSignal;
  /** Whether the run was cancelled. */
  readonly cancelled: () => boolean;
  /** Lets the process end: forgets the timers and the signal handlers. */
  readonly close: () => void;
};

/** How long what is in flight may go on after the run was cancelled. The runner kills the step 7.5 s after SIGINT. */
const GRACE_MS = 5_000;

/**
 * Opens the budget of the step, without a limit at first. SIGINT and SIGTERM cut it short, which is how the runner
 * cancels a step (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation).
 */
export function openBudget(signals: NodeJS.EventEmitter = process): Budget {
  const stop = new AbortController();
  const end = new AbortController();
  let deadline = Infinity;
  let timer: NodeJS.Timeout | undefined;
  let grace: NodeJS.Timeout | undefined;

  const limit = (milliseconds: number): void => {
    deadline = clock() + milliseconds;
    timer = setTimeout(() => {
      const reason = new Stopped(
        `The step's budget of ${count(milliseconds / 1000, 'second')} ran out: raise \`timeout-seconds\`, or give the step fewer keys.`,
      );
      stop.abort(reason);
      end.abort(reason);
    }, milliseconds);
  };
  let cancelled = false;
  const cancel = (): void => {
    cancelled = true;
    const reason = new Stopped(
      'The run was cancelled: run the step again for the keys that are left, with `if-not-found: ignore`.',
    );
    stop.abort(reason);
    grace ??= setTimeout(() => {
      end.abort(reason);
    }, GRACE_MS);
  };
  signals.on('SIGINT', cancel);
  signals.on('SIGTERM', cancel);

  return {
    limit,
    cancelled: () => cancelled,
    remaining: () => Math.max(0, deadline - clock()),
    stop: stop.signal,
    end: end.signal,
    close: () => {
      clearTimeout(timer);
      clearTimeout(grace);
      signals.removeListener('SIGINT', cancel);
      signals.removeListener('SIGTERM', cancel);
    },
  };
}

/** Makes a controller that is aborted when `parent` is, with the same reason. `release` lets go of the parent. */
export function follow(parent: AbortSignal): {
  readonly controller: AbortController;
  readonly release: () => void;
} {
  const controller = new AbortController();
  const onAbort = (): void => {
    controller.abort(parent.reason);
  };
  if (parent.aborted) onAbort();
  parent.addEventListener('abort', onAbort);
  return {
    controller,
    release: () => {
      parent.removeEventListener('abort', onAbort);
    },
  };
}

/** Milliseconds since the process began, whatever happens to the time of day. `performance.now()` would load a module for it. */
export function clock(): number {
  return process.uptime() * 1000;
}

/** Waits for `milliseconds`; rejects with the signal's reason as soon as it is aborted. */
export async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', onAbort);
  });
}
