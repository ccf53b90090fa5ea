import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runnerNode } from '../../__tests__/support/node.ts';

const root = join(import.meta.dirname, '../..');
const sources = join(import.meta.dirname, 'contenders');

/** One way to do the job: a command that reads the same variables and talks to the same server. */
export type Contender = {
  /** As a table shows it, in Markdown. */
  readonly title: string;
  /** As a plot shows it. */
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
};

/** The least that Node can do the job with; all are measured against it. */
export const BASELINE = byNode(
  'Bare `node:https` script, the baseline',
  'bare node:https',
  join(sources, 'baseline.cjs'),
);

/** This action, as dist/ has it. */
export const ACTION = byNode('**This action**', 'this action', join(root, 'dist', 'index.js'));

/** Builds the contenders that have to be, and names them all. */
export function allContenders(): readonly Contender[] {
  const curl = ['-e', join(sources, 'curl.sh')];
  return [
    BASELINE,
    ACTION,
    { title: 'bash with `curl` and `jq`', label: 'bash, curl, jq', command: 'bash', args: curl },
    byNode(
      "GitHub's `core`, `http-client` and `github`, bundled as they come",
      'the usual way',
      bundle('usual'),
    ),
    byNode("Cloudflare's `cloudflare` library, bundled", 'cloudflare library', bundle('sdk')),
  ];
}

function byNode(title: string, label: string, file: string): Contender {
  return { title, label, command: runnerNode().path, args: [file] };
}

/** Bundles a contender as ncc does by itself: in a folder without the aliases of this project's tsconfig.json. */
function bundle(name: string): string {
  const ncc = createRequire(import.meta.url).resolve('@vercel/ncc/dist/ncc/cli.js');
  const out = join(root, 'reports', 'bench', name);
  execFileSync(process.execPath, [ncc, 'build', `${name}.js`, '--out', out], { cwd: sources, stdio: 'pipe' });
  return join(out, 'index.js');
}
