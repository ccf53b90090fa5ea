import { describe, expect, test } from '@jest/globals';
import { isNearlyUsedUp, openRateLimit, parseQuotas, windowEndsMs } from '../../../src/http/rate-limit.ts';
import type { Quota, RateLimit } from '../../../src/http/rate-limit.ts';
import { StoppedError } from '../../../src/lib/deadline.ts';
import { inParallel } from '../../../src/lib/parallel.ts';
import { type VirtualClock, virtualClock } from '../../support/virtual-clock.ts';
import { openQuota, type QuotaLimits } from '../../support/quota.ts';

const never = new AbortController().signal;
const POLICY = '"default";q=1200;w=300';

const quota = (left: number, limit: number | undefined, endsMs: number): Quota => ({
  name: '"default"',
  left,
  limit,
  endsMs,
  isEndKnown: true,
});

describe('the quotas of a response', () => {
  test.each<readonly [string, string | undefined, readonly Quota[]]>([
    ['"default";r=50;t=30', POLICY, [quota(50, 1200, 30_000)]],
    ['"default";r=50;t=30', undefined, [quota(50, undefined, 30_000)]],
    // As in live responses: the length of the window, not the time until its end.
    ['"default";r=1199;q=1200;w=300', undefined, [{ ...quota(1199, 1200, 300_000), isEndKnown: false }]],
    ['"default";r=1199;q=1200;w=300;t=1', undefined, [quota(1199, 1200, 1_000)]],
    [' "default" ; r = 50 ; t = 30 ', POLICY, [quota(50, 1200, 30_000)]],
    ['"default";r=50;t=30', '"default";limit=9;w=300;q=1200', [quota(50, 1200, 30_000)]],
    ['"default";left=9;r=50;t=30', POLICY, [quota(50, 1200, 30_000)]],
    ['"default";r=50;t=2.75', POLICY, [quota(50, 1200, 2_750)]],
    // None of several policies has its name.
    ['"default";r=50;t=30', '"burst";q=9;w=1, "daily";q=5;w=9', [quota(50, undefined, 30_000)]],
    ['"default";R=50;T="30"', POLICY, [quota(50, 1200, 30_000)]],
    ['"default";t=30;x;r=0', POLICY, [quota(0, 1200, 30_000)]],
    ['"default";r=7;t=0.5', POLICY, [quota(7, 1200, 500)]],
    // A single policy applies, whatever its name.
    ['"default";r=50;t=30', '"other";q=9;w=1', [quota(50, 9, 30_000)]],
    ['"default";r=50;t=30', `"burst";q=9;w=1, ${POLICY}`, [quota(50, 1200, 30_000)]],
    [
      '"default";r=50;t=30, "burst";r=3;t=1',
      `"burst";q=9;w=1, ${POLICY}`,
      [quota(50, 1200, 30_000), { ...quota(3, 9, 1_000), name: '"burst"' }],
    ],
  ])('are read from %j and %j', (ratelimit, policy, expected) => {
    expect(parseQuotas({ ratelimit, 'ratelimit-policy': policy })).toEqual(expected);
  });

  test.each([
    undefined,
    '',
    ',;,',
    '"default"',
    '"default";r=50',
    '"default";t=30',
    '"default";r=-1;t=30',
    '"default";r=many;t=30',
    '"default";r=;t=30',
    '"default";r=1e3;t=30',
    '"default";r=5 0;t=30',
    '"default";x r=50;t=30',
    '50',
    `"default";r=0;t=30${';x'.repeat(5_000)}`,
    `"default";r=${'9'.repeat(400)};t=30`,
  ])('are none in %j', (ratelimit) => {
    expect(parseQuotas({ ratelimit, 'ratelimit-policy': POLICY })).toEqual([]);
  });
});

test('quotas in a header of 4,096 characters are read, and in a longer one ignored', () => {
  const item = '"default";r=50;t=30;';
  const longest = item.padEnd(4_096, 'x');
  expect(parseQuotas({ ratelimit: longest })).toEqual([quota(50, undefined, 30_000)]);
  expect(parseQuotas({ ratelimit: `${longest}x` })).toEqual([]);
});

