import { createHash } from 'node:crypto';
import type { TurnKey } from '../../__tests__/support/cloudflare-double.ts';
import type { PullRequestState } from '../../__tests__/support/github-double.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The key that the demo deletes unless told otherwise. */
export const PRODUCTION_KEY = '2a95132c15732412d22c1476fa83f27a';

/** The keys of the demo's account: one for production, one for each pull request's preview, and two of one name. */
export const KEYS: readonly TurnKey[] = [
  key('production-realtime-app', 400, PRODUCTION_KEY),
  key('staging-realtime-app', 120),
  key('preview-pr-41', 21),
  key('preview-pr-42', 9),
  key('preview-pr-43', 2),
  key('preview-pr-44', 30),
  key('load-test', 60),
  key('load-test', 3, 'c7d1e0f24b5a69788796a5b4c3d2e1f0'),
];

/** What became of the pull requests; 44 is an issue, and no pull request. */
export const PULL_REQUESTS: Readonly<Record<number, PullRequestState>> = {
  41: 'MERGED',
  42: 'CLOSED',
  43: 'OPEN',
};

function key(name: string, daysOld: number, uid = createHash('md5').update(name).digest('hex')): TurnKey {
  const created = new Date(Date.now() - daysOld * DAY).toISOString().replace(/\.\d+Z$/, 'Z');
  return { uid, name, created, modified: created };
}
