// Builds dist/ from src/: npm run build. What comes out is the same in any folder and on any system.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { ROOT } from '../lib/project.ts';
import { hashOfSources } from './built-from.ts';

const run = (script: string, ...args: readonly string[]): void => {
  const { status, stdout } = spawnSync(process.execPath, [`node_modules/${script}`, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status === 0) return;
  console.error(stdout);
  process.exit(1);
};
const empty = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
};
/**
 * Lets ncc leave out the files of a package of which nothing is used: its package.json doesn't say that loading them has no
 * other effect. ncc takes the copy, since it is nearer to the sources than node_modules.
 */
const markFreeOfSideEffects = (name: string): void => {
  const copy = `build/node_modules/${name}`;
  cpSync(`node_modules/${name}`, copy, { recursive: true });
  const manifest: unknown = JSON.parse(readFileSync(`${copy}/package.json`, 'utf8'));
  writeFileSync(`${copy}/package.json`, JSON.stringify({ ...Object(manifest), sideEffects: false }));
};

empty('build');
// CommonJS starts faster than an ES module, and ncc makes it of entries whose package.json names no
// type. The action's own package.json says "module", so the bundle needs one that says otherwise.
writeFileSync('build/package.json', '{}\n');
markFreeOfSideEffects('@actions/core');
run('typescript/bin/tsc', '-p', 'tsconfig.build.json');
run(
  'prettier/bin/prettier.cjs',
  '--ignore-path',
  '.prettierignore',
  '--log-level',
  'warn',
  // A tab for each level: a fifth of the bytes of these files would be spaces.
  '--use-tabs',
  '--write',
  'build/**/*.js',
);
// Not before the sources compile: the last bundle that works is worth keeping.
empty('dist');
run(
  '@vercel/ncc/dist/ncc/cli.js',
  'build',
  'build/index.js',
  '--out',
  'dist',
  '--license',
  '[name].licenses.txt',
);
const builtFrom = hashOfSources(ROOT);
writeFileSync('dist/package.json', `${JSON.stringify({ type: 'commonjs', builtFrom }, null, 2)}\n`);
