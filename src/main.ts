import type * as core from '@actions/core';
import { openBudget } from './lib/deadline.ts';
import type { Budget } from './lib/deadline.ts';
import { openCloudflare } from './cloudflare/api.ts';
import { maskSecrets } from './inputs/credentials.ts';
import { deleteKeys, outcome } from './delete-keys.ts';
import type { Outcome } from './delete-keys.ts';
import { Refusal } from './http/errors.ts';
import type { Environment } from './inputs/definitions.ts';
import { openHttp } from './http/client.ts';
import { readInputs } from './inputs/inputs.ts';
import type { Inputs } from './inputs/inputs.ts';
import { openLog } from './output/log.ts';
import type { Log } from './output/log.ts';
import type { PlanContext } from './select-keys.ts';
import type { PullRequestState } from './github/pull-requests.ts';
import { announce, logOutcome, outputsOf, reportError, reportOutcomes } from './output/report.ts';
import type { Report } from './output/report.ts';
import { openRetries } from './http/retry.ts';
import type { Selected } from './keys/selection-rules.ts';
import { writeSummary } from './output/summary.ts';
import { count, oneLine, redactor } from './lib/sanitize.ts';
import type { Redact } from './lib/sanitize.ts';
import { openTurnKeys } from './cloudflare/turn-keys.ts';

/** What the step needs of @actions/core. */
export type Core = Pick<
  typeof core,
  | 'getInput'
  | 'setSecret'
  | 'setOutput'
  | 'setFailed'
  | 'debug'
  | 'info'
  | 'notice'
  | 'warning'
  | 'error'
  | 'summary'
>;

/**
 * Runs the step: reads the inputs, chooses the keys, deletes them, and reports, whatever happened. Returns whether it
 * succeeded, and never rejects.
 */
export async function run(core: Core, env: Environment): Promise<boolean> {
  const redact = redactor(maskSecrets(core, env));
  const log = openLog(core, redact);
  const setFailed = (message: string): void => {
    core.setFailed(oneLine(redact(message)));
  };

  const budget = openBudget();
  let report: Report;
  try {
    report = await perform(core, env, { budget, log, redact });
  } catch (error) {
    report = reportError(error);
  }
  report = withoutSecrets(report, redact);

  const failures = [...report.failures];
  try {
    for (const [name, value] of Object.entries(outputsOf(report))) core.setOutput(name, value);
  } catch (error) {
    failures.push(
      `The outputs could not be written (${messageOf(error)}): later steps see none of them. Check the runner's disk.`,
    );
  }
  try {
    writeSummary(core.summary, env['GITHUB_STEP_SUMMARY'] ?? '', report);
  } catch (error) {
    log.info(`The job summary could not be written (${messageOf(error)}).`);
  }
  announce({ ...report, failures }, log, setFailed);
  budget.close();
  return failures.length === 0;
}

/** What the whole step shares. */
type Step = { readonly budget: Budget; readonly log: Log; readonly redact: Redact };

/** The way from the inputs to the outcomes. */
async function perform(core: Core, env: Environment, { budget, log, redact }: Step): Promise<Report> {
  const inputs = readInputs(core, env);
  const { ifNotFound } = inputs;
  budget.limit(inputs.timeoutMs);
  const http = openHttp(log);
  const connection = { http, log, redact, stop: budget.stop, end: budget.end };
  const retries = openRetries({ ...inputs, budget, log });
  const turnKeys = openTurnKeys(openCloudflare({ ...inputs, ...connection }), retries, budget.stop);
  const selected = await choose(inputs, {
    turnKeys,
    log,
    now: Date.now,
    askGitHub: (numbers) => askGitHub(numbers, inputs, { budget, log, redact }),
  });
  const onOutcome = (each: Outcome): void => {
    logOutcome(withoutSecret(each, redact), ifNotFound, log);
  };
  const outcomes = inputs.dryRun
    ? rehearse(selected, log, onOutcome)
    : await deleteKeys(selected, { turnKeys, budget, verify: inputs.verify, onOutcome });
  return reportOutcomes(outcomes, { ifNotFound, cancelled: budget.cancelled() });
}

/** Loads what asks GitHub, and asks. */
async function askGitHub(
  numbers: readonly number[],
  inputs: Inputs,
  { budget, log, redact }: Step,
): Promise<ReadonlyMap<number, PullRequestState>> {
  // Importing @actions/github reads the runner's event file and GITHUB_API_URL.
  const { readPullRequests } = await import('./github/pull-requests.ts').catch((error: unknown) => {
    throw new Refusal(
      `Nothing was deleted, because what the runner says of this run could not be read (GITHUB_EVENT_PATH, GITHUB_API_URL): ${messageOf(error)}.`,
      { selected: [], cause: error },
    );
  });
  // A client of its own: one keeps the connections of one protocol, and the two servers may differ in theirs.
  const http = openHttp(log);
  const retries = openRetries({ ...inputs, budget, log });
  const { stop, end } = budget;
  try {
    return await readPullRequests(numbers, { http, retries, redact, stop, end, token: inputs.githubToken });
  } finally {
    http.close();
  }
}

/** The keys to delete. What reads and chooses is loaded only if something has to be read. */
async function choose(inputs: Inputs, context: PlanContext): Promise<readonly Selected[]> {
  const { keys, expectedNames, dryRun } = inputs;
  if (keys.by === 'id' && expectedNames.length === 0 && !dryRun)
    return keys.ids.map((uid) => ({ uid, known: {} }));
  const { planDeletion } = await import('./select-keys.ts');
  return await planDeletion(inputs, context);
}

/** A dry run's outcomes: what a deletion would come to, as far as reading tells. */
function rehearse(
  selected: readonly Selected[],
  log: Log,
  onOutcome: (each: Outcome) => void,
): readonly Outcome[] {
  const outcomes = selected.map((key) =>
    key.missing === undefined
      ? outcome(key, 'would-delete')
      : outcome(key, 'not-found', { reason: key.missing }),
  );
  outcomes.forEach(onOutcome);
  log.info(
    `This was a dry run: ${count(outcomes.filter(({ status }) => status === 'would-delete').length, 'TURN key')} would be deleted, and nothing was. ` +
      'It shows that the token can read the keys; that it may delete them, only a deletion can show.',
  );
  return outcomes;
}

function withoutSecrets(report: Report, redact: Redact): Report {
  return {
    ...report,
    outcomes: report.outcomes.map((each) => withoutSecret(each, redact)),
    failures: report.failures.map(redact),
  };
}

function withoutSecret(each: Outcome, redact: Redact): Outcome {
  const { uid, name, created, modified, reason } = each;
  return {
    ...each,
    uid: redact(uid),
    name: redact(name),
    created: redact(created),
    modified: redact(modified),
    reason: redact(reason),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
