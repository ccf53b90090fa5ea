import { creationTime, describeAge } from '../keys/age.ts';
import type { Outcome } from '../keys/outcome.ts';
import { pluralize } from '../lib/format.ts';
import { escapeLine, truncate, truncateMiddle } from '../lib/sanitize.ts';
import { STATUS_WORDS, explain } from './report.ts';
import type { Report } from './report.ts';

// GitHub allows a summary of 1 MiB per step. The other parts need less than what these leave.
const MAX_TABLE_BYTES = 450 * 1024;
const MAX_KEYS_BYTES = 550 * 1024;

/** How many reasons or failures are listed, and how long each may be before it is escaped. */
const MAX_LISTED = 20;
const MAX_REASON_BYTES = 2000;

const DASHBOARD = 'https://dash.cloudflare.com/?to=/:account/realtime/turn';
const CREDENTIALS = 'https://developers.cloudflare.com/realtime/turn/generate-credentials/';

// Escapes: one character beyond ASCII, and Node holds the whole bundle in two bytes for each of its characters.
const MARKS = {
  deleted: '\u2705', // ✅
  'would-delete': '\u{1f4dd}', // 📝
  'not-found': '\u26aa', // ⚪
  kept: '\u{1f4cc}', // 📌
  failed: '\u274c', // ❌
  'not-attempted': '\u23ed\ufe0f', // ⏭️
} as const;
/** What stands for an empty text: an en dash. */
const NOTHING = '\u2013';

/**
 * Renders the job summary: what became of the keys, or why nothing was done. `now` is the time of day, in milliseconds
 * since 1970. The HTML has no blank line, at which it would become Markdown, and stays under 1 MiB.
 */
export function renderSummary(report: Report, now: number): string {
  const { headline, outcomes, failures, endedEarly } = report;
  const rows = outcomes.filter(({ status }) => status !== 'kept');
  const kept = outcomes.filter(({ status }) => status === 'kept');
  const table = rows.map((each) => renderRow(each, now));
  const shown = takeFitting(table, MAX_TABLE_BYTES);
  const room = MAX_KEYS_BYTES - Buffer.byteLength(shown.join(''));
  return [
    `<h2>${headline.replace(/`(.+?)`/g, '<code>$1</code>')}</h2>`,
    ...(endedEarly ? renderList(failures.map(asReason), (left) => `${left} more in the log.`) : []),
    ...(rows.length === 0 ? [] : [`<table>${HEADER}${shown.join('')}</table>`]),
    ...(shown.length < rows.length ? [`<p>${describeMore(rows.length - shown.length, 'key')}</p>`] : []),
    ...renderList(renderReasons(rows, endedEarly), (left) => describeMore(left, 'reason')),
    ...(kept.length === 0 ? [] : [renderKept(kept, room)]),
    `<p><a href="${DASHBOARD}">TURN keys in the Cloudflare dashboard</a></p>`,
    ...(outcomes.some(mattersToCredentials) ? [CREDENTIALS_NOTE] : []),
    '',
  ].join('\n');
}

const HEADER = '<tr><th>Key</th><th>Name</th><th>Created</th><th>Result</th></tr>';

/** A row of the table. Reasons are listed below it: a long one would squeeze the other columns. */
function renderRow({ uid, name, created, status }: Outcome, now: number): string {
  const cells = [
    asCode(uid, 64),
    asCode(name, 120),
    renderDate(created, now),
    `${MARKS[status]} ${STATUS_WORDS[status]}`,
  ];
  return `<tr>${cells.map((cell) => `<td nowrap>${cell}</td>`).join('')}</tr>`;
}

/** The date of a key with its age. A valid date is not shown as code, because GitHub wraps code. */
function renderDate(created: string, now: number): string {
  const time = creationTime({ created });
  if (time === undefined) return asCode(created, 64);
  const age = describeAge(time, now);
  return `${truncate(created, 64)}${age && ` (${age})`}`;
}

