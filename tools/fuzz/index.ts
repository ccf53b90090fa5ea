import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { readOptions, readWholeNumber } from '../lib/options.ts';

const USAGE = `Tries each property of __tests__/properties/ on random values. npm test tries them too, a few times with a fixed seed.

  npm run fuzz                      for 60 seconds each, with a new seed
  npm run fuzz -- --seconds 600     for 600 seconds each; at least 10, since one value can take that long
  npm run fuzz -- --seed 42         with this seed`;

const values = readOptions(USAGE, {
  seconds: { type: 'string', default: '60' },
  seed: { type: 'string', default: String(randomInt(2 ** 31)) },
});
const seconds = readWholeNumber('seconds', values.seconds, 10, USAGE);
const seed = readWholeNumber('seed', values.seed, 0, USAGE);
const again = `npm run fuzz -- --seconds ${seconds} --seed ${seed}`;
console.log(`Trying each property for ${seconds} seconds with seed ${seed}. To repeat: ${again}`);

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
if (exitCode !== 0) console.error(`A property failed. To repeat: ${again}`);
process.exitCode = exitCode ?? 1;
