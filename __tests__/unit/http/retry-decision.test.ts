import { describe, expect, test } from '@jest/globals';
import { ConnectionError, ResponseError } from '../../../src/http/errors.ts';
import type { AttemptError, ConnectionFailure, RetryHints } from '../../../src/http/errors.ts';
import {
  classifyConnection,
  countAttempt,
  decide,
  explainGivingUp,
  NO_FAILURES,
  parseRetryAfter,
} from '../../../src/http/retry-decision.ts';
import type { Decision, AttemptCounts, Verdict } from '../../../src/http/retry-decision.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');

const response = (hints: RetryHints = {}): ResponseError =>
  new ResponseError('It failed.', { status: 1, hints });
const lost = new ConnectionError('It was lost.', { failure: 'lost', mayHaveArrived: true });

type State = Partial<Parameters<typeof decide>[3]>;

/** The decision after the nth failure of this kind in a row. */
function decideOn(error: AttemptError, verdict: Verdict, state: State = {}, nth = 1): Decision {
  let counts: AttemptCounts = NO_FAILURES;
  for (let count = 0; count < nth; count++) counts = countAttempt(counts, error, verdict, NOW);
  return decide(error, verdict, counts, {
    maxRetries: 5,
    remainingMs: 300_000,
    random: 1,
    now: NOW,
    ...state,
  });
}

describe('a transient failure', () => {
  test('is retried as often as max-retries allows', () => {
    expect(decideOn(lost, 'transient', { maxRetries: 5 }, 5)).toMatchObject({ retry: true });
    expect(decideOn(lost, 'transient', { maxRetries: 5 }, 6)).toEqual({
      retry: false,
      reason: 'retries-used',
    });
    expect(decideOn(lost, 'transient', { maxRetries: 0 })).toEqual({ retry: false, reason: 'retries-used' });
  });

  test.each([
    [1, 500, 1_000],
    [2, 1_000, 2_000],
    [3, 2_000, 4_000],
    [6, 16_000, 32_000],
    [7, 30_000, 60_000],
    [10, 30_000, 60_000],
  ])('number %d is followed by a wait of %d to %d ms', (nth, least, most) => {
    const waitFor = (random: number): Decision =>
      decideOn(lost, 'transient', { random, maxRetries: 10 }, nth);
    expect(waitFor(0)).toMatchObject({ waitMs: least });
    expect(waitFor(0.5)).toMatchObject({ waitMs: (least + most) / 2 });
    expect(waitFor(1)).toMatchObject({ waitMs: most });
  });

  test('is the last if the wait would use up the time limit', () => {
    expect(decideOn(lost, 'transient', { remainingMs: 1_001 })).toMatchObject({ retry: true, waitMs: 1_000 });
    expect(decideOn(lost, 'transient', { remainingMs: 1_000 })).toEqual({ retry: false, reason: 'no-time' });
    expect(decideOn(lost, 'transient', { remainingMs: 0 })).toEqual({ retry: false, reason: 'no-time' });
  });

  test('pauses no other request', () => {
    expect(decideOn(response({ retryAfter: '9' }), 'transient')).toMatchObject({
      waitMs: 9_000,
      pausesAll: false,
    });
  });

  test("does not wait for the end of a rate limit's window", () => {
    expect(decideOn(response({ windowEndsMs: 30_000 }), 'transient')).toMatchObject({ waitMs: 1_000 });
  });
});

test.each([lost, response({ retryAfter: '1' }), response({ retryAfter: '9999' })])(
  'a final failure is not retried, whatever Retry-After says (%#)',
  (error) => {
    expect(decideOn(error, 'final')).toEqual({ retry: false, reason: 'final' });
  },
);

describe('a rate limit', () => {
  test('pauses all requests, and does not use up max-retries', () => {
    for (const nth of [1, 2, 50]) {
      expect(decideOn(response(), 'rate-limited', { maxRetries: 0 }, nth)).toMatchObject({
        retry: true,
        pausesAll: true,
      });
    }
  });

  test('does not count as a failure of the request', () => {
    const before = countAttempt(NO_FAILURES, lost, 'transient', NOW);
    const after = countAttempt(before, response(), 'rate-limited', NOW);
    expect(after).toEqual({ failures: 1, rateLimited: 1, askedAtOnce: 0 });
    expect(countAttempt(after, lost, 'transient', NOW)).toEqual({
      failures: 2,
      rateLimited: 0,
      askedAtOnce: 0,
    });
  });

  test.each([
    [1, 1_000],
    [2, 2_000],
    [7, 60_000],
    [100, 60_000],
  ])('without any hint is waited out for longer each time: after %d for %d ms', (nth, waitMs) => {
    expect(decideOn(response(), 'rate-limited', {}, nth)).toMatchObject({ waitMs });
  });

  test('is waited out until its window ends', () => {
    expect(decideOn(response({ windowEndsMs: 4_000 }), 'rate-limited', { random: 0 })).toMatchObject({
      waitMs: 4_000,
      asked: false,
    });
  });

  test.each([0, 1_000])(
    'whose window always ends in %d ms is waited out for longer each time',
    (windowEndsMs) => {
      const waits = [1, 2, 3, 4, 5].map((nth) =>
        decideOn(response({ windowEndsMs }), 'rate-limited', {}, nth),
      );
      expect(waits).toMatchObject([1_000, 2_000, 4_000, 8_000, 16_000].map((waitMs) => ({ waitMs })));
    },
  );

  test('whose window outlasts the time left is retried for as long as there is time', () => {
    const error = response({ windowEndsMs: 300_000 });
    expect(decideOn(error, 'rate-limited', { remainingMs: 300_000 }, 2)).toMatchObject({ waitMs: 2_000 });
    expect(decideOn(error, 'rate-limited', { remainingMs: 2_000 }, 2)).toEqual({
      retry: false,
      reason: 'no-time',
    });
  });

  test('with both headers has Retry-After obeyed', () => {
    const error = response({ retryAfter: '7', windowEndsMs: 30_000 });
    expect(decideOn(error, 'rate-limited')).toMatchObject({ waitMs: 7_000, asked: true });
  });
});

