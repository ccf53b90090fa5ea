import { existsSync, readFileSync } from 'node:fs';
// Node before 22.18 needs it to import TypeScript.
import 'ts-blank-space/register';

/**
 * What Jest runs first. Many tests run dist/: one that was built from other sources fails them for no reason that they could
 * tell. A run of some tests only is warned, since they may be of modules alone.
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
