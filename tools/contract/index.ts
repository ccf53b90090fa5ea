import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installPackages } from '../lib/packages.ts';
import { ROOT } from '../lib/project.ts';

// npm run contract: holds the action against what Cloudflare publishes. First the type of a key against the one in
// Cloudflare's own library, then the bundle against a server that is made from the description of the API.
installPackages('contract');
run('node_modules/typescript/bin/tsc', '--project', 'tools/contract');
run(
  '--experimental-vm-modules',
  'node_modules/jest/bin/jest.js',
  '--testMatch',
  '**/tools/contract/*.test.ts',
);

function run(...args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: fileURLToPath(ROOT),
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
