import { formatNumber, pluralize } from '../lib/format.ts';
import { quote, truncate } from '../lib/sanitize.ts';
import { formatBytes, formatSpan } from '../lib/units.ts';
import { creationTime } from './age.ts';
import { extractDigits, matches } from './name-pattern.ts';
import type { NamePattern } from './name-pattern.ts';
import { RefusalError } from './refusal.ts';
import type { PlannedKey } from './planned-key.ts';
import { isKeyId } from './turn-key.ts';
import type { TurnKey } from './turn-key.ts';

/** A key that a line of `key-name` picked, or a line that is an exact name which no key has. */
export type Match = PlannedKey & {
  readonly known: { readonly name: string };
  /** For a template: the digits in the place of `{closed-pr}`. */
  readonly digits?: string;
};

/** The same key, to be kept for this reason. */
function keep<T extends PlannedKey>(key: T, reason: string): T {
  return { ...key, plan: 'keep', reason };
}

/**
 * Picks keys by name: in the order of the lines, then of the list. A key may be picked twice.
 * @throws RefusalError when several keys have an exact name and `ifAmbiguous` is `error`, or a picked key has no usable ID
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
          plan: 'not-found',
          reason: `No key of the account is named ${quote(line.line)}.`,
        },
      ];
    }
    const distinct = mergePicks(picked);
    if (distinct.length > 1 && ifAmbiguous === 'error') throw refuseAmbiguous(line.line, distinct);
    return picked;
  });
}

function pick(line: NamePattern, key: TurnKey): readonly Match[] {
  const { name, uid } = key;
  if (name === undefined) return [];
  const digits = line.kind === 'template' ? extractDigits(line, name) : undefined;
  if (line.kind === 'template' ? digits === undefined : !matches(line, name)) return [];
  if (uid === undefined || !isKeyId(uid)) {
    const what =
      uid === undefined ? 'no ID' : `the ID ${quote(uid)}, which is not 32 letters, digits, "-" or "_"`;
    throw new RefusalError(
      `Nothing was deleted: Cloudflare lists a key named ${quote(name)} with ${what}. ` +
        "Delete that key in the dashboard, or set the IDs of the others in 'key-id'.",
      { why: 'a selected key has no usable ID' },
    );
  }
  return [
    { uid, known: { ...key, name }, plan: 'delete', reason: '', ...(digits !== undefined && { digits }) },
  ];
}

function refuseAmbiguous(name: string, matched: readonly Match[]): RefusalError {
  const listed = matched
    .slice(0, 10)
    .map(
      ({ uid, known: { created } }) =>
        `${uid} (created ${created === undefined ? 'at an unknown time' : quote(created, 64)})`,
    );
  const more = matched.length > listed.length ? ` and ${matched.length - listed.length} more` : '';
  return new RefusalError(
    `Nothing was deleted: ${pluralize(matched.length, 'key')} are named ${quote(name)}: ${listed.join(', ')}${more}. ` +
      "Set the ID of the right one in 'key-id', or 'if-ambiguous: delete-all' to delete them all.",
    { why: 'several keys have one name', planned: matched },
  );
}

/** Each key once, where it is picked first; one that any line picks for deletion is deleted. Names that no key has all stay. */
export function mergePicks<T extends PlannedKey>(picked: readonly T[]): readonly T[] {
  const merged = new Map<string, T>();
  for (const [index, key] of picked.entries()) {
    const id = key.uid === '' ? `no key ${index}` : key.uid;
    const former = merged.get(id);
    if (former === undefined || (former.plan === 'keep' && key.plan === 'delete')) merged.set(id, key);
  }
  return [...merged.values()];
}

/**
 * Keeps the keys that were not created more than `olderThanMs` before `now` (both in milliseconds), or whose age is
 * unknown. A name that no key has stays not found.
 */
export function keepNewerThan<T extends PlannedKey>(
  matched: readonly T[],
  olderThanMs: number,
  now: number,
): readonly T[] {
  if (olderThanMs === 0) return matched;
  return matched.map((key) => {
    if (key.plan !== 'delete') return key;
    const created = creationTime(key.known);
    if (created === undefined) return keep(key, 'its age is unknown');
    if (now - created > olderThanMs) return key;
    return keep(
      key,
      `created ${truncate(key.known.created ?? '', 40)}, newer than \`older-than\` (${formatSpan(olderThanMs)})`,
    );
  });
}

/** What a number is, says GitHub: an open pull request of this repository, one that isn't open, or not a pull request. */
export type PullRequestState = 'open' | 'closed' | 'none';

/** The greatest number of a pull request: GraphQL's integers have 32 bits. */
const LARGEST_PULL_REQUEST = 2_147_483_647;

/** The numbers of pull requests that the matched keys are named after, each once. */
export function pullRequestNumbers(matched: readonly Match[]): readonly number[] {
  return [
    ...new Set(matched.flatMap(({ plan, digits }) => (plan === 'delete' ? (toNumber(digits) ?? []) : []))),
  ];
}

