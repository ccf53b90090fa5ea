import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// Fails if the last build left dist/ other than what is committed or staged.
const cwd = fileURLToPath(new URL('../..', import.meta.url));
const { status, stdout, stderr } = spawnSync('git', ['status', '--porcelain', '--', 'dist'], {
  cwd,
  encoding: 'utf8',
});
if (status !== 0) throw new Error(`git could not list the changes in dist/: ${stderr}`);

// The second column of a line is the working tree against the index: https://git-scm.com/docs/git-status#_short_format
const changed = stdout.split('\n').filter((line) => line !== '' && line[1] !== ' ');
if (changed.length > 0) {
  console.error(
    `${changed.join('\n')}\n\`dist/\` was rebuilt and differs from what is staged. If you changed \`src/\` or \`tools/build/\`: ` +
      '`git add dist`. If not, the committed `dist/` was stale.',
  );
  process.exitCode = 1;
}
