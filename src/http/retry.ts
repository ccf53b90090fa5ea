import { StoppedError } from '../lib/deadline.ts';
import { formatSeconds } from '../lib/format.ts';
import type { Clock } from '../lib/time.ts';
import { ConnectionError, RequestError, isAttemptError } from './errors.ts';
import type { AttemptError, ResponseError } from './errors.ts';
import { parseRetryAfter } from './rate-limit.ts';
import type { RateLimit } from './rate-limit.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
// A shorter `Retry-After` than this asks to retry at once: seconds are whole, and a date may have passed.
const AT_ONCE_MS = 500;
const LONGEST_TIMEOUT_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * What a response means for the next attempt. `rate-limited`: the request was not carried out, and the limit is shared by
 * all requests of the service.
 */
export type Verdict = 'final' | 'transient' | 'rate-limited';

/** What to do after a failed attempt. `askedMs`: how long the server asked to wait, which is more than there is time. */
export type Decision =
  | {
      readonly retry: true;
      readonly waitMs: number;
      /** Whether `waitMs` is what `Retry-After` asks for. */
      readonly asked: boolean;
      readonly pausesAll: boolean;
    }
  | { readonly retry: false; readonly reason: 'final' | 'retries-used' | 'no-time' }
  | { readonly retry: false; readonly reason: 'asked-too-long'; readonly askedMs: number };

/** What `decide` has to know besides the failure. */
export type RetryState = {
  readonly verdict: Verdict;
  /** How many attempts failed so far, this one included, without those that met the rate limit. */
  readonly failures: number;
  /** How many attempts in a row met the rate limit, this one included. */
  readonly rateLimited: number;
  /** Milliseconds that `Retry-After` asks for, if it does. */
  readonly askedMs: number | undefined;
  /** How many responses in a row asked to retry at once, this one included. */
  readonly askedAtOnce: number;
  readonly maxRetries: number;
  readonly remainingMs: number;
  /** From 0 to 1. */
  readonly random: number;
};

/**
 * Decides whether a failed attempt is followed by another, and when. Waiting out a rate limit does not count as a retry,
 * since the request was not carried out.
 */
export function decide(error: AttemptError, state: RetryState): Decision {
  const { verdict, failures, rateLimited, askedMs, askedAtOnce, maxRetries, remainingMs } = state;
  if (verdict === 'final') return { retry: false, reason: 'final' };
  if (askedMs !== undefined && askedMs >= remainingMs) {
    return { retry: false, reason: 'asked-too-long', askedMs };
  }
  const isRateLimit = verdict === 'rate-limited';
  if (!isRateLimit && failures > maxRetries) return { retry: false, reason: 'retries-used' };
  const growingMs = backoff(isRateLimit ? rateLimited : failures, state.random);
  // "At once" is obeyed once in a row: a server that always says so would be asked without pause.
  const asked = askedMs !== undefined && askedAtOnce <= 1;
  const windowMs = isRateLimit && !(error instanceof ConnectionError) ? (error.hints.windowEndsMs ?? 0) : 0;
  // The window's end is a hint. Where it doesn't fit in the time left, the growing waits go on for as long as there is time.
  const ownMs = windowMs < remainingMs ? Math.max(growingMs, windowMs) : growingMs;
  const waitMs = asked ? askedMs : ownMs;
  if (waitMs >= remainingMs) return { retry: false, reason: 'no-time' };
  return { retry: true, waitMs, asked, pausesAll: isRateLimit };
}

/** The wait after the nth failed attempt: 1, 2, 4 … up to 60 s, of which half to all is taken. */
function backoff(attempt: number, random: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  return longest * (0.5 + random / 2);
}

/** Retries requests to one service where that can help, within the step's time limit. */
export type Retries = {
  /**
   * Runs `attempt` until it succeeds or another would not help, and returns what it returned.
   * @throws RequestError when the last attempt failed; StoppedError when `softStop` was aborted before the first began
   */
  readonly run: <T>(request: RetriedRequest<T>) => Promise<T>;
};

/** A request that may be sent several times. */
export type RetriedRequest<T> = {
  /** Sends the request once; it gets its number, from 1. */
  readonly attempt: (number: number) => Promise<T>;
  /** What a response means for the next attempt. Connection errors are judged here. */
  readonly classify: (error: ResponseError) => Verdict;
  /** Whether every other request of the step would fail with this final response, too. */
  readonly affectsAllKeys?: (error: ResponseError) => boolean;
  /** What to do about the failure of the last attempt, in a sentence or two. */
  readonly advise: (error: AttemptError) => string | Promise<string>;
  /** What must be said of a failure whatever the advice is; empty if nothing. */
  readonly ambiguityNote?: () => string;
  /** Aborted when no attempt may begin. */
  readonly softStop: AbortSignal;
};

