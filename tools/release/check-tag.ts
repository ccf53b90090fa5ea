import { readFileSync } from 'node:fs';
import { ROOT } from '../lib/project.ts';
import { tagProblems } from './tag-problems.ts';

// Fails unless the tag GITHUB_REF_NAME is of the version that package.json, the sources and the bundle bear.
const problems = tagProblems(process.env['GITHUB_REF_NAME'] ?? '', (path) =>
  readFileSync(new URL(path, ROOT), 'utf8'),
);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
