import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asRecord } from '../lib/values.ts';

/**
 * A hash of what the bundle is made from: src/, the stubs, TypeScript's configuration, and the versions of the action and of
 * the packages that it ships. It is the same on every system; what only development needs doesn't count, so that an update
 * of a tool leaves dist/ as it is.
 * `root` is the folder of the project, as a URL that ends in a slash.
 */
export function hashOfSources(root: URL): string {
  const folders = ['src/', 'tools/build/stubs/'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(fileURLToPath(root), join(parentPath, name)))
      .map((path) => path.replaceAll(sep, '/')),
  );
  const files = [...folders, 'tsconfig.json', 'tsconfig.build.json'].sort();
  const texts = files.map((path) => [path, read(path, root).replaceAll('\r\n', '\n')]);
  return createHash('sha256')
    .update(JSON.stringify([texts, shippedVersions(root)]))
    .digest('hex');
}

/** Source of the fields: https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json */
function shippedVersions(root: URL): readonly (readonly [string, unknown])[] {
  const lock = asRecord(JSON.parse(read('package-lock.json', root)));
  return Object.entries(asRecord(lock['packages']))
    .map(([path, entry]) => [path, asRecord(entry)] as const)
    .filter(([, { dev, optional, devOptional }]) => !(dev ?? optional ?? devOptional))
    .map(([path, { version }]) => [path, version]);
}

function read(path: string, root: URL): string {
  return readFileSync(new URL(path, root), 'utf8');
}
