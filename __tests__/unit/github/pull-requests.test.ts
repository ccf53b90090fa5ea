import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Refusal, Stopped } from '../../../src/http/errors.ts';
import { openHttp } from '../../../src/http/client.ts';
import type { PullRequestState, readPullRequests } from '../../../src/github/pull-requests.ts';
import { openRetries } from '../../../src/http/retry.ts';
import { cut, html, oversized, redirect, reply, reset } from '../../support/faults.ts';
import {
  badCredentials,
  type GithubDouble,
  secondaryRateLimit,
  startGithub,
} from '../../support/github-double.ts';
import { GITHUB_TOKEN } from '../../support/runner.ts';

const SAID =
  'Nothing was deleted, because GitHub did not say which pull requests are closed (it takes `pull-requests: read`): ';
const PERMISSION = 'Give the job `permissions: pull-requests: read`, or a `github-token` that has it.';

const VARIABLES = ['GITHUB_API_URL', 'GITHUB_REPOSITORY', 'GITHUB_EVENT_PATH'];

let github: GithubDouble;
let read: typeof readPullRequests;
let before: readonly (string | undefined)[];

beforeAll(async () => {
  github = await startGithub({ pullRequests: { 1: 'MERGED', 2: 'CLOSED', 3: 'OPEN' } });
  before = VARIABLES.map((name) => process.env[name]);
  // @actions/github reads these as it is loaded.
  process.env['GITHUB_API_URL'] = github.env['GITHUB_API_URL'];
  process.env['GITHUB_REPOSITORY'] = 'octocat/calls-demo';
  Reflect.deleteProperty(process.env, 'GITHUB_EVENT_PATH');
  ({ readPullRequests: read } = await import('../../../src/github/pull-requests.ts'));
});

afterEach(() => {
  process.env['GITHUB_REPOSITORY'] = 'octocat/calls-demo';
});

