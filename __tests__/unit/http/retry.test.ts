import { describe, expect, test } from '@jest/globals';
import { ConnectionError, RequestError, ResponseError } from '../../../src/http/errors.ts';
import type { AttemptError, RetryHints } from '../../../src/http/errors.ts';
import { openRateLimit } from '../../../src/http/rate-limit.ts';
import type { RateLimit } from '../../../src/http/rate-limit.ts';
import { openRetries } from '../../../src/http/retry.ts';
import type { FailurePolicy, RetriedRequest, Retries } from '../../../src/http/retry.ts';
import { StoppedError } from '../../../src/lib/deadline.ts';
import { rejectionOf } from '../../support/rejection.ts';
import { type VirtualClock, virtualClock } from '../../support/virtual-clock.ts';

const never = new AbortController().signal;

const response = (status: number, hints: RetryHints = {}): ResponseError =>
  new ResponseError(`HTTP ${status}.`, { status, hints });
const lost = new ConnectionError('It was lost.', { failure: 'lost', mayHaveArrived: true });

const POLICY: FailurePolicy = {
  classify: ({ status }) => (status === 429 ? 'rate-limited' : status >= 500 ? 'transient' : 'final'),
  affectsAllKeys: ({ status }) => status === 401,
  advise: ({ message }) => `Do something about "${message}"`,
};

type Stage = {
  readonly clock: VirtualClock;
  readonly retries: Retries;
  readonly rateLimit: RateLimit;
  readonly lines: readonly string[];
  /** Runs one request to its end, and returns the result. */
  readonly run: <T>(attempt: RetriedRequest<T>['attempt'], more?: Partial<RetriedRequest<T>>) => Promise<T>;
};

/** Retries with the longest possible waits, in virtual time that only waits advance. */
function setStage(options: { readonly maxRetries?: number; readonly timeLimitMs?: number } = {}): Stage {
  const { maxRetries = 5, timeLimitMs = 300_000 } = options;
  const clock = virtualClock();
  const lines: string[] = [];
  const info = (line: string): void => void lines.push(line);
  const remaining = (): number => Math.max(0, timeLimitMs - clock.monotonic());
  const rateLimit = openRateLimit({ owner: "Cloudflare's", clock, remaining, info });
  const retries = openRetries({ maxRetries, rateLimit, clock, remaining, info, random: () => 1 });
  const run: Stage['run'] = (attempt, more = {}) =>
    clock.runUntil(retries.run({ attempt, policy: () => POLICY, softStop: never, ...more }));
  return { clock, retries, rateLimit, lines, run };
}

/** An attempt that fails with each of these errors in turn, and then succeeds with its number. */
function failing(...errors: readonly Error[]): (number: number) => Promise<number> {
  const left = [...errors];
  return (number) => {
    const error = left.shift();
    return error === undefined ? Promise.resolve(number) : Promise.reject(error);
  };
}

const forEver = (error: Error) => (): Promise<never> => Promise.reject(error);

