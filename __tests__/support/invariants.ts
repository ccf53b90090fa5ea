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

/** What the step says of a key that may have been deleted, or could not be verified. */
export const MAY_BE_GONE = /may be gone all the same|may have been deleted|Cloudflare confirmed the deletion/;

// Characters that break lines, move the cursor, or hide or reorder text.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

// Traces of a programming mistake.
const TRACES = [/^\s+at .*[:(]/m, /\[object \w+\]/, /\bundefined\b/, /unexpected error/];

/**
 * Checks that what a step wrote has no secret, no unintended workflow command and no trace of a mistake, as in every run.
 * It may mask the secrets, and `tokens`, of which some are too short to be looked for.
 */
export function expectHarmless(run: Run, secrets: readonly string[], tokens: readonly string[] = []): void {
  const written = {
    printed: linesOf(`${run.stdout}\n${run.stderr}`).filter((line) => !isMask(line)),
    files: Object.values(run.files),
  };
  // A single assertion: the thousands that hostile runs would need take seconds.
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
    // The commands in hostile texts; see hostile-texts.ts.
    if (name !== 'add-mask') expect(data).not.toMatch(/^\s*owned/);
  }
  for (const mask of run.masks)
    expect([...secrets, ...tokens].filter((secret) => secret.includes(mask))).not.toEqual([]);
  for (const { message } of run.annotations) {
    expect(message.trim()).not.toBe('');
    expect(message).not.toMatch(UNSAFE);
  }
  const errors = run.annotations.filter(({ level }) => level === 'error');
  // The sentences of the step; a warning or a notice may end in a message from Cloudflare.
  for (const { message } of errors) expect(message).toMatch(/^\S.*([.)]|https:\/\/\S+)$/);
  expect({ signal: run.signal, exitCode: run.exitCode }).toEqual({
    signal: null,
    exitCode: errors.length > 0 ? 1 : 0,
  });
}

// What no text of a step contains.
function faultsOf(
  text: string,
  secrets: readonly string[],
): readonly { readonly has: string; readonly text: string }[] {
  return [
    ...secrets.filter((secret) => text.includes(secret)),
    ...TRACES.map((trace) => trace.exec(text)?.[0]).filter((found) => found !== undefined),
  ].map((has) => ({ has, text }));
}

/** Checks that each token is sent only to its owner, and masked before anything else is printed. */
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

/** Checks that every planned fault happened: otherwise the test shows nothing. */
export function expectFaultsMet(...doubles: readonly (Pick<Double, 'faults'> | undefined)[]): void {
  const planned = doubles.flatMap((double) => double?.faults ?? []);
  expect(planned.filter(({ left }) => left !== Infinity)).toEqual([]);
}

/** The part of a run's setting that its outputs and exit code depend on. */
export type Asked = {
  /** The input `if-not-found`. */
  readonly ifNotFound?: string | undefined;
  /** The run was cancelled, which may be the only reason why it fails. */
  readonly cancelled?: boolean;
};

/** Checks that the outputs of a step agree with each other, its exit code, and the keys left at Cloudflare. */
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
  // A step may also fail because it was refused or its inputs are wrong; both before the first deletion.
  if (status === 'failed' && !isFailed && !cancelled) expect(count('deleted', 'would-delete')).toBe(0);
  if (run.exitCode === 0) {
    expect(greenStatusesOf(results)).toContain(status);
  } else if (status !== 'failed') {
    expect(isMissed || cancelled).toBe(true);
    expect(['not-found', ...greenStatusesOf(results)]).toContain(status);
  }
  // A name that no key has gets a row, but isn't a key; and a kept key does not count as selected.
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
      // Only an earlier attempt can have deleted a key that a later one does not find.
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

/** The possible values of `status` for a step that succeeds, by the statuses of its keys. */
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
