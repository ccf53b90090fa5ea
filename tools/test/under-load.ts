import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readOptions, readWholeNumber } from '../lib/options.ts';
import { ROOT } from '../lib/project.ts';

// npm run test:load shows that no test depends on how fast the machine is.
const USAGE = `Runs all tests several times while other processes keep the machine busy: npm run test:load -- [options]

  --times NUMBER  how many times (default: 3)
  --busy NUMBER   how many other processes (default: 4)`;
const options = readOptions(USAGE, {
  times: { type: 'string', default: '3' },
  busy: { type: 'string', default: '4' },
});
const times = readWholeNumber('times', options.times, 1, USAGE);
const busy = Array.from({ length: readWholeNumber('busy', options.busy, 0, USAGE) }, () =>
  // Each ends by itself once this process has ended, for whatever reason.
  spawn(process.execPath, ['-e', `while (process.ppid === ${process.pid});`], { stdio: 'ignore' }),
);
try {
  for (let time = 1; time <= times; time += 1) {
    const { status } = spawnSync('npm', ['test'], {
      cwd: fileURLToPath(ROOT),
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    console.log(`Run ${time} of ${times}: ${status === 0 ? 'green' : 'red'}`);
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  for (const child of busy) child.kill();
}
