// Builds dist/ from src/: npm run build. What comes out is the same in any folder and on any system.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DROPPED, EDITS } from '../bundle/edits.ts';
import { parenthesize } from './parentheses.ts';

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

empty('build');
// CommonJS starts faster than an ES module, and ncc makes it of entries whose package.json names no
// type. The action's own package.json says "module", so the bundle needs one that says otherwise.
writeFileSync('build/package.json', '{}\n');
run('typescript/bin/tsc', '-p', 'tsconfig.build.json');
run(
  'prettier/bin/prettier.cjs',
  '--ignore-path',
  '.prettierignore',
  '--log-level',
  'warn',
  '--write',
  'build/*.js',
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
writeFileSync('dist/package.json', `${JSON.stringify({ type: 'commonjs' }, null, 2)}\n`);

for (const file of readdirSync('dist').filter((name) => name.endsWith('.js'))) {
  const source = readFileSync(`dist/${file}`, 'utf8');
  writeFileSync(`dist/${file}`, toAscii(file === 'index.js' ? quicken(source) : source));
}

// As it is: bundle/tunnel.cjs loads it when a proxy is used.
copyFileSync('node_modules/tunnel/lib/tunnel.js', 'dist/tunnel.js');
writeFileSync(
  'dist/tunnel.licenses.txt',
  `tunnel\nMIT\n${readFileSync('node_modules/tunnel/LICENSE', 'utf8')}`,
);

/** Has the entry start faster, and do the same. */
function quicken(source: string): string {
  const called = new Set(JSON.parse(readFileSync('bundle/called.json', 'utf8')) as readonly string[]);
  return parenthesize(edit(DROPPED.reduce(drop, source)), called);
}

/** Takes a module out of which nothing is used; webpack itself keeps it for what it might do when it is imported. */
function drop(source: string, module: string): string {
  const [before, after, ...more] = source.split(`;// CONCATENATED MODULE: ./node_modules/${module}\n`);
  const next = after?.indexOf(';// CONCATENATED MODULE: ') ?? -1;
  if (before === undefined || after === undefined || next === -1 || more.length > 0)
    throw new Error(`dist/index.js does not have ${module} once, before another module`);
  return before + after.slice(next);
}

/** Makes each edit exactly once, so that an update of a package cannot drop one unseen. */
function edit(source: string): string {
  return EDITS.reduce((edited, { from, to }) => {
    const parts = edited.split(from);
    if (parts.length !== 2)
      throw new Error(`dist/index.js has this ${parts.length - 1} times, not once: ${from}`);
    return parts.join(to);
  }, source);
}

/** Node reads a file faster, and keeps it in half the memory, if it has no character outside ASCII. */
function toAscii(source: string): string {
  if (/\\[^\0-\x7f]/.test(source))
    throw new Error('A backslash would escape the escape of the character behind it.');
  return source.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
