import { startCloudflare, type TurnKey } from '../../__tests__/support/cloudflare-double.ts';
import { type Fault, pass, respond } from '../../__tests__/support/faults.ts';
import { type Run, runAction } from '../../__tests__/support/runner.ts';

const STUBBORN = '5e2c7f90b1a84d36c0972be1f3d8a645';

// Dates and IDs are fixed, so that a picture changes only if the action does.
const KEYS: readonly TurnKey[] = [
  key('9d41f0c86b7a4e25813fd6c2a05e97b4', 'preview-pr-118', '2026-02-03T09:12:44Z'),
  key('2a95132c15732412d22c1476fa83f27a', 'production-realtime-app', '2025-01-20T08:00:00Z'),
  key('c3b8a7165d0f4e92a6417c85e9d20f3b', 'preview-pr-121', '2026-02-05T14:30:07Z'),
  key(STUBBORN, 'preview-pr-124', '2026-02-09T16:58:21Z'),
  key('70e6d9b4f25c48a18d3e0b97c16fa42d', 'preview-pr-125', '2026-02-10T11:04:39Z'),
];

/** Cloudflare responds to the deletions this long after each other, so that the lines of the log keep their order. */
const APART_MS = 200;

/**
 * Runs the action on a mock Cloudflare API: it deletes three keys, doesn't find one, and can't delete another because of a
 * fault of Cloudflare's. Every run prints and writes the same.
 */
export async function tellStory(): Promise<Run> {
  const cloudflare = await startCloudflare({ keys: KEYS });
  try {
    for (const [index, { uid }] of KEYS.entries()) {
      const delayMs = index * APART_MS;
      cloudflare.next(
        { method: 'DELETE', key: uid },
        uid === STUBBORN ? timeout(delayMs) : pass({ delayMs }),
      );
    }
    cloudflare.always({ method: 'DELETE', key: STUBBORN }, timeout(0));
    return await runAction({
      inputs: {
        'account-id': cloudflare.account,
        'api-token': cloudflare.token,
        'api-base-url': cloudflare.baseUrl,
        'key-name': 'preview-pr-*\nload-test-7',
        'if-not-found': 'warn',
        'max-retries': '1',
      },
    });
  } finally {
    await cloudflare.close();
  }
}

/** What Cloudflare's edge says when the API behind it is too slow; the fixed wait spares the log a random one. */
function timeout(delayMs: number): Fault {
  const headers = { 'content-type': 'text/plain', 'cf-ray': '9b3e52d7af18c604-FRA', 'retry-after': '1' };
  return respond(504, 'upstream request timeout', { delayMs, headers });
}

function key(uid: string, name: string, created: string): TurnKey {
  return { uid, name, created, modified: created };
}
