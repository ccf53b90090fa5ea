import { existsSync, readFileSync } from 'node:fs';
// Node before 22.18 needs it to import TypeScript.
import 'ts-blank-space/register';

/**
 * Jest runs this first. Many tests run dist/: if it was built from other sources, they fail without showing why. A run of some
 * tests only gets a warning, since these may test modules only.
 * Source: https://jestjs.io/docs/configuration#globalsetup-string
 */
export default async function requireFreshBuild({ nonFlagArgs }) {
  const root = new URL('../../', import.meta.url);
  const manifest = new URL('dist/package.json', root);
  const { builtFrom } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
  const { hashOfSources } = await import('../build/built-from.ts');
  if (builtFrom === hashOfSources(root)) return;
  console.error('dist/ is missing, or older than src/. Build it with: npm run build');
  if (nonFlagArgs.length === 0) process.exit(1);
}
