import { createHash, randomInt } from 'node:crypto';
import { readOptions, readWholeNumber, refuse } from '../lib/options.ts';
import { tryPlantedFaults } from './planted.ts';
import { search } from './search.ts';
import { loadStep, readSource } from './step.ts';

const USAGE = `Runs the step in simulated worlds, in virtual time, and holds each run against the contract.

  npm run simulate                                    20,000 runs from a new seed
  npm run simulate -- --runs 1000000 --seed 42        so many, from this seed
  npm run simulate -- --seed 42 --path 123:0:1        the run that failed there, and smaller ones
  npm run simulate -- --runs 300 --seed 42 --digest   a digest of all that happened, which the same seed gives again
  npm run planted-faults                              plants faults in the code, and says how many runs found each`;

/** fast-check's seeds have 32 bits: a larger one would make the runs of another. */
const MAX_SEED = 2 ** 32 - 1;

const values = readOptions(USAGE, {
  runs: { type: 'string', default: '' },
  seed: { type: 'string', default: '' },
  path: { type: 'string', default: '' },
  planted: { type: 'boolean', default: false },
  digest: { type: 'boolean', default: false },
});
const runs = readWholeNumber('runs', values.runs || (values.planted ? '1000000' : '20000'), 1, USAGE);
const seed = readWholeNumber('seed', values.seed || String(randomInt(2 ** 31)), 0, USAGE);
if (seed > MAX_SEED) refuse(`--seed takes a whole number up to ${MAX_SEED}, not "${values.seed}".`, USAGE);
if (values.path !== '' && !/^\d+(:\d+)*$/.test(values.path))
  refuse(`--path takes numbers with colons between them, not "${values.path}".`, USAGE);
if (values.planted && (values.path !== '' || values.digest))
  refuse('--planted takes neither --path nor --digest.', USAGE);
if (values.path !== '' && values.seed === '') refuse('--path takes the --seed that it belongs to.', USAGE);

// A trace of the stack for each simulated failure takes longer than the rest of it.
Error.stackTraceLimit = 0;

if (values.planted) {
  if (!(await tryPlantedFaults({ runs, seed }))) process.exitCode = 1;
} else {
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  const rate = (done: number): string => {
    const { user, system } = process.cpuUsage(cpuBefore);
    const perSecond = (done * 1000) / (performance.now() - began);
    const perCoreSecond = (done * 1e6) / (user + system);
    return `${Math.round(perSecond)} runs a second, ${Math.round(perCoreSecond)} for each second of a core`;
  };
  console.log(`Simulating ${runs} runs from seed ${seed}.`);
  const digest = createHash('sha256');
  let told = began;
  const result = await search(await loadStep(readSource), {
    runs,
    seed,
    path: values.path === '' ? undefined : values.path,
    shrink: true,
    onRun: (done, { trace, outputs, summary, endedAt }) => {
      if (values.digest) digest.update(JSON.stringify([trace, outputs, summary, endedAt]));
      if (performance.now() - told < 10_000) return;
      told = performance.now();
      console.log(`${done} runs, ${rate(done)}`);
    },
  });
  if (result.runs === 0) {
    console.error('No run was made: there is none at this path.');
    process.exitCode = 1;
  } else if (result.found) {
    console.log(result.story);
    console.error(
      `A run contradicts the contract. Again: npm run simulate -- --seed ${seed} --path ${result.path}`,
    );
    process.exitCode = 1;
  } else {
    console.log(`${result.runs} runs from seed ${seed}, and no contradiction: ${rate(result.runs)}.`);
    if (values.digest) console.log(`Digest: ${digest.digest('hex')}`);
  }
}
