import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'Chromium',
  'Google Chrome',
  'chrome.exe',
];

const FOLDERS = [
  '/usr/bin',
  '/snap/bin',
  '/Applications/Chromium.app/Contents/MacOS',
  '/Applications/Google Chrome.app/Contents/MacOS',
  String.raw`C:\Program Files\Google\Chrome\Application`,
];

/** Finds Chromium: the one that the variable CHROMIUM names, or else the first in PATH or in a usual place. */
export function findChromium(env: NodeJS.ProcessEnv): string | undefined {
  const named = env['CHROMIUM'] ?? '';
  const folders = [...(env['PATH'] ?? '').split(delimiter).filter(Boolean), ...FOLDERS];
  const places =
    named === '' ? folders.flatMap((folder) => NAMES.map((name) => join(folder, name))) : [named];
  return places.find((path) => existsSync(path));
}