describe('a quota', () => {
  test.each([
    [60, 0, false],
    [59, 0, true],
    [68, 8, false],
    [67, 8, true],
    [0, 0, true],
  ])('of 1,200 with %d left and %d in flight is nearly used up: %s', (left, inFlight, expected) => {
    expect(isNearlyUsedUp(quota(left, 1200, 1), inFlight)).toBe(expected);
  });

  test('of unknown size causes no pacing', () => {
    expect(isNearlyUsedUp(quota(0, undefined, 1), 5)).toBe(false);
  });

  test.each<readonly [readonly Quota[], number | undefined]>([
    [[], undefined],
    [[quota(1199, 1200, 300_000)], undefined],
    [[quota(1, undefined, 300_000)], undefined],
    [[quota(0, undefined, 4_000)], 4_000],
    // Pacing waits for the next window of one that is nearly used up, if there is time for it.
    [[quota(59, 1200, 4_000)], undefined],
    [[quota(0, 10, 2_000), quota(1, 1200, 9_000)], 2_000],
    [[quota(0, 1200, 4_000), quota(0, 9, 9_000), quota(5, 9, 30_000)], 9_000],
  ])('that is used up lasts until its window ends (%#)', (quotas, expected) => {
    expect(windowEndsMs(quotas)).toBe(expected);
  });
});

type Stage = { readonly limit: RateLimit; readonly clock: VirtualClock; readonly lines: readonly string[] };

function setStage(timeLimitMs = 300_000): Stage {
  const clock = virtualClock();
  const lines: string[] = [];
  const limit = openRateLimit({
    owner: "Cloudflare's",
    clock,
    remaining: () => timeLimitMs - clock.monotonic(),
    info: (line) => void lines.push(line),
  });
  return { limit, clock, lines };
}

const enter = ({ limit, clock }: Stage, turn = { notBefore: 0, paced: true }): Promise<void> =>
  clock.runUntil(limit.enter(turn, never));

const quotaHeaders = (
  left: number,
  seconds: number,
): { readonly ratelimit: string; readonly 'ratelimit-policy': string } => ({
  ratelimit: `"default";r=${left};t=${seconds}`,
  'ratelimit-policy': POLICY,
});

