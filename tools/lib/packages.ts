import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ROOT } from './project.ts';

// What only one long command needs has a package.json and a lock file in the command's folder, so that `npm ci` at the
// root stays light.

/** The folders in tools/ that have a package.json of their own, such as `bench`. */
export function toolPackages(): readonly string[] {
  return readdirSync(new URL('tools/', ROOT)).filter((name) => existsSync(inFolder(name, 'package.json')));
}

/**
 * Installs the packages of a folder in tools/, unless they are there and newer than the lock file.
 * @throws Error when npm cannot install them; it has printed why
 */
export function installPackages(name: string): void {
  // npm writes this file at the end of an installation.
  const installed = inFolder(name, 'node_modules/.package-lock.json');
  const locked = inFolder(name, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(locked).mtimeMs) return;
  console.error(`Installing the packages of tools/${name}`);
  const { status } = spawnSync(
    'npm',
    ['ci', '--prefix', fileURLToPath(inFolder(name, '')), '--ignore-scripts', '--no-audit', '--no-fund'],
    // On Windows npm is a script, which only a shell can run. stdout belongs to the command.
    { stdio: ['ignore', 2, 'inherit'], shell: process.platform === 'win32' },
  );
  if (status !== 0) throw new Error(`npm could not install the packages of tools/${name}.`);
}

function inFolder(name: string, path: string): URL {
  return new URL(`tools/${name}/${path}`, ROOT);
}
