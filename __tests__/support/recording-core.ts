import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, run } from '../../src/main.ts';

/** A call of @actions/core by the step: the name of the function, and its arguments. */
export type Told = readonly [name: string, ...values: readonly string[]];

export type Step = {
  readonly succeeded: boolean;
  readonly told: readonly Told[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
};

export type StepOptions = {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called with each call; it may throw. */
  readonly onTold?: (told: Told) => void;
};

/** Runs the step in this process, with a core that records the calls. */
export async function runStep(
  inputs: Readonly<Record<string, string>>,
  { env = {}, onTold = () => undefined }: StepOptions = {},
): Promise<Step> {
  const folder = mkdtempSync(join(tmpdir(), 'step-'));
  const summaryFile = join(folder, 'summary.md');
  writeFileSync(summaryFile, '');
  const told: Told[] = [];
  const outputs: Record<string, string> = {};
  const tell = (...said: Told): void => {
    told.push(said);
    onTold(said);
  };
  const say =
    (name: string) =>
    (message: string | Error): void => {
      tell(name, String(message));
    };
  const core: Core = {
    getInput: (name) => inputs[name] ?? '',
    setSecret: say('setSecret'),
    setOutput: (name, value) => {
      tell('setOutput', name, String(value));
      outputs[name] = String(value);
    },
    setFailed: say('setFailed'),
    debug: say('debug'),
    info: say('info'),
    notice: say('notice'),
    warning: say('warning'),
    error: say('error'),
  };
  try {
    const succeeded = await run(core, { GITHUB_STEP_SUMMARY: summaryFile, ...env });
    return { succeeded, told, outputs, summary: readFileSync(summaryFile, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
