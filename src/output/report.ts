import { makeOutcome } from '../keys/outcome.ts';
import type { FailedResponse, KeyStatus, Outcome } from '../keys/outcome.ts';
import type { RefusalError } from '../keys/refusal.ts';
import { describeDefect } from '../lib/defect.ts';
import { pluralize } from '../lib/format.ts';
import { quote, truncate } from '../lib/sanitize.ts';
import type { Redact } from '../lib/redact.ts';
import type { Log } from './log.ts';

/** What a key that does not exist means for the step. */
export type IfNotFound = 'error' | 'warn' | 'ignore';

/** The output `status`. */
export type StepStatus = Exclude<KeyStatus, 'not-attempted'>;

/** All that the step has to say when it is done. */
export type Report = {
  readonly status: StepStatus;
  /** What became of each selected key, in the order selected. */
  readonly outcomes: readonly Outcome[];
  /** Why the step fails, a sentence or two each. Empty if it does not. */
  readonly failures: readonly string[];
  /** What is said after several failures, or beside one. */
  readonly closing: string;
};

/** What to do when a key does not exist, where that is an error. */
const NOT_FOUND_ADVICE =
  'Check the ID or name and `account-id`; if the key may be gone already, set `if-not-found: ignore`.';

/** Reports a run that came to its end: every selected key has its outcome. */
export function reportOutcomes(
  outcomes: readonly Outcome[],
  { ifNotFound, cancelled }: { readonly ifNotFound: IfNotFound; readonly cancelled: boolean },
): Report {
  const failures = outcomes.flatMap((each) => {
    if (each.status === 'failed') return [sayFailed(each)];
    if (each.status === 'not-found' && ifNotFound === 'error')
      return [`${sayNotFound(each)} ${NOT_FOUND_ADVICE}`];
    return [];
  });
  const [unattempted] = outcomes.filter(({ status }) => status === 'not-attempted');
  const why = unattempted && `${tally(outcomes)}. ${unattempted.reason}`;
  const late = cancelled ? 'The run was cancelled; every key had been dealt with by then.' : undefined;
  if (failures.length === 0) {
    const failure = why ?? late;
    return {
      status: stepStatus(outcomes),
      outcomes,
      failures: failure === undefined ? [] : [failure],
      closing: '',
    };
  }
  const closing =
    failures.length > 1
      ? `${why ?? `${tally(outcomes)}.`} The output \`results\` tells of each.`
      : (why ?? '');
  return { status: stepStatus(outcomes), outcomes, failures, closing };
}

/** Reports inputs that are wrong: a sentence for each problem. */
export function reportProblems(problems: readonly string[]): Report {
  const closing =
    problems.length > 1
      ? `${pluralize(problems.length, 'problem')} with the inputs; nothing was deleted.`
      : '';
  return { status: 'failed', outcomes: [], failures: problems, closing };
}

/** Reports a refusal: nothing was deleted. `failedResponse` is what came back for the key that could not be read. */
export function reportRefusal(error: RefusalError, failedResponse: FailedResponse | undefined): Report {
  const outcomes = error.planned.map((key) => {
    if (key.uid !== '' && key.uid === error.failedUid) {
      return makeOutcome(key, 'failed', { reason: error.message, response: failedResponse });
    }
    if (key.plan === 'delete') {
      return makeOutcome(key, 'not-attempted', { reason: 'The step refused, and deleted nothing.' });
    }
    return makeOutcome(key, key.plan === 'keep' ? 'kept' : 'not-found', { reason: key.reason });
  });
  return { status: 'failed', outcomes, failures: [error.message], closing: '' };
}

/** Reports a defect of this program. */
export function reportDefect(error: unknown): Report {
  return { status: 'failed', outcomes: [], failures: [describeDefect(error)], closing: '' };
}

function stepStatus(outcomes: readonly Outcome[]): StepStatus {
  const any = (...statuses: readonly KeyStatus[]): boolean =>
    outcomes.some(({ status }) => statuses.includes(status));
  if (any('failed', 'not-attempted')) return 'failed';
  if (any('would-delete')) return 'would-delete';
  return any('deleted') ? 'deleted' : 'not-found';
}

const WORDS = {
  deleted: 'deleted',
  'would-delete': 'would be deleted',
  'not-found': 'not found',
  kept: 'kept',
  failed: 'failed',
  'not-attempted': 'not attempted',
} as const satisfies Record<KeyStatus, string>;

