import { formatSeconds } from '../lib/format.ts';
import { DAY_MS, HOUR_MS } from '../lib/time.ts';
import { ConnectionError } from './errors.ts';
import type { AttemptError } from './errors.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
// A shorter `Retry-After` than this asks to retry at once: seconds are whole, and a date may have passed.
const AT_ONCE_MS = 500;
const LONGEST_TIMEOUT_MS = HOUR_MS;

/**
 * What a response means for the next attempt. `rate-limited`: the request was not carried out, and the limit is shared by
 * all requests of the service.
 */
export type Verdict = 'final' | 'transient' | 'rate-limited';

/** What to do after a failed attempt. `askedMs`: how long the server asked to wait, longer than the time left. */
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

/**
 * Reads `Retry-After`, seconds or a date, as milliseconds from now; undefined if it is missing or neither.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  // The three forms of an HTTP date; the oldest, asctime's, does not name its zone, which is GMT.
  const isDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/.test(value);
  const date = isDate ? Date.parse(value.endsWith('GMT') ? value : `${value} GMT`) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** What happened to a request so far. */
export type AttemptCounts = {
  /** How many attempts failed, without those that hit the rate limit. */
  readonly failures: number;
  /** How many attempts in a row hit the rate limit. */
  readonly rateLimited: number;
  /** How many responses in a row asked to retry at once. */
  readonly askedAtOnce: number;
};

/** The counts of a request that was not sent yet. */
export const NO_FAILURES: AttemptCounts = { failures: 0, rateLimited: 0, askedAtOnce: 0 };

/** Counts a failed attempt. `now` is the time of day, in milliseconds since 1970. */
export function countAttempt(
  counts: AttemptCounts,
  error: AttemptError,
  verdict: Verdict,
  now: number,
): AttemptCounts {
  const askedMs = readAskedMs(error, now);
  const isRateLimit = verdict === 'rate-limited';
  return {
    failures: counts.failures + (isRateLimit ? 0 : 1),
    rateLimited: isRateLimit ? counts.rateLimited + 1 : 0,
    askedAtOnce: askedMs !== undefined && askedMs < AT_ONCE_MS ? counts.askedAtOnce + 1 : 0,
  };
}

/**
 * Decides whether a failed attempt, which the counts include, is followed by another, and when. Waiting out a rate limit
 * does not count as a retry, since the request was not carried out.
 */
export function decide(
  error: AttemptError,
  verdict: Verdict,
  { failures, rateLimited, askedAtOnce }: AttemptCounts,
  state: {
    readonly maxRetries: number;
    readonly remainingMs: number;
    /** From 0 to 1. */
    readonly random: number;
    /** The time of day, in milliseconds since 1970. */
    readonly now: number;
  },
): Decision {
  const { maxRetries, remainingMs, random, now } = state;
  if (verdict === 'final') return { retry: false, reason: 'final' };
  const askedMs = readAskedMs(error, now);
  if (askedMs !== undefined && askedMs >= remainingMs) {
    return { retry: false, reason: 'asked-too-long', askedMs };
  }
  const isRateLimit = verdict === 'rate-limited';
  if (!isRateLimit && failures > maxRetries) return { retry: false, reason: 'retries-used' };
  const growingMs = backoff(isRateLimit ? rateLimited : failures, random);
  const windowMs = isRateLimit && !(error instanceof ConnectionError) ? (error.hints.windowEndsMs ?? 0) : 0;
  // The window's end is a hint. Where it doesn't fit in the time left, the growing waits go on for as long as there is time.
  const ownMs = windowMs < remainingMs ? Math.max(growingMs, windowMs) : growingMs;
  // "At once" is obeyed once in a row: a server that always says so would get requests without pause.
  const asked = askedMs !== undefined && askedAtOnce <= 1;
  const waitMs = asked ? askedMs : ownMs;
  if (waitMs >= remainingMs) return { retry: false, reason: 'no-time' };
  return { retry: true, waitMs, asked, pausesAll: isRateLimit };
}

function readAskedMs(error: AttemptError, now: number): number | undefined {
  return error instanceof ConnectionError ? undefined : parseRetryAfter(error.hints.retryAfter, now);
}

/** The wait after the nth failed attempt: 1, 2, 4 … up to 60 s, of which half to all is taken. */
function backoff(attempt: number, random: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  return longest * (0.5 + random / 2);
}

/** What a failed connection means for the next attempt: a bad certificate stays bad, and a step that must stop stops. */
export function classifyConnection({ failure }: ConnectionError): Verdict {
  return failure === 'certificate' || failure === 'interrupted' ? 'final' : 'transient';
}

/** Why there is no further attempt, in a sentence; empty where the failure itself explains it. */
export function explainGivingUp(
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
