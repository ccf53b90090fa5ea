import { describe, expect, test } from '@jest/globals';
import { drip, pass, reset, stall, stallBody } from '../support/faults.ts';
import { someKeys } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

describe('the budget ends', () => {
  test.concurrent.each([
    ['an answer that never comes', stall({ takesEffect: true })],
    ['a body that stops half-way', stallBody({ takesEffect: true })],
    ['a body that drips for ever', drip({ takesEffect: true })],
    ['an answer that comes too late', pass({ delayMs: 20_000 })],
  ])('%s', async (_what, fault) => {
    const { run, errors, results, cloudflare } = await play({
      inputs: { 'timeout-seconds': '1' },
      prepare: (double) => {
        double.always('DELETE', fault);
      },
    });
    expect(run.durationMs).toBeGreaterThan(950);
    expect(run.durationMs).toBeLessThan(5_000);
    expect(results).toMatchObject([
      { status: 'failed', error: { http_status: null, code: null, ray_id: null } },
    ]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(
      /No complete answer had come from 127\.0\.0\.1:\d+ when the step had to stop\. The step's budget of 1 second ran out: raise `timeout-seconds`/,
    );
    expect(errors[0]).toContain('The key may be gone all the same');
    expect(cloudflare.requests).toHaveLength(1);
  });

  test.concurrent('a wait that would outlast it, before it begins', async () => {
    const { errors, cloudflare } = await play({
      inputs: { 'timeout-seconds': '1' },
      prepare: (double) => {
        double.always('DELETE', reset({ delayMs: 600 }));
      },
    });
    expect(errors[0]).toMatch(
      /What is left of the step's budget \(`timeout-seconds`\), 0\.\d s, is too short for another attempt\./,
    );
    expect(cloudflare.requests).toHaveLength(1);
  });

  test.concurrent('many keys: those in flight fail, and the rest are not attempted', async () => {
    const { run, results, errors, cloudflare } = await play({
      keys: someKeys(30),
      cloudflare: { latencyMs: 400 },
      inputs: { 'timeout-seconds': '1' },
    });
    expect(run.durationMs).toBeLessThan(5_000);
    const asked = new Set(cloudflare.requests.map(({ path }) => path.slice(-32)));
    for (const { uid, status } of results) {
      expect(asked.has(uid) ? ['deleted', 'failed'] : ['not-attempted']).toContain(status);
    }
    const count = (status: string): number => results.filter((result) => result.status === status).length;
    expect(count('deleted')).toBeGreaterThanOrEqual(8);
    expect(count('not-attempted')).toBeGreaterThanOrEqual(6);
    expect(run.outputs).toMatchObject({ status: 'failed' });
    expect(errors.at(-1)).toMatch(
      /^TURN keys: \d+ deleted,.* \d+ not attempted\..*The step's budget of 1 second ran out: raise `timeout-seconds`/,
    );
  });
});
