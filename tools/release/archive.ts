import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../lib/project.ts';

/**
 * Packs the working tree as GitHub packs a commit for a job that uses the action: `git archive`, which leaves out what
 * .gitattributes says. Changes that are not committed are packed, too.
 * @returns the archive, as .tar.gz
 */
export function packAction(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  try {
    const objects = join(folder, 'objects');
    mkdirSync(objects);
    const cwd = fileURLToPath(ROOT);
    const git = (args: readonly string[], env: NodeJS.ProcessEnv): Buffer =>
      execFileSync('git', args, { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 28 });
    const known = git(['rev-parse', '--path-format=absolute', '--git-path', 'objects'], {}).toString().trim();
    // An index and objects of its own: the repository must not change.
    const env = {
      GIT_INDEX_FILE: join(folder, 'index'),
      GIT_OBJECT_DIRECTORY: objects,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: known,
    };
    git(['add', '--all'], env);
    const tree = git(['write-tree'], env).toString().trim();
    return git(['archive', '--format=tar.gz', tree], env);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Unpacks an archive of `packAction` into a folder. */
export function unpackAction(archive: Buffer, folder: string): void {
  execFileSync('tar', ['-xzf', '-'], { cwd: folder, input: archive });
}
