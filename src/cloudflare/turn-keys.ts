import { ConnectionError, RequestError, isAttemptError } from '../http/errors.ts';
import type { AttemptError } from '../http/errors.ts';
import type { FailurePolicy, Retries } from '../http/retry.ts';
import type { TurnKey } from '../keys/turn-key.ts';
import { isRecord } from '../lib/objects.ts';
import { escapeLine, quote, truncate } from '../lib/sanitize.ts';
import type { Cloudflare, Success } from './api.ts';
import { CloudflareError, isNotFound } from './errors.ts';
import type { Page } from './list.ts';

/** What became of a deletion. `note` explains the status where that is necessary. */
export type Deletion =
  | { readonly status: 'deleted'; readonly key: TurnKey; readonly note?: string }
  | { readonly status: 'not-found'; readonly reason: string };

/** A deletion failed. `mayBeDeleted`: one of its attempts may have taken effect. */
export class DeletionError extends RequestError {
  readonly mayBeDeleted: boolean;

  constructor(error: RequestError, mayBeDeleted: boolean) {
    super(error.message, error);
    this.mayBeDeleted = mayBeDeleted;
  }
}

/**
 * The TURN keys of an account. Every operation retries. It throws RequestError when it gives up, and StoppedError if it was
 * stopped before its first attempt.
 */
export type TurnKeys = {
  /** All keys of the account, page by page if Cloudflare pages them. A list that can't be read to its end is an error. */
  readonly list: () => Promise<readonly TurnKey[]>;
  /** One key; undefined if Cloudflare reports that it does not exist. Begins no attempt once `softStop` is aborted. */
  readonly get: (uid: string, softStop: AbortSignal) => Promise<TurnKey | undefined>;
  /**
   * Deletes one key. Begins no attempt once `softStop` is aborted.
   * @throws DeletionError when it gives up
   */
  readonly delete: (uid: string, softStop: AbortSignal) => Promise<Deletion>;
};

const PATH = '/calls/turn_keys';

/** Opens the keys of the account that `cloudflare` is for. `softStop` ends the reading of the list. */
export function openTurnKeys(cloudflare: Cloudflare, retries: Retries, softStop: AbortSignal): TurnKeys {
  // A token that has deleted a key in this step is valid and has the permission, whatever a single 403 says.
  let tokenWorked = false;
  async function policy(): Promise<FailurePolicy> {
    return (await import('./failure-policy.ts')).openFailurePolicy(() => tokenWorked);
  }
  function read<T>(path: string, whenStopped: AbortSignal, understand: (success: Success) => T): Promise<T> {
    return retries.run({
      attempt: async (number) => understand(await cloudflare.send('GET', path, number)),
      policy,
      softStop: whenStopped,
    });
  }

  async function list(): Promise<readonly TurnKey[]> {
    const { collectKeys } = await import('./list.ts');
    const collector = collectKeys();
    for (let page = 1; ; page++) {
      const path = page === 1 ? PATH : `${PATH}?page=${page}`;
      const { listed, success } = await read(path, softStop, (response) => ({
        listed: readPage(response),
        success: response,
      }));
      if (success.status === 206) throw incomplete(success, 'HTTP 206 stands for a part of it');
      if (namesNextPage(success)) throw incomplete(success, 'its header `link` names a next page');
      const progress = collector.add(listed);
      if ('incomplete' in progress) throw incomplete(success, progress.incomplete);
      if (!progress.more) return collector.keys();
    }
  }

  async function get(uid: string, whenStopped: AbortSignal): Promise<TurnKey | undefined> {
    try {
      return await read(`${PATH}/${uid}`, whenStopped, (success) => readKey(success, uid));
    } catch (error) {
      if (saysNotFound(error)) return undefined;
      throw error;
    }
  }

  async function deleteKey(uid: string, whenStopped: AbortSignal): Promise<Deletion> {
    let doubt: string | undefined;
    async function attempt(number: number): Promise<TurnKey> {
      try {
        return readKey(await cloudflare.send('DELETE', `${PATH}/${uid}`, number), uid);
      } catch (error) {
        if (isAttemptError(error) && (await mayHaveDeleted(error))) doubt = error.message;
        throw error;
      }
    }
    function ambiguityNote(): string {
      return doubt === undefined
        ? ''
        : 'The key may have been deleted: check the dashboard, or run the step again with `if-not-found: ignore`.';
    }
    try {
      const key = await retries.run({ attempt, policy, ambiguityNote, softStop: whenStopped });
      tokenWorked = true;
      return { status: 'deleted', key };
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      if (!saysNotFound(error)) throw new DeletionError(error, doubt !== undefined);
      if (doubt === undefined) return { status: 'not-found', reason: error.last.message };
      // Probably. A token without the permission is refused before the key is looked for.
      tokenWorked = true;
      return {
        status: 'deleted',
        key: { uid },
        note: `probably by an earlier attempt (${doubt.replace(/\.$/, '')}): Cloudflare now reports that the key doesn't exist`,
      };
    }
  }

  return { list, get, delete: deleteKey };
}

