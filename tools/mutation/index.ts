import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { count } from '../../src/lib/sanitize.ts';
import { ROOT } from '../lib/project.ts';
import { asRecord, asText } from '../lib/values.ts';

// Mutation testing, module by module: npm run mutation, or for some of them npm run mutation -- retry text.
// tools/mutation/stryker.config.js says how, and that it fails where the tests notice less than nine in ten changes. What it found before is
// not taken over: that told of changes that tests had come to notice since. What is left out, a comment in src/ names, with
// the reason; it is left out of the whole line.

const root = fileURLToPath(ROOT);
// index.ts does its work when it is imported: __tests__/bundle/entry.test.ts changes it in copies of the bundle.
const all = readdirSync(new URL('src/', ROOT))
  .map((file) => basename(file, '.ts'))
  .filter((module) => module !== 'index');
const named = process.argv.slice(2);
const unknown = named.filter((module) => !all.includes(module));
if (unknown.length > 0) throw new Error(`src/ has no module ${unknown.join(', ')}`);

let noticed = 0;
let counted = 0;
let leftOut = 0;
for (const module of named.length > 0 ? named : all) {
  const report = new URL(`reports/mutation/${module}.json`, ROOT);
  rmSync(report, { force: true });
  const { status, stdout } = spawnSync(
    process.execPath,
    ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run'],
    {
      cwd: root,
      env: { ...process.env, MODULE: module },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (status !== 0) process.exitCode = 1;
  if (!existsSync(report)) {
    console.error(`${module} could not be tried:\n${stdout}`);
    continue;
  }
  const mutants = readMutants(readFileSync(report, 'utf8'), `src/${module}.ts`);
  const missed = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  const caught = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout');
  leftOut += mutants.filter(({ status }) => status === 'Ignored').length;
  noticed += caught.length;
  counted += caught.length + missed.length;
  console.log(`${module}: ${share(caught.length, caught.length + missed.length)}`);
  for (const { place, replacement } of missed) console.log(`  ${place}: not noticed: ${replacement}`);
}
console.log(`All: ${share(noticed, counted)}; ${count(leftOut, 'change')} left out by comments in src/`);

type Mutant = { readonly status: string; readonly place: string; readonly replacement: string };

/** Reads a report: https://github.com/stryker-mutator/mutation-testing-elements/tree/master/packages/report-schema */
function readMutants(report: string, path: string): readonly Mutant[] {
  const file = asRecord(asRecord(asRecord(JSON.parse(report))['files'])[path]);
  const mutants = Array.isArray(file['mutants']) ? (file['mutants'] as readonly unknown[]) : [];
  return mutants.map((each) => {
    const mutant = asRecord(each);
    const { line, column } = asRecord(asRecord(mutant['location'])['start']);
    return {
      status: asText(mutant['status']),
      place: `${path}:${Number(line)}:${Number(column)}`,
      replacement: asText(mutant['replacement']).replace(/\s+/g, ' ').slice(0, 100),
    };
  });
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} changes noticed, ${((part / whole) * 100).toFixed(1)} %`;
}
