import { MAX_SUMMARY_BYTES, isRightAboutCredentials } from '../../../__tests__/support/report-rules.ts';
import type { Contradiction, Facts, Row } from './facts.ts';
import { showsName, shows, toText } from './texts.ts';

const DAY_MS = 86_400_000;

/** Each status in words. */
const WORDS: Readonly<Record<Row['status'], string>> = {
  deleted: 'deleted',
  'would-delete': 'would be deleted',
  'not-found': 'not found',
  kept: 'kept',
  failed: 'failed',
  'not-attempted': 'not attempted',
};

const TAGS = /<(?!\/?(?:h2|table|tr|th|td|code|p|a|ul|li|details|summary)[ >])/;
const HEADLINE = /<h2>(.*?)<\/h2>/;
const CELL = '<td[^>]*>(.*?)</td>';
const TABLE_ROW = new RegExp(`<tr>${CELL.repeat(4)}</tr>`, 'g');
const KEPT = /<details>.*?(\d+) keys? kept<\/summary>(.*)<\/details>/;
const ITEM = /<li><code>(.*?)<\/code> (<code>.*?<\/code>|–): (.*?)<\/li>/g;
/** More reasons than these may be left out. */
const MOST_REASONS = 20;
/** So many keys are named that have one reason. */
const MOST_NAMED = 3;

/** The job summary against the rows of `results`, and against what the step told. */
export function* checkSummary(facts: Facts): Generator<Contradiction> {
  const { run, rows, failures, firstDelete } = facts;
  const { summary, succeeded, world, outputs } = run;
  const say = (what: string): Contradiction => ({ rule: 'summary', what });
  if (summary === undefined) {
    if (!world.fullAtSummary) yield say('none was written');
    return;
  }
  if (Buffer.byteLength(summary) >= MAX_SUMMARY_BYTES) yield say('it is too long');
  if (TAGS.test(summary) || /\n\s*\n/.test(summary.trim()))
    yield say('text from outside is HTML or Markdown');
  if (!summary.includes('<a href="https://dash.cloudflare.com/')) yield say('no link to the dashboard');
  if (outputs['results'] === undefined) return;

  const headline = toText(HEADLINE.exec(summary)?.[1] ?? '');
  const isRefusal = headline.startsWith('Nothing was deleted');
  if (isRefusal) {
    if (firstDelete !== undefined || succeeded === true) yield say(`it is headed "${headline}"`);
    // An annotation says besides that the run was cancelled.
    const [reason = ''] = failures[0]?.split(' The run was cancelled') ?? [];
    if (!shows(toText(summary), reason)) yield say(`it doesn't give the reason: ${reason}`);
  } else if (world.mistake !== undefined) {
    yield say("it doesn't say that nothing was deleted");
  } else {
    yield* checkCounts(headline, rows, say);
  }
  yield* checkTable(summary, facts, say);
  yield* checkKept(summary, rows, say);
  if (!isRefusal) yield* checkReasons(summary, rows, say);
  if (!isRightAboutCredentials(summary, rows)) yield say('the sentence on credentials is out of place');
}

type Say = (what: string) => Contradiction;

/** A text such as `TURN keys: 5 deleted, 1 failed`, and what follows it. */
export function* checkCounts(text: string, rows: readonly Row[], say: Say): Generator<Contradiction> {
  const counts = Object.entries(WORDS).flatMap(([status, words]) => {
    const number = rows.filter((row) => row.status === status).length;
    return number === 0 ? [] : [`${number} ${words}`];
  });
  const said = /^TURN keys: ([^.;]*)/.exec(text)?.[1] ?? '';
  const isRight =
    counts.length === 0
      ? said === 'none selected'
      : said.split(', ').toSorted().join() === counts.toSorted().join();
  if (!isRight) yield say(`"${text}" is said of ${counts.join(', ') || 'no keys'}`);
}

const AGES: Readonly<Record<number, string>> = { [3 * DAY_MS]: '3 days', [30 * DAY_MS]: '30 days' };

/** The age of a key, if it stays the same for the longest run; empty for any other. */
function ageOf({ keys }: Facts, { uid }: Row): string {
  return AGES[keys.get(uid)?.ageMs ?? 0] ?? '';
}

function* checkTable(summary: string, facts: Facts, say: Say): Generator<Contradiction> {
  const { run, rows } = facts;
  const hasJumped = run.trace.incidents.some(({ kind }) => kind === 'jump');
  const expected = rows.filter(({ status }) => status !== 'kept');
  const shown = expected.length === 0 ? [] : [...summary.matchAll(TABLE_ROW)];
  if (shown.length !== expected.length) yield say(`${shown.length} rows for ${expected.length} keys`);
  for (const [index, row] of expected.entries()) {
    const cells = shown[index]?.slice(1) ?? [];
    const [uid = '', name = '', created = '', result = ''] = cells.map(toText);
    const isRight =
      uid === (row.uid || '–') &&
      showsName(name, row.name) &&
      created.startsWith(row.created || '–') &&
      (hasJumped || row.created === '' || created.includes(ageOf(facts, row))) &&
      // After the mark of its kind.
      result.slice(result.indexOf(' ') + 1) === WORDS[row.status];
    if (!isRight) yield say(`"${uid} ${name} ${created} ${result}" is shown of ${JSON.stringify(row)}`);
  }
}

function* checkKept(summary: string, rows: readonly Row[], say: Say): Generator<Contradiction> {
  const kept = rows.filter(({ status }) => status === 'kept');
  if (kept.length === 0) return;
  const [, number, list = ''] = KEPT.exec(summary) ?? [];
  if (number !== String(kept.length))
    yield say(`${number ?? 'no'} keys are kept, it says, of ${kept.length}`);
  const items = [...list.matchAll(ITEM)];
  for (const [index, row] of kept.entries()) {
    const parts = items[index]?.slice(1) ?? [];
    const [uid = '', name = '', reason = ''] = parts.map(toText);
    const isRight = uid === row.uid && showsName(name, row.name) && shows(reason, row.reason ?? '');
    if (!isRight) yield say(`"${uid} ${name}: ${reason}" is shown of ${JSON.stringify(row)}`);
  }
}

/** Every failure has its reason, and the first keys that share it. */
function* checkReasons(summary: string, rows: readonly Row[], say: Say): Generator<Contradiction> {
  const reasons = new Map<string, string[]>();
  for (const { uid, error } of rows) {
    if (error === undefined) continue;
    const uids = reasons.get(error.message);
    if (uids === undefined) reasons.set(error.message, [uid]);
    else uids.push(uid);
  }
  if (reasons.size === 0) return;
  const text = toText(summary);
  for (const [reason, uids] of [...reasons].slice(0, MOST_REASONS)) {
    if (!shows(text, reason)) yield say(`it doesn't say of ${uids.join(' ')}: ${reason}`);
    const named = uids.slice(0, MOST_NAMED).find((uid) => text.split(uid).length < 3);
    if (named !== undefined) yield say(`it doesn't name ${named} beside the reason`);
  }
}
