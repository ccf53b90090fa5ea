import { expect } from '@jest/globals';
import type { CloudflareDouble } from './cloudflare-double.ts';
import type { Double } from './double.ts';
import type { WireRequest } from './loopback.ts';
import type { Run } from './runner.ts';
import { commandReader, lineSplitter } from './workflow-commands.ts';

/** An entry of the output `results`. */
export type Result = {
  readonly uid: string;
  readonly name: string;
  readonly created: string;
  readonly modified: string;
  readonly status: 'deleted' | 'not-found' | 'would-delete' | 'kept' | 'failed' | 'not-attempted';
  readonly reason?: string;
  readonly error?: {
    readonly http_status: number | null;
    readonly code: number | string | null;
    readonly message: string;
    readonly ray_id: string | null;
  };
};

const OUTPUTS = ['status', 'uid', 'name', 'created', 'modified', 'deleted-count', 'results'];
const COMMANDS = ['add-mask', 'debug', 'notice', 'warning', 'error'];
const MOST_SUMMARY_BYTES = 1024 * 1024;

/** What the step says of a key that it cannot tell the fate of, or could not verify. */
export const MAY_BE_GONE = /may be gone all the same|may have been deleted|Cloudflare confirmed the deletion/;

// What breaks a line, moves the cursor, or hides or reorders text.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

// What a mistake leaves behind.
const TRACES = [/^\s+at .*[:(]/m, /\[object \w+\]/, /\bundefined\b/, /unexpected error/];

/**
 * Holds whatever a step wrote against what must be true of every run: no secret, no command that was not meant, no mess.
 * It may mask the secrets, and `tokens`, of which some are too short to be looked for.
 */
export function expectHarmless(run: Run, secrets: readonly string[], tokens: readonly string[] = []): void {
  const written = {
    printed: linesOf(`${run.stdout}\n${run.stderr}`).filter((line) => !isMask(line)),
    files: Object.values(run.files),
  };
  // One assertion for all of it: thousands of them, as hostile runs would need, take seconds.
  expect([
    ...[...written.printed, ...written.files].flatMap((text) => faultsOf(text, secrets)),
    ...written.printed
      .filter((line) => UNSAFE.test(line))
      .map((line) => ({ has: 'what hides or breaks', line })),
    ...written.printed.filter((line) => line.includes('##[')).map((line) => ({ has: 'a command', line })),
  ]).toEqual([]);
  expect(run.stderr).toBe('');
  expect(run.files).toMatchObject({ state: '', env: '', path: '' });
  expect(Buffer.byteLength(run.summary)).toBeLessThan(MOST_SUMMARY_BYTES);

  expect(linesOf(run.stdout).filter((line) => line.trim() === '')).toEqual([]);
  for (const { name, properties, data } of run.commands) {
    expect(COMMANDS).toContain(name);
    expect(properties).toEqual({});
    // What hostile texts would have a command say; see hostile-texts.ts.
    if (name !== 'add-mask') expect(data).not.toMatch(/^\s*owned/);
  }
  for (const mask of run.masks)
    expect([...secrets, ...tokens].filter((secret) => secret.includes(mask))).not.toEqual([]);
  for (const { message } of run.annotations) {
    expect(message.trim()).not.toBe('');
    expect(message).not.toMatch(UNSAFE);
  }
  const errors = run.annotations.filter(({ level }) => level === 'error');
  // The sentences of the step; a warning or a notice may end in what Cloudflare says.
  for (const { message } of errors) expect(message).toMatch(/^\S.*([.)]|https:\/\/\S+)$/);
  expect({ signal: run.signal, exitCode: run.exitCode }).toEqual({
    signal: null,
    exitCode: errors.length > 0 ? 1 : 0,
  });
}

// What no text has that a step writes.
function faultsOf(
  text: string,
  secrets: readonly string[],
): readonly { readonly has: string; readonly text: string }[] {
  return [
    ...secrets.filter((secret) => text.includes(secret)),
    ...TRACES.map((trace) => trace.exec(text)?.[0]).filter((found) => found !== undefined),
  ].map((has) => ({ has, text }));
}

/** Holds the two tokens against where they may go: each to its owner only, and masked before anything else is printed. */
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