/** Opens the retries of one service, whose requests share `rateLimit`. */
export function openRetries(options: {
  readonly maxRetries: number;
  readonly rateLimit: RateLimit;
  readonly clock: Clock;
  readonly remaining: () => number;
  readonly info: (message: string) => void;
  /** From 0 to 1. */
  readonly random: () => number;
}): Retries {
  const { maxRetries, rateLimit, clock, remaining, info, random } = options;

  const run = async <T>(request: RetriedRequest<T>): Promise<T> => {
    const { attempt, classify, affectsAllKeys, advise, ambiguityNote, softStop } = request;
    let failures = 0;
    let rateLimited = 0;
    let askedAtOnce = 0;

    /** What is known of a failed attempt, which counts from here on. */
    const judge = (error: AttemptError): Decision => {
      const verdict = error instanceof ConnectionError ? classifyConnection(error) : classify(error);
      const isRateLimit = verdict === 'rate-limited';
      rateLimited = isRateLimit ? rateLimited + 1 : 0;
      failures += isRateLimit ? 0 : 1;
      const askedMs = readAskedMs(error, clock.now());
      askedAtOnce = askedMs !== undefined && askedMs < AT_ONCE_MS ? askedAtOnce + 1 : 0;
      const state = { verdict, failures, rateLimited, askedAtOnce, askedMs, maxRetries };
      return decide(error, { ...state, remainingMs: remaining(), random: random() });
    };
    const giveUp = async (error: AttemptError, why: string, options: GivingUp): Promise<RequestError> => {
      const parts = [error.message, why, ambiguityNote?.(), options.advised && (await advise(error))];
      return new RequestError(parts.filter(Boolean).join(' '), {
        last: error,
        affectsAllKeys: options.affectsAllKeys,
      });
    };

    let turn = { notBefore: 0, paced: true };
    let last: AttemptError | undefined;
    for (let number = 1; ; number++) {
      try {
        await rateLimit.enter(turn, softStop);
      } catch (stopped) {
        if (last === undefined || !(stopped instanceof StoppedError)) throw stopped;
        throw await giveUp(last, `It was not retried. ${stopped.message}`, {
          advised: true,
          affectsAllKeys: false,
        });
      }
      try {
        return await attempt(number);
      } catch (error) {
        if (!isAttemptError(error)) throw error;
        last = error;
      } finally {
        rateLimit.leave();
      }
      const decision = judge(last);
      if (!decision.retry) {
        const isFinal = decision.reason === 'final' && !(last instanceof ConnectionError) && last;
        throw await giveUp(last, explainGivingUp(decision, number, remaining()), {
          advised: decision.reason !== 'asked-too-long',
          affectsAllKeys:
            decision.reason === 'asked-too-long' || (isFinal !== false && affectsAllKeys?.(isFinal) === true),
        });
      }
      turn = { notBefore: clock.monotonic() + decision.waitMs, paced: !decision.asked };
      if (decision.pausesAll) rateLimit.pauseUntil(turn.notBefore);
      const which = decision.pausesAll ? '' : ` (retry ${failures} of ${maxRetries})`;
      info(`${last.message} Retrying in ${formatSeconds(decision.waitMs)}${which}.`);
    }
  };
  return { run };
}

type GivingUp = { readonly advised: boolean; readonly affectsAllKeys: boolean };

function readAskedMs(error: AttemptError, now: number): number | undefined {
  return error instanceof ConnectionError ? undefined : parseRetryAfter(error.hints.retryAfter, now);
}

/** An untrusted certificate stays untrusted, and what this step itself ended is not to be begun again. */
function classifyConnection({ failure }: ConnectionError): Verdict {
  return failure === 'certificate' || failure === 'interrupted' ? 'final' : 'transient';
}

function explainGivingUp(
  decision: Decision & { retry: false },
  attempts: number,
  remainingMs: number,
): string {
  switch (decision.reason) {
    case 'final':
      return '';
    case 'retries-used':
      return attempts === 1 ? '' : `All ${attempts} attempts failed.`;
    case 'no-time':
      return `Only ${formatSeconds(remainingMs)} of the time limit (\`timeout-seconds\`) is left, too little for another attempt.`;
    case 'asked-too-long':
      return (
        `It asked to wait ${formatWait(decision.askedMs)}, longer than what is left of the time limit (${formatSeconds(remainingMs)}): ` +
        `run the job again after that time${decision.askedMs < LONGEST_TIMEOUT_MS ? ', or raise `timeout-seconds`' : ''}.`
      );
  }
}

function formatWait(milliseconds: number): string {
  return milliseconds > DAY_MS ? 'more than a day' : formatSeconds(milliseconds);
}