/** Counts the keys by what became of them: `TURN keys: 5 deleted, 1 failed`. */
export function tally(outcomes: readonly Outcome[]): string {
  const parts = Object.entries(WORDS).flatMap(([status, words]) => {
    const number = outcomes.filter((each) => each.status === status).length;
    return number === 0 ? [] : [`${number} ${words}`];
  });
  return `TURN keys: ${parts.join(', ') || 'none selected'}`;
}

/** Writes a line about a key as soon as its outcome is known. Failures are left to the annotations at the end. */
export function logOutcome(each: Outcome, ifNotFound: IfNotFound, log: Log): void {
  if (each.status === 'deleted') {
    log.info(`Deleted TURN key ${name(each)}${each.reason && `: ${each.reason}`}.`);
  } else if (each.status === 'would-delete') {
    log.info(`Would delete TURN key ${name(each)}.`);
  } else if (each.status === 'not-found') {
    if (ifNotFound === 'warn') log.warning(sayNotFound(each));
    if (ifNotFound === 'ignore') log.info(sayNotFound(each));
  }
}

function sayFailed(each: Outcome): string {
  if (!each.confirmed) return `Could not delete TURN key ${name(each)}: ${each.reason}`;
  return `Cloudflare confirmed the deletion of TURN key ${name(each)}, but it could not be verified: ${each.reason}`;
}

function sayNotFound({ uid, reason }: Outcome): string {
  return `${uid === '' ? '' : `TURN key ${uid} was not found, so there was nothing to delete. `}${reason}`;
}

function name(each: Outcome): string {
  const created = each.created === '' ? '' : `, created ${truncate(each.created, 64)}`;
  return each.name === '' && created === '' ? each.uid : `${each.uid} (${quote(each.name)}${created})`;
}

/** How many failures get an annotation of their own: GitHub shows ten of a step, and the last is the closing sentence. */
const ANNOTATIONS = 9;

/** Says why the step fails: one failure is one annotation; of many, up to nine are one each, and a last one closes. */
export function annotateFailures(
  { failures, closing, outcomes }: Report,
  log: Log,
  setFailed: (message: string) => void,
): void {
  const [first] = failures;
  if (first === undefined) return;
  if (failures.length === 1) {
    setFailed([first, closing].filter(Boolean).join(' '));
    return;
  }
  for (const failure of failures.slice(0, ANNOTATIONS)) log.error(failure);
  for (const failure of failures.slice(ANNOTATIONS)) log.info(failure);
  setFailed(closing === '' ? `${tally(outcomes)}.` : closing);
}

/** The same report, with secrets redacted in everything that outputs, annotations and the summary show. */
export function redactReport(report: Report, redact: Redact): Report {
  return {
    ...report,
    outcomes: report.outcomes.map((each) => ({
      ...each,
      uid: redact(each.uid),
      name: redact(each.name),
      created: redact(each.created),
      modified: redact(each.modified),
      reason: redact(each.reason),
    })),
    failures: report.failures.map(redact),
  };
}

/** The outputs of action.yml and their values. */
export function makeOutputs({ status, outcomes }: Report): Readonly<Record<string, string>> {
  const selected = outcomes.filter(({ uid }) => uid !== '');
  const only = selected.length === 1 ? selected[0] : undefined;
  return {
    status,
    uid: only?.uid ?? '',
    name: only?.name ?? '',
    created: only?.created ?? '',
    modified: only?.modified ?? '',
    'deleted-count': String(outcomes.filter((each) => each.status === 'deleted').length),
    results: JSON.stringify(outcomes.map(toResult)),
  };
}

function toResult(each: Outcome): object {
  const { uid, name, created, modified, status, response } = each;
  const failed = status === 'failed' || status === 'not-attempted';
  return { uid, name, created, modified, status, ...(failed && { error: toError(explain(each), response) }) };
}

/** Why a key has its status, for a place that names the key by itself. */
export function explain({ status, confirmed, reason }: Outcome): string {
  return status === 'failed' && confirmed
    ? `Cloudflare confirmed the deletion, but it could not be verified: ${reason}`
    : reason;
}

function toError(message: string, response: FailedResponse | undefined): object {
  return {
    http_status: response?.httpStatus ?? null,
    code: response?.code ?? null,
    message,
    ray_id: response === undefined || response.rayId === '' ? null : response.rayId,
  };
}