/** The reasons of the rows, each once with its keys; those of failures first. */
function renderReasons(rows: readonly Outcome[], endedEarly: boolean): readonly string[] {
  function isFailure({ status }: Outcome): boolean {
    return status === 'failed' || status === 'not-attempted';
  }
  const explained = rows.filter(({ reason }) => reason !== '');
  // What ended the step early is listed above, and is the reason of every row that failed.
  const failed = endedEarly ? [] : explained.filter(isFailure);
  const ordered = [...failed, ...explained.filter((each) => !isFailure(each))];
  const groups = Map.groupBy(ordered, (each) => `${MARKS[each.status]} ${explain(each)}`);
  return [...groups.values()].flatMap((keys) => {
    const [first] = keys;
    if (first === undefined) return [];
    const named = keys.slice(0, 3).map(({ uid, name }) => asCode(uid || name, 64));
    const more =
      keys.length > named.length ? ` and ${pluralize(keys.length - named.length, 'more key')}` : '';
    return [`${MARKS[first.status]} ${named.join(', ')}${more}: ${asReason(explain(first))}`];
  });
}

function renderKept(kept: readonly Outcome[], room: number): string {
  const items = kept.map(
    ({ uid, name, reason }) => `<li>${asCode(uid, 64)} ${asCode(name, 120)}: ${asReason(reason)}</li>`,
  );
  const shown = takeFitting(items, room);
  const left = kept.length - shown.length;
  const more = left > 0 ? `<li>${describeMore(left, 'key')}</li>` : '';
  return `<details><summary>${MARKS.kept} ${pluralize(kept.length, 'key')} kept</summary><ul>${shown.join('')}${more}</ul></details>`;
}

/** A list of at most `MAX_LISTED` items; `sayMore` says how many others there are. */
function renderList(items: readonly string[], sayMore: (left: number) => string): readonly string[] {
  if (items.length === 0) return [];
  const left = items.length - MAX_LISTED;
  const listed = [...items.slice(0, MAX_LISTED), ...(left > 0 ? [sayMore(left)] : [])];
  return [`<ul>${listed.map((item) => `<li>${item}</li>`).join('')}</ul>`];
}

function describeMore(number: number, noun: string): string {
  return `${pluralize(number, `more ${noun}`)} in the output <code>results</code>.`;
}

/** Whether a key was deleted, may have been, or would be. */
function mattersToCredentials({ status, confirmed, mayBeDeleted }: Outcome): boolean {
  return status === 'deleted' || status === 'would-delete' || confirmed || mayBeDeleted;
}

const CREDENTIALS_NOTE =
  '<p>Deleting a key stops new credentials from being issued. Do not assume that it ends those already issued: they can go on ' +
  'working for hours (Cloudflare issues them for 48 at most), and once the key is gone they can no longer be revoked. ' +
  `If they must end, <a href="${CREDENTIALS}">revoke them</a> before deleting the key.</p>`;

/** The first of these texts, as many as fit in `maxBytes`. */
function takeFitting(texts: readonly string[], maxBytes: number): readonly string[] {
  let bytes = 0;
  const end = texts.findIndex((text) => (bytes += Buffer.byteLength(text)) > maxBytes);
  return end === -1 ? texts : texts.slice(0, end);
}

function asReason(text: string): string {
  return asCode(truncateMiddle(escapeLine(text), MAX_REASON_BYTES));
}

/**
 * Text from outside as HTML on one line: inside `<code>`, where GitHub makes no link, mention or emoji of it, and with
 * no blank line, so that it cannot end the HTML block and become Markdown.
 */
function asCode(text: string, length = Infinity): string {
  if (text === '') return NOTHING;
  const escaped = truncate(escapeLine(text), length).replace(
    /[&<>"'`]/g,
    (character) => `&#${character.charCodeAt(0)};`,
  );
  return `<code>${escaped}</code>`;
}
