import { quoteInput } from './credentials.ts';
import { isKeyOf } from '../lib/objects.ts';
import type { AddProblem, InputSource, InputValue } from './definitions.ts';
import { parsePattern } from '../keys/name-pattern.ts';
import type { NamePattern } from '../keys/name-pattern.ts';
import { pluralize } from '../lib/format.ts';
import { quote } from '../lib/sanitize.ts';
import { isKeyId } from '../keys/turn-key.ts';

/** The keys to delete, as `key-id` or `key-name` says. */
export type KeySelectors =
  | { readonly by: 'id'; readonly ids: readonly string[] }
  | { readonly by: 'name'; readonly lines: readonly NamePattern[] };

/** Reads `key-id` and `key-name`, of which exactly one must be given. */
export function readKeys(
  id: InputValue,
  name: InputValue,
  core: InputSource,
  report: AddProblem,
): KeySelectors {
  if (id.value !== '' && name.value !== '') {
    report("Inputs 'key-id' and 'key-name' exclude each other: give one of them.");
  } else if (id.value === '' && name.value === '') {
    report(
      "Input 'key-id' or 'key-name' is needed, and both are empty. If the value is the output of a job, check that the job " +
        'ran and set it: GitHub empties outputs that hold a secret, so a key ID belongs in a variable, not in a secret.',
    );
  }
  const ids = id.value === '' ? [] : readIds(id, core, report);
  const lines = readLines(name, true, report);
  return lines.length > 0 ? { by: 'name', lines } : { by: 'id', ids };
}

function readIds(
  { value: text, source: origin }: InputValue,
  core: InputSource,
  report: AddProblem,
): readonly string[] {
  const ids = [...new Set(text.split(/[\s,]/).filter(Boolean))];
  if (ids.length === 0) {
    report(`${origin} names no key; got ${quote(text)}.`);
  }
  const bad = ids.filter((id) => !isKeyId(id));
  // Longer than an ID, it can be a secret: the 64 characters that Cloudflare calls the key, or an API token.
  const secrets = bad.filter((id) => id.length >= 37);
  for (const secret of secrets) core.setSecret(secret);
  if (secrets.some((id) => id.length === 64)) {
    report(
      `${origin} holds 64 characters, which looks like the TURN key's secret and not its ID (or two IDs run together): give the \`uid\`, 32 characters. ` +
        'Its value is masked and not shown; whoever has read it in a workflow file can use it, so replace the key if it was committed.',
    );
  }
  if (secrets.some((id) => id.length !== 64)) {
    report(
      `${origin} holds something longer than a key ID, perhaps a token: an ID is 32 characters. Its value is masked and not shown.`,
    );
  }
  const rest = bad.filter((id) => id.length < 37);
  for (const id of rest.slice(0, 5)) {
    report(
      `${origin} must hold key IDs of 32 letters, digits, "-" or "_"; got ${quote(id)} (${pluralize(id.length, 'character')}).`,
    );
  }
  if (rest.length > 5) report(`${origin} holds ${rest.length - 5} more that are no key IDs.`);
  return ids;
}

/** Reads patterns, one a line; empty lines and repeated ones do not count. */
export function readLines(
  { value: text, source: origin }: InputValue,
  templates: boolean,
  report: AddProblem,
): readonly NamePattern[] {
  const lines = new Set(
    text
      .split(/\r\n|\r|\n/)
      .map((line) => line.trim())
      .filter(Boolean),
  );
  return [...lines].flatMap((line) => {
    const parsed = parsePattern(line, templates);
    if (parsed.ok) return [parsed.pattern];
    report(`${origin}: the line ${quote(line)} ${parsed.problem}, which is not allowed.`);
    return [];
  });
}

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** A time span such as `12h`, in milliseconds; undefined if the text is not one. */
function parseSpan(text: string): number | undefined {
  const [, number = '', unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  return isKeyOf(UNIT_MS, unit) ? Number(number) * UNIT_MS[unit] : undefined;
}

/** Reads `older-than` in milliseconds. */
export function readOlderThan(
  { value: text, source: origin }: InputValue,
  besideIds: boolean,
  report: AddProblem,
): number {
  const span = parseSpan(text);
  if (span === undefined) {
    report(
      `${origin} must be a whole number and one of m, h, d, w, such as 12h or 7d; got ${quoteInput(text)}.`,
    );
  } else if (span > 0 && besideIds) {
    report(`${origin} can only be used with 'key-name': 'key-id' names keys outright, whatever their age.`);
  }
  return span ?? 0;
}

const LONGEST_UNUSED_MS = 30 * UNIT_MS.d;

/** Reads `unused-for` in milliseconds. */
export function readUnusedFor({ value: text, source: origin }: InputValue, report: AddProblem): number {
  const span = parseSpan(text);
  if (span === undefined || span > LONGEST_UNUSED_MS) {
    report(
      `${origin} must be a whole number and one of m, h, d, such as 30m, 12h or 7d, and at most 30d; got ${quoteInput(text)}.`,
    );
  }
  return span ?? 0;
}
