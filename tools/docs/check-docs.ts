import { readFileSync } from 'node:fs';
import { actionFileProblems } from './action-file.ts';
import { yamlExamples } from './examples.ts';
import { readRepeating } from './generated.ts';
import { readProjectInterface, readTextFiles, ROOT } from '../lib/project.ts';
import { readPublication } from '../lib/publication.ts';
import { slugProblems } from './slug.ts';
import type { Problem } from './slug.ts';
import { exampleProblems, workflowProblems } from './workflow.ts';
import type { Offer } from './workflow.ts';

// Checks that documents, workflows and action.yml are correct and agree, and fails with a line for each problem.
const files = readTextFiles();
const workflows = files.filter(({ path }) => /^(\.github\/workflows|examples)\/.*\.ya?ml$/.test(path));
const offer: Offer = {
  ...readProjectInterface(),
  ...readPublication(),
  workflows: new Map(workflows.map(({ path, text }) => [path, text])),
};

let count = 0;
function print(path: string, problems: readonly Problem[]): void {
  for (const { line, message } of problems) console.error(`${path}:${line}: ${message}`);
  count += problems.length;
}

print('action.yml', await actionFileProblems(readFileSync(new URL('action.yml', ROOT), 'utf8')));
for (const { path, text } of workflows) print(path, await workflowProblems(text, path, offer));
for (const { path, text } of files) {
  // Tests may speak of other repositories.
  if (!path.startsWith('__tests__/')) print(path, slugProblems(text, offer.slug));
  if (!path.endsWith('.md')) continue;
  for (const example of yamlExamples(text)) {
    const problems = await exampleProblems(example.text, 'example.yml', offer);
    print(
      path,
      problems.map(({ line, message }) => ({ line: line + example.line - 1, message })),
    );
  }
}
for (const { path, is, should } of await readRepeating()) {
  if (is !== should)
    print(path, [{ line: 1, message: 'A generated section is out of step. Run: npm run docs' }]);
}
if (count > 0) process.exitCode = 1;
