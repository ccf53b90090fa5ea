import { describe, expect, test } from '@jest/globals';
import { failureEnvelope, type Fault, pass, rateLimit, respond } from '../support/faults.ts';
import { someKeys } from '../support/keys.ts';
import { play, type Played } from '../support/scenario.ts';

/** Plays a step whose first request is limited, and returns how long it then waited, in milliseconds. */
async function limitedOnce(fault: Fault): Promise<Played & { readonly waited: number }> {
  const played = await play({
    prepare: (cloudflare) => {
      cloudflare.next('DELETE', fault);
    },
  });
  const [first, second] = played.cloudflare.requests;
  expect(played.cloudflare.requests).toHaveLength(2);
  return { ...played, waited: (second?.at ?? 0) - (first?.at ?? 0) };
}

describe('a 429 is obeyed', () => {
  test.concurrent('with seconds, and reported', async () => {
    const { run, waited } = await limitedOnce(rateLimit({ retryAfter: 1 }));
    expect(run.log).toMatch(/HTTP 429, code 971: .* Retrying in 1 s\.\nDeleted TURN key/);
    expect(waited).toBeGreaterThanOrEqual(995);
  });

  test.concurrent('with a date', async () => {
    const date = Date.now() + 4_000;
    const { requests } = await limitedOnce(rateLimit({ retryAfter: new Date(date) }));
    // The header has whole seconds.
    expect(requests[1]?.at).toBeGreaterThanOrEqual(Math.floor(date / 1_000) * 1_000 - 50);
  });

  test('by all keys together', async () => {
    const keys = someKeys(20);
    const { results, cloudflare } = await play({
      keys,
      prepare: (double) => {
        double.next('DELETE', rateLimit({ retryAfter: 3 }));
        // Requests in flight last long enough for the 429 to be read meanwhile, and end before the pause does.
        double.always('DELETE', pass({ delayMs: 1_500 }));
      },
    });
    expect(results.map(({ status }) => status)).toEqual(keys.map(() => 'deleted'));
    expect(cloudflare.requests).toHaveLength(21);
    const [first, ...others] = cloudflare.requests.map(({ at }) => at).sort((a, b) => a - b);
    const since = others.map((at) => at - (first ?? 0));
    // Requests that had begun when the 429 came go on to their end; no other begins until the pause is over.
    expect(since.filter((at) => at < 2_990).length).toBeLessThanOrEqual(7);
  });
});

describe('a 429 that asks for more time than is left', () => {
  test('fails the step at once, and says how long Cloudflare asked to wait', async () => {
    const { errors, requests } = await play({
      inputs: { 'timeout-seconds': '60' },
      prepare: (cloudflare) => {
        cloudflare.always('DELETE', rateLimit({ retryAfter: 240 }));
      },
    });
    expect(errors).toEqual([
      expect.stringMatching(/HTTP 429, code 971: .* asked to wait 240 s.*`timeout-seconds`/),
    ]);
    expect(requests).toHaveLength(1);
  });

  test('keeps further keys from being attempted', async () => {
    const { run, results, cloudflare } = await play({
      keys: someKeys(30),
      prepare: (double) => {
        double.next('DELETE', rateLimit({ retryAfter: 900 }));
        double.always('DELETE', pass({ delayMs: 1_500 }));
      },
    });
    expect(cloudflare.requests.length).toBeLessThanOrEqual(8);
    expect(results.filter(({ status }) => status === 'failed')).toHaveLength(1);
    expect(results.filter(({ status }) => status === 'not-attempted').length).toBeGreaterThanOrEqual(22);
    expect(run.outputs).toMatchObject({ status: 'failed' });
  });
});

test('a rate limit that does not end is waited for until the time limit, whatever `max-retries` is', async () => {
  const { run, errors, cloudflare } = await play({
    inputs: { 'max-retries': '0', 'timeout-seconds': '4' },
    prepare: (double) => {
      double.always('DELETE', respond(429, failureEnvelope(), { headers: { 'retry-after': '0' } }));
    },
  });
  // Obeyed once; then the waits grow until the next one doesn't fit, or the time is over.
  expect(cloudflare.requests.length).toBeGreaterThanOrEqual(2);
  expect(run.log.match(/Retrying in 0 s\./g)).toHaveLength(1);
  expect(errors).toEqual([expect.stringMatching(/time limit/)]);
});
