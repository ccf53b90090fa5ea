import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { ROOT } from '../lib/project.ts';
import { readPublication } from '../lib/publication.ts';
import { asRecord, asText } from '../lib/values.ts';
import { runAct, type WorkflowRun } from './act.ts';

/** What there is before a workflow of this repository runs. */
export type OwnSetting = {
  /** Its name in .github/workflows. */
  readonly workflow: string;
  /** The event that starts it; a push unless this says otherwise. */
  readonly event?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  /** A script of npm that fails, such as `check:dist`. All others succeed without being run. */
  readonly failing?: string;
  /** The tag that is pushed. */
  readonly tag?: string;
  /** The tags that GitHub knows. */
  readonly tags?: readonly string[];
  /** Whether the commit is on main; it is unless this says otherwise. */
  readonly onMain?: boolean;
  /** Whether the reusable workflow pins the action of the commit; it does unless this says otherwise. */
  readonly pinned?: boolean;
};

/** What a workflow of this repository did. */
export type OwnOutcome = {
  readonly run: WorkflowRun;
  /** The commit that it ran on. */
  readonly commit: string;
  /** How it called gh, such as `release edit v1.0.0 --draft=false`. */
  readonly gh: readonly string[];
};

/**
 * Runs a workflow of this repository, as it is, in a copy of the working tree. What needs GitHub or takes minutes has a
 * stand-in: the actions of others print what they are given, npm says what it would install, check, build and test, and
 * leaves a folder for reports, and gh writes down how it is called.
 */
export async function performOwn(act: string, setting: OwnSetting): Promise<OwnOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'e2e-'));
  try {
    const repository = join(folder, 'repository');
    const commit = copyRepository(repository, setting);
    const ghLog = join(folder, 'gh.log');
    writeFileSync(ghLog, '');
    mkdirSync(join(folder, 'bin'));
    program(join(folder, 'bin', 'npm'), npmStandIn(setting.failing));
    program(join(folder, 'bin', 'gh'), ghStandIn(ghLog, setting.tags ?? []));
    const run = await runAct(act, folder, {
      workflow: join(repository, '.github', 'workflows', setting.workflow),
      event: setting.event ?? 'push',
      payload: setting.payload ?? {},
      actions: actionStandIns(join(folder, 'actions')),
      env: {
        GITHUB_REPOSITORY: readPublication().slug,
        SHA_REF: commit,
        ...(setting.tag === undefined ? {} : { GITHUB_REF: `refs/tags/${setting.tag}` }),
      },
      secrets: { GITHUB_TOKEN: 'ghs_standin' },
    });
    endDoubles(run);
    return { run, commit, gh: readFileSync(ghLog, 'utf8').split('\n').filter(Boolean) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Copies what git knows or would add, and makes two commits of it, as a release does: one with everything, and one that pins
 * the action of the first. Returns the second.
 */
function copyRepository(folder: string, { onMain = true, pinned = true }: OwnSetting): string {
  const root = fileURLToPath(ROOT);
  const listed = git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate');
  for (const path of listed.split('\0').filter(Boolean)) cpSync(join(root, path), join(folder, path));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
  git(folder, 'add', '--all', '--', ':!node_modules');
  const author = ['-c', 'user.name=e2e', '-c', 'user.email=e2e@localhost', '-c', 'commit.gpgsign=false'];
  git(folder, ...author, 'commit', '--quiet', '--message', 'main');
  if (pinned) {
    execFileSync(process.execPath, ['tools/release/pin-action.ts'], { cwd: folder, stdio: 'pipe' });
    git(folder, ...author, 'commit', '--quiet', '--all', '--message', 'pin');
  }
  git(folder, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  if (!onMain) git(folder, ...author, 'commit', '--quiet', '--allow-empty', '--message', 'elsewhere');
  return git(folder, 'rev-parse', 'HEAD').trim();
}

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8' });
}

/**
 * A folder for each pinned action, with an action that prints what it is given. The two for artifacts also hand the files
 * from one job to the next, through a folder.
 */
function actionStandIns(folder: string): Readonly<Record<string, string>> {
  const pinned = asRecord(parse(readFileSync(new URL('.github/pinned-actions.yml', ROOT), 'utf8')));
  return Object.fromEntries(
    Object.entries(pinned).map(([name, entry]) => {
      const path = join(folder, name);
      for (const part of PARTS[name] ?? ['.']) {
        mkdirSync(join(path, part), { recursive: true });
        writeFileSync(
          join(path, part, 'action.yml'),
          JSON.stringify(standIn(name, join(folder, 'artifacts'))),
        );
      }
      return [`${name}@${asText(asRecord(entry)['commit'])}`, path];
    }),
  );
}

/** The folders of the actions in a repository that has several. */
const PARTS: Readonly<Record<string, readonly string[]>> = { 'github/codeql-action': ['init', 'analyze'] };

function standIn(name: string, artifacts: string): object {
  // The shell expands the patterns; tar and ls fail if a file is missing.
  const artifact = `'${artifacts}'/"$NAME"`;
  const scripts: Readonly<Record<string, string>> = {
    'actions/upload-artifact': `mkdir -p ${artifact}; if ls -d $GIVEN > /dev/null 2>&1; then tar -cf - $GIVEN | tar -xf - -C ${artifact}; fi`,
    'actions/download-artifact': `mkdir -p $GIVEN; cp -R ${artifact}/. $GIVEN`,
  };
  const print = 'if [ "$GIVEN" != " " ]; then ls -1 -d $GIVEN; fi';
  return {
    name,
    inputs: { name: {}, path: {}, 'subject-path': {}, 'sbom-path': {} },
    runs: {
      using: 'composite',
      steps: [
        {
          shell: 'bash',
          env: {
            NAME: '${{ inputs.name }}',
            GIVEN: '${{ inputs.path || inputs.subject-path }} ${{ inputs.sbom-path }}',
          },
          run: [...(name in scripts ? [scripts[name]] : []), print].join('\n'),
        },
      ],
    },
  };
}

function npmStandIn(failing = ''): string {
  return `#!/bin/sh
echo "npm $*"
mkdir -p reports
case " $* " in *' ${failing} '*) exit 1 ;; esac
`;
}

function ghStandIn(log: string, tags: readonly string[]): string {
  return `#!/bin/sh
echo "$*" >> '${log}'
case "$*" in *matching-refs*) echo '${tags.map((tag) => `refs/tags/${tag}`).join('\n')}' ;; esac
`;
}

function program(path: string, text: string): void {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}

/** A runner ends what a job leaves behind; act does not. */
function endDoubles({ steps }: WorkflowRun): void {
  for (const { outputs } of steps) {
    if (outputs['pid'] !== undefined) process.kill(Number(outputs['pid']));
  }
}
