import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { writePage } from './fault-page.ts';
import { allTrials, attempt, isTrue, type Result } from './fault-trials.ts';

// Lets the bundle meet every fault and writes docs/faults.md. Fails if a report was not true.
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    out: { type: 'string', default: join(import.meta.dirname, '..', 'docs', 'faults.md') },
  },
});
const runs = Number(values.runs);
const trials = allTrials().flatMap((trial) => Array.from({ length: runs }, () => trial));

// Most of the time is spent waiting, so many runs at once do not disturb each other.
const AT_ONCE = 16;
const results: Result[] = [];
const queue = trials.entries();
let done = 0;
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (const [index, trial] of queue) {
      results[index] = await attempt(trial);
      done += 1;
      if (done % 20 === 0) console.error(`${done} of ${trials.length} runs`);
    }
  }),
);

const untrue = results.filter((result) => !isTrue(result));
for (const { trial, reported, gone } of untrue) {
  console.error(
    `Not true: ${trial.entry.title}: reported ${reported}, and the key was ${gone ? 'gone' : 'there'}`,
  );
}
if (untrue.length > 0) {
  process.exitCode = 1;
} else {
  const page = writePage(results, runs);
  const path = values.out;
  writeFileSync(path, await format(page, { ...(await resolveConfig(path)), filepath: path }));
  console.log(page);
}
