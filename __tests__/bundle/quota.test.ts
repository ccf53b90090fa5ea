import { describe, expect, test } from '@jest/globals';
import { failure, rateLimit } from '../support/faults.ts';
import { someKeys } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

describe('pacing', () => {
  // Cloudflare's own limit, 1,200 requests in 5 minutes and a block of 5 minutes, at a smaller scale.
  const quota = { requests: 100, windowMs: 4_000, blockMs: 20_000 };

  test('keeps a sweep with verify from ever being refused', async () => {
    const { run, cloudflare } = await play({
      keys: someKeys(80),
      inputs: { 'key-id': '', 'key-name': 'preview-*', verify: 'true', 'timeout-seconds': '120' },
      cloudflare: { quota },
    });
    expect(run.outputs['deleted-count']).toBe('80');
    expect(cloudflare.refused).toBe(0);
    expect(cloudflare.requests).toHaveLength(161);
  });

  test('changes nothing if the header is odd', async () => {
    const headers = { ratelimit: '"default";r=few;t=-1', 'ratelimit-policy': 'x;;,' };
    const { run } = await play({ keys: someKeys(20), cloudflare: { ratelimit: () => headers } });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).not.toContain('Pausing');
  });
});

describe('a rate limit', () => {
  test('without Retry-After is waited out, though max-retries is 1', async () => {
    const { run, cloudflare } = await play({
      inputs: { 'max-retries': '1' },
      prepare: ({ next }) => {
        next('DELETE', rateLimit(), rateLimit(), rateLimit());
      },
    });
    expect(run.outputs['status']).toBe('deleted');
    expect(cloudflare.requests).toHaveLength(4);
  });

  test('is waited out until the window that Ratelimit tells of ends', async () => {
    const headers = { ratelimit: '"default";r=0;t=4' };
    const { run, cloudflare } = await play({
      prepare: ({ next }) => {
        next('DELETE', failure(429, 971, 'Please wait', { headers }));
      },
    });
    expect(run.outputs['status']).toBe('deleted');
    const [first, second] = cloudflare.requests.map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(3_900);
  });
});
