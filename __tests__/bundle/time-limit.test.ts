import { describe, expect, test } from '@jest/globals';
import { drip, pass, stall, stallBody } from '../support/faults.ts';
import { someKeys } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

const TIMED_OUT = /`timeout-seconds`/;

describe('the time limit ends', () => {
  test.concurrent.each([
    ['a request without a response', stall({ takesEffect: true })],
    ['a body that stops halfway', stallBody({ takesEffect: true })],
    ['a body that never ends', drip({ takesEffect: true })],
  ])('%s', async (_what, fault) => {
    const { run, errors, results, requests } = await play({
      inputs: { 'timeout-seconds': '3' },
      prepare: ({ always }) => {
        always('DELETE', fault);
      },
    });
    expect(run.durationMs).toBeGreaterThan(2_950);
    expect(results).toMatchObject([
      { status: 'failed', error: { http_status: null, code: null, ray_id: null } },
    ]);
    expect(errors).toEqual([expect.stringMatching(TIMED_OUT)]);
    expect(requests).toHaveLength(1);
  });

  test.concurrent('many keys: those in flight fail, and the others are not attempted', async () => {
    const { run, results, errors } = await play({
      keys: someKeys(30),
      inputs: { 'timeout-seconds': '5' },
      prepare: ({ next, always }) => {
        next('DELETE', ...Array.from({ length: 8 }, () => pass()));
        always('DELETE', stall());
      },
    });
    const count = (status: string): number => results.filter((result) => result.status === status).length;
    expect([count('deleted'), count('failed'), count('not-attempted')]).toEqual([8, 8, 14]);
    expect(run.outputs).toMatchObject({ status: 'failed', 'deleted-count': '8' });
    expect(errors.at(-1)).toMatch(/^TURN keys: 8 deleted, 8 failed, 14 not attempted\./);
    expect(errors.at(-1)).toMatch(TIMED_OUT);
  });
});
