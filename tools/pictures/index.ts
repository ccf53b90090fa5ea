import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages } from '../lib/packages.ts';
import { readPublication } from '../lib/publication.ts';
import { findChromium } from './chromium.ts';
import { readLook } from './look.ts';
import { failurePage, summaryPage } from './pages.ts';
import { tellStory } from './story.ts';

const INSTALL = 'On Debian: apt-get install chromium fonts-liberation fonts-noto-color-emoji';

const HELP = `Runs the action on a mock Cloudflare API, and takes pictures of how GitHub shows it, light and dark:
the job summary, and a failure. Nothing leaves your machine.

  npm run pictures                    into docs/pictures/
  npm run pictures -- --out FOLDER    elsewhere

It needs Chromium or Chrome, found in PATH or a usual place, or named by the variable CHROMIUM. Fonts for text
and emoji are those of the system; with others the pictures differ a little.
${INSTALL}
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: join(import.meta.dirname, '../..', 'docs', 'pictures') },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const chromium = findChromium(process.env);
  if (chromium === undefined) {
    const named = process.env['CHROMIUM'] ?? '';
    console.error(
      named === ''
        ? `Chromium was not found. Install it, or name one in the variable CHROMIUM. ${INSTALL}`
        : `Chromium was not found at ${named}, which the variable CHROMIUM names. ${INSTALL}`,
    );
    return 1;
  }

  installPackages('pictures');
  const { openCamera } = await import('./camera.ts');
  const look = readLook();
  const run = await tellStory();
  const { slug, majorTag } = readPublication();
  const pages = [
    { name: 'summary', width: 1120, html: summaryPage(run, look) },
    { name: 'failure', width: 960, html: failurePage(run, `${slug}@${majorTag}`, look) },
  ];
  mkdirSync(values.out, { recursive: true });
  const camera = await openCamera(chromium);
  try {
    for (const { name, width, html } of pages) {
      for (const theme of ['light', 'dark'] as const) {
        const path = join(values.out, `${name}-${theme}.png`);
        writeFileSync(path, await camera.take(html, { theme, width }));
        console.log(path);
      }
    }
  } finally {
    await camera.close();
  }
  return 0;
}

process.exitCode = await main();
