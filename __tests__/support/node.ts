import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type NodeBinary = { readonly path: string; readonly version: string };

let found: NodeBinary | undefined;

/**
 * The Node that GitHub's runner would run the action on, as near as this machine has it: 24 from the package that
 * has the binary, else the Node of this process if it is recent enough, else whatever `node` there is.
 */
export function runnerNode(): NodeBinary {
  found ??= packagedNode() ?? {
    path: Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : 'node',
    version: process.version,
  };
  if (found.path === 'node') found = { path: 'node', version: versionOf('node') };
  return found;
}

function packagedNode(): NodeBinary | undefined {
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const path = join(dirname(manifest), 'bin', windows ? 'node.exe' : 'node');
    return { path, version: versionOf(path) };
  } catch {
    return undefined;
  }
}

function versionOf(path: string): string {
  return execFileSync(path, ['--version'], { encoding: 'utf8' }).trim();
}
