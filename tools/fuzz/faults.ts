import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readOptions, readWholeNumber } from '../lib/options.ts';
import './jest-globals.ts';
import { writePage } from './fault-page.ts';
import type { Result } from './fault-trials.ts';

const { allTrials, attempt } = await import('./fault-trials.ts');

const USAGE = `Runs the bundle with every fault. Fails if a run contradicts itself or the mock API. Takes about three minutes.

  npm run faults                    five runs of each; writes docs/faults.md
  npm run faults -- --runs 20       20 runs of each
  npm run faults -- --check         writes reports/faults.md instead, and fails if it differs`;

// The page states only what holds for every run, so it is the same each time.
const values = readOptions(USAGE, {
  runs: { type: 'string', default: '5' },
  check: { type: 'boolean', default: false },
});
const runs = readWholeNumber('runs', values.runs, 1, USAGE);
const folder = join(import.meta.dirname, '../..');
const committed = join(folder, 'docs', 'faults.md');
const trials = allTrials().flatMap((trial) => Array.from({ length: runs }, () => trial));

// Most of the time is spent waiting, so many runs at once don't disturb each other.
const PARALLEL_RUNS = 16;
const results: Result[] = [];
const queue = trials.entries();
let done = 0;
await Promise.all(
  Array.from({ length: PARALLEL_RUNS }, async () => {
    for (const [index, trial] of queue) {
      results[index] = await attempt(trial);
      done += 1;
      if (done % 20 === 0) console.error(`${done} of ${trials.length} runs`);
    }
  }),
);

const wrong = results.filter(({ contradiction }) => contradiction !== undefined);
for (const { trial, reported, gone, contradiction } of wrong) {
  console.error(
    `${trial.title} (${trial.table}, deleted before: ${trial.deletedBefore}): reported ${reported}, and the key ${gone ? 'is gone' : 'exists'}. ${contradiction ?? ''}`,
  );
}
if (wrong.length > 0) {
  console.error(
    `${wrong.length} of ${results.length} runs contradict themselves or the mock API: no page was written.`,
  );
  process.exit(1);
}
const path = values.check ? join(folder, 'reports', 'faults.md') : committed;
const page = await format(writePage(results, runs), {
  ...(await resolveConfig(committed)),
  filepath: committed,
});
const before = readFileSync(committed, 'utf8');
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, page);
console.log(page);
if (values.check && page !== before) {
  console.error(
    'docs/faults.md is out of date: compare it with reports/faults.md. If the new results are right, run npm run faults and commit the page.',
  );
  process.exitCode = 1;
}
