import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readPullRequests } from '../../../src/github/pull-requests.ts';
import type { GitHubAccess } from '../../../src/github/pull-requests.ts';
import { openHttp } from '../../../src/http/client.ts';
import { RequestError } from '../../../src/http/errors.ts';
import { openRateLimit } from '../../../src/http/rate-limit.ts';
import { openRetries } from '../../../src/http/retry.ts';
import { RefusalError } from '../../../src/keys/refusal.ts';
import type { PullRequestState } from '../../../src/keys/selection-rules.ts';
import { StoppedError } from '../../../src/lib/deadline.ts';
import { cut, oversized, respond, reset } from '../../support/faults.ts';
import { type GithubDouble, startGithub } from '../../support/github-double.ts';
import { refuseAs } from '../../support/github-refusals.ts';
import { rejectionOf } from '../../support/rejection.ts';
import { GITHUB_TOKEN } from '../../support/runner.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

const HEAD = 'Nothing was deleted, because GitHub did not say which pull requests are closed. ';
const PERMISSION =
  'Give the job `permissions: pull-requests: read`, or use a `github-token` that has this permission.';
const NOW = Date.parse('2026-03-01T12:00:00Z');
const CANCELLED = 'The run was cancelled.';

let github: GithubDouble;

beforeAll(async () => {
  github = await startGithub({ pullRequests: { 1: 'MERGED', 2: 'CLOSED', 3: 'OPEN' } });
});

afterAll(() => github.close());

type Options = Partial<GitHubAccess> & {
  readonly maxRetries?: number;
  readonly remainingMs?: number;
  readonly read?: typeof readPullRequests;
};
type Asked = {
  readonly states: ReadonlyMap<number, PullRequestState>;
  readonly log: readonly string[];
  readonly bodies: readonly string[];
  /** How long it took on the virtual clock, in milliseconds. */
  readonly tookMs: number;
};

/** Asks the double about numbers. Waits take no time. */
async function ask(numbers: readonly number[], options: Options = {}): Promise<Asked> {
  const { maxRetries = 0, remainingMs = 600_000, read = readPullRequests, ...access } = options;
  const clock = virtualClock(NOW);
  // Whoever waits is woken at once, as soon as the time has passed.
  const impatient = {
    ...clock,
    after: (milliseconds: number, callback: () => void) => {
      const cancel = clock.after(milliseconds, callback);
      void clock.advance(milliseconds);
      return cancel;
    },
  };
  const log: string[] = [];
  const info = (line: string): void => void log.push(line);
  const remaining = (): number => remainingMs - clock.monotonic();
  const http = openHttp(() => undefined, '');
  const first = github.requests.length;
  try {
    const states = await read(numbers, {
      repository: 'octocat/calls-demo',
      apiUrl: github.env['GITHUB_API_URL'] ?? '',
      token: GITHUB_TOKEN,
      http,
      retries: openRetries({
        maxRetries,
        rateLimit: openRateLimit({ owner: "GitHub's", clock: impatient, remaining, info }),
        clock: impatient,
        remaining,
        info,
        random: () => 1,
      }),
      softStop: new AbortController().signal,
      hardStop: new AbortController().signal,
      ...access,
    });
    const bodies = github.requests.slice(first).map(({ body }) => body);
    return { states, log, bodies, tookMs: clock.monotonic() };
  } finally {
    http.close();
  }
}

describe('pull requests', () => {
  test('are open, closed or merged, or none', async () => {
    const { states, bodies } = await ask([1, 2, 3, 4]);
    expect([...states]).toEqual([
      [1, 'closed'],
      [2, 'closed'],
      [3, 'open'],
      [4, 'none'],
    ]);
    expect(bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
      {
        query:
          'query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ' +
          [1, 2, 3, 4].map((n) => `pr${n}: pullRequest(number: ${n}) { number state }`).join(' ') +
          ' } }',
        variables: { owner: 'octocat', repo: 'calls-demo' },
      },
    ]);
  });

  test('are queried with the token and the user agent of the step', async () => {
    await ask([1]);
    expect(github.requests.at(-1)).toMatchObject({
      method: 'POST',
      headers: { authorization: `token ${GITHUB_TOKEN}`, 'user-agent': 'delete-turn-key/1.0.0' },
    });
  });

  test.each([
    ['/api/v3', '/api/graphql'],
    ['/api/v3//', '/api/graphql'],
    ['', '/graphql'],
    ['/', '/graphql'],
  ])('are queried at the GraphQL URL that belongs to the REST API at "%s"', async (path, expected) => {
    await ask([1], { apiUrl: `http://127.0.0.1:${github.port}${path}` });
    expect(github.requests.at(-1)?.path).toBe(expected);
  });

  test.each([
    [1, 1],
    [100, 1],
    [101, 2],
    [200, 2],
    [201, 3],
  ])('of %d numbers take %d requests', async (count, requests) => {
    const numbers = Array.from({ length: count }, (_, n) => n + 1);
    const { states, bodies } = await ask(numbers);
    expect(bodies).toHaveLength(requests);
    expect([...states.keys()]).toEqual(numbers);
    expect(bodies[0]?.match(/pullRequest\(/g)).toHaveLength(Math.min(100, count));
  });

  test('of no number take no request', async () => {
    expect((await ask([])).bodies).toEqual([]);
  });
});

