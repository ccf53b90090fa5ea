import { afterEach, expect } from '@jest/globals';
import { type CloudflareDouble, type CloudflareOptions, startCloudflare } from './cloudflare-double.ts';
import { type GithubDouble, type GithubOptions, startGithub } from './github-double.ts';
import type { WireRequest } from './loopback.ts';
import { GITHUB_TOKEN, type Run, runAction, type RunOptions, transcript } from './runner.ts';

const OUTPUTS = ['status', 'uid', 'name', 'created', 'modified', 'deleted-count', 'results'];
const COMMANDS = ['add-mask', 'debug', 'error', 'warning', 'notice'];

/** A row of the output `results`. */
export type Row = {
  readonly uid: string;
  readonly name: string;
  readonly created: string;
  readonly modified: string;
  readonly status: string;
  readonly error?: {
    readonly http_status: number | null;
    readonly code: number | string | null;
    readonly message: string;
    readonly ray_id: string | null;
  };
};

/** A run of the bundle and what it did to the doubles. */
export type Performance = {
  readonly run: Run;
  /** What was asked of Cloudflare and GitHub, in the order it came. */
  readonly requests: readonly WireRequest[];
  readonly rows: readonly Row[];
  /** The messages of the error annotations. */
  readonly errors: readonly string[];
  /** The IDs that a DELETE was sent for, sorted. */
  readonly deletes: readonly string[];
  /** The requests, the log, the outputs and the exit code, in a form that a person can read and that is the same each time. */
  readonly transcript: string;
};

export type Stage = {
  readonly cloudflare: CloudflareDouble;
  readonly github: GithubDouble;
  /** Runs the bundle with these inputs, and holds what it did against what every run has to keep to. */
  readonly perform: (
    inputs: Readonly<Record<string, string>>,
    options?: Omit<RunOptions, 'inputs'>,
  ) => Promise<Performance>;
};

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** The nth key ID: short to read, and of the right length. */
export function id(n: number): string {
  return n.toString(16).padStart(32, '0');
}

/** Keys of these names, with the IDs 1, 2, 3 and so on. */
export function named(
  ...names: readonly string[]
): readonly { readonly uid: string; readonly name: string }[] {
  return names.map((name, index) => ({ uid: id(index + 1), name }));
}

/** A date so many milliseconds ago, as Cloudflare writes it. */
export function ago(milliseconds: number): string {
  return new Date(Date.now() - milliseconds).toISOString();
}

/** Starts a double of Cloudflare and one of GitHub, for one test. */
export async function setStage(
  options: CloudflareOptions & { readonly github?: GithubOptions } = {},
): Promise<Stage> {
  const cloudflare = await startCloudflare(options);
  // GitHub takes a moment, so that what Cloudflare is asked next has a later time.
  const github = await startGithub({ latencyMs: 5, ...options.github });
  closing.push(cloudflare.close, github.close);
  const before = new Set(cloudflare.keys.keys());
  const githubToken = options.github?.token ?? GITHUB_TOKEN;

  const perform: Stage['perform'] = async (inputs, runOptions = {}) => {
    const run = await runAction({
      githubToken,
      ...runOptions,
      inputs: {
        'account-id': cloudflare.account,
        'api-token': cloudflare.token,
        'api-base-url': cloudflare.baseUrl,
        ...inputs,
      },
      env: { ...github.env, ...runOptions.env },
    });
    const requests = [...cloudflare.requests, ...github.requests].sort((one, other) => one.at - other.at);
    const rows = JSON.parse(run.outputs['results'] ?? '[]') as readonly Row[];
    const errors = run.annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
    const deletes = requests
      .filter(({ method }) => method === 'DELETE')
      .map(({ path }) => path.slice(-32))
      .sort();
    const gone = [...before].filter((uid) => !cloudflare.keys.has(uid));
    checkRun(run, rows, errors);
    checkSecrets(run, cloudflare, github, inputs['github-token'] ?? githubToken);
    checkKeys(rows, deletes, gone);
    checkFaults(cloudflare, github);
    return { run, requests, rows, errors, deletes, transcript: inAnyOrder(transcript(run, requests)) };
  };
  return { cloudflare, github, perform };
}

/** What a run may never do, whatever it meets. */
function checkRun(run: Run, rows: readonly Row[], errors: readonly string[]): void {
  expect(run.exitCode).toBe(errors.length === 0 ? 0 : 1);
  expect(run.stderr).toBe('');
  expect(Object.keys(run.outputs)).toEqual(OUTPUTS);
  expect(run.outputs['deleted-count']).toBe(String(rows.filter(({ status }) => status === 'deleted').length));
  if (run.outputs['status'] === 'failed') expect(run.exitCode).toBe(1);
  for (const { name } of run.commands) expect(COMMANDS).toContain(name);
  for (const { message } of run.annotations) expect(message).toMatch(/^\S.*[.)]$/);
  const printed = run.stdout + run.files.output + run.summary;
  expect(printed).not.toMatch(/^\s+at .+:\d+:\d+/m);
  expect(printed).not.toMatch(/\[object |unexpected error|\bundefined\b/);
}

/** The tokens are printed to be masked alone, and go to nobody but their owners. */
function checkSecrets(
  run: Run,
  cloudflare: CloudflareDouble,
  github: GithubDouble,
  githubToken: string,
): void {
  const unmasked = run.stdout.replace(/^::add-mask::.*$/gm, '');
  const { output, summary, state, env, path } = run.files;
  for (const token of [cloudflare.token, githubToken].filter(Boolean)) {
    expect(run.masks).toContain(token);
    for (const printed of [unmasked, run.stderr, output, summary, state, env, path]) {
      expect(printed).not.toContain(token);
    }
  }
  if (githubToken !== '') expect(JSON.stringify(cloudflare.requests)).not.toContain(githubToken);
  expect(JSON.stringify(github.requests)).not.toContain(cloudflare.token);
  for (const { headers, body } of cloudflare.requests) {
    expect(headers.authorization).toBe(`Bearer ${cloudflare.token}`);
    expect(body).toBe('');
  }
  for (const { headers } of github.requests) expect(headers.authorization).toBe(`token ${githubToken}`);
}

/** What is reported as deleted was asked for and is gone; what is gone was asked for and is in the report. */
function checkKeys(rows: readonly Row[], deletes: readonly string[], gone: readonly string[]): void {
  for (const { uid, status } of rows) {
    if (status !== 'deleted') continue;
    expect(gone).toContain(uid);
    expect(deletes).toContain(uid);
  }
  const reported = rows.filter(({ status }) => status === 'deleted' || status === 'failed');
  for (const uid of gone) expect(reported.map((row) => row.uid)).toContain(uid);
}

/** A fault that was planned and never came to pass is a test that shows nothing. */
function checkFaults(...doubles: readonly (CloudflareDouble | GithubDouble)[]): void {
  const left = doubles.flatMap(({ faults }) => faults).filter((fault) => fault.left !== Infinity);
  expect(left).toEqual([]);
}

/** Reads and deletions of keys run side by side: their order among themselves means nothing, in the requests and in the log. */
function inAnyOrder(text: string): string {
  return text.replace(
    /(?:^GET .*turn_keys\/.*\n)+|(?:^DELETE .*\n)+|(?:^Deleted TURN key .*\n)+/gm,
    (lines) => `${lines.trimEnd().split('\n').sort().join('\n')}\n`,
  );
}
