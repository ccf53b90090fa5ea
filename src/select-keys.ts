import type { Inputs } from './inputs/inputs.ts';
import { RequestError } from './http/errors.ts';
import { planById } from './keys/planned-key.ts';
import type { PlannedKey } from './keys/planned-key.ts';
import { RefusalError } from './keys/refusal.ts';
import {
  applyUsage,
  enforceExpectedNames,
  enforceMaxKeys,
  keepNewerThan,
  keepOpenPullRequests,
  matchNames,
  mergePicks,
  pullRequestNumbers,
  toDelete,
} from './keys/selection-rules.ts';
import type { PullRequestState } from './keys/selection-rules.ts';
import { StoppedError } from './lib/deadline.ts';
import { pluralize } from './lib/format.ts';
import { inParallel } from './lib/parallel.ts';
import type { TurnKeys } from './cloudflare/turn-keys.ts';

/** How many keys are read at once. */
const PARALLEL_READS = 8;

/** What selecting the keys needs. */
export type SelectionContext = {
  readonly turnKeys: TurnKeys;
  readonly softStop: AbortSignal;
  readonly info: (message: string) => void;
  readonly readPullRequests: (numbers: readonly number[]) => Promise<ReadonlyMap<number, PullRequestState>>;
  /** How many bytes each of these keys relayed within `unused-for`. */
  readonly readUsage: (uids: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** The time of day, in milliseconds since 1970. */
  readonly now: () => number;
};

/**
 * Reads what has to be read, applies every rule, and returns what is to be done with each key. Every guard has passed when
 * it returns.
 * @throws RefusalError when nothing may be deleted
 */
export async function selectKeys(inputs: Inputs, context: SelectionContext): Promise<readonly PlannedKey[]> {
  const { keys, expectedNames, maxKeys, ifInUse, unusedForMs } = inputs;
  const planned =
    keys.by === 'id'
      ? await planIds(keys.ids, inputs, context)
      : await planNames(keys.lines, inputs, context);
  enforceExpectedNames(planned, expectedNames);
  // With `if-in-use: keep`, keys in use don't count for `max-keys`: how many are left is known after their usage was read.
  if (unusedForMs === 0 || ifInUse === 'error') enforceMaxKeys(planned, maxKeys);
  if (unusedForMs === 0) return planned;
  const used = applyUsage(planned, await askUsage(planned, context), inputs);
  enforceMaxKeys(used, maxKeys);
  return used;
}

async function planIds(
  ids: readonly string[],
  { dryRun, expectedNames }: Inputs,
  { turnKeys, softStop }: SelectionContext,
): Promise<readonly PlannedKey[]> {
  const all = ids.map(planById);
  if (!dryRun && expectedNames.length === 0) return all;
  let failed: { readonly uid: string; readonly error: unknown } | undefined;
  // One key that can't be read refuses the step, so the others need no retries.
  const halt = new AbortController();
  const stop = AbortSignal.any([softStop, halt.signal]);
  const planned = await inParallel(all, PARALLEL_READS, async (key): Promise<PlannedKey> => {
    if (failed !== undefined) return key;
    try {
      const known = await turnKeys.get(key.uid, stop);
      return known === undefined
        ? { ...key, plan: 'not-found', reason: 'Cloudflare reports that it does not exist.' }
        : { ...key, known };
    } catch (error) {
      failed ??= { uid: key.uid, error };
      halt.abort(error);
      return key;
    }
  });
  if (failed !== undefined) {
    throw refuseUnread(`TURN key ${failed.uid} could not be read`, failed.error, planned, failed.uid);
  }
  return planned;
}

async function planNames(
  lines: (Inputs['keys'] & { readonly by: 'name' })['lines'],
  { ifAmbiguous, olderThanMs }: Inputs,
  { turnKeys, info, now, readPullRequests }: SelectionContext,
): Promise<readonly PlannedKey[]> {
  const keys = await turnKeys.list().catch((error: unknown) => {
    throw refuseUnread("the account's TURN keys could not be listed", error, []);
  });
  const matched = keepNewerThan(matchNames(lines, keys, ifAmbiguous), olderThanMs, now());
  const numbers = pullRequestNumbers(matched);
  const states = numbers.length === 0 ? new Map<number, PullRequestState>() : await readPullRequests(numbers);
  const planned = mergePicks(keepOpenPullRequests(matched, states));
  info(`Selected ${toDelete(planned).length} of ${pluralize(keys.length, 'TURN key')}.`);
  return planned;
}

async function askUsage(
  planned: readonly PlannedKey[],
  { readUsage }: SelectionContext,
): Promise<ReadonlyMap<string, number>> {
  const uids = toDelete(planned).map(({ uid }) => uid);
  if (uids.length === 0) return new Map();
  return await readUsage(uids).catch((error: unknown) => {
    throw refuseUnread('the usage of the selected keys could not be read', error, planned);
  });
}

/** A read that failed refuses the step; a defect stays one. */
function refuseUnread(
  what: string,
  error: unknown,
  planned: readonly PlannedKey[],
  failedUid?: string,
): unknown {
  if (!(error instanceof RequestError) && !(error instanceof StoppedError)) return error;
  return new RefusalError(`Nothing was deleted, because ${what}. ${error.message}`, {
    why: what,
    planned,
    failedUid,
    cause: error,
  });
}
