import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { inputVariables, readActionFile } from './action-file.ts';
import { parseCommandFile } from './command-files.ts';
import { runnerNode } from './node.ts';
import { type Annotation, stepLog } from './step-log.ts';
import { type CommandFiles, layOutWorkspace } from './workspace.ts';
import { lineSplitter, type WorkflowCommand } from './workflow-commands.ts';

/** The value of `${{ github.token }}` by default. */
export const GITHUB_TOKEN = 'ghs_R2d5vK8xQm1Zt4Yb7Np0Ws3Lc6Hf9Jg2Ae5U';

/** A step that runs longer than this hangs. */
const PATIENCE_MS = 120_000;

export type RunOptions = {
  /** The step's `with`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** The step's `env`; `undefined` removes a variable that the runner would set. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The payload of the event that started the run. */
  readonly event?: unknown;
  /** Cancels the run: SIGINT is followed by SIGTERM after 7.5 seconds and by a kill 2.5 seconds later, as on GitHub; SIGTERM by a kill after 10 seconds, as by Docker. */
  readonly signal?: { readonly after: Promise<unknown>; readonly name: 'SIGINT' | 'SIGTERM' };
  /** Called with each line as it is printed. */
  readonly onLine?: (line: string) => void;
  /** Debug logging on, as by ACTIONS_STEP_DEBUG. */
  readonly debug?: boolean;
  /** Variables that the runner should not set, such as GITHUB_STEP_SUMMARY. */
  readonly omit?: readonly string[];
  readonly githubToken?: string;
  /** The folder with the action.yml; this project's by default. */
  readonly actionFolder?: string;
};

export type Run = {
  /** `null` when a signal ended the process. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
  readonly debug: readonly string[];
  readonly commands: readonly WorkflowCommand[];
  /** What a person sees on GitHub. */
  readonly log: string;
  readonly files: CommandFiles;
  readonly durationMs: number;
  readonly nodeVersion: string;
};

/**
 * Runs the action as GitHub's runner does: a process of its own with a clean environment, its inputs as variables, its
 * results in files. Rejects when the step does not end, and when the runner could not read what it wrote.
 */
export async function runAction(options: RunOptions = {}): Promise<Run> {
  const actionFolder = options.actionFolder ?? fileURLToPath(new URL('../..', import.meta.url));
  const action = readActionFile(actionFolder);
  const node = runnerNode();
  const workspace = layOutWorkspace(options.event ?? {});
  try {
    const variables = {
      ...surroundings(),
      ...runnerVariables(options.debug === true),
      ...workspace.variables,
      ...inputVariables(action, options.inputs ?? {}, options.githubToken ?? GITHUB_TOKEN),
    };
    const kept = Object.entries(variables).filter(([name]) => options.omit?.includes(name) !== true);
    const started = performance.now();
    const child = spawn(node.path, [join(actionFolder, action.main)], {
      cwd: workspace.folder,
      env: { ...Object.fromEntries(kept), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = stepLog({ debug: options.debug === true });
    const onLine = (line: string): void => {
      log.add(line);
      options.onLine?.(line);
    };
    const stdout = collect(child.stdout, onLine);
    const stderr = collect(child.stderr, onLine);
    const cancel = new AbortController();
    void options.signal?.after.then(() => {
      if (options.signal !== undefined) stop(child, options.signal.name, cancel.signal);
    });
    const hung = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    const [exitCode, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    const durationMs = performance.now() - started;
    clearTimeout(hung);
    cancel.abort();
    if (durationMs >= PATIENCE_MS) throw new Error(`The step did not end. Its log so far:\n${log.text()}`);

    const files = workspace.readFiles();
    return {
      exitCode,
      signal,
      stdout: stdout(),
      stderr: stderr(),
      outputs: parseCommandFile(files.output),
      summary: files.summary,
      annotations: log.annotations,
      masks: log.masks,
      debug: log.debug,
      commands: log.commands,
      log: log.text(),
      files,
      durationMs,
      nodeVersion: node.version,
    };
  } finally {
    workspace.remove();
  }
}

function collect(stream: Readable, onLine: (line: string) => void): () => string {
  const lines = lineSplitter(onLine);
  let all = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    all += text;
    lines.write(text);
  });
  stream.on('end', () => {
    lines.end();
  });
  return () => all;
}

function stop(child: ChildProcess, first: 'SIGINT' | 'SIGTERM', ended: AbortSignal): void {
  if (ended.aborted) return;
  child.kill(first);
  const schedule: readonly (readonly [NodeJS.Signals, number])[] =
    first === 'SIGINT'
      ? [
          ['SIGTERM', 7_500],
          ['SIGKILL', 10_000],
        ]
      : [['SIGKILL', 10_000]];
  for (const [name, after] of schedule) {
    const timer = setTimeout(() => child.kill(name), after);
    ended.addEventListener('abort', () => {
      clearTimeout(timer);
    });
  }
}

/** The variables that any process needs, and none that could affect the action. */
function surroundings(): Record<string, string> {
  const names = [
    'PATH',
    'HOME',
    'TMPDIR',
    'TEMP',
    'TMP',
    'SystemRoot',
    'windir',
    'COMSPEC',
    'PATHEXT',
    'USERPROFILE',
    'LANG',
  ];
  const present = names.map((name) => [name, process.env[name]]).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as Record<string, string>;
}

function runnerVariables(debug: boolean): Record<string, string> {
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: 'delete',
    GITHUB_ACTOR: 'octocat',
    // Nothing listens there: a test that asks GitHub without starting a double must not ask the real one.
    GITHUB_API_URL: 'http://127.0.0.1:9/api/v3',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_GRAPHQL_URL: 'http://127.0.0.1:9/api/graphql',
    GITHUB_JOB: 'clean-up',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'octocat/calls-demo',
    GITHUB_REPOSITORY_OWNER: 'octocat',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1658821493',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: 'ffac537e6cbbf934b08745a378932722df287a53',
    GITHUB_WORKFLOW: 'Clean up',
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_OS: 'Linux',
    ...(debug ? { RUNNER_DEBUG: '1' } : {}),
  };
}
