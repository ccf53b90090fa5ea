import { afterEach, describe, expect, test } from '@jest/globals';
import { askAnalytics, askKeys, trafficQuery } from './cloudflare-client.ts';
import { type CloudflareDouble, type CloudflareOptions, startCloudflare } from './cloudflare-double.ts';
import { failure } from './faults.ts';

const UID = '2a95132c15732412d22c1476fa83f27a';
const NOON = Date.parse('2026-11-27T12:00:00Z');
const QUOTA = { requests: 3, windowMs: 4_000, blockMs: 20_000 };

let cloudflare: CloudflareDouble;
let now: number;

afterEach(() => cloudflare.close());

async function start(options: CloudflareOptions): Promise<void> {
  now = 1_000;
  cloudflare = await startCloudflare({
    keys: [{ uid: UID }],
    now: () => now,
    analytics: { now: () => NOON },
    ...options,
  });
}

/** The statuses of this many lists, one after the other. */
async function list(count: number): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < count; index += 1) statuses.push((await askKeys(cloudflare)).status);
  return statuses;
}

const askTraffic = (keys: readonly string[] = [UID]): ReturnType<typeof askAnalytics> =>
  askAnalytics(
    cloudflare,
    trafficQuery(cloudflare.account, keys, '2026-11-26T12:00:00Z', '2026-11-27T12:00:00Z'),
  );

describe('the rate limit', () => {
  test('refuses everything for a while after one request too many', async () => {
    await start({ quota: QUOTA });
    expect(await list(5)).toEqual([200, 200, 200, 429, 429]);
    now += 19_999;
    const { status, headers, body } = await askKeys(cloudflare, 'DELETE', `/${UID}`);
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('1');
    expect(body).toMatchObject({ success: false, errors: [{ code: 971 }], result: null });
    expect(cloudflare.refused).toBe(3);
    expect(cloudflare.keys.has(UID)).toBe(true);
    now += 1;
    expect(await list(1)).toEqual([200]);
    expect(cloudflare.quotaLeft()).toBe(2);
  });

  test('tells the truth on every response, refusals, errors and faults included', async () => {
    await start({ quota: { ...QUOTA, requests: 4 } });
    const told: unknown[] = [];
    const note = ({ headers }: { readonly headers: Headers }): void => {
      told.push(headers.get('ratelimit'));
      expect(headers.get('ratelimit-policy')).toBe('"default";q=4;w=4');
    };
    note(await askKeys(cloudflare));
    now += 1_500;
    note(await askKeys(cloudflare, 'GET', `/${'0'.repeat(32)}`));
    cloudflare.next('*', failure(403, 9109, 'Invalid access token'));
    note(await askKeys(cloudflare));
    note(await askKeys(cloudflare));
    note(await askKeys(cloudflare));
    expect(told).toEqual([
      '"default";r=3;t=4',
      '"default";r=2;t=3',
      '"default";r=1;t=3',
      '"default";r=0;t=3',
      '"default";r=0;t=20',
    ]);
  });

  test('leaves a planned fault to a request that is not refused', async () => {
    await start({ quota: { ...QUOTA, requests: 1, blockMs: 0 } });
    expect(await list(1)).toEqual([200]);
    cloudflare.next('*', failure(403, 9109, 'Invalid access token'));
    expect(await list(1)).toEqual([429]);
    now += 4_000;
    expect(await list(1)).toEqual([403]);
  });

  test('is shared by all clients', async () => {
    await start({ quota: { ...QUOTA, requests: 10 } });
    const statuses = (await Promise.all([list(4), list(4), list(4)])).flat();
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(cloudflare.refused).toBe(2);
  });

  test('can leave out how long it lasts', async () => {
    await start({ quota: { ...QUOTA, requests: 0, retryAfter: false } });
    const { status, headers } = await askKeys(cloudflare);
    expect([status, headers.get('retry-after')]).toEqual([429, null]);
  });

  test.each([
    ['nothing', () => ({}), null],
    ['a lie', () => ({ ratelimit: '"default";r=999;t=1' }), '"default";r=999;t=1'],
    [
      'what was seen of the live API',
      ({ ratelimit }: { readonly ratelimit: string }) => ({
        ratelimit: `${ratelimit.replace(/;t=.*/, '')};q=3;w=4`,
      }),
      '"default";r=2;q=3;w=4',
    ],
  ])('can say %s instead of the truth', async (_what, ratelimit, told) => {
    await start({ quota: QUOTA, ratelimit });
    expect((await askKeys(cloudflare)).headers.get('ratelimit')).toBe(told);
  });

  test('is only enforced if a test asks for it', async () => {
    await start({});
    const { headers } = await askKeys(cloudflare);
    expect(headers.get('ratelimit')).toBe('"default";r=1150;t=280');
    expect([cloudflare.quotaLeft(), cloudflare.refused]).toEqual([Infinity, 0]);
  });
});

describe('the rate limit of GraphQL', () => {
  test('is a separate one, and its responses have no headers of either', async () => {
    await start({ quota: { ...QUOTA, requests: 10, queries: 2 } });
    const responses = [await askTraffic(), await askTraffic(), await askTraffic()];
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(responses[2]?.body).toMatchObject({
      data: null,
      errors: [
        {
          message: 'rate limiter budget depleted, try again after 5 minutes',
          extensions: { code: 'budget' },
        },
      ],
    });
    for (const { headers } of responses) expect(headers.get('ratelimit')).toBeNull();
    expect(await list(1)).toEqual([200]);
    expect(cloudflare.refused).toBe(1);
    now += 4_000;
    expect((await askTraffic()).status).toBe(200);
  });

  test('is in addition to the quota, which queries use up and whose block refuses them', async () => {
    await start({ quota: QUOTA });
    expect((await askTraffic()).status).toBe(200);
    expect(cloudflare.quotaLeft()).toBe(2);
    expect(await list(3)).toEqual([200, 200, 429]);
    const { status, headers } = await askTraffic();
    expect([status, headers.get('ratelimit')]).toEqual([429, null]);
  });

  test('can count each dataset of a request', async () => {
    await start({ quota: { ...QUOTA, queries: 3, queryIs: 'dataset' } });
    expect((await askTraffic([UID, UID])).status).toBe(200);
    expect((await askTraffic([UID, UID])).status).toBe(429);
  });
});