describe('pacing', () => {
  test('lets requests begin at once while there is enough', async () => {
    const stage = setStage();
    for (const headers of [{}, quotaHeaders(1199, 300), quotaHeaders(60, 300), { ratelimit: 'odd' }]) {
      stage.limit.observe(headers);
      await enter(stage);
      stage.limit.leave();
    }
    expect(stage.clock.waits).toEqual([]);
    expect(stage.lines).toEqual([]);
  });

  test('waits for the next window when few are left, and says so', async () => {
    const stage = setStage();
    stage.limit.observe(quotaHeaders(58, 12));
    await enter(stage);
    expect(stage.clock.monotonic()).toBe(12_000);
    expect(stage.lines).toEqual(["Pausing 12 s: 58 of Cloudflare's 1,200 requests are left for this token."]);
  });

  test('counts the requests that are in flight', async () => {
    const stage = setStage();
    stage.limit.observe(quotaHeaders(62, 10));
    await enter(stage);
    await enter(stage);
    await enter(stage);
    expect(stage.clock.waits).toEqual([]);
    await enter(stage);
    expect(stage.clock.monotonic()).toBe(10_000);
  });

  test('is logged once for all waiting requests', async () => {
    const stage = setStage();
    stage.limit.observe(quotaHeaders(58, 12));
    const all = Promise.all([1, 2, 3].map(() => stage.limit.enter({ notBefore: 0, paced: true }, never)));
    await stage.clock.advance(3_000);
    // The same window, with another rounding of its end.
    stage.limit.observe(quotaHeaders(57, 10));
    await stage.clock.runUntil(all);
    expect(stage.lines).toHaveLength(1);
  });

  test('is logged again for the next window', async () => {
    const stage = setStage();
    stage.limit.observe(quotaHeaders(58, 12));
    await enter(stage);
    stage.limit.observe(quotaHeaders(0, 30));
    await enter(stage);
    expect(stage.clock.monotonic()).toBe(42_000);
    expect(stage.lines[1]).toMatch(/^Pausing 30 s: 0 of /);
  });

  test('never waits longer than the time left', async () => {
    const stage = setStage(12_000);
    stage.limit.observe(quotaHeaders(0, 12));
    await enter(stage);
    expect(stage.clock.waits).toEqual([]);
    expect(stage.lines).toEqual([]);
  });

  test('uses the tightest of several items', async () => {
    const stage = setStage();
    const policy = `${POLICY}, "burst";q=40;w=1`;
    stage.limit.observe({ ratelimit: '"default";r=900;t=300, "burst";r=1;t=1', 'ratelimit-policy': policy });
    await enter(stage);
    expect(stage.clock.monotonic()).toBe(1_000);
    expect(stage.lines).toEqual(["Pausing 1 s: 1 of Cloudflare's 40 requests are left for this token."]);
    stage.limit.observe({ ratelimit: '"default";r=9;t=30, "burst";r=1;t=1', 'ratelimit-policy': policy });
    await enter(stage);
    expect(stage.clock.monotonic()).toBe(31_000);
  });

  test('waits once for the longest of several windows, in whichever order they are told', async () => {
    const stage = setStage();
    const policy = `"burst";q=40;w=1, ${POLICY}`;
    stage.limit.observe({ ratelimit: '"burst";r=1;t=1, "default";r=9;t=30', 'ratelimit-policy': policy });
    await enter(stage);
    expect(stage.clock.waits).toEqual([30_000]);
  });

  test('waits for a window that fits in the time left', async () => {
    const stage = setStage(60_000);
    await stage.clock.advance(20_000);
    stage.limit.observe(quotaHeaders(0, 30));
    await enter(stage);
    expect(stage.clock.monotonic()).toBe(50_000);
  });

  test('waits for the next window of a short quota even if that of a long one does not fit', async () => {
    const stage = setStage(12_000);
    const policy = `${POLICY}, "burst";q=40;w=1`;
    stage.limit.observe({ ratelimit: '"default";r=9;t=30, "burst";r=1;t=1', 'ratelimit-policy': policy });
    await enter(stage);
    expect(stage.clock.monotonic()).toBe(1_000);
  });

  test('does not believe a response that another one overtook', async () => {
    const stage = setStage();
    stage.limit.observe(quotaHeaders(50, 10));
    stage.limit.observe(quotaHeaders(70, 10));
    await enter(stage);
    expect(stage.clock.monotonic()).toBe(10_000);
    // The next window has a count of its own.
    stage.limit.observe(quotaHeaders(1199, 300));
    await enter(stage);
    expect(stage.clock.monotonic()).toBe(10_000);
  });

  test('does not take a response that was long under way for one of the next window', async () => {
    const stage = setStage();
    stage.limit.observe(quotaHeaders(0, 170));
    await stage.clock.advance(30_000);
    stage.limit.observe(quotaHeaders(700, 171));
    await enter(stage);
    expect(stage.clock.monotonic()).toBe(170_000);
  });

  test('believes a response of the next window that comes a moment before it', async () => {
    const stage = setStage();
    stage.limit.observe(quotaHeaders(0, 10));
    await stage.clock.advance(9_000);
    stage.limit.observe(quotaHeaders(1199, 300));
    await enter(stage);
    expect(stage.clock.monotonic()).toBe(9_000);
  });

  test('does not believe one that was overtaken where the end of the window was not told', async () => {
    const stage = setStage();
    stage.limit.observe({ ratelimit: '"default";r=1;q=40;w=100' });
    await stage.clock.advance(500);
    stage.limit.observe({ ratelimit: '"default";r=30;q=40;w=100' });
    await enter(stage);
    expect(stage.clock.monotonic()).toBe(100_000);
  });

  test('believes a response that says more is left, where the end of the window was not told', async () => {
    const stage = setStage();
    stage.limit.observe({ ratelimit: '"default";r=3;q=1200;w=300' });
    await stage.clock.advance(30_000);
    stage.limit.observe({ ratelimit: '"default";r=1199;q=1200;w=300' });
    await enter(stage);
    expect(stage.clock.monotonic()).toBe(30_000);
  });

  test('keeps the quota after a response without headers', async () => {
    const stage = setStage();
    stage.limit.observe(quotaHeaders(5, 10));
    stage.limit.observe({});
    await enter(stage);
    expect(stage.clock.monotonic()).toBe(10_000);
  });

  test.each([0, 1])('by a window that always ends in %d s still sends', async (seconds) => {
    const stage = setStage();
    for (let request = 0; request < 20; request++) {
      await enter(stage);
      stage.limit.observe(quotaHeaders(0, seconds));
      stage.limit.leave();
    }
    expect(stage.clock.monotonic()).toBe(19_000 * seconds);
  });

  test('does not delay a request that obeys Retry-After', async () => {
    const stage = setStage();
    stage.limit.observe(quotaHeaders(0, 30));
    await enter(stage, { notBefore: 2_000, paced: false });
    expect(stage.clock.monotonic()).toBe(2_000);
  });
});

