import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

// Tries each property of __tests__/properties/ for so many seconds, on values that a seed brings forth: a new one each
// time unless one is given. `npm test` tries them too, a few times from a seed that never changes.
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } },
});
const seconds = Number(values.seconds);
const seed = Number(values.seed ?? randomInt(2 ** 31));
if (!(seconds > 0) || !Number.isInteger(seed)) {
  console.error('Usage: npm run fuzz -- [--seconds FOR_EACH_PROPERTY] [--seed WHOLE_NUMBER]');
  process.exit(2);
}
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
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, FUZZ_SECONDS: `${seconds}`, FUZZ_SEED: `${seed}` },
    stdio: 'inherit',
  },
);
const [exitCode] = (await once(jest, 'exit')) as [number | null];
if (exitCode !== 0) console.error(`A property failed. Again: ${again}`);
process.exitCode = exitCode ?? 1;
