import { readdirSync, readFileSync } from 'node:fs';
import { ROOT } from '../lib/project.ts';
import { markdownTable } from '../lib/markdown.ts';
import { asRecord, asText } from '../lib/values.ts';

/** The part of dist/ that a licence file is about, if its name shows it. ncc calls the entry, which always runs, `main`. */
const PARTS: Readonly<Record<string, string>> = {
  'main.licenses.txt': '`index.js`',
};

/** A package whose code is in dist/. */
export type BundledPackage = {
  readonly name: string;
  readonly version: string;
  /** As SPDX names it. */
  readonly licence: string;
  /** The hash of the package, as the lock file has it. */
  readonly integrity: string;
  /** Where in dist/ it is, in Markdown. */
  readonly part: string;
};

/** The packages whose code is in dist/, from the licence files that the build writes beside it. */
export function bundledPackages(): readonly BundledPackage[] {
  const packages = asRecord(asRecord(readJson('package-lock.json'))['packages']);
  return readdirSync(new URL('dist', ROOT))
    .filter((file) => file.endsWith('.licenses.txt'))
    .flatMap((file) => {
      const part = PARTS[file] ?? 'the chunk for `{closed-pr}`';
      return readNames(readFileSync(new URL(`dist/${file}`, ROOT), 'utf8')).map((name) => ({ name, part }));
    })
    .sort((a, b) => compare(a.part, b.part) || compare(a.name, b.name))
    .filter(({ name }, index, all) => all.findIndex((other) => other.name === name) === index)
    .map(({ name, part }) => {
      const places = Object.keys(packages).filter((place) => place.endsWith(`node_modules/${name}`));
      if (places.length > 1)
        throw new Error(
          `package-lock.json has several versions of ${name}, and dist/ may have any: ${places.join(', ')}.`,
        );
      const entry = asRecord(packages[`node_modules/${name}`]);
      const [version, licence, integrity] = [entry['version'], entry['license'], entry['integrity']].map(
        asText,
      );
      if (!version || !licence || !integrity)
        throw new Error(`package-lock.json has no whole entry of ${name}.`);
      return { name, version, licence, integrity, part };
    });
}

/** The packages whose code is in dist/, as a table. */
export function packageTable(): string {
  const rows = bundledPackages().map(({ name, version, licence, part }) => [
    `\`${name}\``,
    version,
    licence,
    part,
  ]);
  return markdownTable(['Package', 'Version', 'Licence', 'In'], rows);
}

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

/** The package names in a licence file of ncc: each is a line of its own, followed by its licence's SPDX name. */
function readNames(licences: string): readonly string[] {
  return [...licences.matchAll(/^((?:@[\w.-]+\/)?[\w.-]+)\n[A-Z][\w.-]*$/gm)].map(([, name = '']) => name);
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));
}
