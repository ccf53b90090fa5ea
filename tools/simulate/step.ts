import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as classify from '../../src/http/classify-error.ts';
import type * as errors from '../../src/http/errors.ts';
import type * as main from '../../src/main.ts';
import type { ConnectionErrors } from './network.ts';

/** The code that is run. */
export type StepCode = { readonly run: typeof main.run; readonly errors: ConnectionErrors };

/**
 * Loads the step from a folder such as src/, all of it: what it loads on demand would otherwise take real time, once.
 * @throws Error when a module can't be loaded
 */
export async function loadStep(folder: string): Promise<StepCode> {
  // The step must meet nothing but the simulated world.
  for (const name of Object.keys(process.env)) {
    if (/^(.*_proxy|GITHUB_.*|CLOUDFLARE_.*|INPUT_.*)$/i.test(name))
      Reflect.deleteProperty(process.env, name);
  }
  process.env['GITHUB_REPOSITORY'] = 'owner/repository';
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const load = (path: string): Promise<unknown> => import(pathToFileURL(join(folder, path)).href);
  await Promise.all(modules.filter((path) => path.endsWith('.ts') && path !== 'index.ts').map(load));
  const { run } = (await load('main.ts')) as typeof main;
  const { ConnectionError } = (await load('http/errors.ts')) as typeof errors;
  const { toConnectionError } = (await load('http/classify-error.ts')) as typeof classify;
  return { run, errors: { ConnectionError, toConnectionError } };
}
