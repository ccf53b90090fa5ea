import { describe, expect, test } from '@jest/globals';
import { AnswerError, ConnectionError, RequestError, Stopped } from '../../../src/http/errors.ts';
import type { AttemptError, ConnectionFailure } from '../../../src/http/errors.ts';
import { decide, NOT_FOUND, openRetries, readRetryAfter } from '../../../src/http/retry.ts';
import type { Decision } from '../../../src/http/retry.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');

/** An answer with these errors. */
function answer(
  status: number,
  more: {
    readonly codes?: readonly (number | string)[];
    readonly failure?: AnswerError['failure'];
    readonly throttled?: boolean;
    readonly retryAfter?: string;
  } = {},
): AnswerError {
  const { codes = [], failure = 'refused', throttled = false, retryAfter } = more;
  const errors = codes.map((code) => ({ code, message: '', documentationUrl: '', pointer: '', chain: [] }));
  return new AnswerError(`HTTP ${status}.`, { failure, status, errors, throttled, retryAfter });
}

function lost(failure: ConnectionFailure = 'lost'): ConnectionError {
  return new ConnectionError(`It was ${failure}.`, { failure, mayHaveArrived: true });
}

function decideOn(error: AttemptError, state: Partial<Parameters<typeof decide>[1]> = {}): Decision {
  return decide(error, {
    attempt: 1,
    maxRetries: 5,
    remainingMs: 300_000,
    random: 1,
    now: NOW,
    ...state,
  });
}