describe('a request', () => {
  test('that succeeds is sent once', async () => {
    const { run, clock, lines } = setStage();
    expect(await run(failing())).toBe(1);
    expect(clock.waits).toEqual([]);
    expect(lines).toEqual([]);
  });

  test('is retried until it succeeds, and each time the log says why and when', async () => {
    const { run, clock, lines } = setStage();
    expect(await run(failing(lost, response(503), lost))).toBe(4);
    expect(clock.waits).toEqual([1_000, 2_000, 4_000]);
    expect(lines).toEqual([
      'It was lost. Retrying in 1 s (retry 1 of 5).',
      'HTTP 503. Retrying in 2 s (retry 2 of 5).',
      'It was lost. Retrying in 4 s (retry 3 of 5).',
    ]);
  });

  test.each<readonly [AttemptError, string, boolean]>([
    [response(400), 'HTTP 400. Do something about "HTTP 400."', false],
    [response(401), 'HTTP 401. Do something about "HTTP 401."', true],
    [
      new ConnectionError('It was odd.', { failure: 'certificate', mayHaveArrived: false }),
      'It was odd. Do something about "It was odd."',
      false,
    ],
  ])('that fails for good says so (%#)', async (error, message, affectsAllKeys) => {
    const { run, clock } = setStage();
    const failure = await rejectionOf(RequestError, run(failing(error)));
    expect(failure).toMatchObject({ message, last: error, cause: error, affectsAllKeys });
    expect(clock.waits).toEqual([]);
  });

  test('that fails for good after another failure reports only the last', async () => {
    const { run } = setStage();
    expect(await rejectionOf(RequestError, run(failing(lost, response(400))))).toMatchObject({
      message: 'HTTP 400. Do something about "HTTP 400."',
    });
  });

  test.each([
    [0, 'It was lost. Do something about "It was lost."'],
    [1, 'It was lost. All 2 attempts failed. Do something about "It was lost."'],
    [3, 'It was lost. All 4 attempts failed. Do something about "It was lost."'],
  ])('that always fails is retried %d times', async (maxRetries, message) => {
    const { run, clock } = setStage({ maxRetries });
    expect(await rejectionOf(RequestError, run(forEver(lost)))).toMatchObject({
      message,
      affectsAllKeys: false,
    });
    expect(clock.waits).toHaveLength(maxRetries);
  });

  test('fails when too little of the time limit is left for another wait', async () => {
    const { run, clock } = setStage({ timeLimitMs: 2_500 });
    expect(await rejectionOf(RequestError, run(forEver(lost)))).toMatchObject({
      message:
        'It was lost. Only 1.5 s of the time limit (`timeout-seconds`) is left, too little for another attempt. ' +
        'Do something about "It was lost."',
      affectsAllKeys: false,
    });
    expect(clock.waits).toEqual([1_000]);
  });

  test('that is asked to wait too long fails at once, without other advice, and affects all keys', async () => {
    const { run, clock } = setStage({ timeLimitMs: 30_000 });
    expect(await rejectionOf(RequestError, run(failing(response(429, { retryAfter: '120' }))))).toMatchObject(
      {
        message:
          'HTTP 429. It asked to wait 120 s, longer than what is left of the time limit (30 s): run the job again after that time, or raise `timeout-seconds`.',
        affectsAllKeys: true,
      },
    );
    expect(clock.waits).toEqual([]);
  });

  test('has the note on ambiguity before the advice', async () => {
    const { run } = setStage();
    const ambiguityNote = (): string => 'It may have been deleted.';
    expect(await rejectionOf(RequestError, run(failing(response(400)), { ambiguityNote }))).toMatchObject({
      message: 'HTTP 400. It may have been deleted. Do something about "HTTP 400."',
    });
  });

  test('without advice gives none', async () => {
    const { run } = setStage();
    const policy = (): FailurePolicy => ({ ...POLICY, advise: () => '' });
    expect(await rejectionOf(RequestError, run(failing(response(400)), { policy }))).toMatchObject({
      message: 'HTTP 400.',
    });
  });

  test('throws a defect unchanged', async () => {
    const defect = new TypeError('x is not a function');
    await expect(setStage().run(failing(defect))).rejects.toBe(defect);
  });

  test('that succeeds never needs its policy', async () => {
    const policy = (): FailurePolicy => {
      throw new Error('asked');
    };
    expect(await setStage().run(failing(), { policy })).toBe(1);
  });
});

