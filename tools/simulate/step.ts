import { readFileSync, readdirSync } from 'node:fs';
import { posix, sep } from 'node:path';
import { compileFunction } from 'node:vm';
import ts from 'typescript';
import type * as classify from '../../src/http/classify-error.ts';
import type * as errors from '../../src/http/errors.ts';
import type * as main from '../../src/main.ts';
import { ROOT } from '../lib/project.ts';
import type { ConnectionErrors } from './network.ts';

/** The code that is run. */
export type StepCode = { readonly run: typeof main.run; readonly errors: ConnectionErrors };

const SRC = new URL('src/', ROOT);

/** Reads the source of a module: its path is below src/, with `/` between folders. */
export function readSource(path: string): string {
  return readFileSync(new URL(path, SRC), 'utf8');
}

/**
 * Loads the step, each module from the source that `read` returns. As CommonJS, which the bundle is too: Node takes longer to
 * look up an ES module that it has already loaded than some runs take for everything else.
 * @throws Error when a module can't be loaded
 */
export async function loadStep(read: (path: string) => string): Promise<StepCode> {
  // The step must meet nothing but the simulated world.
  for (const name of Object.keys(process.env)) {
    if (/^(.*_proxy|GITHUB_.*|CLOUDFLARE_.*|INPUT_.*)$/i.test(name))
      Reflect.deleteProperty(process.env, name);
  }
  process.env['GITHUB_REPOSITORY'] = 'owner/repository';
  const paths = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && path !== 'index.ts')
    .map((path) => path.replaceAll(sep, '/'));
  const packages = await importPackages(paths.map(read));
  const loaded = new Map<string, object>();
  const load = (path: string): object => {
    const former = loaded.get(path);
    if (former !== undefined) return former;
    const exports = {};
    loaded.set(path, exports);
    const required = new Map<string, unknown>(packages);
    const require = (name: string): unknown => {
      if (!required.has(name)) required.set(name, load(posix.join(path, '..', name)));
      return required.get(name);
    };
    const define = compileFunction(compile(read(path)), ['exports', 'require'], { filename: path }) as Code;
    define(exports, require);
    return exports;
  };
  // All of it, also what a step loads on demand: a fault that doesn't even load must not be found by a run.
  paths.forEach(load);
  const { run } = load('main.ts') as typeof main;
  const { ConnectionError } = load('http/errors.ts') as typeof errors;
  const { toConnectionError } = load('http/classify-error.ts') as typeof classify;
  return { run, errors: { ConnectionError, toConnectionError } };
}

/** Imports what the step has from elsewhere: some packages are ES modules only. */
async function importPackages(sources: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
  const imports = sources.flatMap((source) => ts.preProcessFile(source).importedFiles);
  const names = new Set(imports.map(({ fileName }) => fileName).filter((name) => !name.startsWith('.')));
  return new Map(
    await Promise.all(Array.from(names, async (name) => [name, (await import(name)) as unknown] as const)),
  );
}

/** A module, compiled. */
type Code = (exports: object, require: (name: string) => unknown) => void;

const compiled = new Map<string, string>();

/** Compiles a module. Most are as they were when another fault was planted. */
function compile(source: string): string {
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2024,
    esModuleInterop: false,
  };
  const code = compiled.get(source) ?? ts.transpileModule(source, { compilerOptions }).outputText;
  compiled.set(source, code);
  return code;
}
