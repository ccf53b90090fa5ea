import type * as core from '@actions/core';
import { appendFileSync, readFileSync } from 'node:fs';
import { openCloudflare } from './cloudflare/api.ts';
import { openTurnKeys } from './cloudflare/turn-keys.ts';
import { deleteKeys, makeDryRunOutcomes, toFailedResponse } from './delete-keys.ts';
import { bypassesProxy, openHttp } from './http/client.ts';
import type { Http } from './http/client.ts';
import { RequestError } from './http/errors.ts';
import { openRateLimit } from './http/rate-limit.ts';
import { openRetries } from './http/retry.ts';
import type { Retries } from './http/retry.ts';
import { maskSecrets } from './inputs/credentials.ts';
import type { Environment, Surroundings } from './inputs/definitions.ts';
import { InputError } from './inputs/input-error.ts';
import { readInputs } from './inputs/inputs.ts';
import type { Inputs } from './inputs/inputs.ts';
import type { Outcome } from './keys/outcome.ts';
import { RefusalError } from './keys/refusal.ts';
import { planById } from './keys/planned-key.ts';
import type { PlannedKey } from './keys/planned-key.ts';
import { openDeadline } from './lib/deadline.ts';
import type { Deadline, SignalSource } from './lib/deadline.ts';
import { pluralize } from './lib/format.ts';
import { messageOf } from './lib/objects.ts';
import { redactor } from './lib/redact.ts';
import { systemClock } from './lib/time.ts';
import type { Clock } from './lib/time.ts';
import { openLog } from './output/log.ts';
import type { Log } from './output/log.ts';
import { writeOutputs } from './output/outputs.ts';
import { hasSucceeded, logOutcome, redactReport, reportSuccess } from './output/report.ts';
import type { Report, RunState } from './output/report.ts';
import { renderSummary } from './output/summary.ts';
import type { SelectionContext } from './select-keys.ts';

/** The part of @actions/core that the step uses. */
export type Core = Pick<
  typeof core,
  'getInput' | 'setSecret' | 'setOutput' | 'setFailed' | 'debug' | 'info' | 'notice' | 'warning' | 'error'
>;

/** What the step uses of its surroundings: clock, network, files and signals. */
export type World = Surroundings & {
  readonly clock: Clock;
  readonly signals: SignalSource;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly openHttp: (debug: (message: string) => void, idHeader: string) => Http;
  /** Appends to a file. Throws when it can't. */
  readonly appendFile: (path: string, text: string) => void;
};

const REAL_WORLD: World = {
  clock: systemClock,
  signals: process,
  random: Math.random,
  openHttp,
  appendFile: appendFileSync,
  readFile: (path) => readFileSync(path, 'utf8'),
  bypassesProxy,
};

/**
 * Runs the step: reads the inputs, selects the keys, deletes them, and reports, whatever happened. Returns whether it
 * succeeded, and never rejects.
 */
export async function run(core: Core, env: Environment, world = REAL_WORLD): Promise<boolean> {
  const redact = redactor(maskSecrets(core, env));
  const log = openLog(core, redact);

  const deadline = openDeadline(world.clock, world.signals);
  let report: Report;
  try {
    report = await runStep(core, env, { world, deadline, log });
  } catch (error) {
    report = await reportError(error, deadline.cancelled());
    for (const each of report.outcomes) if (each.status === 'kept') logOutcome(each, 'error', log);
  }

  const shown = redactReport(report, redact);
  try {
    await writeOutputs(shown, { setOutput: core.setOutput, warn: log.warning });
  } catch (error) {
    const { addFailure } = await import('./output/failures.ts');
    report = addFailure(report, messageOf(error));
  }
  try {
    const path = env['GITHUB_STEP_SUMMARY'] ?? '';
    if (path === '') throw new Error('the runner provides no file for it');
    world.appendFile(path, renderSummary(shown, world.clock.now()));
  } catch (error) {
    log.info(`The job summary could not be written (${messageOf(error)}).`);
  }
  const failed = report.failures.length > 0;
  if (failed) {
    const { annotateFailures } = await import('./output/failures.ts');
    annotateFailures(report, log);
  }
  deadline.close();
  return !failed;
}

/** Shared by all parts of the step. */
type Step = {
  readonly world: World;
  readonly deadline: Deadline;
  readonly log: Log;
};

