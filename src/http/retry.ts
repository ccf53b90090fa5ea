import { StoppedError } from '../lib/deadline.ts';
import { formatSeconds } from '../lib/format.ts';
import type { Clock } from '../lib/time.ts';
import { ConnectionError, RequestError, isAttemptError } from './errors.ts';
import type { AttemptError, ResponseError } from './errors.ts';
import type { RateLimit, Turn } from './rate-limit.ts';
import type { AttemptCounts, Verdict } from './retry-decision.ts';

/** Retries requests to one service where that can help, within the step's time limit. */
export type Retries = {
  /**
   * Runs `attempt` until it succeeds or another would not help, and returns what it returned.
   * @throws RequestError when the last attempt failed; StoppedError when `softStop` was aborted, or the rate limit known to
   * outlast the step, before the first began
   */
  readonly run: <T>(request: RetriedRequest<T>) => Promise<T>;
};

/** A request that may be sent several times. */
export type RetriedRequest<T> = {
  /** Sends the request once. `number` counts the attempts from 1. */
  readonly attempt: (number: number) => Promise<T>;
  /** What failures of this service mean. Called only after a failure. */
  readonly policy: () => FailurePolicy | Promise<FailurePolicy>;
  /** A sentence for the message of a failure, whatever the advice is; may be empty. */
  readonly ambiguityNote?: () => string;
  /** Aborted when no further attempt may begin. */
  readonly softStop: AbortSignal;
};

/** What failures of requests to one service mean. */
export type FailurePolicy = {
  /** What a response means for the next attempt. Connection errors mean the same for every service. */
  readonly classify: (error: ResponseError) => Verdict;
  /** Whether every other request of the step would fail with this final response, too. */
  readonly affectsAllKeys: (error: ResponseError) => boolean;
  /** What to do about the failure of the last attempt, in a sentence or two. */
  readonly advise: (error: AttemptError) => string;
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

  async function run<T>(request: RetriedRequest<T>): Promise<T> {
    const { attempt, policy, ambiguityNote, softStop } = request;
    let turn: Turn = { notBefore: 0, paced: true };
    let last: AttemptError | undefined;
    let counts: AttemptCounts | undefined;
    for (let number = 1; ; number++) {
      try {
        await rateLimit.enter(turn, softStop);
      } catch (stopped) {
        if (last === undefined || !(stopped instanceof StoppedError)) throw stopped;
        const why = `It was not retried. ${stopped.message}`;
        throw await giveUp(last, why, { advised: true, affectsAllKeys: false });
      }
      try {
        return await attempt(number);
      } catch (error) {
        if (!isAttemptError(error)) throw error;
        last = error;
      } finally {
        rateLimit.leave();
      }
      turn = await planRetry(last, number);
    }

    /** Decides when the next attempt begins. Throws if there is none. */
    async function planRetry(error: AttemptError, number: number): Promise<Turn> {
      // Loaded only after a failure.
      const { classifyConnection, countAttempt, decide, explainGivingUp, NO_FAILURES } =
        await import('./retry-decision.ts');
      const { classify, affectsAllKeys } = await policy();
      const verdict = error instanceof ConnectionError ? classifyConnection(error) : classify(error);
      counts = countAttempt(counts ?? NO_FAILURES, error, verdict, clock.now());
      const remainingMs = remaining();
      const state = { maxRetries, remainingMs, random: random(), now: clock.now() };
      const decision = decide(error, verdict, counts, state);
      if (!decision.retry) {
        const { reason } = decision;
        if (verdict === 'rate-limited' && reason !== 'final') rateLimit.giveUp();
        throw await giveUp(error, explainGivingUp(decision, number, remainingMs), {
          advised: reason !== 'asked-too-long',
          affectsAllKeys:
            reason === 'asked-too-long' ||
            (reason === 'final' && !(error instanceof ConnectionError) && affectsAllKeys(error)),
        });
      }
      const notBefore = clock.monotonic() + decision.waitMs;
      if (decision.pausesAll) rateLimit.pauseUntil(notBefore);
      const which = decision.pausesAll ? '' : ` (retry ${counts.failures} of ${maxRetries})`;
      info(`${error.message} Retrying in ${formatSeconds(decision.waitMs)}${which}.`);
      return { notBefore, paced: !decision.asked };
    }

    async function giveUp(error: AttemptError, why: string, options: GivingUp): Promise<RequestError> {
      const parts = [
        error.message,
        why,
        ambiguityNote?.(),
        options.advised && (await policy()).advise(error),
      ];
      return new RequestError(parts.filter(Boolean).join(' '), {
        last: error,
        affectsAllKeys: options.affectsAllKeys,
      });
    }
  }
  return { run };
}

type GivingUp = { readonly advised: boolean; readonly affectsAllKeys: boolean };
