import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/main.ts';
import { openCore, type CoreCall } from './core.ts';

export type Step = {
  readonly succeeded: boolean;
  readonly told: readonly CoreCall[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
};

export type StepOptions = {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called with each call; it may throw. */
  readonly onTold?: (told: CoreCall) => void;
};

/** Runs the step in this process, with a core that records the calls. */
export async function runStep(
  inputs: Readonly<Record<string, string>>,
  { env = {}, onTold = () => undefined }: StepOptions = {},
): Promise<Step> {
  const folder = mkdtempSync(join(tmpdir(), 'step-'));
  const summaryFile = join(folder, 'summary.md');
  writeFileSync(summaryFile, '');
  const told: CoreCall[] = [];
  const { core, outputs } = openCore(
    (name) => inputs[name] ?? '',
    (...said) => {
      told.push(said);
      onTold(said);
    },
  );
  try {
    const succeeded = await run(core, { GITHUB_STEP_SUMMARY: summaryFile, ...env });
    return { succeeded, told, outputs, summary: readFileSync(summaryFile, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
