import { quoteInput } from './credentials.ts';
import { isKeyOf } from './definitions.ts';
import type { InputSource, ReportProblem, Value } from './definitions.ts';
import { readPattern } from '../keys/name-pattern.ts';
import type { NamePattern } from '../keys/name-pattern.ts';
import { count, quote } from '../lib/sanitize.ts';
import { isKeyId } from '../cloudflare/turn-keys.ts';

/** The keys to delete, as `key-id` or `key-name` says. */
export type ChosenKeys =
  | { readonly by: 'id'; readonly ids: readonly string[] }
  | { readonly by: 'name'; readonly lines: readonly NamePattern[] };

/** Reads `key-id` and `key-name`, of which exactly one must be given. */
export function readKeys(id: Value, name: Value, core: InputSource, report: ReportProblem): ChosenKeys {
  if (id.text !== '' && name.text !== '') {
    report("Inputs 'key-id' and 'key-name' exclude each other: give one of them.");
  } else if (id.text === '' && name.text === '') {
    report(
      "Input 'key-id' or 'key-name' is needed, and both are empty. If the value is the output of a job, check that the job " +
        'ran and set it: GitHub empties outputs that hold a secret, so a key ID belongs in a variable, not in a secret.',
    );
  }
  const ids = id.text === '' ? [] : readIds(id, core, report);
  const lines = readLines(name, true, report);
  return lines.length > 0 ? { by: 'name', lines } : { by: 'id', ids };
}

function readIds({ text, origin }: Value, core: InputSource, report: ReportProblem): readonly string[] {
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
      `${origin} must hold key IDs of 32 letters, digits, "-" or "_"; got ${quote(id)} (${count(id.length, 'character')}).`,
    );
  }
  if (rest.length > 5) report(`${origin} holds ${rest.length - 5} more that are no key IDs.`);
  return ids;
}

/** Reads patterns, one a line; empty lines and repeated ones do not count. */
export function readLines(
  { text, origin }: Value,
  templates: boolean,
  report: ReportProblem,
): readonly NamePattern[] {
  const lines = new Set(
    text
      .split(/\r\n|\r|\n/)
      .map((line) => line.trim())
      .filter(Boolean),
  );
  return [...lines].flatMap((line) => {
    const pattern = readPattern(line, templates);
    if (typeof pattern !== 'string') return [pattern];
    report(`${origin}: the line ${quote(line)} ${pattern}, which is not allowed.`);
    return [];
  });
}

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Reads `older-than` in milliseconds. */
export function readOlderThan(
  { text, origin }: Value,
  besideIds: boolean,
  report: ReportProblem,
): number | undefined {
  if (text === '') return undefined;
  if (besideIds) {
    report(`${origin} goes with 'key-name' alone: 'key-id' names keys outright, whatever their age.`);
  }
  // Stryker disable next-line StringLiteral,ArrayDeclaration: no unit either way
  const [, number = '', unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (isKeyOf(UNIT_MS, unit) && Number(number) > 0) return Number(number) * UNIT_MS[unit];
  report(
    `${origin} must be a whole number from 1 and one of m, h, d, w, such as 12h or 7d; got ${quoteInput(text)}.`,
  );
  return undefined;
}
