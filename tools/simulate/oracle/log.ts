import { MAX_ERRORS } from '../../../__tests__/support/report-rules.ts';
import type { Contradiction, Facts, Row } from './facts.ts';
import { checkCounts } from './summary.ts';
import { shows } from './texts.ts';

/** The last error is the closing sentence. */
const MOST_ANNOTATED = MAX_ERRORS - 1;

type Say = (what: string) => Contradiction;

/** What the step tells of each key in the log and in annotations, and what Cloudflare has to say. */
export function* checkLog(facts: Facts): Generator<Contradiction> {
  const { run, rows, told, failures, cancelled, limit } = facts;
  const say: Say = (what) => ({ rule: 'log', what });

  for (const text of failures) {
    if (/run was cancelled/i.test(text) && !run.trace.incidents.some(({ kind }) => kind === 'signal'))
      yield say(`nobody cancelled the run: ${text}`);
    if (text.includes('reached its time limit') && (run.endedAt < limit || (cancelled?.at ?? limit) < limit))
      yield say(`it wasn't the time limit that ended the step: ${text}`);
  }
  const lines = textsOf(told, 'info');
  for (const row of rows) {
    if (row.status === 'kept' && !lines.some((text) => tellsOf(row, text)))
      yield say(`no line for ${row.uid}, which is kept`);
  }
  if (isCarriedOut(facts)) {
    for (const { uid, status } of rows) {
      if (status === 'deleted' && !lines.some((text) => text.startsWith(`Deleted TURN key ${uid}`)))
        yield say(`no line for ${uid}, which is deleted`);
    }
    for (const { uid, status } of rows) {
      if (status === 'would-delete' && !lines.some((text) => text.startsWith(`Would delete TURN key ${uid}`)))
        yield say(`no line for ${uid}, which would be deleted`);
    }
    yield* checkWarnings(facts, say);
  }
  if (run.outputs['results'] !== undefined) yield* checkAnnotations(facts, say);
  yield* checkNotices(facts, say);
}

/** Whether the step got past its guards. One that was refused tells why, and not what would have become of each key. */
function isCarriedOut({ run, firstDelete }: Facts): boolean {
  return firstDelete !== undefined || run.succeeded === true || run.outputs['status'] === 'not-found';
}

function textsOf(told: Facts['told'], name: string): readonly string[] {
  return told.flatMap((each) => (each.name === name ? [each.text] : []));
}

/** Whether a text names the key of a row and gives its reason. */
function tellsOf({ uid, reason, error }: Row, text: string): boolean {
  const message = error?.message ?? reason ?? '';
  // A sentence of a row needs no name of the key, and one of the log has it here.
  const [isConfirmed, why] = message.startsWith(CONFIRMED)
    ? [text.includes(CONFIRMED), message.slice(message.indexOf(': ') + 2)]
    : [true, message];
  return isConfirmed && text.includes(uid) && shows(text, why);
}

const CONFIRMED = 'Cloudflare confirmed the deletion';

function* checkWarnings({ run, rows, told }: Facts, say: Say): Generator<Contradiction> {
  const { ifNotFound } = run.world.settings;
  const missing = rows.filter(({ status }) => status === 'not-found');
  if (missing.length === 0) return;
  const warnings = textsOf(told, 'warning');
  for (const row of missing) {
    const number = warnings.filter((text) => tellsOf(row, text)).length;
    if (number !== (ifNotFound === 'warn' ? 1 : 0))
      yield say(`${number} warnings of ${row.uid || row.name}, which was not found`);
  }
}

/** One failure has one annotation; many have one each, up to nine, and a closing one. The others are in the log. */
function* checkAnnotations(facts: Facts, say: Say): Generator<Contradiction> {
  const { run, rows, told, failures, isOutputLost } = facts;
  if (failures.length === 0) return;
  const errors = textsOf(told, 'error');
  const closing = textsOf(told, 'setFailed').join();
  if (errors.length > MOST_ANNOTATED) yield say(`${errors.length} errors besides the closing one`);
  const counts = closing.indexOf('TURN keys: ');
  if (counts !== -1) yield* checkCounts(closing.slice(counts), rows, say);
  if (!isCarriedOut(facts)) return;

  const { ifNotFound } = run.world.settings;
  const failed = rows.filter(
    ({ status }) => status === 'failed' || (status === 'not-found' && ifNotFound === 'error'),
  );
  // An output that can't be written is a failure too, and has an annotation in any case.
  const others = isOutputLost ? 1 : 0;
  for (const [index, row] of failed.entries()) {
    const isAnnotated = index < MOST_ANNOTATED - others;
    const place = failed.length + others === 1 ? [closing] : isAnnotated ? errors : textsOf(told, 'info');
    const number = place.filter((text) => tellsOf(row, text)).length;
    if (number === 0 || (number > 1 && isAnnotated))
      yield say(
        `${number} ${isAnnotated ? 'annotations' : 'lines'} for the failure of ${row.uid || row.name}`,
      );
  }
  const [unattempted] = rows.flatMap(({ status, error }) => (status === 'not-attempted' ? [error] : []));
  if ((unattempted !== undefined || failed.length > 1) && counts === -1)
    yield say(`the closing error doesn't count the keys: ${closing}`);
  if (unattempted !== undefined && !failures.some((text) => shows(text, unattempted.message)))
    yield say(`no error says why keys were not attempted: ${unattempted.message}`);
}

/** Entries of `messages` become notices. */
function* checkNotices({ run, told }: Facts, say: Say): Generator<Contradiction> {
  for (const { response } of run.trace.exchanges) {
    if (response?.body?.includes('"messages":[{') !== true) continue;
    const { messages } = JSON.parse(response.body) as {
      readonly messages: readonly { readonly message: string }[];
    };
    const notices = textsOf(told, 'notice');
    for (const { message } of messages) {
      if (!notices.some((text) => shows(text, message)))
        yield say(`no notice of Cloudflare's message: ${message}`);
    }
  }
}
