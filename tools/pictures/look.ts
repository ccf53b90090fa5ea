import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Look } from './pages.ts';

/** Reads GitHub's styles and icons from its own packages. */
export function readLook(): Look {
  const require = createRequire(import.meta.url);
  const markdown = readFileSync(require.resolve('github-markdown-css/github-markdown.css'), 'utf8');
  const around = readFileSync(new URL('github.css', import.meta.url), 'utf8');
  const icons = join(dirname(require.resolve('@primer/octicons/package.json')), 'build', 'svg');
  return {
    styles: markdown + around,
    icon: (name) => readFileSync(join(icons, `${name}-16.svg`), 'utf8'),
  };
}
