import { adviceFor } from './advice.ts';
import type { Cloudflare, Success } from './api.ts';
import { isRecord } from './envelope.ts';
import { AnswerError, ConnectionError, RequestError } from '../http/errors.ts';
import type { AttemptError } from '../http/errors.ts';
import { NOT_FOUND } from '../http/retry.ts';
import type { Retries } from '../http/retry.ts';
import { quote } from '../lib/sanitize.ts';

/**
 * A TURN key as Cloudflare describes it. Every field may be missing; dates are RFC 3339.
 *
 * Source: https://developers.cloudflare.com/api/resources/calls/subresources/turn/
 */
export type TurnKey = {
  readonly uid?: string;
  readonly name?: string;
  readonly created?: string;
  readonly modified?: string;
};

/** What became of a deletion. `note` says why, where it is not plain. */
export type Removal =
  | { readonly status: 'deleted'; readonly key: TurnKey; readonly note?: string }
  | { readonly status: 'not-found'; readonly reason: string };

/** The TURN keys of an account. Every operation retries, and throws RequestError when it gives up. */
export type TurnKeys = {
  /** All keys of the account, page by page if Cloudflare ever pages them. */
  readonly list: () => Promise<readonly TurnKey[]>;
  /** One key; undefined if Cloudflare says that it does not exist. */
  readonly get: (uid: string) => Promise<TurnKey | undefined>;
  /**
   * Deletes one key. Begins no attempt once `stop` is aborted.
   * @throws Stopped if it was aborted before the first
   */
  readonly remove: (uid: string, stop: AbortSignal) => Promise<Removal>;
};

/** Whether a text can be the ID of a TURN key: 32 letters, digits, `-` or `_`, none of which means anything in a URL. */
export function isKeyId(text: string): boolean {
  return /^[A-Za-z0-9_-]{32}$/.test(text);
}

const PATH = '/calls/turn_keys';
// An account with more pages than this is none; the answer is broken or hostile.
const MOST_PAGES = 1000;

/** Opens the keys of the account that `cloudflare` is for. `stop` ends reads. */
export function openTurnKeys(cloudflare: Cloudflare, retries: Retries, stop: AbortSignal): TurnKeys {
  const read = <T>(path: string, understand: (success: Success) => T): Promise<T> =>
    retries.run({
      attempt: async (number) => understand(await cloudflare.send('GET', path, number)),
      advise: adviceFor,
      stop,
    });

  const list = async (): Promise<readonly TurnKey[]> => {
    const keys: TurnKey[] = [];
    let pages = 1;
    for (let page = 1; page <= pages; page++) {
      const path = page === 1 ? PATH : `${PATH}?page=${page}`;
      const answer = await read(path, (success) => ({ keys: readList(success), pages: readPages(success) }));
      // Not spread: a page can hold more keys than a call can have arguments.
      for (const key of answer.keys) keys.push(key);
      pages = Math.max(pages, answer.pages);
    }
    return keys;
  };

  const get = async (uid: string): Promise<TurnKey | undefined> => {
    try {
      return await read(`${PATH}/${uid}`, (success) => readKey(success, uid));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  };

  const remove = async (uid: string, whenStopped: AbortSignal): Promise<Removal> => {
    let doubt: string | undefined;
    const attempt = async (number: number): Promise<TurnKey> => {
      try {
        return readKey(await cloudflare.send('DELETE', `${PATH}/${uid}`, number), uid);
      } catch (error) {
        doubt = mayHaveDeleted(error) ? error.message : doubt;
        throw error;
      }
    };
    const caution = (): string =>
      doubt === undefined
        ? ''
        : 'The key may be gone all the same: look in the dashboard, or run the step again with `if-not-found: ignore`.';
    try {
      return {
        status: 'deleted',
        key: await retries.run({ attempt, advise: adviceFor, caution, stop: whenStopped }),
      };
    } catch (error) {
      if (!isNotFound(error)) throw error;
      if (doubt === undefined) return { status: 'not-found', reason: error.last.message };
      return {
        status: 'deleted',
        key: { uid },
        note: `an earlier attempt did it (${doubt.replace(/\.$/, '')}), for Cloudflare now says that the key does not exist`,
      };
    }
  };

  return { list, get, remove };
}

/** A DELETE that ended so may have been carried out all the same. */
function mayHaveDeleted(error: unknown): error is AttemptError {
  if (error instanceof ConnectionError) return error.mayHaveArrived;
  return (
    error instanceof AnswerError &&
    !error.has(NOT_FOUND) &&
    (error.leavesDoubt || error.status === 408 || error.status >= 500)
  );
}

function isNotFound(error: unknown): error is RequestError {
  return error instanceof RequestError && error.last instanceof AnswerError && error.last.has(NOT_FOUND);
}

function readList(success: Success): readonly TurnKey[] {
  const { result } = success;
  if (result === undefined || result === null) return [];
  if (!Array.isArray(result)) throw odd(success, 'a `result` that is no list of keys');
  return result.map(
    (entry: unknown) => toKey(entry) ?? raise(odd(success, 'a list with an entry that is no key')),
  );
}

function readPages(success: Success): number {
  const pages = success.totalPages ?? 1;
  if (!(pages <= MOST_PAGES))
    throw odd(success, `a list of ${pages} pages, where at most ${MOST_PAGES} make sense`);
  return pages;
}

function readKey(success: Success, uid: string): TurnKey {
  const { result } = success;
  if (result === undefined || result === null) return {};
  const key = toKey(result);
  if (key === undefined) throw odd(success, 'a `result` that is no key');
  if (key.uid !== undefined && key.uid !== uid)
    throw odd(success, `another key's \`uid\`, ${quote(key.uid)}`);
  return key;
}

/** A key has no field but strings; a null one counts as missing. Undefined if the value is no key. */
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

function odd({ status, ray }: Success, what: string): AnswerError {
  const message = `Cloudflare answered HTTP ${status} and success, but with ${what}${ray && ` (cf-ray ${ray})`}.`;
  return new AnswerError(message, { failure: 'odd-result', status, ray });
}

function raise(error: Error): never {
  throw error;
}
