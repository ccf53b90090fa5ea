import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../lib/project.ts';
import { readPublication } from '../lib/publication.ts';
import { gitIn, PINNED_IN, pinProblems, readPin, withPin } from './pin.ts';

// npm run release:pin, after a release is merged: pins the action in the reusable workflow to the commit that is checked out.
const { slug, version } = readPublication();
const git = gitIn(fileURLToPath(ROOT));
const workflow = new URL(PINNED_IN, ROOT);
const text = readFileSync(workflow, 'utf8');
const commit = git('rev-parse', '--verify', 'HEAD');
const changed = git('status', '--porcelain', '--', 'action.yml', 'dist', 'package.json');

if (commit === undefined || changed === undefined) {
  throw new Error('git cannot tell which commit is checked out.');
} else if (changed !== '') {
  console.error(`Commit and merge this first, so that a commit has it:\n${changed}`);
  process.exitCode = 1;
} else if (pinProblems(readPin(text, slug), { commit, version }, git).length === 0) {
  console.log(`${PINNED_IN} already pins this action.yml and dist/, as v${version}.`);
} else {
  writeFileSync(workflow, withPin(text, slug, { commit, version }));
  console.log(`${PINNED_IN} now pins ${commit} (v${version}). Merge it, then tag that commit: v${version}.`);
}
