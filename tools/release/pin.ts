import { spawnSync } from 'node:child_process';

// The reusable workflow runs the action at a commit that is written in it, so whoever pins the workflow has pinned the
// action, too. A commit cannot name itself: a release is two commits, first the action and then the pin, which is tagged.

/** The workflow with the pin, as a path in the repository. */
export const PINNED_IN = '.github/workflows/delete-turn-keys.yml';

/** The files of an action that a runner reads. */
const ACTION = ['action.yml', 'dist'];

const REMEDY = 'On main, run `npm run release:pin`, merge what it changes, and tag that commit.';

/** A commit of this repository, and the version of the action in it, such as `1.2.3`. */
export type Pin = { readonly commit: string; readonly version: string };

/** Runs git and returns what it printed, or undefined when it failed. */
export type Git = (...args: readonly string[]) => string | undefined;

/** Runs git in a folder. */
export function gitIn(cwd: string): Git {
  return (...args) => {
    const { status, stdout } = spawnSync('git', args, { cwd, encoding: 'utf8' });
    return status === 0 ? stdout.trim() : undefined;
  };
}

/** Reads the pin of the action `owner/name` from a workflow: a full commit, and the version as a comment. */
export function readPin(workflow: string, slug: string): Pin | undefined {
  const [, name, commit, version] = /uses: (\S+)@([0-9a-f]{40}) # v(\d+\.\d+\.\d+)$/m.exec(workflow) ?? [];
  return name === slug && commit !== undefined && version !== undefined ? { commit, version } : undefined;
}

/**
 * Writes a pin into a workflow, in place of whatever follows the `@`.
 * @throws Error when the workflow does not use the action exactly once
 */
export function withPin(workflow: string, slug: string, { commit, version }: Pin): string {
  const parts = workflow.split(new RegExp(`(?<=^\\s*uses: ${slug}@).*$`, 'm'));
  if (parts.length !== 2) throw new Error(`${PINNED_IN} must use ${slug} exactly once.`);
  return parts.join(`${commit} # v${version}`);
}

/**
 * Finds why a release would not run what its own workflow pins: the pinned commit must be an ancestor of `commit`, and have
 * byte for byte its action.yml and dist/.
 */
export function pinProblems(pin: Pin | undefined, { commit, version }: Pin, git: Git): readonly string[] {
  if (pin === undefined) {
    return [`${PINNED_IN} does not pin the action to a commit with its version as a comment. ${REMEDY}`];
  }
  const place = `${PINNED_IN} pins ${pin.commit} (v${pin.version})`;
  if (git('merge-base', '--is-ancestor', pin.commit, commit) === undefined) {
    return [`${place}, which is not an ancestor of ${commit}. ${REMEDY}`];
  }
  // Equal names of git objects are equal contents.
  const different = ACTION.filter((path) => {
    const object = git('rev-parse', '--verify', `${commit}:${path}`);
    return object === undefined || object !== git('rev-parse', '--verify', `${pin.commit}:${path}`);
  });
  return [
    ...(pin.version === version ? [] : [`${place}, and this is v${version}. ${REMEDY}`]),
    ...different.map((path) => `${place}, whose ${path} differs from that of ${commit}. ${REMEDY}`),
  ];
}