describe('Retry-After', () => {
  test.each([
    ['1', 1_000],
    [' 299 ', 299_000],
    ['Sun, 01 Mar 2026 12:00:10 GMT', 10_000],
  ])('of %j is obeyed exactly, each time', (retryAfter, waitMs) => {
    for (const nth of [1, 2, 3]) {
      expect(decideOn(response({ retryAfter }), 'rate-limited', { random: 0 }, nth)).toEqual({
        retry: true,
        waitMs,
        asked: true,
        pausesAll: true,
      });
    }
  });

  test.each(['0', 'Sun, 01 Mar 2026 11:00:00 GMT', 'Sun, 01 Mar 2026 12:00:00 GMT'])(
    'of %j is obeyed once in a row, and then the waits grow',
    (retryAfter) => {
      for (const verdict of ['rate-limited', 'transient'] as const) {
        const waits = [1, 2, 3, 4].map((nth) => decideOn(response({ retryAfter }), verdict, {}, nth));
        expect(waits).toMatchObject([
          { waitMs: 0, asked: true },
          { waitMs: 2_000, asked: false },
          { waitMs: 4_000, asked: false },
          { waitMs: 8_000, asked: false },
        ]);
      }
    },
  );

  test('of 0 is obeyed again after another failure', () => {
    let counts = countAttempt(NO_FAILURES, response({ retryAfter: '0' }), 'rate-limited', NOW);
    counts = countAttempt(counts, response({ retryAfter: '1' }), 'rate-limited', NOW);
    expect(counts.askedAtOnce).toBe(0);
    expect(countAttempt(counts, response({ retryAfter: '0' }), 'rate-limited', NOW).askedAtOnce).toBe(1);
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
  ])('that is neither seconds nor a date (%j) changes nothing', (retryAfter) => {
    expect(decideOn(response({ retryAfter }), 'rate-limited')).toMatchObject({ waitMs: 1_000, asked: false });
  });

  test.each([
    ['rate-limited', '60'],
    ['transient', '60'],
    ['rate-limited', 'Sun, 01 Mar 2026 12:01:00 GMT'],
  ] as const)(
    'that does not fit in the time left ends the request at once (%s, %j)',
    (verdict, retryAfter) => {
      const error = response({ retryAfter });
      const asked = { retry: false, reason: 'asked-too-long', askedMs: 60_000 };
      expect(decideOn(error, verdict, { remainingMs: 60_001 })).toMatchObject({
        retry: true,
        waitMs: 60_000,
      });
      expect(decideOn(error, verdict, { remainingMs: 60_000 })).toEqual(asked);
      expect(decideOn(error, verdict, { remainingMs: 60_000, maxRetries: 0 })).toEqual(asked);
    },
  );

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
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });
});

test.each<readonly [ConnectionFailure, Verdict]>([
  ['unknown-host', 'transient'],
  ['refused', 'transient'],
  ['unreachable', 'transient'],
  ['tls', 'transient'],
  ['proxy', 'transient'],
  ['silent', 'transient'],
  ['lost', 'transient'],
  ['certificate', 'final'],
  ['interrupted', 'final'],
])('a connection that failed with %s is %s', (failure, verdict) => {
  expect(classifyConnection(new ConnectionError('x', { failure, mayHaveArrived: false }))).toBe(verdict);
});

describe('why a request is not retried', () => {
  test.each<readonly [Decision & { retry: false }, number, string]>([
    [{ retry: false, reason: 'final' }, 3, ''],
    [{ retry: false, reason: 'retries-used' }, 1, ''],
    [{ retry: false, reason: 'retries-used' }, 2, 'All 2 attempts failed.'],
    [
      { retry: false, reason: 'no-time' },
      2,
      'Only 1.5 s of the time limit (`timeout-seconds`) is left, too little for another attempt.',
    ],
  ])('is explained where the failure itself does not (%#)', (decision, attempts, sentence) => {
    expect(explainGivingUp(decision, attempts, 1_500)).toBe(sentence);
  });

  test.each([
    [3_599_000, '3599 s', ', or raise `timeout-seconds`.'],
    [3_600_000, '3600 s', '.'],
    [86_400_000, '86400 s', '.'],
    [86_401_000, 'more than a day', '.'],
    [Infinity, 'more than a day', '.'],
  ])('names how long the server asked to wait, and what helps (%d ms)', (askedMs, shown, end) => {
    expect(explainGivingUp({ retry: false, reason: 'asked-too-long', askedMs }, 1, 30_000)).toBe(
      `It asked to wait ${shown}, longer than what is left of the time limit (30 s): run the job again after that time${end}`,
    );
  });
});
