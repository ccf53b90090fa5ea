import { expect } from '@jest/globals';
import type { CloudflareDouble } from './cloudflare-double.ts';
import type { Double } from './double.ts';
import type { WireRequest } from './loopback.ts';
import {
  MAX_ANNOTATION_BYTES,
  MAX_ERRORS,
  MAX_RESULTS_BYTES,
  MAX_SUMMARY_BYTES,
  MAY_BE_DELETED,
  OUTPUTS,
  TRACES,
  UNSAFE,
  isRightAboutCredentials,
} from './report-rules.ts';
import type { Result } from './report-rules.ts';
import type { Run } from './runner.ts';
import { commandReader, lineSplitter } from './workflow-commands.ts';

const ROW = ['uid', 'name', 'created', 'modified', 'status'];
const COMMANDS = ['add-mask', 'debug', 'notice', 'warning', 'error'];

/**
 * Checks whatever a step wrote: no secret, no unintended workflow command, nothing that GitHub would cut. The step may mask
 * the secrets, and `tokens`, of which some are too short to search for.
 */
export function expectHarmless(run: Run, secrets: readonly string[], tokens: readonly string[] = []): void {
  const written = {
    printed: linesOf(`${run.stdout}\n${run.stderr}`).filter((line) => !isMask(line)),
    files: Object.values(run.files),
  };
  // One assertion for everything: thousands of them, as hostile runs would need, take seconds.
  expect([
    ...[...written.printed, ...written.files].flatMap((text) => faultsOf(text, secrets)),
    ...written.printed
      .filter((line) => UNSAFE.test(line))
      .map((line) => ({ has: 'an unsafe character', line })),
    ...written.printed.filter((line) => line.includes('##[')).map((line) => ({ has: 'a command', line })),
  ]).toEqual([]);
  expect(run.stderr).toBe('');
  expect(run.files).toMatchObject({ state: '', env: '', path: '' });
  expect(Buffer.byteLength(run.summary)).toBeLessThan(MAX_SUMMARY_BYTES);

  expect(linesOf(run.stdout).filter((line) => line.trim() === '')).toEqual([]);
  for (const { name, properties, data } of run.commands) {
    expect(COMMANDS).toContain(name);
    expect(properties).toEqual({});
    // The message of the commands in hostile-texts.ts.
    if (name !== 'add-mask') expect(data).not.toMatch(/^\s*owned/);
  }
  for (const mask of run.masks)
    expect([...secrets, ...tokens].filter((secret) => secret.includes(mask))).not.toEqual([]);
  for (const { message } of run.annotations) {
    expect(message.trim()).not.toBe('');
    expect(message).not.toMatch(UNSAFE);
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(MAX_ANNOTATION_BYTES);
  }
  const errors = run.annotations.filter(({ level }) => level === 'error');
  expect(errors.length).toBeLessThanOrEqual(MAX_ERRORS);
  // Errors are whole sentences; a warning or a notice may end with what Cloudflare returned.
  for (const { message } of errors) expect(message).toMatch(/^\S.*([.)]|https:\/\/\S+)$/);
  expect({ signal: run.signal, exitCode: run.exitCode }).toEqual({
    signal: null,
    exitCode: errors.length > 0 ? 1 : 0,
  });
}

/** What a text of the step must not contain, and does. */
function faultsOf(
  text: string,
  secrets: readonly string[],
): readonly { readonly has: string; readonly text: string }[] {
  return [...secrets.filter((secret) => text.includes(secret)), ...(TRACES.exec(text) ?? [])].map((has) => ({
    has,
    text,
  }));
}

/** Checks that each of the two tokens is sent only to its owner, and masked before anything else is printed. */
export function expectTokensGuarded(
  run: Run,
  { apiToken, githubToken }: { readonly apiToken: string; readonly githubToken: string },
  toCloudflare: readonly WireRequest[],
  toGithub: readonly WireRequest[] = [],
): void {
  for (const { method, headers, body } of toCloudflare) {
    expect(headers.authorization).toBe(`Bearer ${apiToken}`);
    if (method !== 'POST') expect(body).toBe('');
  }
  for (const { headers } of toGithub) expect(headers.authorization).toBe(`token ${githubToken}`);
  if (githubToken !== '') expect(JSON.stringify(toCloudflare)).not.toContain(githubToken);
  if (apiToken !== '') expect(JSON.stringify(toGithub)).not.toContain(apiToken);
  const { length } = run.masks;
  expect(run.commands.slice(0, length).map(({ name }) => name)).toEqual(Array(length).fill('add-mask'));
  if (length > 0) expect(run.stdout).toMatch(/^::add-mask::/);
  if (toCloudflare.length > 0) expect(run.masks).toContain(apiToken);
  if (toGithub.length > 0) expect(run.masks).toContain(githubToken);
}