describe('a pause', () => {
  test('delays all requests until it ends, and is never shortened', async () => {
    const stage = setStage();
    stage.limit.pauseUntil(20_000);
    stage.limit.pauseUntil(1_000);
    await enter(stage);
    expect(stage.clock.monotonic()).toBe(20_000);
    await enter(stage);
    expect(stage.clock.waits).toEqual([20_000]);
  });

  test('extends the wait of those that already wait', async () => {
    const stage = setStage();
    const entered = stage.limit.enter({ notBefore: 1_000, paced: true }, never);
    stage.limit.pauseUntil(20_000);
    await stage.clock.runUntil(entered);
    expect(stage.clock.waits).toEqual([1_000, 19_000]);
  });

  test('is not shortened or extended when the time of day changes', async () => {
    const stage = setStage();
    stage.limit.pauseUntil(20_000);
    const entered = stage.limit.enter({ notBefore: 0, paced: true }, never);
    await stage.clock.advance(5_000);
    stage.clock.step(-3_600_000);
    await stage.clock.runUntil(entered);
    expect(stage.clock.waits).toEqual([20_000]);
  });

  test('that outlasts the step ends at once, and no request begins any more', async () => {
    const stage = setStage(2_000);
    stage.limit.pauseUntil(1_000);
    const waiting = stage.limit.enter({ notBefore: 0, paced: true }, never);
    stage.limit.giveUp();
    const stopped = new StoppedError(
      "Cloudflare's rate limit lasts longer than what is left of the time limit: run the job again later, or raise `timeout-seconds`.",
    );
    await expect(waiting).rejects.toThrow(stopped);
    await expect(stage.limit.enter({ notBefore: 0, paced: false }, never)).rejects.toThrow(stopped);
    expect(stage.clock.monotonic()).toBe(0);
  });

  test('ends at once when the step has to stop', async () => {
    const stage = setStage();
    const stop = new AbortController();
    const stopped = new StoppedError('The run was cancelled.');
    stage.limit.pauseUntil(20_000);
    const entered = stage.limit.enter({ notBefore: 0, paced: true }, stop.signal);
    stop.abort(stopped);
    await expect(entered).rejects.toBe(stopped);
    await expect(stage.limit.enter({ notBefore: 0, paced: true }, stop.signal)).rejects.toBe(stopped);
  });
});

/** Jobs that share one token send requests as fast as the limit allows; each takes 100 ms. Returns how many were refused. */
async function simulate(
  limits: QuotaLimits,
  { jobs, requests }: { readonly jobs: number; readonly requests: number },
): Promise<number> {
  const clock = virtualClock();
  const server = openQuota(limits);
  let refused = 0;
  const work = Array.from({ length: jobs }, async () => {
    const limit = openRateLimit({
      owner: "Cloudflare's",
      clock,
      remaining: () => Infinity,
      info: () => undefined,
    });
    await inParallel(Array.from({ length: requests }), 8, async () => {
      await limit.enter({ notBefore: 0, paced: true }, never);
      const pass = (): Promise<void> => new Promise((resolve) => void clock.after(50, resolve));
      await pass();
      const ticket = server.take(clock.monotonic());
      if (!ticket.allowed) refused++;
      await pass();
      limit.observe(ticket.headers);
      limit.leave();
    });
  });
  await clock.runUntil(Promise.all(work));
  return refused;
}

describe('with pacing no request is refused', () => {
  test.each<readonly [string, QuotaLimits, { readonly jobs: number; readonly requests: number }]>([
    [
      'of one job with 2,001 requests against 1,200 in 5 minutes',
      { requests: 1_200, windowMs: 300_000, blockMs: 300_000 },
      { jobs: 1, requests: 2_001 },
    ],
    [
      'of four jobs that share a token',
      { requests: 1_200, windowMs: 300_000, blockMs: 300_000 },
      { jobs: 4, requests: 600 },
    ],
    [
      'of one job against 100 in 4 seconds',
      { requests: 100, windowMs: 4_000, blockMs: 20_000 },
      { jobs: 1, requests: 401 },
    ],
  ])('%s', async (_what, limits, load) => {
    expect(await simulate(limits, load)).toBe(0);
  });
});
