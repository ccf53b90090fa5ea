import type { Deletion, TurnKeys } from './cloudflare/turn-keys.ts';
import { DeletionError } from './cloudflare/turn-keys.ts';
import { CloudflareError } from './cloudflare/errors.ts';
import { RequestError } from './http/errors.ts';
import { makeOutcome } from './keys/outcome.ts';
import type { FailedResponse, Outcome } from './keys/outcome.ts';
import type { PlannedKey } from './keys/planned-key.ts';
import type { Deadline } from './lib/deadline.ts';
import { StoppedError } from './lib/deadline.ts';
import { describeDefect } from './lib/defect.ts';
import { pluralize } from './lib/format.ts';
import { inParallel } from './lib/parallel.ts';
import { sleep } from './lib/time.ts';
import type { Clock } from './lib/time.ts';

/** How many keys are deleted at once, at most. */
export const PARALLEL_DELETIONS = 8;

const AFFECTS_ALL = 'Another key failed with an error that affects every key. Fix that error first.';

const FIRST_READ_BACK_MS = 500;
const LONGEST_READ_BACK_MS = 15_000;

/** A deletion that deleted its key. */
type Deleted = Extract<Deletion, { readonly status: 'deleted' }>;

/** What the report of a key that failed has, besides the reason. */
type FailureDetails = { readonly mayBeDeleted?: boolean; readonly response?: FailedResponse | undefined };

/** What reading a deleted key back shows; `reason` is a sentence. */
type ReadBack = { readonly gone: true } | { readonly gone: false; readonly reason: string };

/**
 * Carries out the plan, at most `PARALLEL_DELETIONS` keys at a time, and reports each outcome as it comes. One key's failure
 * does not stop the others, unless it affects every key. Never throws: what was deleted is always reported.
 */
export async function deleteKeys(
  planned: readonly PlannedKey[],
  context: {
    readonly turnKeys: TurnKeys;
    readonly deadline: Pick<Deadline, 'remaining' | 'softStop'>;
    readonly clock: Clock;
    /** Whether to read each key back until Cloudflare reports that it is gone. */
    readonly verify: boolean;
    readonly onOutcome: (outcome: Outcome) => void;
  },
): Promise<readonly Outcome[]> {
  const { turnKeys, deadline, clock, verify, onOutcome } = context;
  const halt = new AbortController();
  const stop = AbortSignal.any([deadline.softStop, halt.signal]);

  async function deleteOne(key: PlannedKey): Promise<Outcome> {
    // Undefined until the key is deleted.
    let deletion: Deleted | undefined;
    function fail(reason: string, more: FailureDetails = {}): Outcome {
      const note = deletion?.note;
      if (note === undefined) return makeOutcome(key, 'failed', { ...more, key: deletion?.key, reason });
      // Nothing confirmed the deletion: Cloudflare only reports that the key doesn't exist.
      const explained = `The key may have been deleted, ${note}. This could not be verified: ${reason}`;
      return makeOutcome(key, 'failed', { ...more, mayBeDeleted: true, reason: explained });
    }
    try {
      const result = await turnKeys.delete(key.uid, stop);
      if (result.status === 'not-found') return makeOutcome(key, 'not-found', { reason: result.reason });
      deletion = result;
      const check = verify ? await readBack(key.uid) : undefined;
      if (check?.gone === false) return fail(check.reason);
      const verified = check?.gone === true && 'read back, and Cloudflare reports that it is gone';
      const reason = [deletion.note, verified].filter(Boolean).join('; ');
      return makeOutcome(key, 'deleted', { key: deletion.key, reason });
    } catch (error) {
      if (error instanceof RequestError) {
        if (error.affectsAllKeys) halt.abort(new StoppedError(AFFECTS_ALL));
        return fail(error.message, {
          mayBeDeleted: error instanceof DeletionError && error.mayBeDeleted,
          response: toFailedResponse(error),
        });
      }
      if (error instanceof StoppedError) {
        return deletion === undefined
          ? makeOutcome(key, 'not-attempted', { reason: error.message })
          : fail(error.message);
      }
      return fail(describeDefect(error), { mayBeDeleted: true });
    }
  }

  /** Reads the key until Cloudflare reports that it is gone, or the time is up before that. */
  async function readBack(uid: string): Promise<ReadBack> {
    for (let reads = 1; ; reads++) {
      if ((await turnKeys.get(uid, deadline.softStop)) === undefined) return { gone: true };
      const pause = Math.min(LONGEST_READ_BACK_MS, FIRST_READ_BACK_MS * 2 ** (reads - 1));
      if (pause >= deadline.remaining()) {
        const reason = `Cloudflare still returned it each time it was read back (${pluralize(reads, 'time')}): check the dashboard, and run the step again.`;
        return { gone: false, reason };
      }
      await sleep(clock, pause, deadline.softStop);
    }
  }

  return await inParallel(planned, PARALLEL_DELETIONS, async (key) => {
    const outcome = await settle(key);
    onOutcome(outcome);
    return outcome;
  });

  async function settle(key: PlannedKey): Promise<Outcome> {
    switch (key.plan) {
      case 'delete':
        return await deleteOne(key);
      case 'keep':
        return makeOutcome(key, 'kept', { reason: key.reason });
      case 'not-found':
        return makeOutcome(key, 'not-found', { reason: key.reason });
    }
  }
}

/** Makes the outcomes of a dry run: those that the plan would have, as far as reading shows. */
export function makeDryRunOutcomes(planned: readonly PlannedKey[]): readonly Outcome[] {
  const statuses = { delete: 'would-delete', keep: 'kept', 'not-found': 'not-found' } as const;
  return planned.map((key) => makeOutcome(key, statuses[key.plan], { reason: key.reason }));
}

/** The response behind a failed request; undefined if there was none. */
export function toFailedResponse({ last }: RequestError): FailedResponse | undefined {
  return last instanceof CloudflareError ? last.toFailedResponse() : undefined;
}
