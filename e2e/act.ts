import { spawn } from 'node:child_process';
import { asRecord, asText } from '../scripts/values.ts';

/** A step as it went. */
export type Step = {
  /** Such as `Tear down preview/Delete the TURN key`. */
  readonly job: string;
  readonly name: string;
  /** `success`, `failure` or `skipped`. */
  readonly result: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What it printed, without workflow commands. */
  readonly lines: readonly string[];
  /** Its annotations, such as `error: ...`. */
  readonly annotations: readonly string[];
  /** What it added to the job summary. */
  readonly summary: string;
};

/** A run of a workflow as it went. */
export type WorkflowRun = {
  /** 0 if the run succeeded. */
  readonly exitCode: number | null;
  /** `success` or `failure` for each job that ran, by name. A job that was skipped is not there. */
  readonly jobs: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  /** All that act said, for a person to read. */
  readonly log: string;
};

/**
 * Runs act and reads its log. https://nektosact.com/usage/index.html
 * @throws Error when act itself cannot run
 */
export async function runAct(
  act: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<WorkflowRun> {
  const child = spawn(act, [...args, '--json'], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  return { exitCode, ...readLog(output) };
}

type Draft = Omit<Step, 'result' | 'outputs' | 'summary'> & {
  result: string;
  readonly outputs: Record<string, string>;
  readonly lines: string[];
  readonly annotations: string[];
  summary: string;
};

/** What act says without need: that the calling repository is no clone, that there is no Docker, what it copies. */
const NOISE =
  /not located inside a git repository|git ref|git revision|docker connection|LocalRepositoryCache/;

function readLog(output: string): Pick<WorkflowRun, 'jobs' | 'steps' | 'log'> {
  const jobs: Record<string, string> = {};
  const steps = new Map<string, Draft>();
  const log: string[] = [];
  for (const line of output.split('\n').filter((text) => text !== '')) {
    const event = line.startsWith('{') ? asRecord(JSON.parse(line)) : { msg: line };
    const text = (name: string): string => asText(event[name]);
    const job = text('job');
    if (!NOISE.test(text('msg'))) log.push(`${job === '' ? '' : `[${job}] `}${text('msg').trimEnd()}`);
    if (text('jobResult') !== '') jobs[job] = text('jobResult');
    if (text('stage') !== 'Main') continue;

    const id = JSON.stringify([job, event['stepID']]);
    const step = steps.get(id) ?? {
      job,
      name: text('step'),
      result: 'skipped',
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
  return { jobs, steps: [...steps.values()], log: log.join('\n') };
}