describe('a failed attempt', () => {
  test.each<readonly [string, AttemptError]>([
    ['HTTP 408', answer(408)],
    ['HTTP 500', answer(500)],
    ['HTTP 502', answer(502, { failure: 'no-envelope' })],
    ['HTTP 503', answer(503)],
    ['HTTP 504', answer(504, { failure: 'no-envelope' })],
    ['HTTP 520', answer(520, { failure: 'too-large' })],
    ['HTTP 599', answer(599)],
    ['HTTP 429', answer(429, { throttled: true })],
    ['code 971 with HTTP 200', answer(200, { codes: [971], throttled: true })],
    ['an unknown host', lost('unknown-host')],
    ['a refused connection', lost('refused')],
    ['an unreachable host', lost('unreachable')],
    ['a proxy that opens no connection', lost('proxy')],
    ['silence', lost('silent')],
    ['a lost connection', lost('lost')],
  ])('is followed by another after %s', (_what, error) => {
    expect(decideOn(error)).toMatchObject({ retry: true });
  });

  test.each<readonly [string, AttemptError]>([
    ['HTTP 400', answer(400)],
    ['HTTP 401', answer(401)],
    ['HTTP 403', answer(403)],
    ['HTTP 404', answer(404)],
    ['HTTP 405', answer(405)],
    ['HTTP 407', answer(407)],
    ['HTTP 409', answer(409)],
    ['HTTP 499', answer(499)],
    ['HTTP 307', answer(307, { failure: 'redirect' })],
    ['success: false with HTTP 200', answer(200, { codes: [7003] })],
    ['a 200 that is no envelope', answer(200, { failure: 'no-envelope' })],
    ['a 299 that is too large', answer(299, { failure: 'too-large' })],
    ['an odd result', answer(200, { failure: 'odd-result' })],
    ['a throttled 200 that is no envelope', answer(200, { failure: 'no-envelope', throttled: true })],
    ['"not found" with HTTP 404', answer(404, { codes: [NOT_FOUND] })],
    ['"not found" with HTTP 500', answer(500, { codes: [7003, NOT_FOUND] })],
    ['"not found" with HTTP 429', answer(429, { codes: [NOT_FOUND], throttled: true })],
    ['a certificate error', lost('certificate')],
    ['an attempt that this step ended', lost('interrupted')],
  ])('is the last after %s', (_what, error) => {
    expect(decideOn(error)).toEqual({ retry: false, because: 'final' });
  });

  test('is followed by as many as max-retries allows', () => {
    expect(decideOn(lost(), { attempt: 5, maxRetries: 5 })).toMatchObject({ retry: true });
    expect(decideOn(lost(), { attempt: 6, maxRetries: 5 })).toEqual({
      retry: false,
      because: 'retries-used',
    });
    expect(decideOn(lost(), { attempt: 1, maxRetries: 0 })).toEqual({
      retry: false,
      because: 'retries-used',
    });
  });

  test.each([
    [1, 500, 1_000],
    [2, 1_000, 2_000],
    [3, 2_000, 4_000],
    [6, 16_000, 32_000],
    [7, 30_000, 60_000],
    [10, 30_000, 60_000],
  ])('number %d is followed by a wait of %d to %d ms', (attempt, least, most) => {
    const state = { attempt, maxRetries: 10 };
    expect(decideOn(lost(), { ...state, random: 0 })).toMatchObject({ waitMs: least });
    expect(decideOn(lost(), { ...state, random: 0.5 })).toMatchObject({ waitMs: (least + most) / 2 });
    expect(decideOn(lost(), { ...state, random: 1 })).toMatchObject({ waitMs: most });
  });

  test('is the last if the wait would use up the budget', () => {
    expect(decideOn(lost(), { remainingMs: 1_001 })).toMatchObject({ retry: true, waitMs: 1_000 });
    expect(decideOn(lost(), { remainingMs: 1_000 })).toEqual({ retry: false, because: 'no-time' });
    expect(decideOn(lost(), { remainingMs: 0 })).toEqual({ retry: false, because: 'no-time' });
  });

  test.each([
    [answer(429, { throttled: true }), true],
    [answer(503, { throttled: true }), true],
    [answer(503), false],
    [lost(), false],
  ])('pauses all requests if it met a rate limit (%#)', (error, pausesAll) => {
    expect(decideOn(error)).toMatchObject({ retry: true, pausesAll });
  });

  describe('with Retry-After', () => {
    const asking = (retryAfter: string): AnswerError => answer(429, { throttled: true, retryAfter });

    test.each([
      ['0', 0],
      ['7', 7_000],
      [' 299 ', 299_000],
      ['Sun, 01 Mar 2026 12:00:10 GMT', 10_000],
      ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ])('%j is obeyed exactly', (retryAfter, waitMs) => {
      for (const random of [0, 1]) {
        expect(decideOn(asking(retryAfter), { random, attempt: 3 })).toEqual({
          retry: true,
          waitMs,
          pausesAll: true,
        });
      }
    });

    test('is obeyed on other failures, too', () => {
      expect(decideOn(answer(503, { retryAfter: '9' }))).toMatchObject({ waitMs: 9_000, pausesAll: false });
    });

    test.each([
      '',
      '-1',
      '1.5',
      'soon',
      '1e3',
      'Sun, 01 Mar',
      '2026-03-01T12:00:10Z',
      'Sun, 99 Mar 2026 12:00:10 GMT',
    ])('that is neither seconds nor a date (%j) is as good as none', (retryAfter) => {
      expect(decideOn(asking(retryAfter))).toMatchObject({ retry: true, waitMs: 1_000 });
    });

    test('that does not fit in the budget fails at once, whatever max-retries says', () => {
      const asked = { retry: false, because: 'asked-too-long', askedMs: 60_000 };
      expect(decideOn(asking('60'), { remainingMs: 60_001 })).toMatchObject({ retry: true, waitMs: 60_000 });
      expect(decideOn(asking('60'), { remainingMs: 60_000 })).toEqual(asked);
      expect(decideOn(asking('60'), { remainingMs: 60_000, attempt: 9, maxRetries: 0 })).toEqual(asked);
    });

    test('does not make a final failure another', () => {
      expect(decideOn(answer(403, { retryAfter: '9999' }))).toEqual({ retry: false, because: 'final' });
    });
  });
});