describe('a query is retried', () => {
  test.each([
    ['an error without a type, with HTTP 200', refuseAs('an error without a type')],
    ['an overload, with HTTP 200', refuseAs('an overload')],
    ['an outage', refuseAs('an outage')],
    ['a lost connection', reset()],
    ['a cut body', cut({ body: '{"data":{"repository":' })],
  ])('after %s', async (_what, fault) => {
    github.next('POST', fault);
    const { states, log, bodies } = await ask([1], { maxRetries: 1 });
    expect([...states]).toEqual([[1, 'closed']]);
    expect(log).toEqual([expect.stringMatching(/\. Retrying in 1 s \(retry 1 of 1\)\.$/)]);
    expect(bodies).toHaveLength(2);
  });

  // Waiting out a rate limit does not use up the retries.
  test.each([
    [
      'at the end of a used-up quota',
      refuseAs('a used-up quota', { 'x-ratelimit-reset': String(NOW / 1000 + 90) }),
      90,
    ],
    ['when a secondary rate limit asks for it', refuseAs('a secondary rate limit'), 7],
    ['in a while, when a secondary rate limit names no time', refuseAs('a secondary rate limit, 200'), 1],
  ])('%s', async (_what, fault, seconds) => {
    github.next('POST', fault);
    const { states, log, tookMs } = await ask([1]);
    expect([...states]).toEqual([[1, 'closed']]);
    expect(log).toEqual([expect.stringMatching(new RegExp(`\\. Retrying in ${seconds} s\\.$`))]);
    expect(tookMs).toBe(seconds * 1000);
  });

  test('not before there is quota for the second hundred', async () => {
    const numbers = Array.from({ length: 101 }, (_, n) => n + 1);
    github.next('POST', { kind: 'pass' }, refuseAs('a secondary rate limit'));
    const { bodies, states } = await ask(numbers);
    expect(bodies.map((body) => body.match(/pullRequest\(/g)?.length)).toEqual([100, 1, 1]);
    expect(states.size).toBe(101);
  });

  test.each([
    ['a missing permission', refuseAs("a job's token without the permission")],
    ['an IP allow list', refuseAs('an IP allow list, 403')],
    ['a page with HTTP 200', refuseAs('a page with HTTP 200')],
    ['a body without end', oversized()],
    ['an incomplete response', respond(200, { data: { repository: {} } })],
  ])('never after %s', async (_what, fault) => {
    const first = github.requests.length;
    github.next('POST', fault);
    await rejectionOf(RefusalError, ask([1], { maxRetries: 3 }));
    expect(github.requests).toHaveLength(first + 1);
  });
});

describe('nothing is deleted', () => {
  test.each([
    [
      'without the permission',
      refuseAs("a job's token without the permission"),
      `GitHub returned HTTP 200 with an error (FORBIDDEN): "Resource not accessible by integration". ${PERMISSION}`,
    ],
    [
      'after the last retry',
      refuseAs('an error without a type'),
      /^GitHub returned HTTP 200 with an error: "Something went wrong .* this issue"\. The fault is on the side of GitHub/,
    ],
    [
      'when a quota ends too late',
      refuseAs('a used-up quota', { 'x-ratelimit-reset': String(NOW / 1000 + 1800) }),
      'GitHub returned HTTP 200 with an error (RATE_LIMITED): "API rate limit already exceeded for user ID 583231". ' +
        'It asked to wait 1800 s, longer than what is left of the time limit (600 s): run the job again after that time, or raise `timeout-seconds`.',
    ],
    [
      'when the connection is lost',
      reset(),
      /^The connection to 127\.0\.0\.1:\d+ was lost .* Check the network between the runner and GitHub/,
    ],
    [
      'when the response says nothing about a number',
      respond(200, { data: { repository: {} } }),
      'GitHub returned HTTP 200, and the response does not say whether pull request 1 is closed. ' +
        'Run the job again. If that does not help, check `GITHUB_API_URL`, and that no proxy changes the responses from GitHub.',
    ],
  ])('%s, and the refusal says why', async (_what, fault, message) => {
    github.next('POST', fault);
    const refusal = await rejectionOf(RefusalError, ask([1]));
    expect(refusal.message.startsWith(HEAD)).toBe(true);
    const why = refusal.message.slice(HEAD.length);
    if (typeof message === 'string') expect(why).toBe(message);
    else expect(why).toMatch(message);
    expect(refusal.planned).toEqual([]);
    expect(refusal.why).toBe('GitHub did not say which pull requests are closed');
    expect(refusal.cause).toBeInstanceOf(RequestError);
  });

  test('when the token does not see the repository', async () => {
    expect((await rejectionOf(RefusalError, ask([1], { repository: 'octocat/gone' }))).message).toBe(
      `${HEAD}GitHub returned HTTP 200 with an error (NOT_FOUND): "Could not resolve to a Repository with the name 'octocat/gone'". ` +
        'The token does not see this repository: use a `github-token` that was given access to it, or leave the input out and give the job `permissions: pull-requests: read`.',
    );
  });

  test('when a rate limit lasts until the time limit', async () => {
    // After waits of 1, 2, 4, 8 and 16 s the next one is too long.
    const limits = Array.from({ length: 6 }, () => refuseAs('a secondary rate limit that names no time'));
    github.next('POST', ...limits);
    const { message } = await rejectionOf(RefusalError, ask([1], { remainingMs: 60_000 }));
    expect(message).toMatch(
      /"You have exceeded a secondary rate limit\. .* GitHub limits the requests of each token: /,
    );
    expect(message).not.toContain('pull-requests: read');
  });

  test('when nobody listens', async () => {
    const { message } = await rejectionOf(RefusalError, ask([1], { apiUrl: 'http://127.0.0.1:9/api/v3' }));
    expect(message).toMatch(
      /127\.0\.0\.1:9 refused the connection \(ECONNREFUSED\)\. Check `GITHUB_API_URL`/,
    );
  });
});

test('a defect is not reported as a refusal of GitHub', async () => {
  const http = { send: () => Promise.reject(new TypeError('a defect')), close: () => undefined };
  const error: unknown = await ask([1], { http }).catch((reason: unknown) => reason);
  expect(error).not.toBeInstanceOf(RefusalError);
  expect(String(error)).toContain('a defect');
});

describe('once the step has to stop', () => {
  const softStop = AbortSignal.abort(new StoppedError(CANCELLED));

  test('GitHub is not asked', async () => {
    const first = github.requests.length;
    expect((await rejectionOf(RefusalError, ask([1], { softStop }))).message).toBe(`${HEAD}${CANCELLED}`);
    expect(github.requests).toHaveLength(first);
  });

  test.each([
    [
      'an outage',
      refuseAs('an error without a type'),
      /^GitHub returned HTTP 200 with an error: .* The run was cancelled\.$/,
    ],
    [
      'a refusal',
      refuseAs('an unknown token'),
      /"Bad credentials"\. The token in `github-token` is mistyped.* The run was cancelled\.$/,
    ],
  ])(
    'the message has the last failure (%s), and that the step was stopped',
    async (_what, fault, message) => {
      const stop = new AbortController();
      const http = openHttp(() => undefined, '');
      const stopping = {
        ...http,
        send: async (...request: Parameters<typeof http.send>) => {
          const response = await http.send(...request);
          stop.abort(new StoppedError(CANCELLED));
          return response;
        },
      };
      github.next('POST', fault);
      const refusal = await rejectionOf(
        RefusalError,
        ask([1], { http: stopping, softStop: stop.signal, maxRetries: 3 }),
      );
      http.close();
      expect(refusal.message.slice(HEAD.length)).toMatch(message);
      expect(refusal.message.split(CANCELLED)).toHaveLength(2);
    },
  );

  test('a request in flight ends with the reason, without advice on anything else', async () => {
    const hardStop = AbortSignal.abort(new StoppedError(CANCELLED));
    expect((await rejectionOf(RefusalError, ask([1], { hardStop }))).message).toBe(
      `${HEAD}No complete response was received from 127.0.0.1:${github.port} before the step had to stop. ${CANCELLED}`,
    );
  });
});

describe('a response about two numbers', () => {
  const pull = (number: unknown, state: unknown): object => ({ number, state });
  const missing = (...aliases: readonly string[]): readonly object[] =>
    aliases.map((alias) => ({
      type: 'NOT_FOUND',
      path: ['repository', alias],
      message: 'Could not resolve',
    }));

  test.each<readonly [string, object, readonly (readonly [number, string])[]]>([
    [
      'holds both',
      { data: { repository: { pr1: pull(1, 'OPEN'), pr2: pull(2, 'MERGED') } } },
      [
        [1, 'open'],
        [2, 'closed'],
      ],
    ],
    [
      'says that one is none',
      { data: { repository: { pr1: null, pr2: pull(2, 'CLOSED') } }, errors: missing('pr1') },
      [
        [1, 'none'],
        [2, 'closed'],
      ],
    ],
    [
      'leaves one out that is none',
      { data: { repository: { pr2: pull(2, 'OPEN') } }, errors: missing('pr1') },
      [
        [1, 'none'],
        [2, 'open'],
      ],
    ],
    [
      'says that both are none, without data',
      { data: null, errors: missing('pr1', 'pr2') },
      [
        [1, 'none'],
        [2, 'none'],
      ],
    ],
  ])('%s', async (_what, body, expected) => {
    github.next('POST', respond(200, body));
    expect([...(await ask([1, 2])).states]).toEqual(expected);
  });

  test.each<readonly [string, object]>([
    ['a null without an error', { data: { repository: { pr1: null, pr2: pull(2, 'OPEN') } } }],
    ['only one number', { data: { repository: { pr2: pull(2, 'OPEN') } } }],
    ['another number', { data: { repository: { pr1: pull(7, 'CLOSED'), pr2: pull(2, 'OPEN') } } }],
    ['the number as text', { data: { repository: { pr1: pull('1', 'CLOSED'), pr2: pull(2, 'OPEN') } } }],
    ['an unknown state', { data: { repository: { pr1: pull(1, 'DRAFT'), pr2: pull(2, 'OPEN') } } }],
    ['no state', { data: { repository: { pr1: pull(1, undefined), pr2: pull(2, 'OPEN') } } }],
    [
      '"not found" for a number that is there',
      { data: { repository: { pr1: pull(1, 'DRAFT'), pr2: pull(2, 'OPEN') } }, errors: missing('pr1') },
    ],
    [
      '"not found" for another number',
      { data: { repository: { pr1: null, pr2: pull(2, 'OPEN') } }, errors: missing('pr2') },
    ],
    ['a list for a repository', { data: { repository: [] } }],
    ['a list for data', { data: [] }],
    ['null for data', { data: null }],
  ])('is refused with %s', async (_what, body) => {
    github.next('POST', respond(200, body));
    expect((await rejectionOf(RefusalError, ask([1, 2]))).message).toContain(
      'does not say whether pull request 1 is closed.',
    );
  });
});

// The last, because the modules that it loads anew have error types of their own.
test('an event file that @actions/github cannot read is named, and no request is sent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'event-'));
  const before = process.env['GITHUB_EVENT_PATH'];
  process.env['GITHUB_EVENT_PATH'] = join(folder, 'event.json');
  writeFileSync(process.env['GITHUB_EVENT_PATH'], '{');
  jest.resetModules();
  const first = github.requests.length;
  try {
    const anew = await import('../../../src/github/pull-requests.ts');
    await expect(ask([1], { read: anew.readPullRequests })).rejects.toMatchObject({
      name: 'RefusalError',
      message: expect.stringMatching(
        /^Nothing was deleted, .* @actions\/github could not be loaded: ".*JSON.*"\. It reads the event file \(GITHUB_EVENT_PATH\)/,
      ) as unknown,
    });
    expect(github.requests).toHaveLength(first);
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, 'GITHUB_EVENT_PATH');
    else process.env['GITHUB_EVENT_PATH'] = before;
    rmSync(folder, { recursive: true });
  }
});