/** Of the keys that a template picked, keeps those whose number is not a pull request that is closed or merged. */
export function keepOpenPullRequests(
  matched: readonly Match[],
  states: ReadonlyMap<number, PullRequestState>,
): readonly Match[] {
  return matched.map((match) => {
    const { digits, plan } = match;
    if (digits === undefined || plan !== 'delete') return match;
    const number = toNumber(digits);
    const state = number === undefined ? 'none' : states.get(number);
    if (state === 'closed') return match;
    return keep(
      match,
      state === 'open'
        ? `pull request ${digits} is open`
        : `${truncate(digits, 40)} isn't a pull request of this repository`,
    );
  });
}

/** Digits as a number; undefined if it is too large for a pull request, or has leading zeros. */
function toNumber(digits: string | undefined): number | undefined {
  const number = Number(digits);
  return digits?.startsWith('0') === false && number <= LARGEST_PULL_REQUEST ? number : undefined;
}

/**
 * Enforces `max-keys`, for which only the keys to delete count.
 * @throws RefusalError when there are more than `maxKeys`
 */
export function enforceMaxKeys(planned: readonly PlannedKey[], maxKeys: number): void {
  const number = toDelete(planned).length;
  if (number <= maxKeys) return;
  throw new RefusalError(
    `Nothing was deleted: ${pluralize(number, 'key')} are selected, and 'max-keys' allows ${formatNumber(maxKeys)}. ` +
      "Narrow the selection, or raise 'max-keys' (at most 1000) if all of them should be deleted.",
    { why: 'more keys are selected than `max-keys` allows', planned },
  );
}

/**
 * Enforces `expected-name`; without patterns, any name is expected.
 * @throws RefusalError when a key to delete has a name that matches no pattern, or came without one
 */
export function enforceExpectedNames(
  planned: readonly PlannedKey[],
  expectedNames: readonly NamePattern[],
): void {
  if (expectedNames.length === 0) return;
  const unexpected = toDelete(planned).filter(
    ({ known: { name } }) => !expectedNames.some((pattern) => isNamed(pattern, name)),
  );
  if (unexpected.length === 0) return;
  const listed = unexpected
    .slice(0, 5)
    .map(({ uid, known: { name } }) =>
      name === undefined ? `${uid} came without its name` : `${uid} is named ${quote(name)}`,
    );
  const more =
    unexpected.length > listed.length
      ? `, and ${pluralize(unexpected.length - listed.length, 'more key')}`
      : '';
  const patterns =
    expectedNames
      .slice(0, 10)
      .map(({ line }) => quote(line))
      .join(', ') + (expectedNames.length > 10 ? ', …' : '');
  throw new RefusalError(
    `Nothing was deleted: TURN key ${listed.join('; ')}${more}. This matches no pattern in \`expected-name\` (${patterns}). ` +
      'Check that the right keys are selected; if they are, correct `expected-name`.',
    { why: 'the name of a selected key matches no pattern in `expected-name`', planned },
  );
}

function isNamed(pattern: NamePattern, name: string | undefined): boolean {
  return name !== undefined && pattern.kind !== 'template' && matches(pattern, name);
}

/**
 * Keeps the keys that relayed traffic, or refuses the step because of them. `bytes` has the bytes relayed within
 * `unusedForMs`, in and out together, by key ID.
 * @throws RefusalError when a key to delete is in use and `ifInUse` is `error`
 */
export function applyUsage(
  planned: readonly PlannedKey[],
  bytes: ReadonlyMap<string, number>,
  { unusedForMs, ifInUse }: { readonly unusedForMs: number; readonly ifInUse: 'error' | 'keep' },
): readonly PlannedKey[] {
  const span = formatSpan(unusedForMs);
  function usage({ uid, plan }: PlannedKey): string | undefined {
    const relayed = plan === 'delete' ? (bytes.get(uid) ?? 0) : 0;
    return relayed > 0 ? `in use: it relayed ${formatBytes(relayed)} in the last ${span}` : undefined;
  }
  const marked = planned.map((key) => {
    const reason = usage(key);
    return reason === undefined ? key : keep(key, reason);
  });
  const inUse = marked.filter((key, index) => key !== planned[index]);
  if (inUse.length === 0 || ifInUse === 'keep') return marked;
  const listed = inUse.slice(0, 5).map((key) => `TURN key ${nameKey(key)} is ${key.reason}`);
  const more =
    inUse.length > listed.length ? `, and ${pluralize(inUse.length - listed.length, 'more key')}` : '';
  throw new RefusalError(
    `Nothing was deleted: ${listed.join('; ')}${more}. ` +
      'Wait until its calls have ended, or set `if-in-use: keep` to delete only the keys that are not in use.',
    { why: inUse.length === 1 ? 'a selected key is in use' : 'selected keys are in use', planned },
  );
}

function nameKey({ uid, known: { name } }: PlannedKey): string {
  return name === undefined || name === '' ? uid : `${uid} (${quote(name)})`;
}

/** The keys to delete. */
export function toDelete<T extends PlannedKey>(planned: readonly T[]): readonly T[] {
  return planned.filter(({ plan }) => plan === 'delete');
}