/** A fault that was planned and never happened is a test that shows nothing. */
export function expectFaultsMet(...doubles: readonly (Pick<Double, 'faults'> | undefined)[]): void {
  const planned = doubles.flatMap((double) => double?.faults ?? []);
  expect(planned.filter(({ left }) => left !== Infinity)).toEqual([]);
}

/** What a step was asked that its outputs and its exit code depend on. */
export type Asked = {
  /** The input `if-not-found`. */
  readonly ifNotFound?: string | undefined;
  /** The run was cancelled: it may fail for that alone. */
  readonly cancelled?: boolean;
};

/** Holds the outputs of a step against each other, its exit code, and what is left at Cloudflare of the keys that were there. */
export function expectTruthful(
  run: Run,
  before: readonly string[],
  cloudflare: Pick<CloudflareDouble, 'keys' | 'requests'>,
  { ifNotFound, cancelled = false }: Asked = {},
): void {
  expect(Object.keys(run.outputs)).toEqual(OUTPUTS);
  const results = resultsOf(run);
  const count = (...statuses: readonly Result['status'][]): number =>
    results.filter(({ status }) => statuses.includes(status)).length;

  expect(run.outputs['deleted-count']).toBe(String(count('deleted')));
  const status = run.outputs['status'];
  const isFailed = count('failed', 'not-attempted') > 0;
  const isMissed = count('not-found') > 0 && ['', 'error'].includes(ifNotFound?.trim() ?? '');
  if (isFailed) expect(status).toBe('failed');
  if (status === 'failed' || isMissed) expect(run.exitCode).toBe(1);
  // Beside what became of its keys, a step may have been refused, or its inputs wrong; both before the first deletion.
  if (status === 'failed' && !isFailed && !cancelled) expect(count('deleted', 'would-delete')).toBe(0);
  if (run.exitCode === 0) {
    expect(greenStatusesOf(results)).toContain(status);
  } else if (status !== 'failed') {
    expect(isMissed || cancelled).toBe(true);
    expect(['not-found', ...greenStatusesOf(results)]).toContain(status);
  }
  // A name that no key has has a row, and is no key; and a key that is kept was not selected.
  const keys = results.filter(({ uid, status: fate }) => uid !== '' && fate !== 'kept');
  const [only] = keys.length === 1 ? keys : [];
  for (const field of ['uid', 'name', 'created', 'modified'] as const) {
    expect(run.outputs[field]).toBe(only?.[field] ?? '');
  }

  for (const { uid, status: fate, reason, error } of results) {
    const deletes = cloudflare.requests.filter(
      ({ method, path }) => method === 'DELETE' && path.endsWith(`/${uid}`),
    ).length;
    const isThere = cloudflare.keys.has(uid);
    if (fate === 'deleted') {
      expect({ uid, isThere }).toEqual({ uid, isThere: false });
      // Only an earlier attempt could have deleted what a later one does not find.
      expect(deletes).toBeGreaterThanOrEqual(before.includes(uid) ? 1 : 2);
    }
    if (fate === 'would-delete' || fate === 'kept')
      expect({ uid, isThere, deletes }).toEqual({ uid, isThere: true, deletes: 0 });
    if (fate === 'kept') expect(reason?.trim()).toMatch(/./);
    if (fate === 'not-attempted') expect({ uid, deletes }).toEqual({ uid, deletes: 0 });
    expect(error !== undefined).toBe(fate === 'failed' || fate === 'not-attempted');
    if (error === undefined) continue;
    expect(error.message.trim()).not.toBe('');
    if (fate === 'not-attempted') expect(error.message).not.toMatch(MAY_BE_GONE);
  }
  for (const uid of before.filter((each) => !cloudflare.keys.has(each))) {
    const told = results.find((result) => result.uid === uid);
    if (told?.status !== 'deleted') expect(told?.error?.message).toMatch(MAY_BE_GONE);
  }
}

/** What the output `status` of a step that succeeds may be, by what became of each key. */
function greenStatusesOf(results: readonly Result[]): readonly Result['status'][] {
  const has = (status: Result['status']): boolean => results.some((result) => result.status === status);
  for (const status of ['would-delete', 'deleted'] as const) if (has(status)) return [status];
  if (!has('kept')) return ['not-found'];
  return has('not-found') ? ['kept', 'not-found'] : ['kept'];
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
