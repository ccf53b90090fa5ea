import {
  MAX_ANNOTATION_BYTES,
  MAX_RESULTS_BYTES,
  OUTPUTS,
  TRACES,
  UNSAFE,
} from '../../../__tests__/support/report-rules.ts';
import type { Contradiction, Facts, Row } from './facts.ts';

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
  if (isOutputLost && !['failed', undefined].includes(outputs['status']))
    yield say('status', `an output could not be written, and status is ${outputs['status'] ?? ''}`);
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
    if (row.status === 'not-attempted' && row.error?.http_status !== null)
      yield say('results', `${row.uid} was not attempted, and has a response`);
    if (row.status === 'failed') yield* checkError(facts, row);
    if (row.status === 'kept' && !row.reason?.trim())
      yield say('kept', `${row.uid} is kept without a reason`);
  }

  yield* checkTexts(facts);
}

/** An error has the response that it is about, and its message says so. */
function* checkError({ run }: Facts, { uid, error }: Row): Generator<Contradiction> {
  const say = (what: string): Contradiction => ({ rule: 'results', what: `${uid} ${what}` });
  if (error === undefined) return;
  const { http_status: status, code, message, ray_id: ray } = error;
  const last = run.trace.exchanges.findLast((each) => each.uid === uid);
  // A key that a deletion or a reading found to be gone failed for want of time to make sure.
  const hasFailed = last?.meaning !== 'success' && last?.meaning !== 'not-found';
  const response = hasFailed ? last?.response : undefined;
  if (status !== (response?.status ?? null))
    yield say(`has HTTP ${status}, and the last response had ${response?.status}`);
  if (ray !== (response?.headers['cf-ray'] ?? null)) yield say(`has the cf-ray ${ray}`);
  // A code in digits may be sent as text.
  if (code !== null && ![`"code":${code}`, `"code":"${code}"`].some((text) => response?.body?.includes(text)))
    yield say(`has code ${code}, which the last response doesn't have`);
  for (const part of [status === null ? '' : `HTTP ${status}`, String(code ?? ''), ray ?? '']) {
    if (!message.includes(part)) yield say(`doesn't say ${part}: ${message}`);
  }
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

function* checkTexts({ run, told }: Facts): Generator<Contradiction> {
  const texts = [...told, { name: 'summary', text: run.summary ?? '' }];
  for (const { name, text } of texts) {
    if (name !== 'setOutput' && TRACES.test(text))
      yield { rule: 'texts', what: `in ${name}: ${text.slice(0, 300)}` };
    if (name === 'setOutput' || name === 'summary') continue;
    if (text.trim() === '') yield { rule: 'texts', what: `an empty ${name}` };
    if (UNSAFE.test(text) || text.includes('##['))
      yield { rule: 'texts', what: `in ${name}: ${JSON.stringify(text)}` };
    if (name !== 'info' && name !== 'debug' && Buffer.byteLength(text) > MAX_ANNOTATION_BYTES) {
      yield {
        rule: 'annotation',
        what: `${name} of ${Buffer.byteLength(text)} bytes: ${text.slice(0, 300)}`,
      };
    }
  }
  if (Buffer.byteLength(run.outputs['results'] ?? '') >= MAX_RESULTS_BYTES) {
    yield { rule: 'results', what: 'results is too long' };
  }
}
