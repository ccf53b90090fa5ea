import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  ACCOUNT,
  type CloudflareDouble,
  startCloudflare,
  TOKEN,
  type TurnKey,
} from '../../__tests__/support/cloudflare-double.ts';
import { type GithubOptions, startGithub } from '../../__tests__/support/github-double.ts';
import { GITHUB_TOKEN } from '../../__tests__/support/runner.ts';
import { ROOT } from '../lib/project.ts';
import { readPublication } from '../lib/publication.ts';
import { PINNED_IN, readPin } from '../release/pin.ts';
import { startFront } from './accounts.ts';
import { runAct, type WorkflowRun } from './act.ts';

/** What there is before a workflow runs. */
export type Setting = {
  /** The workflow, relative to the project's folder, as it is: nothing in it is changed. */
  readonly workflow: string;
  /** The event that starts it, such as `pull_request`. */
  readonly event: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  /** The keys of the account that the variable CLOUDFLARE_ACCOUNT_ID names. */
  readonly keys?: readonly Partial<TurnKey>[];
  /** The keys of other accounts, by account. */
  readonly otherAccounts?: Readonly<Record<string, readonly Partial<TurnKey>[]>>;
  /** What GitHub knows of pull requests. */
  readonly github?: GithubOptions;
  /** What goes wrong at Cloudflare; called for each account. */
  readonly prepare?: (cloudflare: CloudflareDouble) => void;
  /** The repository's secret CLOUDFLARE_API_TOKEN, if not the right one. */
  readonly token?: string;
};

/** What a workflow did: its run, and what it left behind. */
export type Outcome = {
  readonly run: WorkflowRun;
  /** The names of the keys that are left. */
  readonly left: readonly string[];
  /** What was asked of Cloudflare, such as `DELETE /accounts/…/calls/turn_keys/…`. */
  readonly requests: readonly string[];
};

/** The repository that the workflows run in. */
export const REPOSITORY = 'octocat/calls-demo';

const { slug, majorTag } = readPublication();

/** Runs a workflow in a repository of its own that uses the action by its published name, against the doubles. */
export async function perform(act: string, setting: Setting): Promise<Outcome> {
  const accounts = { [ACCOUNT]: setting.keys ?? [], ...setting.otherAccounts };
  const doubles = await Promise.all(
    Object.entries(accounts).map(([account, keys]) => startCloudflare({ account, keys })),
  );
  const front = await startFront(doubles);
  const github = await startGithub({ repository: REPOSITORY, ...setting.github });
  const folder = mkdtempSync(join(tmpdir(), 'e2e-'));
  try {
    for (const double of doubles) setting.prepare?.(double);
    const env = { ...github.env, CLOUDFLARE_API_BASE_URL: `${front.origin}/client/v4` };
    const run = await runWorkflow(act, setting, folder, env);
    const requests = doubles.flatMap((double) => double.requests).sort((one, other) => one.at - other.at);
    return {
      run,
      left: doubles.flatMap((double) => [...double.keys.values()]).map(({ name }) => name ?? ''),
      requests: requests.map(({ method, path }) => `${method} ${path.replace('/client/v4', '')}`),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await Promise.all([front, github, ...doubles].map(({ close }) => close()));
  }
}

async function runWorkflow(
  act: string,
  { workflow, event, payload = {}, token = TOKEN }: Setting,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<WorkflowRun> {
  const copy = join(folder, 'repository', '.github', 'workflows', basename(workflow));
  cpSync(projectFile(workflow), copy);
  const action = join(folder, 'action');
  for (const name of ['action.yml', 'dist', '.github/workflows']) {
    // No more than this is what a repository gets that uses the published action or calls a published workflow.
    cpSync(projectFile(name), join(action, name), { recursive: true });
  }
  return runAct(act, folder, {
    workflow: copy,
    event,
    payload,
    actions: { [`${slug}@${majorTag}`]: action, ...pinned(action) },
    env,
    secrets: { GITHUB_TOKEN, CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_READ_TOKEN: TOKEN },
    variables: { CLOUDFLARE_ACCOUNT_ID: ACCOUNT },
  });
}

/** The commit that the reusable workflow pins is in no repository that act could reach: it gets the action as it is here. */
function pinned(action: string): Readonly<Record<string, string>> {
  const pin = readPin(readFileSync(projectFile(PINNED_IN), 'utf8'), slug);
  return pin === undefined ? {} : { [`${slug}@${pin.commit}`]: action };
}

function projectFile(path: string): string {
  return fileURLToPath(new URL(path, ROOT));
}
