import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../lib/project.ts';
import { readPublication } from '../lib/publication.ts';
import { gitIn, PINNED_IN, pinProblems, readPin } from './pin.ts';
import { tagProblems } from './tag-problems.ts';

// Fails unless the tag GITHUB_REF_NAME is of the version that package.json, the sources and the bundle have, and the reusable
// workflow runs the action of the tag. Needs the history of the commit GITHUB_SHA.
const { GITHUB_REF_NAME: tag = '', GITHUB_SHA: commit = '' } = process.env;
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const { slug, version } = readPublication();
const pin = readPin(read(PINNED_IN), slug);
const problems = [
  ...tagProblems(tag, read),
  ...pinProblems(pin, { commit, version }, gitIn(fileURLToPath(ROOT))),
];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