/** From the inputs to the outcomes. */
async function runStep(core: Core, env: Environment, step: Step): Promise<Report> {
  const { world, deadline, log } = step;
  const inputs = await readInputs(core, env, world);
  const { ifNotFound } = inputs;
  deadline.limit(inputs.timeoutMs);
  const { retries, observe } = openService("Cloudflare's", inputs, step);
  const cloudflare = openCloudflare({
    ...inputs,
    http: world.openHttp(log.debug, 'cf-ray'),
    log,
    observe,
    hardStop: deadline.hardStop,
  });
  const turnKeys = openTurnKeys(cloudflare, retries, deadline.softStop);
  const planned = await planKeys(inputs, {
    turnKeys,
    softStop: deadline.softStop,
    info: log.info,
    now: world.clock.now,
    readPullRequests: (numbers) => askGitHub(numbers, inputs, env, step),
    async readUsage(uids) {
      const { readUsage } = await import('./cloudflare/analytics.ts');
      const range = { unusedForMs: inputs.unusedForMs, now: world.clock.now() };
      return await readUsage(uids, range, { cloudflare, retries, softStop: deadline.softStop });
    },
  });
  function onOutcome(each: Outcome): void {
    logOutcome(each, ifNotFound, log);
  }
  if (inputs.dryRun) {
    const outcomes = makeDryRunOutcomes(planned);
    outcomes.forEach(onOutcome);
    const number = outcomes.filter(({ status }) => status === 'would-delete').length;
    log.info(
      `Dry run: ${pluralize(number, 'TURN key')} would be deleted. The token can read keys; its permission to delete was not tested.`,
    );
    return await reportRun(outcomes, { ifNotFound, cancelled: deadline.cancelled() });
  }
  const { verify } = inputs;
  const outcomes = await deleteKeys(planned, { turnKeys, deadline, clock: world.clock, verify, onOutcome });
  return await reportRun(outcomes, { ifNotFound, cancelled: deadline.cancelled() });
}

/** Opens the retries of one service. `observe` reads its rate limit from the headers of responses. */
function openService(
  owner: string,
  { maxRetries }: Inputs,
  { world: { clock, random }, deadline: { remaining }, log: { info } }: Step,
): { readonly retries: Retries; readonly observe: ReturnType<typeof openRateLimit>['observe'] } {
  const rateLimit = openRateLimit({ owner, clock, remaining, info });
  return {
    retries: openRetries({ maxRetries, rateLimit, clock, remaining, info, random }),
    observe: rateLimit.observe,
  };
}

/** Makes the plan. The code that reads and selects is loaded only if something has to be read. */
async function planKeys(inputs: Inputs, context: SelectionContext): Promise<readonly PlannedKey[]> {
  const { keys, expectedNames, dryRun, unusedForMs } = inputs;
  if (keys.by === 'id' && expectedNames.length === 0 && !dryRun && unusedForMs === 0) {
    return keys.ids.map(planById);
  }
  const { selectKeys } = await import('./select-keys.ts');
  return await selectKeys(inputs, context);
}

/** Asks GitHub about pull requests. The code for it is loaded only here. */
async function askGitHub(
  numbers: readonly number[],
  inputs: Inputs,
  env: Environment,
  step: Step,
): ReturnType<SelectionContext['readPullRequests']> {
  const { world, deadline, log } = step;
  const { readPullRequests } = await import('./github/pull-requests.ts');
  // A separate client: one client keeps connections of one protocol (http or https), and the two servers' may differ.
  const http = world.openHttp(log.debug, 'x-github-request-id');
  const { retries } = openService("GitHub's", inputs, step);
  const { softStop, hardStop } = deadline;
  try {
    return await readPullRequests(numbers, {
      repository: env['GITHUB_REPOSITORY'] ?? '',
      apiUrl: env['GITHUB_API_URL'] ?? '',
      token: inputs.githubToken,
      http,
      retries,
      softStop,
      hardStop,
    });
  } finally {
    http.close();
  }
}

/** Reports a run that reached its end. The code that describes failures is loaded only if there are any. */
async function reportRun(outcomes: readonly Outcome[], state: RunState): Promise<Report> {
  if (hasSucceeded(outcomes, state)) return reportSuccess(outcomes);
  const { reportFailedRun } = await import('./output/failures.ts');
  return reportFailedRun(outcomes, state);
}

/** Reports a run that ended before the first deletion. */
async function reportError(error: unknown, cancelled: boolean): Promise<Report> {
  const { reportDefect, reportProblems, reportRefusal } = await import('./output/failures.ts');
  if (error instanceof InputError) return reportProblems(error.problems);
  if (error instanceof RefusalError) {
    const { cause } = error;
    const response = cause instanceof RequestError ? toFailedResponse(cause) : undefined;
    return reportRefusal(error, { response, cancelled });
  }
  return reportDefect(error);
}
