// Builds dist/ from src/: npm run build. What comes out is the same in any folder and on any system.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { EDITS } from '../bundle/edits.js';

const run = (script, ...args) =>
  execFileSync(process.execPath, [`node_modules/${script}`, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });

for (const folder of ['build', 'dist']) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
}

// CommonJS starts several milliseconds faster than an ES module, and ncc makes it of entries whose package.json names no
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
  writeFileSync(`dist/${file}`, toAscii(file === 'index.js' ? edit(source) : source));
}

/** Makes each edit exactly once, so that an update of a package cannot drop one unseen. */
function edit(source) {
  return EDITS.reduce((edited, { from, to }) => {
    const parts = edited.split(from);
    if (parts.length !== 2)
      throw new Error(`dist/index.js has this ${parts.length - 1} times, not once: ${from}`);
    return parts.join(to);
  }, source);
}

/** Node reads a file faster, and keeps it in half the memory, if it has no character outside ASCII. */
function toAscii(source) {
  if (/\\[^\0-\x7f]/.test(source))
    throw new Error('A backslash would escape the escape of the character behind it.');
  return source.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
