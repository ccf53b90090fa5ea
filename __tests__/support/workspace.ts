import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The files through which a step talks to the runner, by purpose. */
export type CommandFiles = {
  readonly output: string;
  readonly summary: string;
  readonly state: string;
  readonly env: string;
  readonly path: string;
};

const VARIABLES = {
  output: 'GITHUB_OUTPUT',
  summary: 'GITHUB_STEP_SUMMARY',
  state: 'GITHUB_STATE',
  env: 'GITHUB_ENV',
  path: 'GITHUB_PATH',
} as const;

export type Workspace = {
  /** The folder that the step runs in. */
  readonly folder: string;
  /** The variables that name the folders and files. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the step wrote. */
  readonly readFiles: () => CommandFiles;
  readonly remove: () => void;
};

/** Creates the folders and the empty files that a runner prepares for a step. */
export function layOutWorkspace(event: unknown): Workspace {
  const root = mkdtempSync(join(tmpdir(), 'step-'));
  const folder = join(root, 'work');
  const temp = join(root, 'temp');
  mkdirSync(folder);
  mkdirSync(temp);
  const eventFile = join(temp, 'event.json');
  writeFileSync(eventFile, JSON.stringify(event));
  const file = (name: string): string => join(temp, name);
  for (const name of Object.keys(VARIABLES)) writeFileSync(file(name), '');
  return {
    folder,
    variables: {
      ...Object.fromEntries(Object.entries(VARIABLES).map(([name, variable]) => [variable, file(name)])),
      GITHUB_EVENT_PATH: eventFile,
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: temp,
    },
    readFiles: () => ({
      output: readFileSync(file('output'), 'utf8'),
      summary: readFileSync(file('summary'), 'utf8'),
      state: readFileSync(file('state'), 'utf8'),
      env: readFileSync(file('env'), 'utf8'),
      path: readFileSync(file('path'), 'utf8'),
    }),
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}