/** Checks that every planned fault happened: a test whose fault never does proves nothing. */
export function expectFaultsMet(...doubles: readonly (Pick<Double, 'faults'> | undefined)[]): void {
  const planned = doubles.flatMap((double) => double?.faults ?? []);
  expect(planned.filter(({ left }) => left !== Infinity)).toEqual([]);
}

/** What the outputs and the exit code of a step depend on, besides the keys. */
export type Asked = {
  /** The input `if-not-found`. */
  readonly ifNotFound?: string | undefined;
  /** Whether the run was cancelled, which makes it fail, unless the signal comes after its end. */
  readonly cancelled?: boolean;
};

/** Checks that the outputs of a step agree with each other, with its exit code, and with the keys that are left at Cloudflare. */
export function expectTruthful(
  run: Run,
  before: readonly string[],
  cloudflare: Pick<CloudflareDouble, 'keys' | 'requests'>,
  { ifNotFound, cancelled = false }: Asked = {},
): void {
  expect(Object.keys(run.outputs).toSorted()).toEqual(OUTPUTS.toSorted());
  const results = resultsOf(run);
  const count = (...statuses: readonly Result['status'][]): number =>
    results.filter(({ status }) => statuses.includes(status)).length;

  expect(run.outputs['deleted-count']).toBe(String(count('deleted')));
  expect(Buffer.byteLength(run.outputs['results'] ?? '')).toBeLessThan(MAX_RESULTS_BYTES);
  const status = run.outputs['status'];
  const isFailed = count('failed', 'not-attempted') > 0;
  const isMissed = count('not-found') > 0 && ['', 'error'].includes(ifNotFound?.trim() ?? '');
  if (run.exitCode === 0) {
    expect({ isFailed, isMissed }).toEqual({ isFailed: false, isMissed: false });
    expect(status).toBe(greenStatus(results));
  } else if (isFailed || !isMissed) {
    expect(status).toBe('failed');
    // Without a key that failed, the step was refused or its inputs are wrong, both before the first deletion.
    if (!isFailed && !cancelled) expect(count('deleted', 'would-delete')).toBe(0);
  } else if (cancelled) {
    expect(['failed', 'not-found']).toContain(status);
  } else {
    expect(status).toBe('not-found');
  }
  // The row of a name that no key has isn't a key, and a kept key isn't selected.
  const keys = results.filter(({ uid, status: fate }) => uid !== '' && fate !== 'kept');
  const [only] = keys.length === 1 ? keys : [];
  for (const field of ['uid', 'name', 'created', 'modified'] as const) {
    expect(run.outputs[field]).toBe(only?.[field] ?? '');
  }

  for (const row of results) {
    const { uid, status: fate, reason, error } = row;
    expect(Object.keys(row)).toEqual([...ROW, ...['reason', 'error'].filter((field) => field in row)]);
    const deletes = cloudflare.requests.filter(
      ({ method, path }) => method === 'DELETE' && path.endsWith(`/${uid}`),
    ).length;
    const isThere = cloudflare.keys.has(uid);
    if (fate === 'deleted') {
      expect({ uid, isThere }).toEqual({ uid, isThere: false });
      // Only an earlier attempt could have deleted a key that a later one doesn't find.
      expect(deletes).toBeGreaterThanOrEqual(before.includes(uid) ? 1 : 2);
    }
    if (fate === 'would-delete' || fate === 'kept')
      expect({ uid, isThere, deletes }).toEqual({ uid, isThere: true, deletes: 0 });
    if (fate === 'kept' || fate === 'not-found' || reason !== undefined) expect(reason?.trim()).toMatch(/./);
    if (fate === 'not-attempted') expect({ uid, deletes }).toEqual({ uid, deletes: 0 });
    expect(error !== undefined).toBe(fate === 'failed' || fate === 'not-attempted');
    if (error === undefined) continue;
    expect(error.message.trim()).not.toBe('');
    if (fate === 'not-attempted') expect(error.message).not.toMatch(MAY_BE_DELETED);
  }
  for (const uid of before.filter((each) => !cloudflare.keys.has(each))) {
    const row = results.find((result) => result.uid === uid);
    if (row?.status !== 'deleted') expect(row?.error?.message).toMatch(MAY_BE_DELETED);
  }
  if (run.summary !== '') expect(isRightAboutCredentials(run.summary, results)).toBe(true);
}

/** What the output `status` of a step that succeeds must be, by what became of each key. */
function greenStatus(results: readonly Result[]): Result['status'] {
  for (const status of ['would-delete', 'deleted'] as const)
    if (results.some((result) => result.status === status)) return status;
  const picked = results.filter(({ uid }) => uid !== '');
  return picked.length > 0 && picked.every(({ status }) => status === 'kept') ? 'kept' : 'not-found';
}

/** The output `results`. */
export function resultsOf(run: Run): readonly Result[] {
  return JSON.parse(run.outputs['results'] ?? '[]') as readonly Result[];
}

function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line));
  splitter.write(text);
  splitter.end();
  return lines;
}

function isMask(line: string): boolean {
  return commandReader().read(line)?.name === 'add-mask';
}
