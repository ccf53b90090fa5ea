import { describe, expect, test } from '@jest/globals';
import { CLOUDFLARE_QUOTA, openQuota, type Quota } from './quota.ts';

const LIMITS = { requests: 3, windowMs: 4_000, blockMs: 20_000 };

/** Whether each request of a series at these times is allowed. */
const allowed = (quota: Quota, ...times: readonly number[]): readonly boolean[] =>
  times.map((now) => quota.take(now).allowed);

describe('a quota', () => {
  test('allows a number of requests in a window, which begins with the first one', () => {
    const quota = openQuota(LIMITS);
    expect(allowed(quota, 10_000, 13_000, 13_999)).toEqual([true, true, true]);
    expect(quota.left(13_999)).toBe(0);
    expect(quota.left(14_000)).toBe(3);
    expect(allowed(quota, 14_000, 14_000, 14_000)).toEqual([true, true, true]);
  });

  test('blocks everything after one request too many, past the end of the window', () => {
    const quota = openQuota(LIMITS);
    expect(allowed(quota, 0, 0, 0, 1_000, 4_000, 20_999, 21_000)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      true,
    ]);
    expect(quota.left(21_000)).toBe(2);
  });

  test('is not blocked for longer by refused requests', () => {
    const quota = openQuota({ ...LIMITS, requests: 0 });
    expect(quota.take(0)).toMatchObject({ allowed: false, retryAfter: 20, renewsInMs: 20_000 });
    expect(quota.take(19_500)).toMatchObject({ allowed: false, retryAfter: 1, renewsInMs: 500 });
  });

  test('without a block refuses until the window ends', () => {
    const quota = openQuota({ ...LIMITS, blockMs: 0 });
    expect(allowed(quota, 0, 0, 0, 3_999, 4_000)).toEqual([true, true, true, false, true]);
  });

  test('tells the truth in whole seconds, rounded up', () => {
    const quota = openQuota(LIMITS);
    const told = [0, 1, 3_500, 3_600].map((now) => quota.take(now).headers.ratelimit);
    expect(told).toEqual([
      '"default";r=2;t=4',
      '"default";r=1;t=4',
      '"default";r=0;t=1',
      '"default";r=0;t=20',
    ]);
    expect(quota.take(3_700).headers['ratelimit-policy']).toBe('"default";q=3;w=4');
  });

  test('at Cloudflare’s scale says what Cloudflare says', () => {
    expect(openQuota(CLOUDFLARE_QUOTA).take(0)).toEqual({
      allowed: true,
      left: 1199,
      renewsInMs: 300_000,
      headers: { ratelimit: '"default";r=1199;t=300', 'ratelimit-policy': '"default";q=1200;w=300' },
    });
  });

  test('keeps to the limit in every window, whenever the requests come', () => {
    const quota = openQuota({ requests: 100, windowMs: 4_000, blockMs: 0 });
    const perWindow = Array.from({ length: 5 }, (_, window) =>
      Array.from({ length: 400 }, (_each, index) => quota.take(window * 4_000 + index * 10).allowed).filter(
        Boolean,
      ),
    );
    expect(perWindow.map(({ length }) => length)).toEqual([100, 100, 100, 100, 100]);
  });
});
