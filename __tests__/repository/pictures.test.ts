import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failurePage, type Look, summaryPage } from '../../tools/pictures/pages.ts';
import { tellStory } from '../../tools/pictures/story.ts';

// Only `npm run pictures` installs the packages with GitHub's own styles and icons.
const LOOK: Look = { styles: '', icon: (name) => `<svg>${name}</svg>` };

test('the pictures are the same at every run: keys that are deleted, not found and failed, and no token', async () => {
  const [one, other] = [await tellStory(), await tellStory()];
  const pages = [summaryPage(one, LOOK), failurePage(one, 'some/action@v1', LOOK)];
  expect([summaryPage(other, LOOK), failurePage(other, 'some/action@v1', LOOK)]).toEqual(pages);
  expect(pages[0]).toContain('TURN keys: 3 deleted, 1 not found, 1 failed');
  expect(pages[1]).toContain('1 error and 1 warning');
  expect(one.exitCode).toBe(1);
  expect(pages.join('')).not.toMatch(/cfut_|127\.0\.0\.1/);
});

test('text from a run is text in the pictures', () => {
  const message = '<script>"&"</script>';
  const page = failurePage(
    { annotations: [{ level: 'notice', message }], log: `Notice: ${message}\n` },
    '<b>@v1',
    LOOK,
  );
  expect(page.split('&#60;script&#62;&#34;&#38;&#34;&#60;/script&#62;')).toHaveLength(3);
  expect(page).not.toMatch(/<script|<b>@v1/);
  expect(page).toContain('1 notice<');
});

test('without Chromium the command says what to install, and fails', () => {
  const missing = join(tmpdir(), 'no-such-chromium');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['tools/pictures/index.ts', '--out', missing],
    {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { ...process.env, CHROMIUM: missing },
      encoding: 'utf8',
    },
  );
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toBe(
    `Chromium was not found at ${missing}, which the variable CHROMIUM names. ` +
      'On Debian: apt-get install chromium fonts-liberation fonts-noto-color-emoji\n',
  );
});
