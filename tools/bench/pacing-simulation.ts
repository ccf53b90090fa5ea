import { EventEmitter } from 'node:events';
import { id } from '../../__tests__/support/keys.ts';
import { CLOUDFLARE_QUOTA, openQuota } from '../../__tests__/support/quota.ts';
import type { Quota } from '../../__tests__/support/quota.ts';
import { virtualClock } from '../../__tests__/support/virtual-clock.ts';
import type { VirtualClock } from '../../__tests__/support/virtual-clock.ts';
import type { HttpResponse } from '../../src/http/client.ts';
import { run } from '../../src/main.ts';
import type { Core, World } from '../../src/main.ts';

/** How long Cloudflare takes for each simulated request. */
export const SERVICE_MS = 250;

/** What jobs that share one token did, in virtual time against the quota that Cloudflare documents. */
export type Simulated = {
  readonly sent: number;
  readonly refused: number;
  /** From the start to the end of the last job. */
  readonly tookMs: number;
  readonly deleted: number;
  /** The fewest requests that were ever left for others in a window. */
  readonly leastLeft: number;
  /** How long Cloudflare refused every request of the token's owner. */
  readonly blockedMs: number;
  /** How many requests were sent by the end of each second. */
  readonly sentBySecond: readonly number[];
};

/** What is simulated. */
export type Scenario = {
  readonly keys: number;
  readonly verify: boolean;
  /** How many jobs delete so many keys each, at the same time and with the same token. */
  readonly jobs: number;
  /** Whether the jobs see the headers that pacing needs. */
  readonly paced: boolean;
  /** `timeout-seconds` of each job. */
  readonly timeoutSeconds: number;
};

/** Runs the action's own code against a simulated Cloudflare, in virtual time. */
export async function simulate(scenario: Scenario): Promise<Simulated> {
  const { keys, jobs } = scenario;
  // Nothing here waits for anything but this clock.
  const clock = virtualClock(Date.parse('2026-03-01T12:00:00Z'), 1);
  const quota = openQuota(CLOUDFLARE_QUOTA);
  const account = openAccount(clock, quota, scenario.paced);
  let tookMs = 0;
  const uids = Array.from({ length: keys * jobs }, (_, n) => id(n));
  for (const uid of uids) account.keys.add(uid);
  const running = Array.from({ length: jobs }, async (_, job) => {
    const ids = uids.slice(job * keys, (job + 1) * keys);
    await run(coreFor(scenario, ids), {}, { ...account.world, clock });
    tookMs = clock.monotonic();
  });
  await clock.runUntil(Promise.all(running));
  return { ...account.counts(), tookMs, deleted: uids.length - account.keys.size };
}

type Account = {
  readonly keys: Set<string>;
  readonly world: Omit<World, 'clock'>;
  readonly counts: () => Omit<Simulated, 'tookMs' | 'deleted'>;
};

/** Cloudflare with some keys and one token's quota: reads and deletions, and nothing else. */
function openAccount(clock: VirtualClock, quota: Quota, paced: boolean): Account {
  const keys = new Set<string>();
  const sentBySecond: number[] = [];
  let sent = 0;
  let refused = 0;
  let blockedMs = 0;
  let blockedUntil = 0;
  let leastLeft = Infinity;

  const respond = (method: string, url: string): HttpResponse => {
    const ticket = quota.take(clock.monotonic());
    sent++;
    sentBySecond[Math.floor(clock.monotonic() / 1000)] = sent;
    leastLeft = Math.min(leastLeft, ticket.left);
    const headers = paced ? ticket.headers : {};
    if (!ticket.allowed) {
      refused++;
      const now = clock.monotonic();
      // The first refusal of a block says how long it lasts.
      if (now >= blockedUntil) {
        blockedUntil = now + ticket.renewsInMs;
        blockedMs += ticket.renewsInMs;
      }
      return { status: 429, headers: { ...headers, 'retry-after': `${ticket.retryAfter}` }, body: '' };
    }
    const uid = url.slice(-32);
    const found = keys.has(uid);
    if (method === 'DELETE') keys.delete(uid);
    const body = found
      ? { success: true, errors: [], messages: [], result: { uid } }
      : { success: false, errors: [{ code: 20008, message: 'TURN key not found' }], messages: [] };
    return { status: found ? 200 : 404, headers, body: JSON.stringify(body) };
  };

  return {
    keys,
    world: {
      signals: new EventEmitter(),
      random: () => 0.5,
      readFile: () => '',
      bypassesProxy: () => true,
      appendFile: () => undefined,
      openHttp: () => ({
        send: ({ method, url }) =>
          new Promise((resolve) => {
            clock.after(SERVICE_MS, () => {
              resolve(respond(method, url));
            });
          }),
        close: () => undefined,
      }),
    },
    counts: () => ({ sent, refused, leastLeft, blockedMs, sentBySecond }),
  };
}

/** A core that takes the inputs from a scenario and keeps everything to itself. */
function coreFor({ verify, timeoutSeconds }: Scenario, ids: readonly string[]): Core {
  const inputs: Readonly<Record<string, string>> = {
    'account-id': '023e105f4ecef8ad9ca31a8372d0c353',
    'api-token': 'cfut_simulated',
    'key-id': ids.join(','),
    'max-keys': '1000',
    verify: String(verify),
    'timeout-seconds': String(timeoutSeconds),
  };
  const silent = (): void => undefined;
  return {
    getInput: (name: string) => inputs[name] ?? '',
    setSecret: silent,
    setOutput: silent,
    setFailed: silent,
    debug: silent,
    info: silent,
    notice: silent,
    warning: silent,
    error: silent,
  };
}
