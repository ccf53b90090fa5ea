import { basename } from 'node:path';

/**
 * Chooses the modules to test: those that are named by their path in src/ (`http/retry`) or the last part of it (`retry`),
 * or all when none is, and the names that no module has. The entry is never among them: it does its work when it is imported, so it has no module test.
 */
export function chooseModules(
  sources: readonly string[],
  named: readonly string[],
): { readonly modules: readonly string[]; readonly unknown: readonly string[] } {
  const all = sources
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
  const matches = named.map((name) => all.filter((module) => module === name || basename(module) === name));
  return {
    modules: named.length === 0 ? all : [...new Set(matches.flat())],
    unknown: named.filter((_name, index) => matches[index]?.length === 0),
  };
}
