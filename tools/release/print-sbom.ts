import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bundledPackages } from '../build/packages.ts';
import { ROOT } from '../lib/project.ts';
import { readPublication } from '../lib/publication.ts';
import { sbom } from './sbom.ts';

// Prints what is in the bundle of the commit that is checked out. Two runs print the same: the date is that of the commit.
const date = execFileSync('git', ['show', '--no-patch', '--format=%cI', 'HEAD'], {
  cwd: fileURLToPath(ROOT),
  encoding: 'utf8',
});
console.log(JSON.stringify(sbom(bundledPackages(), readPublication(), new Date(date.trim())), null, 2));
