import type { IfNotFound, KeyStatus, Outcome } from '../keys/outcome.ts';
import { quote, truncate } from '../lib/sanitize.ts';
import type { Redact } from '../lib/redact.ts';
import type { Log } from './log.ts';

/** What the report needs to know of the run besides the outcomes. */
export type RunState = {
  readonly ifNotFound: IfNotFound;
  readonly cancelled: boolean;
};

/** The output `status`. */
type StepStatus = Exclude<KeyStatus, 'not-attempted'>;

/** Everything that the step reports at its end. */
export type Report = {
  readonly status: StepStatus;
  /** What became of each selected key, in the order selected. */
  readonly outcomes: readonly Outcome[];
  /** Why the step fails, a sentence or two each. Empty if it does not. */
  readonly failures: readonly string[];
  /** The sentence after several failures, or added to one. */
  readonly closing: string;
  /** The result of the step, such as `TURN keys: 3 deleted, 1 not found`. It has no text from outside. */
  readonly headline: string;
  /** Whether the step ended before the first deletion: then `failures` are about the step, otherwise about a key each. */
  readonly endedEarly: boolean;
};

/** Whether a run that reached its end succeeded. */
export function hasSucceeded(outcomes: readonly Outcome[], { ifNotFound, cancelled }: RunState): boolean {
  const failing: readonly KeyStatus[] = ['failed', 'not-attempted'];
  return (
    !cancelled &&
    !outcomes.some(
      ({ status }) => failing.includes(status) || (status === 'not-found' && ifNotFound === 'error'),
    )
  );
}

/** Reports a run that succeeded. */
export function reportSuccess(outcomes: readonly Outcome[]): Report {
  const status = successStatus(outcomes);
  return { status, outcomes, failures: [], closing: '', headline: tally(outcomes), endedEarly: false };
}

function successStatus(outcomes: readonly Outcome[]): StepStatus {
  for (const status of ['would-delete', 'deleted'] as const) {
    if (outcomes.some((each) => each.status === status)) return status;
  }
  const picked = outcomes.filter(({ uid }) => uid !== '');
  return picked.length > 0 && picked.every(({ status }) => status === 'kept') ? 'kept' : 'not-found';
}

/** Each status in words. */
export const STATUS_WORDS = {
  deleted: 'deleted',
  'would-delete': 'would be deleted',
  'not-found': 'not found',
  kept: 'kept',
  failed: 'failed',
  'not-attempted': 'not attempted',
} as const satisfies Record<KeyStatus, string>;

/** Counts the keys by what became of them: `TURN keys: 5 deleted, 1 failed`. */
export function tally(outcomes: readonly Outcome[]): string {
  const parts = Object.entries(STATUS_WORDS).flatMap(([status, words]) => {
    const number = outcomes.filter((each) => each.status === status).length;
    return number === 0 ? [] : [`${number} ${words}`];
  });
  return `TURN keys: ${parts.join(', ') || 'none selected'}`;
}

/** Logs the outcome of a key as soon as it is known. Failures are annotated at the end. */
export function logOutcome(each: Outcome, ifNotFound: IfNotFound, log: Pick<Log, 'info' | 'warning'>): void {
  // Not truncated here: the rest of a truncated secret could no longer be redacted.
  const reason = each.reason && `: ${each.reason}`;
  switch (each.status) {
    case 'deleted':
      log.info(`Deleted TURN key ${describeKey(each)}${reason}.`);
      break;
    case 'would-delete':
      log.info(`Would delete TURN key ${describeKey(each)}.`);
      break;
    case 'kept':
      log.info(`Kept TURN key ${describeKey({ ...each, created: '' })}${reason}.`);
      break;
    case 'not-found':
      if (ifNotFound === 'warn') log.warning(explainNotFound(each));
      if (ifNotFound === 'ignore') log.info(explainNotFound(each));
      break;
    case 'failed':
    case 'not-attempted':
  }
}

/** A key's ID, and its name and date of creation if they are known. */
export function describeKey({ uid, name, created }: Outcome): string {
  const date = created === '' ? '' : `, created ${truncate(created, 64)}`;
  return name === '' && date === '' ? uid : `${uid} (${quote(name)}${date})`;
}

/** Says that a key was not found, in a sentence or two. */
export function explainNotFound({ uid, reason }: Outcome): string {
  return `${uid === '' ? '' : `TURN key ${uid} was not found, so there was nothing to delete. `}${reason}`;
}

/** Why a key has its status, for a place that names the key anyway. */
export function explain({ status, confirmed, reason }: Outcome): string {
  return status === 'failed' && confirmed
    ? `Cloudflare confirmed the deletion, but it could not be verified: ${reason}`
    : reason;
}

/** The same report, with secrets redacted in everything that the outputs and the summary show. */
export function redactReport(report: Report, redact: Redact): Report {
  return {
    ...report,
    outcomes: report.outcomes.map(({ response, ...each }) => ({
      ...each,
      uid: redact(each.uid),
      name: redact(each.name),
      created: redact(each.created),
      modified: redact(each.modified),
      reason: redact(each.reason),
      ...(response !== undefined && {
        response: {
          ...response,
          code: typeof response.code === 'string' ? redact(response.code) : response.code,
          rayId: redact(response.rayId),
        },
      }),
    })),
    failures: report.failures.map(redact),
    headline: redact(report.headline),
  };
}
