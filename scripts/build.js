// Builds dist/ from src/: npm run build. What comes out is the same in any folder and on any system.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';

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
