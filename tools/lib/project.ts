import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readInterface } from './interface.ts';
import type { Interface } from './interface.ts';

/** The folder of the project. */
export const ROOT = new URL('../..', import.meta.url);

/** A text file of the project; its path has `/` between folders on every system. */
export type TextFile = { readonly path: string; readonly text: string };

// What is installed or generated is not written by hand, and none of it is documentation.
const SKIPPED_AT_THE_TOP = new Set(['.git', '.cache', 'build', 'coverage', 'dist', 'reports']);
const SKIPPED = new Set(['node_modules', 'fixtures']);
const TEXT = /\.(c?js|jsonc?|md|svg|ts|ya?ml)$/;

/** Every hand-written text file of the project, sorted by path. */
export function readTextFiles(): readonly TextFile[] {
  const root = fileURLToPath(ROOT);
  return readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !SKIPPED_AT_THE_TOP.has(name) && !SKIPPED.has(name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(join(root, entry.name), { recursive: true, withFileTypes: true })
        : [entry],
    )
    .filter((entry) => entry.isFile() && TEXT.test(entry.name) && entry.name !== 'package-lock.json')
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep))
    .filter((folders) => !folders.some((folder) => SKIPPED.has(folder)))
    .map((folders) => ({ path: folders.join('/'), text: readFileSync(join(root, ...folders), 'utf8') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The inputs and outputs of the project's action.yml. */
export function readProjectInterface(): Interface {
  return readInterface(readFileSync(new URL('action.yml', ROOT), 'utf8'));
}
