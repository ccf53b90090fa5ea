import type { Budget } from './budget.ts';
import { follow, sleep } from './budget.ts';
import { AnswerError, RequestError, Stopped, describeDefect } from './errors.ts';
import type { Selected } from './selection.ts';
import { count } from './text.ts';
import type { TurnKey, TurnKeys } from './turn-keys.ts';

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
  /** The answer behind a failure, where one came. */
  readonly answer?: AnswerError;
};

/** How many requests are under way at once, at most. */
export const AT_ONCE = 8;

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

  const deleteOne = async (key: Selected): Promise<Outcome> => {
    if (key.missing !== undefined) return outcome(key, 'not-found', { reason: key.missing });
    let deleted: TurnKey | undefined;
    try {
      const removal = await turnKeys.remove(key.uid, halt.signal);
      if (removal.status === 'not-found') return outcome(key, 'not-found', { reason: removal.reason });
      deleted = removal.key;
      const still = verify ? await readBack(key.uid) : undefined;
      if (still !== undefined) return outcome(key, 'failed', { key: deleted, reason: still });
      return outcome(key, 'deleted', {
        key: deleted,
        reason: [removal.note, verify && 'read back, and Cloudflare says that it is gone']
          .filter(Boolean)
          .join('; '),
      });
    } catch (error) {
      const reason = deleted && 'Cloudflare confirmed the deletion, but reading the key back failed: ';
      if (error instanceof Stopped) {
        return outcome(key, deleted ? 'failed' : 'not-attempted', {
          key: deleted,
          reason: `${reason ?? ''}${error.message}`,
        });
      }
      if (!(error instanceof RequestError)) {
        return outcome(key, 'failed', { key: deleted, reason: `${reason ?? ''}${describeDefect(error)}` });
      }
      if (error.meetsAll) halt.abort(new Stopped('another key met a failure that would meet every key'));
      return outcome(key, 'failed', {
        key: deleted,
        reason: `${reason ?? ''}${error.message}`,
        cause: error,
      });
    }
  };

  /** Returns undefined once Cloudflare says that the key is gone, or a sentence when there is no time left to ask. */
  const readBack = async (uid: string): Promise<string | undefined> => {
    for (let reads = 1; ; reads++) {
      if ((await turnKeys.get(uid)) === undefined) return undefined;
      const pause = Math.min(LONGEST_READ_BACK_MS, FIRST_READ_BACK_MS * 2 ** (reads - 1));
      if (pause >= budget.remaining()) {
        return (
          `Cloudflare confirmed the deletion, and still returned the key each time it was read back (${count(reads, 'time')}): ` +
          'look in the dashboard, and run the step again.'
        );
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
  { reason = '', key = {}, cause }: { reason?: string; key?: TurnKey | undefined; cause?: RequestError } = {},
): Outcome {
  const answer = cause?.last;
  return {
    uid,
    name: key.name ?? known.name ?? '',
    created: key.created ?? known.created ?? '',
    modified: key.modified ?? known.modified ?? '',
    status,
    reason,
    ...(answer instanceof AnswerError && { answer }),
  };
}
