import type { TurnKey } from '../keys/turn-key.ts';
import { pluralize } from '../lib/format.ts';
import { isRecord } from '../lib/objects.ts';
import { quote } from '../lib/sanitize.ts';

/** One page of a list, and what it says of the list. */
export type Page = {
  readonly keys: readonly TurnKey[];
  readonly resultInfo: Readonly<Record<string, unknown>>;
};

/** Whether the list goes on after the pages read so far. */
export type Progress =
  | { readonly more: boolean }
  /** The list can't be read to its end, for this reason: a clause such as `it promises 45 keys, and 20 could be read`. */
  | { readonly incomplete: string };

// An account has at most 1,000 keys, so no list of them has more pages.
const MAX_PAGES = 1_000;

/** Collects the pages of a list, each key once. */
export type KeyCollector = {
  readonly keys: () => readonly TurnKey[];
  /** Adds the next page and says whether there is another one to read. */
  readonly add: (page: Page) => Progress;
};

/**
 * Opens a collector of pages. The API documents no paging; other lists of Cloudflare's page with `total_pages`, give a
 * `total_count` or a cursor. Whatever a list promises beyond what can be read makes it incomplete.
 */
export function collectKeys(): KeyCollector {
  const keys: TurnKey[] = [];
  const seen = new Set<string>();
  let pages = 0;
  // What any page promised stays promised: a later one that says less, or nothing, may only have lost count.
  let promises = NO_PROMISES;

  function add({ keys: listed, resultInfo }: Page): Progress {
    pages++;
    const before = keys.length;
    for (const key of listed) {
      const id = key.uid ?? JSON.stringify(key);
      if (seen.has(id)) continue;
      seen.add(id);
      keys.push(key);
    }
    const cursor = findCursor(resultInfo);
    if (cursor !== undefined) {
      return {
        incomplete: `it has \`${cursor.path}\` ${describe(cursor.value)}, which stands for more keys`,
      };
    }
    const read = readPromises(resultInfo, promises);
    if ('odd' in read) return { incomplete: `it has ${read.odd}` };
    promises = read;
    const { totalPages, totalCount, isTotal, perPage } = read;
    // A page that was promised and brings no new key, such as the first one again, is not the page that was asked for.
    const isRepeated = pages > 1 && pages <= totalPages && keys.length === before;
    const promised = pages < totalPages || keys.length < totalCount || isRepeated;
    // A full page of a list that gives no total can be the last one, or not.
    const isFull = totalPages === 0 && !isTotal && perPage > 0 && listed.length >= perPage;
    if (!promised && !isFull) return { more: false };
    if (keys.length > before && pages < MAX_PAGES) return { more: true };
    if (!promised && listed.length === 0) return { more: false };
    const what =
      keys.length < totalCount
        ? pluralize(totalCount, 'key')
        : totalPages > 0
          ? pluralize(totalPages, 'page')
          : 'more keys';
    return {
      incomplete: `it promises ${what}, and only ${pluralize(keys.length, 'key')} on ${pluralize(pages, 'page')} could be read`,
    };
  }

  return { keys: () => keys, add };
}

type Promises = {
  readonly totalPages: number;
  readonly totalCount: number;
  /** Whether `totalCount` is the list's own total. */
  readonly isTotal: boolean;
  readonly perPage: number;
};

const NO_PROMISES: Promises = { totalPages: 0, totalCount: 0, isTotal: false, perPage: 0 };

// The names that APIs give to the number of pages, and to that of the entries of all pages.
const PAGES = /pages|last_?page|page_?count/i;
const TOTAL = /total/i;

/** Adds the numbers by which a page says how long the list is to those before. Returns the first that isn't a number as `odd`. */
function readPromises(
  info: Readonly<Record<string, unknown>>,
  before: Promises,
): Promises | { readonly odd: string } {
  let { totalPages, totalCount, isTotal, perPage } = before;
  for (const [name, value] of Object.entries(info)) {
    const isPages = PAGES.test(name);
    // `count` is the number of keys on the page; a larger one promises others.
    if (!isPages && !TOTAL.test(name) && name !== 'count' && name !== 'per_page') continue;
    const number = readCount(value);
    if (number === undefined) return { odd: `\`${name}\` ${describe(value)}` };
    if (isPages) totalPages = Math.max(totalPages, number);
    else if (name === 'per_page') perPage = number;
    else {
      totalCount = Math.max(totalCount, number);
      isTotal ||= name !== 'count' && number > 0;
    }
  }
  if (totalPages > MAX_PAGES) return { odd: `\`total_pages\` ${totalPages}, more than ${MAX_PAGES}` };
  return { totalPages, totalCount, isTotal, perPage };
}

function readCount(value: unknown): number | undefined {
  if (value === undefined || value === null) return 0;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

// The names that APIs give to what stands for a next page: `cursor`, `cursors.after`, `next_page`, `has_more` and their kin.
const MORE = /cursor|next|after|more|remain|truncated|continu/i;
const BEFORE = /before|prev/i;

/** A field that points to a next page; `path` is its name, such as `cursors.after`. */
type Cursor = { readonly path: string; readonly value: unknown };

/** Finds a field that points to a next page, which the API documents no way to request. */
function findCursor(info: Readonly<Record<string, unknown>>, within = ''): Cursor | undefined {
  for (const [key, value] of Object.entries(info)) {
    if (BEFORE.test(key)) continue;
    const path = `${within}${key}`;
    const found = isRecord(value) ? findCursor(value, `${path}.`) : undefined;
    if (found !== undefined) return found;
    if (MORE.test(key) && !isRecord(value) && Boolean(value)) return { path, value };
  }
  return undefined;
}

function describe(value: unknown): string {
  return typeof value === 'string' ? quote(value, 64) : quote(JSON.stringify(value), 64).slice(1, -1);
}