/** Whether a DELETE that failed so may have taken effect. */
async function mayHaveDeleted(error: AttemptError): Promise<boolean> {
  if (error instanceof ConnectionError) return error.mayHaveArrived;
  if (!(error instanceof CloudflareError)) return false;
  const { mayHaveTakenEffect } = await import('./failure-policy.ts');
  return mayHaveTakenEffect(error);
}

function saysNotFound(error: unknown): error is RequestError {
  return error instanceof RequestError && error.last instanceof CloudflareError && isNotFound(error.last);
}

function readPage(success: Success): Page {
  const { result, resultInfo } = success;
  if (result === undefined || result === null) return { keys: [], resultInfo };
  if (!Array.isArray(result)) throw unexpected(success, 'a `result` that is not a list of keys');
  const keys = result.map((entry: unknown) => {
    const key = toKey(entry);
    if (key === undefined) throw unexpected(success, 'a list with an entry that is not a key');
    return key;
  });
  return { keys, resultInfo };
}

function readKey(success: Success, uid: string): TurnKey {
  const { result } = success;
  if (result === undefined || result === null) return {};
  const key = toKey(result);
  if (key === undefined) throw unexpected(success, 'a `result` that is not a key');
  if (key.uid !== undefined && key.uid !== uid) {
    throw unexpected(success, `another key's \`uid\`, ${quote(key.uid)}`);
  }
  return key;
}

/** Every field of a key is a string, and a null one is treated as missing. Undefined if the value is not a key. */
function toKey(value: unknown): TurnKey | undefined {
  if (!isRecord(value)) return undefined;
  const key: Record<string, string> = {};
  for (const field of ['uid', 'name', 'created', 'modified'] as const) {
    const text = value[field];
    if (text === undefined || text === null) continue;
    if (typeof text !== 'string') return undefined;
    key[field] = text;
  }
  return key;
}

function unexpected({ status, rayId }: Success, what: string): CloudflareError {
  const ray = rayId && ` (cf-ray ${truncate(escapeLine(rayId), 64)})`;
  const message = `Cloudflare returned HTTP ${status} and success, but with ${what}${ray}.`;
  return new CloudflareError(message, { failure: 'unexpected-result', status, rayId });
}

function namesNextPage({ link }: Success): boolean {
  return /\brel\s*=\s*"?next\b/i.test(link);
}

function incomplete(success: Success, why: string): RequestError {
  const last = unexpected(success, `a list that could not be read to its end: ${why}`);
  return new RequestError(
    `${last.message} With half a list, other keys of the same name can't be ruled out: set the IDs in \`key-id\`, or delete the keys in the dashboard.`,
    { last, affectsAllKeys: false },
  );
}
