import { inParallel } from './delete-keys.ts';
import { Refusal, RequestError, Stopped } from './http/errors.ts';
import type { Inputs } from './inputs/inputs.ts';
import type { Log } from './output/log.ts';
import type { PullRequestState } from './github/pull-requests.ts';
import { guard, keepOlder, matchNames, unique } from './keys/selection-rules.ts';
import type { Match, Selected } from './keys/selection-rules.ts';
import { clip, count, quote } from './lib/sanitize.ts';
import type { TurnKeys } from './cloudflare/turn-keys.ts';

/** The greatest number that GitHub's GraphQL, whose integers have 32 bits, can be asked about. */
const LARGEST_PULL_REQUEST = 2_147_483_647;

/** What choosing the keys needs. */
export type PlanContext = {
  readonly turnKeys: TurnKeys;
  readonly log: Log;
  readonly askGitHub: (numbers: readonly number[]) => Promise<ReadonlyMap<number, PullRequestState>>;
  /** The time of day, in milliseconds since 1970. */
  readonly now: () => number;
};

/**
 * Reads what has to be read, and decides which keys to delete. Every guard has passed when it returns.
 * @throws Refusal when nothing may be deleted
 */
export async function planDeletion(inputs: Inputs, context: PlanContext): Promise<readonly Selected[]> {
  const { keys } = inputs;
  const selected =
    keys.by === 'id' ? await selectIds(keys.ids, context) : await selectNames(keys, inputs, context);
  guard(selected, inputs);
  return selected;
}

async function selectIds(ids: readonly string[], { turnKeys }: PlanContext): Promise<readonly Selected[]> {
  const all = ids.map((uid): Selected => ({ uid, known: {} }));
  let failed: { readonly uid: string; readonly error: unknown } | undefined;
  const read = await inParallel(all, async (key) => {
    if (failed !== undefined) return key;
    try {
      const known = await turnKeys.get(key.uid);
      return known === undefined
        ? { ...key, missing: 'Cloudflare says that it does not exist.' }
        : { ...key, known };
    } catch (error) {
      failed ??= { uid: key.uid, error };
      return key;
    }
  });
  if (failed !== undefined)
    throw unread(`TURN key ${failed.uid} could not be read`, failed.error, read, failed.uid);
  return read;
}

async function selectNames(
  { lines }: Inputs['keys'] & { by: 'name' },
  { ifAmbiguous, olderThanMs }: Inputs,
  context: PlanContext,
): Promise<readonly Selected[]> {
  const { turnKeys, log, now } = context;
  const keys = await turnKeys.list().catch((error: unknown) => {
    throw unread("the account's TURN keys could not be listed", error, []);
  });
  const matched = matchNames(lines, keys, ifAmbiguous);
  const kept = new Map<string, string>();
  const keep = ({ uid, known: { name } }: Match, reason: string): void => {
    kept.set(uid, `Kept TURN key ${uid} ${quote(name)}: ${reason}.`);
  };
  const old = olderThanMs === undefined ? matched : keepOlder(matched, olderThanMs, now(), keep);
  const selected = unique(await keepClosed(old, context.askGitHub, keep));
  // What one line keeps, another may have picked.
  for (const { uid } of selected) kept.delete(uid);
  for (const line of kept.values()) log.info(line);
  log.info(
    `Of ${count(keys.length, 'TURN key')} in the account, ${selected.filter(({ missing }) => !missing).length} selected.`,
  );
  return selected;
}

/** Of the keys that a template picked, keeps those whose number is a pull request that is closed or merged. */
async function keepClosed(
  matched: readonly Match[],
  askGitHub: (numbers: readonly number[]) => Promise<ReadonlyMap<number, PullRequestState>>,
  onKept: (key: Match, reason: string) => void,
): Promise<readonly Match[]> {
  const numbers = new Set(matched.flatMap(({ digits }) => pullRequestNumber(digits) ?? []));
  const states: ReadonlyMap<number, PullRequestState> =
    numbers.size === 0 ? new Map() : await askGitHub([...numbers]);
  return matched.filter((match) => {
    if (match.digits === undefined) return true;
    const number = pullRequestNumber(match.digits);
    const state = number && states.get(number);
    if (state === 'closed') return true;
    onKept(
      match,
      state === 'open'
        ? `pull request ${match.digits} is open`
        : `${clip(match.digits, 40)} is no pull request of this repository`,
    );
    return false;
  });
}

/** The number that digits are; undefined if no pull request has it, or its number is not written so. */
function pullRequestNumber(digits: string | undefined): number | undefined {
  const number = Number(digits);
  return digits?.startsWith('0') === false && number <= LARGEST_PULL_REQUEST ? number : undefined;
}

function unread(what: string, error: unknown, selected: readonly Selected[], failedUid?: string): unknown {
  if (!(error instanceof RequestError) && !(error instanceof Stopped)) return error;
  return new Refusal(`Nothing was deleted, because ${what}. ${error.message}`, {
    selected,
    failedUid,
    cause: error,
  });
}
