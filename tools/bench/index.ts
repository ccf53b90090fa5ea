import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readOptions, readWholeNumber } from '../lib/options.ts';
import { installPackages } from '../lib/packages.ts';
import { compare, growth } from './comparison.ts';
import { ACTION, allContenders, BASELINE } from './contenders.ts';
import { measureDownload } from './download.ts';
import { comparePacing } from './pacing.ts';
import { writePage } from './page.ts';

const USAGE = `Measures what the action costs, and fails nothing. Takes five to eight minutes.

  npm run bench                     writes docs/benchmark.md and its pictures
  npm run bench -- --pairs 30       with so many pairs of processes for each contender, instead of 240
  npm run bench -- --out FOLDER     elsewhere`;

const values = readOptions(USAGE, {
  pairs: { type: 'string', default: '240' },
  out: { type: 'string', default: join(import.meta.dirname, '../..', 'docs') },
});
const pairs = readWholeNumber('pairs', values.pairs, 1, USAGE);
const steps = [
  { keys: 1, runs: 9 },
  { keys: 10, runs: 9 },
  { keys: 100, runs: 5 },
  { keys: 1000, runs: 3 },
];

installPackages('bench');
const { draw, drawPacing } = await import('./plot.ts');

console.error('Building the contenders');
const contenders = allContenders();
const costs = await compare(contenders, pairs, (done) => {
  console.error(`One deletion: pair ${done} of ${pairs}`);
});
console.error('Before the first request');
const download = await measureDownload(15);
console.error('Many keys: this action');
const action = await growth(ACTION, 20, steps);
console.error('Many keys: one at a time');
const oneAtATime = await growth(BASELINE, 20, steps);
console.error('Pacing, in virtual time');
const pacing = await comparePacing();

mkdirSync(values.out, { recursive: true });
const path = join(values.out, 'benchmark.md');
const page = await format(writePage({ pairs, costs, download, action, oneAtATime, pacing }, new Date()), {
  ...(await resolveConfig(path)),
  filepath: path,
});
writeFileSync(path, page);
const lines = [
  { label: 'this action', own: true, growth: action },
  { label: 'one at a time', own: false, growth: oneAtATime },
];
for (const theme of ['light', 'dark'] as const) {
  writeFileSync(join(values.out, `benchmark-${theme}.svg`), draw(costs, lines, theme));
  writeFileSync(join(values.out, `pacing-${theme}.svg`), drawPacing(pacing, theme));
}
console.log(page);
