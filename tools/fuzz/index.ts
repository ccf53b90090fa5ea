import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { readOptions, readWholeNumber } from '../lib/options.ts';

const USAGE = `Tries each property of __tests__/properties/ on values that a seed brings forth. npm test tries them too, a few times from
a seed that never changes.

  npm run fuzz                      for 60 seconds each, from a new seed
  npm run fuzz -- --seconds 600     for so many seconds each, 10 at least: one value may take as long
  npm run fuzz -- --seed 42         from this seed`;

const values = readOptions(USAGE, {
  seconds: { type: 'string', default: '60' },
  seed: { type: 'string', default: String(randomInt(2 ** 31)) },
});
const seconds = readWholeNumber('seconds', values.seconds, 10, USAGE);
const seed = readWholeNumber('seed', values.seed, 0, USAGE);
const again = `npm run fuzz -- --seconds ${seconds} --seed ${seed}`;
console.log(`Trying each property for ${seconds} seconds from seed ${seed}. Again: ${again}`);

const jest = spawn(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join('node_modules', 'jest', 'bin', 'jest.js'),
    '__tests__/properties/',
    '--verbose',
  ],
  {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, FUZZ_SECONDS: `${seconds}`, FUZZ_SEED: `${seed}` },
    stdio: 'inherit',
  },
);
const [exitCode] = (await once(jest, 'exit')) as [number | null];
if (exitCode !== 0) console.error(`A property failed. Again: ${again}`);
process.exitCode = exitCode ?? 1;