describe('a rate limit', () => {
  test('is waited out without using up max-retries', async () => {
    const { run, clock, lines } = setStage({ maxRetries: 0 });
    expect(await run(failing(response(429), response(429), response(429)))).toBe(4);
    expect(clock.waits).toEqual([1_000, 2_000, 4_000]);
    expect(lines[0]).toBe('HTTP 429. Retrying in 1 s.');
  });

  test('leaves max-retries to other failures', async () => {
    const { run, lines } = setStage({ maxRetries: 1 });
    expect(await run(failing(response(429), lost, response(429)))).toBe(4);
    expect(lines[1]).toBe('It was lost. Retrying in 1 s (retry 1 of 1).');
    const failure = await rejectionOf(RequestError, run(failing(lost, response(429), lost)));
    expect(failure.message).toContain('All 3 attempts failed.');
  });

  test('is waited out for as long as the time limit allows', async () => {
    const { run, clock } = setStage({ maxRetries: 0, timeLimitMs: 300_000 });
    const failure = await rejectionOf(RequestError, run(forEver(response(429))));
    expect(failure.message).toContain('of the time limit (`timeout-seconds`) is left');
    expect(clock.waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  test.each([
    ['a Retry-After of 0', { retryAfter: '0' }],
    ['a Retry-After of a past date', { retryAfter: 'Sun, 01 Mar 2020 12:00:00 GMT' }],
    ['a window that ends now', { windowEndsMs: 0 }],
    ['a window that ends in a second', { windowEndsMs: 1_000 }],
  ])('with %s each time is not hammered', async (_what, hints) => {
    const { run } = setStage({ timeLimitMs: 600_000 });
    let attempts = 0;
    const attempt = (): Promise<never> => {
      attempts++;
      return Promise.reject(response(429, hints));
    };
    await rejectionOf(RequestError, run(attempt));
    // The growing waits up to 60 s: about 15 attempts in ten minutes, and one more for "at once".
    expect(attempts).toBeLessThanOrEqual(17);
  });

  test.each([
    ['a Retry-After', response(429, { retryAfter: '120' })],
    ['a growing wait', response(429)],
  ])('that asks for %s longer than the time left lets no other request begin', async (_what, error) => {
    const { run, clock } = setStage({ timeLimitMs: 500 });
    await rejectionOf(RequestError, run(failing(error)));
    await expect(run(failing())).rejects.toThrow("Cloudflare's rate limit lasts longer");
    expect(clock.waits).toEqual([]);
  });

  test('pauses requests that begin later', async () => {
    const { run, clock } = setStage();
    await run(failing(response(429, { retryAfter: '20' })));
    const began = clock.monotonic();
    const limited = run(failing(response(429, { retryAfter: '20' })));
    const other = run(failing());
    await Promise.all([limited, other]);
    expect(began).toBe(20_000);
    expect(clock.monotonic()).toBe(40_000);
  });

  test('extends the waits of those that already wait', async () => {
    const { retries, clock } = setStage();
    const times: number[] = [];
    const first = retries.run({
      attempt: async (number) => {
        times.push(clock.monotonic());
        return await failing(...(number === 1 ? [lost] : []))(number);
      },
      policy: () => POLICY,
      softStop: never,
    });
    await clock.advance(0);
    const second = retries.run({
      attempt: failing(response(429, { retryAfter: '20' })),
      policy: () => POLICY,
      softStop: never,
    });
    await clock.runUntil(Promise.all([first, second]));
    expect(times).toEqual([0, 20_000]);
  });

  test('pauses the other requests; another failure does not', async () => {
    const { retries, clock, run } = setStage();
    const waiting = retries.run({
      attempt: failing(response(503, { retryAfter: '20' })),
      policy: () => POLICY,
      softStop: never,
    });
    await clock.advance(0);
    expect(await run(failing())).toBe(1);
    expect(clock.monotonic()).toBe(0);
    await clock.runUntil(waiting);
  });

  test('is waited out even if the time of day steps back', async () => {
    const { retries, clock } = setStage();
    const run = retries.run({
      attempt: failing(response(429, { retryAfter: '20' })),
      policy: () => POLICY,
      softStop: never,
    });
    await clock.advance(5_000);
    clock.step(-3_600_000);
    expect(await clock.runUntil(run)).toBe(2);
    expect(clock.monotonic()).toBe(20_000);
  });
});

describe('pacing', () => {
  const nearlyUsedUp = { ratelimit: '"default";r=0;t=30', 'ratelimit-policy': '"default";q=1200;w=300' };

  test('delays a retry too', async () => {
    const { run, rateLimit, clock } = setStage();
    const attempt = async (number: number): Promise<number> => {
      rateLimit.observe(nearlyUsedUp);
      return await failing(...(number === 1 ? [response(503)] : []))(number);
    };
    expect(await run(attempt)).toBe(2);
    expect(clock.monotonic()).toBe(30_000);
  });

  test('does not change the wait that Retry-After asks for', async () => {
    const { run, rateLimit, clock } = setStage();
    const attempt = async (number: number): Promise<number> => {
      rateLimit.observe(nearlyUsedUp);
      return await failing(...(number === 1 ? [response(429, { retryAfter: '5' })] : []))(number);
    };
    expect(await run(attempt)).toBe(2);
    expect(clock.monotonic()).toBe(5_000);
  });

  test('does not count a request that has ended, whatever its result', async () => {
    const { run, rateLimit, clock } = setStage({ maxRetries: 0 });
    await run(failing());
    await rejectionOf(RequestError, run(forEver(lost)));
    await run(forEver(new TypeError('x'))).catch(() => undefined);
    rateLimit.observe({ ...nearlyUsedUp, ratelimit: '"default";r=60;t=30' });
    await run(failing());
    expect(clock.monotonic()).toBe(0);
  });
});

describe('a soft stop', () => {
  const stopped = new StoppedError('The run was cancelled.');

  test('before the first attempt leaves the request unsent', async () => {
    const softStop = AbortSignal.abort(stopped);
    await expect(setStage().run(forEver(new Error('sent')), { softStop })).rejects.toBe(stopped);
  });

  test('before a later attempt says that it was not retried', async () => {
    const order = new AbortController();
    const attempt = (): Promise<never> => {
      order.abort(stopped);
      return Promise.reject(lost);
    };
    expect(
      await rejectionOf(RequestError, setStage().run(attempt, { softStop: order.signal })),
    ).toMatchObject({
      message: 'It was lost. It was not retried. The run was cancelled. Do something about "It was lost."',
      affectsAllKeys: false,
    });
  });

  test('ends a wait at once', async () => {
    const { retries, clock } = setStage();
    const order = new AbortController();
    const run = rejectionOf(
      RequestError,
      retries.run({ attempt: forEver(response(503)), policy: () => POLICY, softStop: order.signal }),
    );
    await clock.advance(500);
    order.abort(stopped);
    expect((await run).message).toContain('It was not retried. The run was cancelled.');
    expect(clock.monotonic()).toBe(500);
  });

  test('with a reason of another kind is a defect', async () => {
    const reason = new TypeError('odd');
    const order = new AbortController();
    const attempt = (): Promise<never> => {
      order.abort(reason);
      return Promise.reject(lost);
    };
    await expect(setStage().run(attempt, { softStop: order.signal })).rejects.toBe(reason);
  });
});