describe('Retry-After', () => {
  test.each([
    [undefined, undefined],
    ['', undefined],
    ['120', 120_000],
    ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
    ['Sunday, 01-Mar-26 12:00:30 GMT', 30_000],
    ['Sun Mar  1 12:00:30 2026', 30_000],
    ['Sun, 01 Mar 2026 11:59:00 GMT', 0],
    ['x Sun, 01 Mar 2026 12:00:30 GMT', undefined],
    ['01 Mar 2026 12:00:30 GMT', undefined],
    ['1 Sun, 01 Mar 2026 12:00:30 GMT', undefined],
    ['12 s', undefined],
  ])('%j is %j ms', (header, expected) => {
    expect(readRetryAfter(header, NOW)).toBe(expected);
  });
});

/** Retries with a clock that only waiting moves. */
function stage(
  options: { readonly maxRetries?: number; readonly budgetMs?: number; readonly random?: number } = {},
): {
  readonly retries: ReturnType<typeof openRetries>;
  readonly waits: readonly number[];
  readonly lines: readonly string[];
  readonly time: { now: number };
} {
  const time = { now: NOW };
  const waits: number[] = [];
  const lines: string[] = [];
  const end = NOW + (options.budgetMs ?? 300_000);
  const retries = openRetries({
    maxRetries: options.maxRetries ?? 5,
    budget: { remaining: () => Math.max(0, end - time.now) },
    log: { info: (line) => void lines.push(line) },
    random: () => options.random ?? 1,
    now: () => time.now,
    wait: (milliseconds, signal) => {
      signal.throwIfAborted();
      waits.push(milliseconds);
      time.now += milliseconds;
      return Promise.resolve();
    },
  });
  return { retries, waits, lines, time };
}

