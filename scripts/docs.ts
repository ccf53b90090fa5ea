import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { readInterface, withTables } from './interface.ts';
import { ROOT } from './project.ts';

// Writes what the README repeats from action.yml; with --check, fails if it is not what action.yml says.
const path = fileURLToPath(new URL('README.md', ROOT));
const before = readFileSync(path, 'utf8');
const action = readInterface(readFileSync(new URL('action.yml', ROOT), 'utf8'));
const after = await format(withTables(before, action), { ...(await resolveConfig(path)), filepath: path });
if (after !== before && process.argv.includes('--check')) {
  console.error('README.md is not in step with action.yml. Run: npm run docs');
  process.exitCode = 1;
} else if (after !== before) {
  writeFileSync(path, after);
}
