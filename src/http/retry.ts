import { sleep } from '../lib/deadline.ts';
import type { Budget } from '../lib/deadline.ts';
import { AnswerError, RequestError, Stopped, isAttemptError } from './errors.ts';
import type { AttemptError } from './errors.ts';
import type { Log } from '../output/log.ts';
import { seconds } from '../lib/sanitize.ts';

/** Cloudflare's code for "TURN key not found", on whatever HTTP status. */
export const NOT_FOUND = 20008;

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const LONGEST_BUDGET_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** What to do after a failed attempt. `askedMs`: how long the server asked to wait, longer than there is time. */
export type Decision =
  | { readonly retry: true; readonly waitMs: number; readonly pausesAll: boolean }
  | { readonly retry: false; readonly because: 'final' | 'retries-used' | 'no-time' }
  | { readonly retry: false; readonly because: 'asked-too-long'; readonly askedMs: number };

/**
 * Decides whether a failed attempt is followed by another, and when.
 * A rate limit pauses all requests of the step, for it is counted by token.
 */
export function decide(
  error: AttemptError,
  state: {
    /** The number of the attempt that failed, from 1. */
    readonly attempt: number;
    readonly maxRetries: number;
    readonly remainingMs: number;
    /** From 0 to 1. */
    readonly random: number;
    /** The time of day, in milliseconds since 1970. */
    readonly now: number;
  },
): Decision {
  if (!isRetryable(error)) return { retry: false, because: 'final' };
  const asked = error instanceof AnswerError ? readRetryAfter(error.retryAfter, state.now) : undefined;
  if (
    // Stryker disable next-line ConditionalExpression: what is undefined is at least nothing, either way
    asked !== undefined &&
    asked >= state.remainingMs
  ) {
    return { retry: false, because: 'asked-too-long', askedMs: asked };
  }
  if (state.attempt > state.maxRetries) return { retry: false, because: 'retries-used' };
  const waitMs = asked ?? backoff(state.attempt, state.random);
  if (waitMs >= state.remainingMs) return { retry: false, because: 'no-time' };
  return { retry: true, waitMs, pausesAll: isThrottled(error) };
}

function isRetryable(error: AttemptError): boolean {
  if (!(error instanceof AnswerError)) {
    return error.failure !== 'certificate' && error.failure !== 'interrupted';
  }
  if (error.leavesDoubt || error.has(NOT_FOUND)) return false;
  return error.status === 408 || error.status >= 500 || error.throttled;
}

function isThrottled(error: AttemptError): boolean {
  return error instanceof AnswerError && error.throttled;
}

/** The wait after the nth failed attempt: 1, 2, 4 … up to 60 s, of which half to all is taken. */
function backoff(attempt: number, random: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  return longest * (0.5 + random / 2);
}

/**
 * Reads `Retry-After`, seconds or a date, as milliseconds from now; undefined if it is missing or neither.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  // Stryker disable next-line StringLiteral: neither a number nor a date either way
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  // The three forms of an HTTP date; the oldest, asctime's, does not name its zone, which is GMT.
  const isDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/.test(value);
  // Stryker disable next-line MethodExpression: V8 reads a date with two GMT at its end, too
  const date = isDate ? Date.parse(value.endsWith('GMT') ? value : `${value} GMT`) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Tries requests to one service again where that can help, and spends the step's budget on nothing else. */
export type Retries = {
  /**
   * Runs `attempt` until it succeeds or another would not help, and returns what it returned.
   * @throws RequestError when the last attempt failed; `Stopped` when `stop` was aborted before the first began
   */
  readonly run: <T>(request: RetriedRequest<T>) => Promise<T>;
};

/** A request that may be sent several times. */
export type RetriedRequest<T> = {
  /** Sends the request once; it gets its number, from 1. */
  readonly attempt: (number: number) => Promise<T>;
  /** What to do about the failure of the last attempt, in a sentence or two. */
  readonly advise: (error: AttemptError) => string;
  /** What must be said of a failure whatever the advice is; empty if nothing. */
  readonly caution?: () => string;
  /** Aborted when no attempt may begin. */
  readonly stop: AbortSignal;
};

/** Opens the retries of one service; a rate limit that one request meets pauses all that run here. */
export function openRetries(options: {
  readonly maxRetries: number;
  readonly budget: Pick<Budget, 'remaining'>;
  readonly log: Pick<Log, 'info'>;
  readonly random?: () => number;
  readonly now?: () => number;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}): Retries {
  const { maxRetries, budget, log, random = Math.random, now = Date.now, wait = sleep } = options;
  let pausedUntil = 0;

  /** Waits for its own time and for the pause of all, which may grow meanwhile. */
  const waitUntil = async (time: number, stop: AbortSignal): Promise<void> => {
    stop.throwIfAborted();
    for (let left; (left = Math.max(time, pausedUntil) - now()) > 0;) await wait(left, stop);
  };

  const run = async <T>({ attempt, advise, caution, stop }: RetriedRequest<T>): Promise<T> => {
    await waitUntil(0, stop);
    for (let number = 1; ; number++) {
      try {
        return await attempt(number);
      } catch (error) {
        if (!isAttemptError(error)) throw error;
        const decision = decide(error, {
          attempt: number,
          maxRetries,
          remainingMs: budget.remaining(),
          random: random(),
          now: now(),
        });
        const fail = (why: string, advised = true): RequestError =>
          new RequestError(
            [error.message, why, caution?.(), advised && advise(error)].filter(Boolean).join(' '),
            { last: error, meetsAll: meetsAll(error, decision) },
          );
        if (!decision.retry)
          throw fail(whyNot(decision, number, budget.remaining()), decision.because !== 'asked-too-long');
        const next = now() + decision.waitMs;
        if (decision.pausesAll) pausedUntil = Math.max(pausedUntil, next);
        log.info(
          `${error.message} Trying again in ${seconds(decision.waitMs)} (attempt ${number + 1} of ${maxRetries + 1}).`,
        );
        try {
          await waitUntil(next, stop);
        } catch (stopped) {
          if (!(stopped instanceof Stopped)) throw stopped;
          throw fail(`It was not tried again. ${stopped.message}`);
        }
      }
    }
  };
  return { run };
}

function meetsAll(error: AttemptError, decision: Decision): boolean {
  if (!decision.retry && decision.because === 'asked-too-long') return true;
  return error instanceof AnswerError && (error.status === 401 || error.status === 403);
}

function whyNot(decision: Decision & { retry: false }, attempts: number, remainingMs: number): string {
  switch (decision.because) {
    // Stryker disable next-line StringLiteral: no reason is as good as an empty one
    case 'final':
      return '';
    case 'retries-used':
      return attempts === 1 ? '' : `All ${attempts} attempts failed.`;
    case 'no-time':
      return `What is left of the step's budget (\`timeout-seconds\`), ${seconds(remainingMs)}, is too short for another attempt.`;
    case 'asked-too-long':
      return (
        `It asked to wait ${waitOf(decision.askedMs)}, longer than what is left of the step's budget (${seconds(remainingMs)}): ` +
        `run the job again after that time${decision.askedMs < LONGEST_BUDGET_MS ? ', or raise `timeout-seconds`' : ''}.`
      );
  }
}

function waitOf(milliseconds: number): string {
  return milliseconds > DAY_MS ? 'more than a day' : seconds(milliseconds);
}