/** An attempt that fails so, and then succeeds with its number. */
function failing(...errors: readonly Error[]): (number: number) => Promise<number> {
  const left = [...errors];
  return (number) => {
    const error = left.shift();
    return error === undefined ? Promise.resolve(number) : Promise.reject(error);
  };
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

const advise = (error: AttemptError): string => `Do something about "${error.message}"`;
const never = new AbortController().signal;

describe('a request', () => {
  test('that succeeds is sent once', async () => {
    const { retries, waits, lines } = stage();
    expect(await retries.run({ attempt: failing(), advise, stop: never })).toBe(1);
    expect(waits).toEqual([]);
    expect(lines).toEqual([]);
  });

  test('is sent again until it succeeds, and says each time why and when', async () => {
    const { retries, waits, lines } = stage();
    const attempt = failing(lost(), answer(503), lost('silent'));
    expect(await retries.run({ attempt, advise, stop: never })).toBe(4);
    expect(waits).toEqual([1_000, 2_000, 4_000]);
    expect(lines).toEqual([
      'It was lost. Trying again in 1 s (attempt 2 of 6).',
      'HTTP 503. Trying again in 2 s (attempt 3 of 6).',
      'It was silent. Trying again in 4 s (attempt 4 of 6).',
    ]);
  });

  test.each([
    [answer(400), 'HTTP 400. Do something about "HTTP 400."', false],
    [answer(401), 'HTTP 401. Do something about "HTTP 401."', true],
    [answer(403), 'HTTP 403. Do something about "HTTP 403."', true],
    [answer(404), 'HTTP 404. Do something about "HTTP 404."', false],
    [lost('certificate'), 'It was certificate. Do something about "It was certificate."', false],
  ])('that fails for good says so (%#)', async (error, message, meetsAll) => {
    const { retries } = stage();
    const failure = await failureOf(retries.run({ attempt: failing(error), advise, stop: never }));
    expect(failure).toBeInstanceOf(RequestError);
    expect(failure).toMatchObject({ message, last: error, cause: error, meetsAll });
  });

  test('that fails for good after another failure speaks of the last alone', async () => {
    const { retries } = stage();
    const failure = await failureOf(
      retries.run({ attempt: failing(lost(), answer(400)), advise, stop: never }),
    );
    expect(failure).toMatchObject({ message: 'HTTP 400. Do something about "HTTP 400."' });
  });

  test.each([
    [0, 'It was lost. Do something about "It was lost."'],
    [1, 'It was lost. All 2 attempts failed. Do something about "It was lost."'],
    [3, 'It was lost. All 4 attempts failed. Do something about "It was lost."'],
  ])('that fails for ever is sent %d more times', async (maxRetries, message) => {
    const { retries, waits } = stage({ maxRetries });
    const attempt = (): Promise<never> => Promise.reject(lost());
    const failure = await failureOf(retries.run({ attempt, advise, stop: never }));
    expect(failure).toMatchObject({ message, meetsAll: false });
    expect(waits).toHaveLength(maxRetries);
  });

  test('stops when the budget is too short for another wait', async () => {
    const { retries, waits } = stage({ budgetMs: 2_500 });
    const attempt = (): Promise<never> => Promise.reject(lost());
    const failure = await failureOf(retries.run({ attempt, advise, stop: never }));
    expect(waits).toEqual([1_000]);
    expect(failure).toMatchObject({
      message:
        "It was lost. What is left of the step's budget (`timeout-seconds`), 1.5 s, is too short for another attempt. " +
        'Do something about "It was lost."',
      meetsAll: false,
    });
  });

  test('that is asked to wait too long fails at once, and so would every other', async () => {
    const { retries, waits } = stage({ budgetMs: 30_000 });
    const attempt = failing(answer(429, { throttled: true, retryAfter: '120' }));
    const failure = await failureOf(retries.run({ attempt, advise, stop: never }));
    expect(waits).toEqual([]);
    expect(failure).toMatchObject({
      message:
        "HTTP 429. It asked to wait 120 s, longer than what is left of the step's budget (30 s): run the job again after that time, or raise `timeout-seconds`.",
      meetsAll: true,
    });
  });

  test.each([
    ['3599', '3599 s', ', or raise `timeout-seconds`.'],
    ['3600', '3600 s', '.'],
    ['86400', '86400 s', '.'],
    ['86401', 'more than a day', '.'],
    ['9'.repeat(400), 'more than a day', '.'],
  ])('that is asked to wait %s s says so, and what would help', async (retryAfter, shown, end) => {
    const { retries } = stage({ budgetMs: 30_000 });
    const attempt = failing(answer(429, { throttled: true, retryAfter }));
    const failure = await failureOf(retries.run({ attempt, advise, stop: never }));
    expect(failure).toMatchObject({
      message: `HTTP 429. It asked to wait ${shown}, longer than what is left of the step's budget (30 s): run the job again after that time${end}`,
    });
  });

  test('passes a defect on as it is', async () => {
    const { retries } = stage();
    const defect = new TypeError('x is no function');
    expect(await failureOf(retries.run({ attempt: failing(defect), advise, stop: never }))).toBe(defect);
  });

  test('says nothing where there is no advice', async () => {
    const { retries } = stage();
    const run = retries.run({ attempt: failing(answer(400)), advise: () => '', stop: never });
    expect(await failureOf(run)).toMatchObject({ message: 'HTTP 400.' });
  });
});

describe('a rate limit', () => {
  const limit = answer(429, { throttled: true, retryAfter: '20' });

  test('pauses requests that begin later', async () => {
    const { retries, waits, time } = stage();
    await retries.run({ attempt: failing(limit), advise, stop: never });
    time.now = NOW + 5_000;
    await retries.run({ attempt: failing(), advise, stop: never });
    expect(waits).toEqual([20_000, 15_000]);
    time.now = NOW + 20_000;
    await retries.run({ attempt: failing(), advise, stop: never });
    expect(waits).toHaveLength(2);
  });

  test('lengthens the waits of those that wait already', async () => {
    const time = { now: NOW };
    const waits: number[] = [];
    const release: (() => void)[] = [];
    const retries = openRetries({
      maxRetries: 5,
      budget: { remaining: () => 300_000 },
      log: { info: () => undefined },
      random: () => 1,
      now: () => time.now,
      wait: (milliseconds) =>
        new Promise((resolve) => {
          waits.push(milliseconds);
          release.push(() => {
            time.now += milliseconds;
            resolve();
          });
        }),
    });
    const first = retries.run({ attempt: failing(lost()), advise, stop: never });
    await Promise.resolve();
    const second = retries.run({ attempt: failing(limit), advise, stop: never });
    for (let turn = 0; waits.length < 2; turn++) {
      expect(turn).toBeLessThan(50);
      await Promise.resolve();
    }
    expect(waits).toEqual([1_000, 20_000]);
    release[0]?.();
    for (let turn = 0; waits.length < 3; turn++) {
      expect(turn).toBeLessThan(50);
      await Promise.resolve();
    }
    expect(waits[2]).toBe(19_000);
    time.now = NOW + 20_000;
    release[1]?.();
    release[2]?.();
    expect(await Promise.all([first, second])).toEqual([2, 2]);
  });

  test('that is shorter than one before does not shorten the pause', async () => {
    const { retries, waits, time } = stage();
    const shorter = answer(429, { throttled: true, retryAfter: '1' });
    await retries.run({ attempt: failing(limit), advise, stop: never });
    time.now = NOW;
    await retries.run({ attempt: failing(shorter), advise, stop: never });
    expect(waits).toEqual([20_000, 20_000, 1_000]);
  });

  test('pauses no others if it is another failure', async () => {
    const { retries, waits, time } = stage();
    await retries.run({ attempt: failing(answer(503, { retryAfter: '20' })), advise, stop: never });
    time.now = NOW;
    await retries.run({ attempt: failing(), advise, stop: never });
    expect(waits).toEqual([20_000]);
  });
});

describe('an order to stop', () => {
  const stopped = new Stopped('The run was cancelled.');

  test('before the first attempt leaves the request unsent', async () => {
    const { retries } = stage();
    const attempt = (): Promise<never> => Promise.reject(new Error('sent'));
    const stop = AbortSignal.abort(stopped);
    expect(await failureOf(retries.run({ attempt, advise, stop }))).toBe(stopped);
  });

  test('before a later attempt says that there was none', async () => {
    const { retries } = stage();
    const order = new AbortController();
    const attempt = (): Promise<never> => {
      order.abort(stopped);
      return Promise.reject(lost());
    };
    const failure = await failureOf(retries.run({ attempt, advise, stop: order.signal }));
    expect(failure).toBeInstanceOf(RequestError);
    expect(failure).toMatchObject({
      message:
        'It was lost. It was not tried again. The run was cancelled. Do something about "It was lost."',
      meetsAll: false,
    });
  });

  test.each([401, 403])('does not hide that HTTP %d meets all', async (status) => {
    const { retries } = stage();
    const order = new AbortController();
    // A 403 that is a rate limit, as GitHub's: it is retried.
    const attempt = (): Promise<never> => {
      order.abort(stopped);
      return Promise.reject(answer(status, { throttled: true }));
    };
    const failure = await failureOf(retries.run({ attempt, advise, stop: order.signal }));
    expect(failure).toMatchObject({ meetsAll: true });
  });

  test('with a reason of another kind is a defect', async () => {
    const { retries } = stage();
    const reason = new TypeError('odd');
    const order = new AbortController();
    const attempt = (): Promise<never> => {
      order.abort(reason);
      return Promise.reject(lost());
    };
    expect(await failureOf(retries.run({ attempt, advise, stop: order.signal }))).toBe(reason);
  });
});

test('without a clock or a wait of its own it takes real time', async () => {
  const retries = openRetries({
    maxRetries: 1,
    budget: { remaining: () => 5_000 },
    log: { info: () => undefined },
    random: () => 0,
  });
  const attempt = failing(answer(503, { retryAfter: new Date(Date.now() + 1_000).toUTCString() }));
  const date = retries.run({ attempt, advise, stop: never });
  await expect(date).resolves.toBe(2);
});
