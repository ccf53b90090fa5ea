import { makeOutcome } from '../keys/outcome.ts';
import type { FailedResponse, Outcome } from '../keys/outcome.ts';
import type { RefusalError } from '../keys/refusal.ts';
import { CANCELLED } from '../lib/deadline.ts';
import { describeDefect } from '../lib/defect.ts';
import { pluralize } from '../lib/format.ts';
import type { Log } from './log.ts';
import { describeKey, explainNotFound, tally } from './report.ts';
import type { Report, RunState } from './report.ts';

/** What to do when a key does not exist and `if-not-found` is `error`. */
const NOT_FOUND_ADVICE =
  'Check the ID or name and `account-id`; if the key may already have been deleted, set `if-not-found: ignore`.';

/** Reports a run that reached its end and fails: because of some of its keys, or because it was cancelled. */
export function reportFailedRun(outcomes: readonly Outcome[], { ifNotFound, cancelled }: RunState): Report {
  const failures = outcomes.flatMap((each) => {
    if (each.status === 'failed') return [explainFailed(each)];
    if (each.status === 'not-found' && ifNotFound === 'error')
      return [`${explainNotFound(each)} ${NOT_FOUND_ADVICE}`];
    return [];
  });
  const isIncomplete = outcomes.some(({ status }) => status === 'failed' || status === 'not-attempted');
  const unattempted = outcomes.find(({ status }) => status === 'not-attempted');
  const [only = ''] = failures.length === 1 ? failures : [];
  const isCancellationSaid = `${only} ${unattempted?.reason ?? ''}`.includes(CANCELLED);
  const isHandled = unattempted === undefined && !failures.some((failure) => failure.includes(CANCELLED));
  const sentences = [
    (unattempted !== undefined || failures.length > 1) && `${tally(outcomes)}.`,
    unattempted?.reason,
    cancelled &&
      !isCancellationSaid &&
      (isHandled ? `${CANCELLED}, but every key was handled.` : `${CANCELLED}.`),
    failures.length > 1 && 'The output `results` has the details.',
  ];
  const closing = sentences.filter(Boolean).join(' ');
  return {
    status: isIncomplete || cancelled ? 'failed' : 'not-found',
    outcomes,
    ...(failures.length === 0 ? { failures: [closing], closing: '' } : { failures, closing }),
    headline: `${tally(outcomes)}${cancelled ? '; the run was cancelled' : ''}`,
    endedEarly: false,
  };
}

function explainFailed(each: Outcome): string {
  const key = describeKey(each);
  return each.confirmed
    ? `Cloudflare confirmed the deletion of TURN key ${key}, but it could not be verified: ${each.reason}`
    : `Could not delete TURN key ${key}: ${each.reason}`;
}

/** Reports wrong inputs: a sentence for each problem. */
export function reportProblems(problems: readonly string[]): Report {
  const number = pluralize(problems.length, 'problem');
  return {
    status: 'failed',
    outcomes: [],
    failures: problems,
    closing: problems.length > 1 ? `${number} with the inputs; nothing was deleted.` : '',
    headline: `Nothing was deleted, because of ${number} with the inputs`,
    endedEarly: true,
  };
}

/** Reports a refusal: nothing was deleted. `response` is the one for the key that could not be read, if there is such a key. */
export function reportRefusal(
  error: RefusalError,
  { response, cancelled }: { readonly response: FailedResponse | undefined; readonly cancelled: boolean },
): Report {
  const outcomes = error.planned.map((key) => {
    if (key.uid !== '' && key.uid === error.failedUid) {
      return makeOutcome(key, 'failed', { reason: error.message, response });
    }
    switch (key.plan) {
      case 'delete':
        return makeOutcome(key, 'not-attempted', {
          reason: 'Not attempted: the step was refused, and nothing was deleted.',
        });
      case 'keep':
        return makeOutcome(key, 'kept', { reason: key.reason });
      case 'not-found':
        return makeOutcome(key, 'not-found', { reason: key.reason });
    }
  });
  return {
    status: 'failed',
    outcomes,
    failures: [error.message],
    closing: cancelled && !error.message.includes(CANCELLED) ? `${CANCELLED}.` : '',
    headline: `Nothing was deleted${error.why && `, because ${error.why}`}`,
    endedEarly: true,
  };
}

/** Reports a defect of this program. */
export function reportDefect(error: unknown): Report {
  return {
    status: 'failed',
    outcomes: [],
    failures: [describeDefect(error)],
    closing: '',
    headline: 'The step ended with an unexpected error',
    endedEarly: true,
  };
}

/** How many failures get an annotation each: GitHub shows ten per step, and the last is the closing sentence. */
const MAX_ANNOTATIONS = 9;

/** Says why the step fails: one failure in one annotation; many in one each, up to nine, and a closing one. */
export function annotateFailures({ failures, closing, outcomes }: Report, log: Log): void {
  const [first = '', ...others] = failures;
  if (others.length === 0) {
    log.setFailed([first, closing].filter(Boolean).join(' '));
    return;
  }
  for (const failure of failures.slice(0, MAX_ANNOTATIONS)) log.error(failure);
  for (const failure of failures.slice(MAX_ANNOTATIONS)) log.info(failure);
  log.setFailed(closing || `${tally(outcomes)}.`);
}

/** The same report with another failure, which gets an annotation even if there are many. */
export function addFailure(report: Report, failure: string): Report {
  return { ...report, failures: report.failures.toSpliced(MAX_ANNOTATIONS - 1, 0, failure) };
}
