import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { toolPackages } from '../../tools/lib/packages.ts';
import { ROOT } from '../../tools/lib/project.ts';
import { asRecord, asText } from '../../tools/lib/values.ts';

const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const readJson = (path: string): Readonly<Record<string, unknown>> => asRecord(JSON.parse(read(path)));

// The packages at the root, and those of each long command that needs more.
const FOLDERS = ['', ...toolPackages().map((name) => `tools/${name}/`)];

test('the long commands that need more than the root has are known', () => {
  expect(FOLDERS).toEqual(['', 'tools/bench/', 'tools/contract/', 'tools/mutation/', 'tools/pictures/']);
});

describe.each(FOLDERS)('./%spackage.json', (folder) => {
  const manifest = readJson(`${folder}package.json`);
  const versions = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'].flatMap((kind) =>
    // An override can be of what one package gets: an object of its own.
    Object.entries(asRecord(manifest[kind])).flatMap(
      ([name, version]): readonly (readonly [string, unknown])[] =>
        typeof version === 'string' ? [[name, version]] : Object.entries(asRecord(version)),
    ),
  );

  test('has exact versions', () => {
    expect(versions).not.toEqual([]);
    // `$` and a name stand for the version above.
    expect(versions.filter(([, version]) => !/^(\d+\.\d+\.\d+|\$\S+)$/.test(asText(version)))).toEqual([]);
  });

  test('has a lock file that agrees, with a hash for each package and no address of a registry', () => {
    const packages = asRecord(readJson(`${folder}package-lock.json`)['packages']);
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
      expect(asRecord(packages[''])[kind]).toEqual(manifest[kind]);
    }
    const installed = Object.entries(packages).filter(([path]) => path !== '');
    const odd = installed.filter(([, entry]) => {
      const { integrity, resolved, inBundle } = asRecord(entry);
      return resolved !== undefined || (integrity === undefined && inBundle !== true);
    });
    expect(odd).toEqual([]);
  });

  test('is kept up to date by Dependabot', () => {
    const { updates } = asRecord(parse(read('.github/dependabot.yml')));
    const npm = (Array.isArray(updates) ? updates.map(asRecord) : []).filter(
      (update) => update['package-ecosystem'] === 'npm',
    );
    const folders = npm.flatMap(({ directory, directories }) =>
      Array.isArray(directories) ? directories.map(asText) : [asText(directory)],
    );
    expect(folders).toContain(`/${folder.replace(/\/$/, '')}`);
  });

  test('has a reason in CONTRIBUTING for each package, or in the README for what is in the bundle', () => {
    const documents = read('CONTRIBUTING.md') + read('README.md');
    expect(versions.filter(([name]) => !documents.includes(`\`${name}\``))).toEqual([]);
  });
});

test('npm ci at the root installs at most 650 packages', () => {
  const packages = Object.keys(asRecord(readJson('package-lock.json')['packages']));
  expect(packages.length - 1).toBeLessThanOrEqual(650);
});
