import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runnerNode } from '../../__tests__/support/node.ts';
import { asRecord, asText } from '../lib/values.ts';

/** A step as it went. */
type Step = {
  /** Such as `Tear down preview/Delete the TURN key`. */
  readonly job: string;
  readonly name: string;
  /** `success` or `failure`. */
  readonly result: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What it printed, without workflow commands. act may lose the end of a step that fails: then look at its files. */
  readonly lines: readonly string[];
  /** Its annotations, such as `warning: ...`; with the same reservation. */
  readonly annotations: readonly string[];
  /** What it added to the job summary, in HTML. */
  readonly summary: string;
};

/** A run of a workflow as it went. */
export type WorkflowRun = {
  /** 0 if the run succeeded. */
  readonly exitCode: number | null;
  /** `success` or `failure` for each job that ran, by name. A job that was skipped is not there. */
  readonly jobs: Readonly<Record<string, string>>;
  /** The steps that ran, in their order. */
  readonly steps: readonly Step[];
  /** The whole log of act. */
  readonly log: string;
};

/** A workflow for act to run. */
export type Assignment = {
  /** The path of the workflow, in the folder `repository`. */
  readonly workflow: string;
  readonly event: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  /** A folder in the place of each action that is not in the repository, by what `uses` calls it. */
  readonly actions: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
};

/** Nothing listens there: a request to another machine fails. */
const NOWHERE = 'http://127.0.0.1:9';

/** The commit that a run is of, unless it says otherwise. */
const COMMIT = 'ffac537e6cbbf934b08745a378932722df287a53';

/** Every job runs on this machine itself, in no container. */
const PLATFORMS = ['ubuntu-latest', 'windows-latest', 'macos-latest'];

/**
 * Runs a workflow under act (https://nektosact.com/usage/index.html) and reads its log. In the folder there must be the
 * calling repository, `repository`; programs in `bin` stand before all others; act leaves its own files there, too.
 * @throws Error when act itself cannot run
 */
export async function runAct(act: string, folder: string, assignment: Assignment): Promise<WorkflowRun> {
  const inFolder = (...names: readonly string[]): string => join(folder, ...names);
  mkdirSync(inFolder('home'));
  mkdirSync(inFolder('bin'), { recursive: true });
  symlinkSync(runnerNode().path, inFolder('bin', 'node'));
  writeFileSync(inFolder('event.json'), JSON.stringify(assignment.payload ?? {}));
  const args = [
    assignment.event,
    '--json',
    ...['--workflows', assignment.workflow],
    ...['--eventpath', inFolder('event.json')],
    ...PLATFORMS.flatMap((name) => ['--platform', `${name}=-self-hosted`]),
    ...['--action-cache-path', inFolder('cache'), '--no-cache-server'],
    ...pairs('--local-repository', assignment.actions),
    ...pairs('--env', { GITHUB_REF: 'refs/heads/main', SHA_REF: COMMIT, ...assignment.env }),
    ...pairs('--secret', assignment.secrets),
    ...pairs('--var', assignment.variables),
  ];
  const child = spawn(act, args, {
    cwd: inFolder('repository'),
    env: {
      PATH: [inFolder('bin'), process.env['PATH']].join(delimiter),
      // act keeps what it knows of local repositories in a map that jobs on two processors would race for.
      GOMAXPROCS: '1',
      // A user's own .actrc must not change what is run.
      HOME: inFolder('home'),
      HTTP_PROXY: NOWHERE,
      HTTPS_PROXY: NOWHERE,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  return { exitCode, ...readLog(output) };
}

function pairs(option: string, values: Readonly<Record<string, string>> = {}): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`]);
}

type Draft = Omit<Step, 'result' | 'outputs' | 'summary'> & {
  result: string;
  readonly outputs: Record<string, string>;
  readonly lines: string[];
  readonly annotations: string[];
  summary: string;
};

/** Messages of act that don't matter: that the calling repository isn't a clone, that there is no Docker, what it copies. */
const NOISE =
  /not located inside a git repository|git ref|git revision|docker connection|LocalRepositoryCache/;

function readLog(output: string): Pick<WorkflowRun, 'jobs' | 'steps' | 'log'> {
  const jobs: Record<string, string> = {};
  const steps = new Map<string, Draft>();
  const log: string[] = [];
  for (const line of output.split('\n').filter((text) => text !== '')) {
    const event = line.startsWith('{') ? asRecord(JSON.parse(line)) : { msg: line };
    const text = (name: string): string => asText(event[name]);
    const job = text('job').trim();
    if (!NOISE.test(text('msg'))) log.push(`${job === '' ? '' : `[${job}] `}${text('msg').trimEnd()}`);
    if (text('jobResult') !== '') jobs[job] = text('jobResult');
    if (text('stage') !== 'Main') continue;

    // The steps within a composite action have the ID of the step that uses it before their own.
    const [stepId] = Array.isArray(event['stepID']) ? (event['stepID'] as readonly unknown[]) : [];
    const id = JSON.stringify([job, stepId]);
    const step = steps.get(id) ?? {
      job,
      name: text('step'),
      result: '',
      outputs: {},
      lines: [],
      annotations: [],
      summary: '',
    };
    steps.set(id, step);
    if (text('stepResult') !== '') step.result = text('stepResult');
    if (event['raw_output'] === true) step.lines.push(text('msg').replace(/\r?\n$/, ''));
    const command = text('command');
    if (command === 'set-output') step.outputs[text('name')] = text('arg');
    if (command === 'summary') step.summary += text('content');
    if (['error', 'warning', 'notice'].includes(command)) {
      step.annotations.push(`${command}: ${text('arg')}`);
    }
  }
  // What act says of a step that it then skips has no result.
  return { jobs, steps: [...steps.values()].filter(({ result }) => result !== ''), log: log.join('\n') };
}
