import type { Budget } from './lib/deadline.ts';
import { follow, sleep } from './lib/deadline.ts';
import { AnswerError, RequestError, Stopped, describeDefect } from './http/errors.ts';
import type { Selected } from './keys/selection-rules.ts';
import { count } from './lib/sanitize.ts';
import type { TurnKey, TurnKeys } from './cloudflare/turn-keys.ts';

/** What became of a selected key. */
export type KeyStatus = 'deleted' | 'not-found' | 'would-delete' | 'failed' | 'not-attempted';

/** A selected key and what became of it. Fields that Cloudflare never told are empty. */
export type Outcome = {
  readonly uid: string;
  readonly name: string;
  readonly created: string;
  readonly modified: string;
  readonly status: KeyStatus;
  /** Why, in a sentence or clause; empty where the status says all. */
  readonly reason: string;
  /** Whether Cloudflare confirmed the deletion: a key that failed all the same could not be verified. */
  readonly confirmed: boolean;
  /** The answer behind a failure, where one came. */
  readonly answer?: AnswerError;
};

/** How many requests are under way at once, at most. */
export const AT_ONCE = 8;

const MEETS_ALL = 'Another key met a failure that would meet every key: mend that first.';

const FIRST_READ_BACK_MS = 500;
const LONGEST_READ_BACK_MS = 15_000;

/**
 * Deletes the selected keys, at most `AT_ONCE` at a time, and tells each outcome as it comes. One key's failure does
 * not stop the others, unless it would meet them all. Never throws: what was deleted is always told.
 */
export async function deleteKeys(
  selected: readonly Selected[],
  context: {
    readonly turnKeys: TurnKeys;
    readonly budget: Budget;
    /** Whether to read each key back until Cloudflare says that it is gone. */
    readonly verify: boolean;
    readonly onOutcome: (outcome: Outcome) => void;
    readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  },
): Promise<readonly Outcome[]> {
  const { turnKeys, budget, verify, onOutcome, wait = sleep } = context;
  const { controller: halt } = follow(budget.stop);

  const deleteOne = async (selectedKey: Selected): Promise<Outcome> => {
    if (selectedKey.missing !== undefined) {
      return outcome(selectedKey, 'not-found', { reason: selectedKey.missing });
    }
    let key: TurnKey | undefined;
    try {
      const removal = await turnKeys.remove(selectedKey.uid, halt.signal);
      if (removal.status === 'not-found')
        return outcome(selectedKey, 'not-found', { reason: removal.reason });
      key = removal.key;
      const still = verify ? await readBack(selectedKey.uid) : undefined;
      if (still !== undefined) return outcome(selectedKey, 'failed', { key, reason: still });
      const verified = verify && 'read back, and Cloudflare says that it is gone';
      return outcome(selectedKey, 'deleted', {
        key,
        reason: [removal.note, verified].filter(Boolean).join('; '),
      });
    } catch (error) {
      if (error instanceof RequestError) {
        if (error.meetsAll) halt.abort(new Stopped(MEETS_ALL));
        return outcome(selectedKey, 'failed', { key, reason: error.message, cause: error });
      }
      if (error instanceof Stopped) {
        return outcome(selectedKey, key === undefined ? 'not-attempted' : 'failed', {
          key,
          reason: error.message,
        });
      }
      return outcome(selectedKey, 'failed', { key, reason: describeDefect(error) });
    }
  };

  /** Returns undefined once Cloudflare says that the key is gone, or a sentence when there is no time left to ask. */
  const readBack = async (uid: string): Promise<string | undefined> => {
    for (let reads = 1; ; reads++) {
      if ((await turnKeys.get(uid)) === undefined) return undefined;
      const pause = Math.min(LONGEST_READ_BACK_MS, FIRST_READ_BACK_MS * 2 ** (reads - 1));
      if (pause >= budget.remaining()) {
        return `Cloudflare still returned it each time it was read back (${count(reads, 'time')}): look in the dashboard, and run the step again.`;
      }
      await wait(pause, budget.stop);
    }
  };

  return await inParallel(selected, async (key) => {
    const result = await deleteOne(key);
    onOutcome(result);
    return result;
  });
}

/** Runs `task` for each item, at most `AT_ONCE` at a time, and returns what each returned, in order. */
export async function inParallel<T, R>(
  items: readonly T[],
  task: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await task(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

/** Puts together what was read before the deletion and what the deletion's answer says, which is newer. */
export function outcome(
  { uid, known }: Selected,
  status: KeyStatus,
  { reason = '', key, cause }: { reason?: string; key?: TurnKey | undefined; cause?: RequestError } = {},
): Outcome {
  const answer = cause?.last;
  return {
    uid,
    name: firstTold(key?.name, known.name),
    created: firstTold(key?.created, known.created),
    modified: firstTold(key?.modified, known.modified),
    status,
    reason,
    confirmed: key !== undefined,
    ...(answer instanceof AnswerError && { answer }),
  };
}

function firstTold(...texts: readonly (string | undefined)[]): string {
  return texts.find((text) => text !== undefined && text !== '') ?? '';
}