afterAll(async () => {
  for (const [index, name] of VARIABLES.entries()) {
    const value = before[index];
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
  await github.close();
});

type Options = { readonly maxRetries?: number; readonly token?: string; readonly stop?: AbortSignal };
type Asked = {
  readonly states: ReadonlyMap<number, PullRequestState>;
  readonly log: readonly string[];
  readonly bodies: readonly string[];
};

/** Asks the double about numbers. Waits take no time. */
async function ask(numbers: readonly number[], options: Options = {}): Promise<Asked> {
  const { maxRetries = 0, token = GITHUB_TOKEN, stop = new AbortController().signal } = options;
  const log: string[] = [];
  const time = { now: 0 };
  const http = openHttp({ debug: () => undefined });
  const first = github.requests.length;
  try {
    const states = await read(numbers, {
      token,
      http,
      retries: openRetries({
        maxRetries,
        budget: { remaining: () => 60_000 },
        log: { info: (line) => void log.push(line) },
        now: () => time.now,
        wait: (milliseconds) => {
          time.now += milliseconds;
          return Promise.resolve();
        },
      }),
      redact: (text) => text.replaceAll('secret', '***'),
      stop,
      end: new AbortController().signal,
    });
    return { states, log, bodies: github.requests.slice(first).map(({ body }) => body) };
  } finally {
    http.close();
  }
}

async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (error instanceof Refusal) return error;
  throw new Error(`It ended with ${String(error)}.`);
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

  test('are asked for with the token, under the name of the step', async () => {
    await ask([1]);
    expect(github.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: '/api/graphql',
      headers: { authorization: `token ${GITHUB_TOKEN}`, 'user-agent': 'delete-turn-key/1.0.0' },
    });
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

describe('GitHub', () => {
  test.each([
    ['a page of the edge', html({ status: 502 }), 'GitHub answered HTTP 502: "<!DOCTYPE html> '],
    ['a lost connection', reset(), 'The connection to '],
    [
      'a secondary rate limit',
      secondaryRateLimit({ retryAfter: 7 }),
      'GitHub answered HTTP 403: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again". Trying again in 7 s',
    ],
    ['a rate limit that names no time', secondaryRateLimit(), 'GitHub answered HTTP 403: "You have exceeded'],
    [
      'HTTP 403 with Retry-After',
      reply(403, '', { headers: { 'retry-after': '3' } }),
      'GitHub answered HTTP 403: an empty body. Trying again in 3 s',
    ],
    ['HTTP 429', reply(429, ''), 'GitHub answered HTTP 429: an empty body. Trying again in '],
  ])('is asked again after %s', async (_what, fault, line) => {
    github.next('POST', fault);
    const { states, log, bodies } = await ask([1], { maxRetries: 1 });
    expect([...states]).toEqual([[1, 'closed']]);
    expect(log).toEqual([expect.stringContaining(line)]);
    expect(bodies).toHaveLength(2);
  });

  test('is not asked again after HTTP 404, whatever it says', async () => {
    const first = github.requests.length;
    github.next('POST', reply(404, 'rate limit', { headers: { 'retry-after': '0' } }));
    await refusalOf(ask([1], { maxRetries: 3 }));
    expect(github.requests).toHaveLength(first + 1);
  });

  test('is not asked again after HTTP 403 with a body too large to tell a rate limit', async () => {
    const first = github.requests.length;
    github.next('POST', oversized({ status: 403 }));
    const refusal = await refusalOf(ask([1], { maxRetries: 3 }));
    expect(refusal.message).toBe(`${SAID}GitHub answered HTTP 403: a body of more than 1 MiB. ${PERMISSION}`);
    expect(github.requests).toHaveLength(first + 1);
  });

  test.each([
    ['HTTP 400', reply(400, ''), { failure: 'refused', status: 400, throttled: false }],
    ['HTTP 429', reply(429, ''), { failure: 'refused', status: 429, throttled: true }],
    ['a body without end', oversized(), { failure: 'too-large', status: 200, throttled: false }],
  ])('is behind a refusal with what it answered: %s', async (_what, fault, answer) => {
    github.next('POST', fault);
    expect((await refusalOf(ask([1]))).cause).toMatchObject({ last: answer });
  });

  const LATER = 'Run the job again later.';
  const NETWORK =
    'Check the network between the runner and GitHub (GITHUB_API_URL), and its proxy; then run the job again. It needs `pull-requests: read`.';
  const TOKEN = "Check that `github-token` is valid, or leave it out to use the job's own.";

  test.each([
    ['a wrong token', badCredentials(), `GitHub answered HTTP 401: "Bad credentials". ${TOKEN}`],
    [
      'HTTP 403',
      reply(403, { message: 'Resource not accessible by integration' }),
      `GitHub answered HTTP 403: "Resource not accessible by integration". ${PERMISSION}`,
    ],
    ['HTTP 404', reply(404, '{"message":7}'), `GitHub answered HTTP 404: "{"message":7}". ${PERMISSION}`],
    ['a redirect', redirect('https://x.example/'), `GitHub answered HTTP 307: an empty body. ${PERMISSION}`],
    ['a 502 each time', html({ status: 502 }), LATER],
    ['a 500', reply(500, '[]'), `GitHub answered HTTP 500: "[]". ${LATER}`],
    ['a rate limit each time', reply(429, 'x'), `GitHub answered HTTP 429: "x". ${LATER}`],
    ['a body without end', oversized(), `GitHub answered HTTP 200: a body of more than 1 MiB. ${PERMISSION}`],
    ['a lost connection', reset(), NETWORK],
    ['a cut body', cut(), NETWORK],
    [
      'a message with a secret',
      reply(400, { message: 'a secret.' }),
      `GitHub answered HTTP 400: "a ***". ${PERMISSION}`,
    ],
    ['a body with a secret', reply(400, 'a secret'), `GitHub answered HTTP 400: "a ***". ${PERMISSION}`],
    ['null', reply(200, 'null'), `${SAID}its answer could not be understood. ${PERMISSION}`],
    [
      'errors that are no list',
      reply(200, { errors: 'x' }),
      `${SAID}its answer could not be understood. ${PERMISSION}`,
    ],
    ['text', reply(200, 'text'), `${SAID}its answer says nothing about number 1. ${PERMISSION}`],
    [
      'an error without a message',
      reply(200, { errors: [{}] }),
      `${SAID}GitHub answered an error without a message. ${PERMISSION}`,
    ],
    [
      'an error',
      reply(200, { data: null, errors: [{ type: 'FORBIDDEN', message: 'No. A secret.' }] }),
      `${SAID}GitHub answered "No. A ***". ${PERMISSION}`,
    ],
    [
      'a used-up limit',
      reply(200, { errors: [{ type: 'RATE_LIMITED', message: 'Slow' }] }),
      `${SAID}GitHub answered "Slow". ${LATER}`,
    ],
    [
      'another used-up limit',
      reply(200, { errors: [{ type: 'RATE_LIMIT', message: 'Slow' }] }),
      `${SAID}GitHub answered "Slow". ${LATER}`,
    ],
  ])('says nothing when it answers with %s', async (_what, fault, message) => {
    github.next('POST', fault);
    const refusal = await refusalOf(ask([1]));
    expect(refusal.message).toContain(message);
    expect(refusal.message.startsWith(SAID)).toBe(true);
    expect(refusal.selected).toEqual([]);
  });

  test('does not know another repository', async () => {
    process.env['GITHUB_REPOSITORY'] = 'octocat/gone';
    expect((await refusalOf(ask([1]))).message).toBe(
      `${SAID}GitHub answered "Could not resolve to a Repository with the name 'octocat/gone'". ${PERMISSION}`,
    );
  });

  test('is not asked once the step has to stop', async () => {
    const first = github.requests.length;
    const stop = AbortSignal.abort(new Stopped('The run was cancelled.'));
    expect((await refusalOf(ask([1], { stop }))).message).toBe(`${SAID}The run was cancelled.`);
    expect(github.requests).toHaveLength(first);
  });
});

describe('an answer about two numbers', () => {
  const pull = (number: unknown, state: unknown): object => ({ number, state });
  const missing = (path: unknown, type = 'NOT_FOUND'): object => ({
    type,
    path,
    message: 'Could not resolve',
  });

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
      {
        data: { repository: { pr1: null, pr2: pull(2, 'CLOSED') } },
        errors: [missing(['repository', 'pr1'])],
      },
      [
        [1, 'none'],
        [2, 'closed'],
      ],
    ],
    [
      'leaves one out that is none',
      { data: { repository: { pr2: pull(2, 'OPEN') } }, errors: [missing(['repository', 'pr1'])] },
      [
        [1, 'none'],
        [2, 'open'],
      ],
    ],
    [
      'says that both are none, without data',
      { data: null, errors: [missing(['repository', 'pr1']), missing(['repository', 'pr2'])] },
      [
        [1, 'none'],
        [2, 'none'],
      ],
    ],
  ])('%s', async (_what, body, expected) => {
    github.next('POST', reply(200, body));
    expect([...(await ask([1, 2])).states]).toEqual(expected);
  });

  test.each<readonly [string, object]>([
    ['a null without an error', { data: { repository: { pr1: null, pr2: pull(2, 'OPEN') } } }],
    ['one number alone', { data: { repository: { pr2: pull(2, 'OPEN') } } }],
    ['another number', { data: { repository: { pr1: pull(7, 'CLOSED'), pr2: pull(2, 'OPEN') } } }],
    ['the number as text', { data: { repository: { pr1: pull('1', 'CLOSED'), pr2: pull(2, 'OPEN') } } }],
    ['an unknown state', { data: { repository: { pr1: pull(1, 'DRAFT'), pr2: pull(2, 'OPEN') } } }],
    ['no state', { data: { repository: { pr1: pull(1, undefined), pr2: pull(2, 'OPEN') } } }],
    [
      '"not found" for a number that is there',
      {
        data: { repository: { pr1: pull(1, 'DRAFT'), pr2: pull(2, 'OPEN') } },
        errors: [missing(['repository', 'pr1'])],
      },
    ],
    [
      '"not found" for another number',
      { data: { repository: { pr1: null, pr2: pull(2, 'OPEN') } }, errors: [missing(['repository', 'pr2'])] },
    ],
    ['"not found" for the repository', { data: { repository: null }, errors: [missing(['repository'])] }],
    [
      '"not found" elsewhere',
      { data: { repository: { pr1: null, pr2: pull(2, 'OPEN') } }, errors: [missing(['viewer', 'pr1'])] },
    ],
    [
      '"not found" beneath the number',
      {
        data: { repository: { pr1: null, pr2: pull(2, 'OPEN') } },
        errors: [missing(['repository', 'pr1', 'state'])],
      },
    ],
    [
      '"not found" without a path',
      { data: { repository: { pr1: null, pr2: pull(2, 'OPEN') } }, errors: [missing(undefined)] },
    ],
    [
      '"not found" for an index',
      { data: { repository: { pr1: null, pr2: pull(2, 'OPEN') } }, errors: [missing(['repository', 1])] },
    ],
    [
      'another error for the number',
      {
        data: { repository: { pr1: null, pr2: pull(2, 'OPEN') } },
        errors: [missing(['repository', 'pr1'], 'FORBIDDEN')],
      },
    ],
    [
      'another error beside',
      {
        data: { repository: { pr1: null, pr2: pull(2, 'OPEN') } },
        errors: [missing(['repository', 'pr1']), 'x'],
      },
    ],
    ['a list for a repository', { data: { repository: [] } }],
    ['a list for data', { data: [] }],
    ['no data', {}],
  ])('is refused with %s', async (_what, body) => {
    github.next('POST', reply(200, body));
    expect((await refusalOf(ask([1, 2]))).message.startsWith(SAID)).toBe(true);
  });

  test.each<readonly [unknown]>([
    [undefined],
    ['pr1'],
    [['repository']],
    [['repository', 1]],
    [['viewer', 'pr1']],
    [['repository', 'pr1', 'state']],
  ])('is refused with what GitHub says, if its "not found" leads to %j', async (path) => {
    github.next('POST', reply(200, { data: { repository: { pr1: null } }, errors: [missing(path)] }));
    expect((await refusalOf(ask([1, 2]))).message).toBe(
      `${SAID}GitHub answered "Could not resolve". ${PERMISSION}`,
    );
  });
});
