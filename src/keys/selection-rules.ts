import { Refusal } from '../http/errors.ts';
import { digitsIn, matches } from './name-pattern.ts';
import type { NamePattern } from './name-pattern.ts';
import { count, quote } from '../lib/sanitize.ts';
import { isKeyId } from '../cloudflare/turn-keys.ts';
import type { TurnKey } from '../cloudflare/turn-keys.ts';

/** One of the keys that the step is about. */
export type Selected = {
  /** The ID; empty for a name that no key bears. */
  readonly uid: string;
  /** What is known of the key before it is deleted. */
  readonly known: TurnKey;
  /** Why there is nothing to delete, if it is known before the deletion. */
  readonly missing?: string;
};

/** A key that a line of `key-name` picked, or a line that is the exact name of none. */
export type Match = Selected & {
  readonly known: { readonly name: string };
  /** For a template: the digits in the place of `{closed-pr}`. */
  readonly digits?: string;
};

/**
 * Picks keys by name: in the order of the lines, then of the list. A key may be picked twice.
 * @throws Refusal when several keys bear an exact name and `ifAmbiguous` is `error`, or a picked key has no usable ID
 */
export function matchNames(
  lines: readonly NamePattern[],
  keys: readonly TurnKey[],
  ifAmbiguous: 'error' | 'delete-all',
): readonly Match[] {
  return lines.flatMap((line): readonly Match[] => {
    const picked = keys.flatMap((key) => pick(line, key));
    if (line.kind !== 'exact') return picked;
    if (picked.length === 0) {
      return [
        {
          uid: '',
          known: { name: line.line },
          missing: `No key of the account is named ${quote(line.line)}.`,
        },
      ];
    }
    const distinct = unique(picked);
    if (distinct.length > 1 && ifAmbiguous === 'error') throw ambiguous(line.line, distinct);
    return picked;
  });
}

function pick(line: NamePattern, key: TurnKey): readonly Match[] {
  const { name } = key;
  if (name === undefined) return [];
  const digits = line.kind === 'template' ? digitsIn(line, name) : undefined;
  if (line.kind === 'template' ? digits === undefined : !matches(line, name)) return [];
  if (
    // Stryker disable next-line ConditionalExpression: `undefined` is no ID as a text, either
    key.uid === undefined ||
    !isKeyId(key.uid)
  ) {
    throw new Refusal(
      `Nothing was deleted: Cloudflare lists a key named ${quote(name)} with ${
        key.uid === undefined
          ? 'no ID'
          : `the ID ${quote(key.uid)}, which is not 32 letters, digits, "-" or "_"`
      }. Delete that key in the dashboard, or give the IDs of the others in 'key-id'.`,
      { selected: [] },
    );
  }
  return [{ uid: key.uid, known: { ...key, name }, ...(digits !== undefined && { digits }) }];
}

function ambiguous(name: string, matched: readonly Match[]): Refusal {
  const listed = matched
    .slice(0, 10)
    .map(
      ({ uid, known: { created } }) =>
        `${uid} (created ${created === undefined ? 'at an unknown time' : quote(created)})`,
    );
  const more = matched.length > listed.length ? ` and ${matched.length - listed.length} more` : '';
  return new Refusal(
    `Nothing was deleted: ${count(matched.length, 'key')} bear the name ${quote(name)}: ${listed.join(', ')}${more}. ` +
      "Give the ID of the right one in 'key-id', or set 'if-ambiguous: delete-all' to delete them all.",
    { selected: matched },
  );
}

/**
 * Keeps the matches created more than `olderThanMs` before `now` (both in milliseconds). A key whose age is unknown,
 * or that is too young, is left out and told to `onKept` with the reason; a name that no key bears stays.
 */
export function keepOlder<T extends Selected>(
  selected: readonly T[],
  olderThanMs: number,
  now: number,
  onKept: (key: T, reason: string) => void,
): readonly T[] {
  return selected.filter((key) => {
    if (key.missing !== undefined) return true;
    const created = readDate(key.known.created);
    if (created === undefined) {
      onKept(key, 'its age is unknown');
      return false;
    }
    if (now - created > olderThanMs) return true;
    // Stryker disable next-line StringLiteral: what was read as a date is some text
    onKept(key, `it was created at ${key.known.created ?? ''}, which is not long enough ago`);
    return false;
  });
}

const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

// Cloudflare is no older than this: an earlier date, such as the year 1 of a Go program, says that nobody set one.
const FIRST_YEAR = 2010;

/** Reads an RFC 3339 date-time as milliseconds since 1970; undefined if it is none, or no date that a key can have. */
function readDate(text: string | undefined): number | undefined {
  // Stryker disable next-line StringLiteral: no date either way
  const date = text?.toUpperCase() ?? '';
  // Stryker disable next-line ArrayDeclaration: no year either way
  const [, year = 0, month = 0, day = 0] = (RFC_3339.exec(date) ?? []).map(Number);
  const isDay = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
  return year >= FIRST_YEAR && month >= 1 && month <= 12 && isDay
    ? Date.parse(date.replace(' ', 'T'))
    : undefined;
}

/** Each key once, where it stands first. Names that no key bears are all kept. */
export function unique<T extends Selected>(selected: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return selected.filter(({ uid }) => uid === '' || (!seen.has(uid) && seen.add(uid)));
}

/**
 * Holds the selected keys against the guards `max-keys` and `expected-name`.
 * @throws Refusal when there are more keys than `maxKeys`, or one has a name that no pattern matches
 */
export function guard(
  selected: readonly Selected[],
  { maxKeys, expectedNames }: { readonly maxKeys: number; readonly expectedNames: readonly NamePattern[] },
): void {
  const present = selected.filter(({ missing }) => missing === undefined);
  if (present.length > maxKeys) {
    throw new Refusal(
      `Nothing was deleted: ${count(present.length, 'key')} are selected, and 'max-keys' allows ${maxKeys}. ` +
        "Narrow the selection, or raise 'max-keys' (at most 1000) if all of them are to go.",
      { selected },
    );
  }
  if (expectedNames.length === 0) return;
  const strangers = present.filter(
    ({ known: { name } }) => !expectedNames.some((pattern) => isNamed(pattern, name)),
  );
  if (strangers.length === 0) return;
  const listed = strangers
    .slice(0, 5)
    .map(({ uid, known: { name } }) =>
      name === undefined ? `${uid} came without its name` : `${uid} is named ${quote(name)}`,
    );
  const more =
    strangers.length > listed.length ? `, and ${count(strangers.length - listed.length, 'more key')}` : '';
  const patterns =
    expectedNames
      .slice(0, 10)
      .map(({ line }) => quote(line))
      .join(', ') + (expectedNames.length > 10 ? ', …' : '');
  throw new Refusal(
    `Nothing was deleted: TURN key ${listed.join('; ')}${more}. No pattern of 'expected-name' (${patterns}) matches. ` +
      "Check that the right keys are selected; if they are, mend 'expected-name'.",
    { selected },
  );
}

function isNamed(pattern: NamePattern, name: string | undefined): boolean {
  return name !== undefined && pattern.kind !== 'template' && matches(pattern, name);
}
