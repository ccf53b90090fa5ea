import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readNames, refuse } from '../lib/options.ts';
import { installPackages } from '../lib/packages.ts';
import { ROOT } from '../lib/project.ts';
import { asRecord, asText } from '../lib/values.ts';
import { chooseModules } from './modules.ts';

const USAGE = `Changes each module of src/ in many small ways, and runs the tests of its folder on each change. Fails where they notice
less than nine in ten. The reports are in reports/mutation/. Takes an hour or more for all modules.

  npm run mutation                     all modules
  npm run mutation -- http/retry       one module, or several; its file name is enough: retry`;

const sources = readdirSync(new URL('src/', ROOT), { recursive: true, encoding: 'utf8' });
const names = readNames(USAGE);
const { modules, unknown } = chooseModules(sources, names);
if (unknown.length > 0) refuse(`src/ has no module ${unknown.join(', ')}.`, USAGE);
installPackages('mutation');

let noticed = 0;
let counted = 0;
for (const module of modules) {
  const report = new URL(`reports/mutation/${module.replaceAll('/', '-')}.json`, ROOT);
  rmSync(report, { force: true });
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      'tools/mutation/node_modules/@stryker-mutator/core/bin/stryker.js',
      'run',
      'tools/mutation/stryker.config.js',
    ],
    {
      cwd: fileURLToPath(ROOT),
      env: { ...process.env, MODULE: module },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  // Stryker fails where there is nothing but types.
  if (stdout.includes(' with 0 mutant(s)')) {
    console.log(`${module}: nothing to change`);
    continue;
  }
  if (status !== 0) process.exitCode = 1;
  if (!existsSync(report)) {
    console.error(`${module} could not be tested:\n${stdout}`);
    continue;
  }
  const mutants = readMutants(readFileSync(report, 'utf8'), `src/${module}.ts`);
  const missed = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  const caught = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout');
  noticed += caught.length;
  counted += caught.length + missed.length;
  console.log(`${module}: ${share(caught.length, caught.length + missed.length)}`);
  for (const { place, replacement } of missed) console.log(`  ${place}: not noticed: ${replacement}`);
}
console.log(`All: ${share(noticed, counted)}`);

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
