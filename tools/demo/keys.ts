import { createHash } from 'node:crypto';
import type { TurnKey } from '../../__tests__/support/cloudflare-double.ts';
import type { PullRequestState } from '../../__tests__/support/github-double.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The key of production, which no scenario deletes. */
export const PRODUCTION_KEY = '2a95132c15732412d22c1476fa83f27a';
/** The key of a preview, which the demo deletes by default. */
export const PREVIEW_KEY = 'c7d1e0f24b5a69788796a5b4c3d2e1f0';

/** The keys of the demo's account: for production, staging and the previews of pull requests, and two with the same name. */
export const KEYS: readonly TurnKey[] = [
  key('production-realtime-app', 400, PRODUCTION_KEY),
  key('staging-realtime-app', 120),
  key('preview-pr-41', 21, PREVIEW_KEY),
  key('preview-pr-42', 9),
  key('preview-pr-43', 2),
  key('preview-pr-44', 30),
  key('load-test', 60),
  key('load-test', 3, '5b1f3a9c8d7e6f504132a4b5c6d7e8f9'),
];

/** The bytes that keys relayed a moment ago, by key ID. */
export const USAGE: Readonly<Record<string, number>> = {
  [PRODUCTION_KEY]: 812_000_000_000,
  [idOf('preview-pr-42')]: 5_300_000_000,
};

/** The pull requests; 44 is an issue. */
export const PULL_REQUESTS: Readonly<Record<number, PullRequestState>> = {
  41: 'MERGED',
  42: 'CLOSED',
  43: 'OPEN',
};

function idOf(name: string): string {
  return createHash('md5').update(name).digest('hex');
}

function key(name: string, daysOld: number, uid = idOf(name)): TurnKey {
  const created = new Date(Date.now() - daysOld * DAY).toISOString().replace(/\.\d+Z$/, 'Z');
  return { uid, name, created, modified: created };
}
