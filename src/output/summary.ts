import type * as core from '@actions/core';
import { appendFileSync } from 'node:fs';
import type { Outcome } from '../keys/outcome.ts';
import { explain, tally } from './report.ts';
import type { Report } from './report.ts';
import { pluralize } from '../lib/format.ts';
import { escapeLine, truncate } from '../lib/sanitize.ts';

/** What the job summary needs of @actions/core. */
export type Summary = Pick<
  typeof core.summary,
  'addHeading' | 'addTable' | 'addRaw' | 'addList' | 'stringify'
>;

/** GitHub takes 1 MiB of summary from a step; the rest of the page needs little. */
const MOST_TABLE_BYTES = 900 * 1024;

const DASHBOARD = 'https://dash.cloudflare.com/?to=/:account/realtime/turn';
const CREDENTIALS = 'https://developers.cloudflare.com/realtime/turn/generate-credentials/';

/**
 * Appends to the job summary at `path` what became of the keys, or why nothing was done.
 * @throws when the file cannot be written
 */
export function writeSummary(summary: Summary, path: string, report: Report): void {
  const { outcomes, failures } = report;
  summary.addHeading(
    outcomes.length === 0 && failures.length > 0 ? 'TURN keys: nothing was deleted' : tally(outcomes),
    2,
  );
  const told = outcomes.filter(({ status }) => status === 'failed' || status === 'not-found');
  const untold = failures.filter(
    (failure) => !told.some(({ reason }) => reason !== '' && failure.includes(reason)),
  );
  if (untold.length > 0) summary.addList(untold.slice(0, 20).map((failure) => asCode(failure, 2000)));
  addOutcomes(summary, outcomes);
  summary.addRaw(`<p><a href="${DASHBOARD}">TURN keys in the Cloudflare dashboard</a></p>`, true);
  summary.addRaw(
    `<p>Deleting a key stops new credentials from being issued; do not assume that it ends those already issued: ` +
      `if they must end, <a href="${CREDENTIALS}">revoke them</a> before deleting the key.</p>`,
    true,
  );
  if (path === '') throw new Error('the runner offers no file for it');
  // `summary.write()` does the same in two turns of the event loop, which cost more than the rest of the report.
  appendFileSync(path, summary.stringify());
}

function addOutcomes(summary: Summary, outcomes: readonly Outcome[]): void {
  if (outcomes.length === 0) return;
  const rows: string[][] = [];
  let bytes = 0;
  for (const each of outcomes) {
    const row = toRow(each);
    bytes += row.reduce(
      (sum, cell) => sum + Buffer.byteLength(cell) + '<td></td>'.length,
      '<tr></tr>'.length,
    );
    if (bytes > MOST_TABLE_BYTES) break;
    rows.push(row);
  }
  const header = ['Key', 'Name', 'Created', 'Result'].map((data) => ({ data, header: true }));
  summary.addTable([header, ...rows]);
  const left = outcomes.length - rows.length;
  if (left > 0)
    summary.addRaw(`<p>${pluralize(left, 'more key')} in the output <code>results</code>.</p>`, true);
}

const MARKS = {
  deleted: '✅',
  'would-delete': '📝',
  'not-found': '⚪',
  kept: '📌',
  failed: '❌',
  'not-attempted': '⏭️',
} as const;

function toRow(each: Outcome): string[] {
  const { uid, name, created, status } = each;
  const reason = explain(each);
  const why = reason === '' ? '' : `<br>${asCode(reason, 600)}`;
  return [asCode(uid, 64), asCode(name, 200), asCode(created, 64), `${MARKS[status]} ${status}${why}`];
}

/**
 * Text from outside as HTML on one line: inside `<code>`, where GitHub makes no link, mention or emoji of it, and with
 * no blank line, so that it cannot end the HTML block and become Markdown.
 */
function asCode(text: string, length: number): string {
  if (text === '') return '–';
  const escaped = truncate(escapeLine(text), length).replace(
    /[&<>"'`]/g,
    (character) => `&#${character.charCodeAt(0)};`,
  );
  return `<code>${escaped}</code>`;
}
