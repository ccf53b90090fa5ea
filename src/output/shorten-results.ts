import { truncate } from '../lib/sanitize.ts';
import type { Row } from './row.ts';

// A text of this length never fits.
const LONGEST_TEXT = 1_048_576;

/**
 * Writes rows as a JSON array of at most `maxBytes` bytes. If necessary their texts, names included, are truncated, all to
 * the same length. If they still don't fit, rows are omitted, first those of keys that were kept or not found.
 */
export function stringifyWithin(
  rows: readonly Row[],
  maxBytes: number,
): { readonly json: string; readonly omitted: number } {
  for (let length = LONGEST_TEXT; length >= 1; length /= 2) {
    const json = takeFitting(rows, length, maxBytes);
    if (json.length === rows.length) return { json: `[${json.join(',')}]`, omitted: 0 };
  }
  function isDone({ status }: Row): boolean {
    return status !== 'kept' && status !== 'not-found';
  }
  const ordered = [...rows.filter(isDone), ...rows.filter((row) => !isDone(row))];
  const json = takeFitting(ordered, 1, maxBytes);
  return { json: `[${json.join(',')}]`, omitted: rows.length - json.length };
}

/** The rows as JSON, their texts truncated to `length` UTF-16 units: as many of them as fit. */
function takeFitting(rows: readonly Row[], length: number, maxBytes: number): readonly string[] {
  function shorten(key: string, value: unknown): unknown {
    return typeof value === 'string' && key !== 'uid' && key !== 'status' ? truncate(value, length) : value;
  }
  const taken: string[] = [];
  // The bracket at the beginning; after each row comes a comma, or the bracket at the end.
  let bytes = 1;
  for (const row of rows) {
    const json = JSON.stringify(row, shorten);
    bytes += Buffer.byteLength(json) + 1;
    if (bytes > maxBytes) break;
    taken.push(json);
  }
  return taken;
}
