import { API_TOKEN, GITHUB_TOKEN } from '../world.ts';
import type { Contradiction, Facts, Row } from './facts.ts';

const OUTPUTS = ['status', 'uid', 'name', 'created', 'modified', 'deleted-count', 'results'];
const LONGEST_ANNOTATION = 4_096;
const LONGEST_RESULTS = 900_000;
const LONGEST_SUMMARY = 1024 * 1024;

// What a mistake leaves behind.
const TRACES = /\[object \w+\]|\bundefined\b|\bNaN\b|unexpected error|\bat \w+ \(/;
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|##\[/u;

/** What the step says in one place against what it says in the others, and against the contract. */
export function* checkReport(facts: Facts): Generator<Contradiction> {
  const { run, rows, told, failures, cancelled, isOutputLost } = facts;
  const { outputs, succeeded, summary, world } = run;
  const say = (rule: string, what: string): Contradiction => ({ rule, what });
  const has = (...statuses: readonly Row['status'][]): boolean =>
    rows.some(({ status }) => statuses.includes(status));

  if (succeeded === failures.length > 0) {
    yield say('exit', `exit code ${succeeded ? 0 : 1}, and ${failures.length} errors`);
  }
  if (told.filter(({ name }) => name === 'setFailed').length > 1)
    yield say('exit', 'setFailed was called twice');
  if (!isOutputLost && OUTPUTS.some((name) => !(name in outputs))) {
    yield say('outputs', `only ${Object.keys(outputs).join(', ')} are set`);
  }
  if (!isOutputLost) yield* checkStatus(facts);
  if (isOutputLost && succeeded === true)
    yield say('exit', 'an output could not be written, and the step is green');
  if (cancelled !== undefined && succeeded === true)
    yield say('exit', 'the run was cancelled, and the step is green');
  if (cancelled !== undefined && !/cancel/i.test(`${failures.join(' ')} ${summary ?? ''}`)) {
    yield say('cancelled', 'the report does not say that the run was cancelled');
  }
  if (has('failed', 'not-attempted') && succeeded === true)
    yield say('exit', 'a key failed, and the step is green');
  if (has('not-found') && world.settings.ifNotFound === 'error' && succeeded === true) {
    yield say('exit', 'a key was not found, and the step is green');
  }

  if (outputs['results'] !== undefined && outputs['deleted-count'] !== undefined) {
    const number = rows.filter(({ status }) => status === 'deleted').length;
    if (outputs['deleted-count'] !== String(number)) yield say('outputs', `deleted-count is not ${number}`);
    // A key that is kept was not selected, and a name that no key has is none.
    const selected = rows.filter(({ uid, status }) => uid !== '' && status !== 'kept');
    const only = selected.length === 1 ? selected[0] : undefined;
    for (const field of ['uid', 'name', 'created', 'modified'] as const) {
      // One that could not be written is missing, and `results` shortens what is very long.
      if (outputs[field] === undefined || (field === 'name' && world.padding > 0)) continue;
      if (outputs[field] !== (only?.[field] ?? '')) yield say('outputs', `${field} is "${outputs[field]}"`);
    }
  }
  const uids = rows.flatMap(({ uid }) => (uid === '' ? [] : [uid]));
  if (new Set(uids).size < uids.length) yield say('results', 'a key has two rows');
  for (const row of rows) {
    const needsError = row.status === 'failed' || row.status === 'not-attempted';
    if (needsError !== (row.error !== undefined))
      yield say('results', `${row.status} with or without an error`);
    if (row.error?.message.trim() === '') yield say('results', 'an error without a message');
    const status = row.error?.http_status ?? null;
    if (
      status !== null &&
      !run.trace.exchanges.some((each) => each.uid === row.uid && each.response?.status === status)
    ) {
      yield say('results', `${row.uid} has HTTP ${status}, which no response had`);
    }
    if (row.status === 'kept' && !row.reason?.trim())
      yield say('kept', `${row.uid} is kept without a reason`);
  }

  yield* checkTexts(facts);
  if (summary !== undefined) {
    const missing = rows.find(({ uid, status }) => status !== 'kept' && !summary.includes(uid));
    if (missing !== undefined && rows.length < 100)
      yield say('summary', `${missing.uid} is not in the summary`);
    if (Buffer.byteLength(summary) >= LONGEST_SUMMARY) yield say('summary', 'the summary is too long');
  }
  if (summary === undefined && !world.fullAtSummary) yield say('summary', 'none was written');
}

/** The contract's table of the output `status`. */
function* checkStatus({ run, rows, cancelled }: Facts): Generator<Contradiction> {
  const { outputs, succeeded, world } = run;
  const has = (...statuses: readonly Row['status'][]): boolean =>
    rows.some(({ status }) => statuses.includes(status));
  const expected = (): readonly string[] => {
    if (succeeded !== true) {
      if (cancelled !== undefined) return ['failed'];
      if (has('failed', 'not-attempted') || !has('not-found') || world.settings.ifNotFound !== 'error')
        return ['failed'];
      // Beside keys that do not exist, something else can have been wrong: the inputs, or a guard.
      return has('kept', 'deleted') ? ['not-found'] : ['not-found', 'failed'];
    }
    if (has('would-delete')) return ['would-delete'];
    if (has('deleted')) return ['deleted'];
    if (!has('kept')) return ['not-found'];
    return has('not-found') ? ['kept', 'not-found'] : ['kept'];
  };
  const status = outputs['status'] ?? '';
  if (!expected().includes(status)) {
    const statuses = rows.map((row) => row.status).join(', ');
    yield {
      rule: 'status',
      what: `exit code ${succeeded ? 0 : 1} with ${statuses || 'no key'}: status is ${status}, not ${expected().join(' or ')}`,
    };
  }
}

const SECRETS = [API_TOKEN, GITHUB_TOKEN].flatMap((token) => [
  token.slice(0, 16),
  Buffer.from(token).toString('base64').slice(0, 40),
]);

function* checkTexts({ run, told }: Facts): Generator<Contradiction> {
  const texts = [...told, { name: 'summary', text: run.summary ?? '' }];
  for (const { name, text } of texts) {
    if (SECRETS.some((secret) => text.includes(secret)))
      yield { rule: 'token', what: `in ${name}: ${text.slice(0, 300)}` };
    if (name !== 'setOutput' && TRACES.test(text))
      yield { rule: 'texts', what: `in ${name}: ${text.slice(0, 300)}` };
    if (name === 'setOutput' || name === 'summary') continue;
    if (text.trim() === '') yield { rule: 'texts', what: `an empty ${name}` };
    if (UNSAFE.test(text)) yield { rule: 'texts', what: `in ${name}: ${JSON.stringify(text)}` };
    if (name !== 'info' && name !== 'debug' && Buffer.byteLength(text) > LONGEST_ANNOTATION) {
      yield {
        rule: 'annotation',
        what: `${name} of ${Buffer.byteLength(text)} bytes: ${text.slice(0, 300)}`,
      };
    }
  }
  if (Buffer.byteLength(run.outputs['results'] ?? '') >= LONGEST_RESULTS) {
    yield { rule: 'results', what: 'results is too long' };
  }
}
