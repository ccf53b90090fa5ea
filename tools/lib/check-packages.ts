import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installPackages, toolPackages } from './packages.ts';
import { ROOT } from './project.ts';

// npm run check:tools: installs what the long commands need, then checks the types and the style of the code that uses it.
// `npm run check` leaves this code out, because its packages are not installed at the root.
const cwd = fileURLToPath(ROOT);
for (const name of toolPackages()) {
  installPackages(name);
  if (existsSync(new URL(`tools/${name}/tsconfig.json`, ROOT))) {
    run('typescript/bin/tsc', '--project', `tools/${name}`);
  }
}
run('eslint/bin/eslint.js', '--max-warnings', '0', 'tools');

function run(script: string, ...args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [`node_modules/${script}`, ...args], {
    cwd,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
