import { describe, expect, test } from '@jest/globals';
import {
  cut,
  failure,
  type Fault,
  html,
  oversized,
  rateLimit,
  redirect,
  reply,
  reset,
  stall,
  successEnvelope,
} from '../support/faults.ts';
import { badCredentials, type GithubOptions, secondaryRateLimit } from '../support/github-double.ts';
import { id, named, setStage, type Stage } from '../support/stage.ts';

/**
 * Each scenario is one reason to delete nothing: a guard, a list, a read or GitHub says no. Three keys stand ready, and
 * all of them would be deleted but for it.
 */
type Scenario = {
  readonly inputs: Readonly<Record<string, string>>;
  readonly github?: GithubOptions;
  readonly env?: Readonly<Record<string, string>>;
  readonly prepare?: (stage: Stage) => void;
  /** What the one error annotation says. */
  readonly error: RegExp | string;
};

const BY_NAME = { 'key-name': 'pr-*', 'max-retries': '0' };
const BY_ID = { 'key-id': `${id(1)} ${id(2)} ${id(3)}`, 'expected-name': 'pr-*', 'max-retries': '0' };
const SWEEP = { 'key-name': 'pr-{closed-pr}', 'max-retries': '0' };

const UNLISTED = "Nothing was deleted, because the account's TURN keys could not be listed. ";
const UNREAD = `Nothing was deleted, because TURN key ${id(2)} could not be read. `;
const UNASKED =
  'Nothing was deleted, because GitHub did not say which pull requests are closed (it takes `pull-requests: read`): ';

const list = (result: unknown, more: object = {}): Fault => reply(200, successEnvelope(result, more));

/** What can go wrong with a read of Cloudflare's, and how the error goes on. */
const BROKEN_READS: Readonly<Record<string, readonly [Fault, string]>> = {
  'an unknown token': [
    failure(401, 10000, 'Authentication error'),
    'Cloudflare answered HTTP 401, code 10000',
  ],
  'a token without the permission': [
    failure(403, 10000, 'Authentication error'),
    'Cloudflare answered HTTP 403, code 10000',
  ],
  'a wrong account': [failure(404, 7003, 'Could not route'), 'Cloudflare answered HTTP 404, code 7003'],
  'a failure with HTTP 200': [
    failure(200, 971, 'Please wait'),
    'Cloudflare answered HTTP 200, yet no success, code 971',
  ],
  'a fault of the server': [failure(500, 0, 'Internal'), 'Cloudflare answered HTTP 500, code 0'],
  'a page of the edge': [html(), 'Cloudflare answered HTTP 502 with something that is no envelope'],
  text: [
    reply(200, 'upstream connect error'),
    'Cloudflare answered HTTP 200 with something that is no envelope',
  ],
  'an empty body': [
    reply(200, ''),
    'Cloudflare answered HTTP 200 with something that is no envelope: an empty body',
  ],
  'an envelope without success': [
    reply(200, { result: [] }),
    'Cloudflare answered HTTP 200 with something that is no envelope',
  ],
  'a lost connection': [reset(), 'The connection to 127.0.0.1:'],
  'a cut body': [cut(), 'The connection to 127.0.0.1:'],
  'a body without end': [oversized(), 'Cloudflare answered HTTP 200 with a body of more than 1 MiB'],
  'a redirect': [
    redirect('https://evil.example/'),
    'Cloudflare answered HTTP 307, a redirect to https://evil.example/',
  ],
  'a wait that is longer than the budget': [
    rateLimit({ retryAfter: 9999 }),
    'Cloudflare answered HTTP 429, code 971',
  ],
  'a `result` of another shape': [
    list('none'),
    'Cloudflare answered HTTP 200 and success, but with a `result` that is no',
  ],
};

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  ...Object.fromEntries(
    Object.entries(BROKEN_READS).flatMap(
      ([what, [fault, error]]): readonly (readonly [string, Scenario])[] => [
        [
          `the list meets ${what}`,
          {
            inputs: BY_NAME,
            prepare: ({ cloudflare }: Stage) => {
              cloudflare.next('GET', fault);
            },
            error: UNLISTED + error,
          },
        ],
        [
          `the read of one of the keys meets ${what}`,
          {
            inputs: BY_ID,
            prepare: ({ cloudflare }: Stage) => {
              cloudflare.next({ method: 'GET', key: id(2) }, fault);
            },
            error: UNREAD + error,
          },
        ],
      ],
    ),
  ),
  'the list is silent for as long as there is time': {
    inputs: { ...BY_NAME, 'timeout-seconds': '1' },
    prepare: ({ cloudflare }) => {
      cloudflare.next('GET', stall());
    },
    error: /listed\. No complete answer had come from .* The step's budget of 1 second ran out: /,
  },
  'a later page of the list fails': {
    inputs: BY_NAME,
    prepare: ({ cloudflare }) => {
      cloudflare.next('GET', list([{ uid: id(1), name: 'pr-1' }], { result_info: { total_pages: 2 } }));
      cloudflare.next({ path: /\?page=2$/ }, failure(500, 0, 'Internal'));
    },
    error: `${UNLISTED}Cloudflare answered HTTP 500`,
  },
  'the list claims to have a million pages': {
    inputs: BY_NAME,
    prepare: ({ cloudflare }) => {
      cloudflare.next('GET', list([], { result_info: { total_pages: 1_000_000 } }));
    },
    error: `${UNLISTED}Cloudflare answered HTTP 200 and success, but with a list of 1000000 pages, where at most 1000 make sense`,
  },
  'the list has an entry that is no key': {
    inputs: BY_NAME,
    prepare: ({ cloudflare }) => {
      cloudflare.next(
        'GET',
        list([
          { uid: id(1), name: 'pr-1' },
          { uid: id(2), name: 42 },
        ]),
      );
    },
    error: `${UNLISTED}Cloudflare answered HTTP 200 and success, but with a list with an entry that is no key`,
  },
  'a key that is picked has no ID': {
    inputs: BY_NAME,
    prepare: ({ cloudflare }) => {
      cloudflare.next('GET', list([{ uid: id(1), name: 'pr-1' }, { name: 'pr-2' }]));
    },
    error: 'Nothing was deleted: Cloudflare lists a key named "pr-2" with no ID. ',
  },
  'a key that is picked has an ID that would be another path': {
    inputs: BY_NAME,
    prepare: ({ cloudflare }) => {
      cloudflare.next('GET', list([{ uid: '../../../../user/tokens/verify', name: 'pr-1' }]));
    },
    error:
      'Nothing was deleted: Cloudflare lists a key named "pr-1" with the ID "../../../../user/tokens/verify", which',
  },
  'a read tells of another key than the one asked for': {
    inputs: BY_ID,
    prepare: ({ cloudflare }) => {
      cloudflare.next({ method: 'GET', key: id(2) }, list({ uid: id(3), name: 'pr-3' }));
    },
    error: `${UNREAD}Cloudflare answered HTTP 200 and success, but with another key's \`uid\`, "${id(3)}"`,
  },
  'a read tells no name, and a name is expected': {
    inputs: BY_ID,
    prepare: ({ cloudflare }) => {
      cloudflare.next({ method: 'GET', key: id(2) }, list(null));
    },
    error: `Nothing was deleted: TURN key ${id(2)} came without its name. No pattern of 'expected-name' ("pr-*") matches.`,
  },
  'one name of three is not expected': {
    inputs: { ...BY_ID, 'expected-name': 'pr-1\npr-3' },
    error: `Nothing was deleted: TURN key ${id(2)} is named "pr-2". No pattern of 'expected-name' ("pr-1", "pr-3") matches.`,
  },
  'one name of three is not expected, in a selection by name': {
    inputs: { ...BY_NAME, 'expected-name': '*1\n*2' },
    error: `Nothing was deleted: TURN key ${id(3)} is named "pr-3". No pattern`,
  },
  'there are more keys than max-keys allows': {
    inputs: { ...BY_NAME, 'max-keys': '2' },
    error: "Nothing was deleted: 3 keys are selected, and 'max-keys' allows 2.",
  },
  'there are more IDs than max-keys allows': {
    inputs: { 'key-id': BY_ID['key-id'], 'max-keys': '2' },
    error: "Input 'key-id' names 3 keys, and 'max-keys' allows 2.",
  },
  'a name is ambiguous': {
    inputs: { 'key-name': 'pr-*\ntwin' },
    prepare: ({ cloudflare }) => {
      for (const n of [8, 9]) cloudflare.keys.set(id(n), { uid: id(n), name: 'twin' });
    },
    error: 'Nothing was deleted: 2 keys bear the name "twin": ',
  },
  'older-than stands beside key-id': {
    inputs: { 'key-id': BY_ID['key-id'], 'older-than': '1d' },
    error: "Input 'older-than' goes with 'key-name' alone",
  },
  'key-id and key-name are both given': {
    inputs: { 'key-id': BY_ID['key-id'], 'key-name': 'pr-*' },
    error: "Inputs 'key-id' and 'key-name' exclude each other",
  },
  'a pattern would take every key': {
    inputs: { 'key-name': 'pr-1\n*' },
    error: `Input 'key-name': the line "*" matches every name, which is not allowed.`,
  },
  'an input is misspelt': {
    inputs: BY_NAME,
    env: { INPUT_DRY_RUN: 'true' },
    error: "Input 'dry_run' does not exist: write 'dry-run'.",
  },

  'GitHub does not know the token': {
    inputs: SWEEP,
    prepare: ({ github }) => {
      github.next('POST', badCredentials());
    },
    error: `${UNASKED}GitHub answered HTTP 401: "Bad credentials". Check that \`github-token\` is valid`,
  },
  'the job lacks the permission': {
    inputs: SWEEP,
    github: { withoutPermission: true },
    error: `${UNASKED}GitHub answered "Resource not accessible by integration". Give the job \`permissions: pull-requests: read\``,
  },
  'GitHub does not find the repository': {
    inputs: SWEEP,
    env: { GITHUB_REPOSITORY: 'octocat/gone' },
    error: `${UNASKED}GitHub answered "Could not resolve to a Repository with the name 'octocat/gone'". Give the job \`permissions: pull-requests: read\``,
  },
  'GitHub has a bad gateway': {
    inputs: SWEEP,
    prepare: ({ github }) => {
      github.next('POST', html({ status: 502 }));
    },
    error: `${UNASKED}GitHub answered HTTP 502: "<!DOCTYPE html>`,
  },
  'GitHub limits the rate': {
    inputs: SWEEP,
    prepare: ({ github }) => {
      github.next('POST', secondaryRateLimit({ retryAfter: 3600 }));
    },
    error:
      /GitHub answered HTTP 403: "You have exceeded a secondary rate limit\. .* again"\. It asked to wait 3600 s, /,
  },
  'GitHub limits the rate and does not say for how long': {
    inputs: SWEEP,
    prepare: ({ github }) => {
      github.next('POST', secondaryRateLimit());
    },
    error: `${UNASKED}GitHub answered HTTP 403: "You have exceeded a secondary rate limit.`,
  },
  'the connection to GitHub is lost': {
    inputs: SWEEP,
    prepare: ({ github }) => {
      github.next('POST', reset());
    },
    error: `${UNASKED}The connection to 127.0.0.1:`,
  },
  "GitHub's answer is cut": {
    inputs: SWEEP,
    prepare: ({ github }) => {
      github.next('POST', cut());
    },
    error: `${UNASKED}The connection to 127.0.0.1:`,
  },
  'GitHub is silent for as long as there is time': {
    inputs: { ...SWEEP, 'timeout-seconds': '1' },
    prepare: ({ github }) => {
      github.next('POST', stall());
    },
    error: /No complete answer had come from .* The step's budget of 1 second ran out: /,
  },
  'GitHub redirects': {
    inputs: SWEEP,
    prepare: ({ github }) => {
      github.next('POST', redirect('https://evil.example/'));
    },
    error: `${UNASKED}GitHub answered HTTP 307: `,
  },
  'GitHub sends more than 1 MiB': {
    inputs: SWEEP,
    prepare: ({ github }) => {
      github.next('POST', oversized());
    },
    error: `${UNASKED}GitHub answered HTTP 200: a body of more than 1 MiB.`,
  },
  ...Object.fromEntries(
    (
      [
        ['HTML', '<html>'],
        ['nothing', ''],
        ['null', null],
        ['a list', []],
        ['a number', 7],
        ['no data', {}],
        ['data that is null', { data: null }],
        ['no repository', { data: { repository: null } }],
        ['two pull requests of three', { data: { repository: { pr1: closed(1), pr2: closed(2) } } }],
        [
          'a pull request without a state',
          { data: { repository: { pr1: closed(1), pr2: closed(2), pr3: { number: 3 } } } },
        ],
        [
          'a state that it does not have',
          { data: { repository: { pr1: closed(1), pr2: closed(2), pr3: { number: 3, state: 'GONE' } } } },
        ],
        [
          'another pull request',
          { data: { repository: { pr1: closed(1), pr2: closed(2), pr3: closed(4) } } },
        ],
        ['null without an error', { data: { repository: { pr1: closed(1), pr2: closed(2), pr3: null } } }],
        ['errors that are no list', { data: { repository: {} }, errors: 'no' }],
        ['errors that are an empty list', { data: { repository: {} }, errors: [] }],
        ['errors that are numbers', { data: null, errors: [1] }],
        [
          'an error without a path',
          {
            data: { repository: { pr1: closed(1), pr2: closed(2), pr3: null } },
            errors: [{ type: 'NOT_FOUND', message: 'x' }],
          },
        ],
        [
          '"not found" for data that it has',
          {
            data: { repository: { pr1: closed(1), pr2: closed(2), pr3: { number: 3 } } },
            errors: [notFound(3)],
          },
        ],
        [
          '"not found" for one number and silence for another',
          { data: { repository: { pr1: closed(1), pr2: null, pr3: null } }, errors: [notFound(3)] },
        ],
        [
          '"not found" and another error',
          {
            data: { repository: { pr1: closed(1), pr2: closed(2), pr3: null } },
            errors: [notFound(3), { type: 'RATE_LIMITED', message: 'API rate limit exceeded' }],
          },
        ],
      ] as const
    ).map(([what, body]) => [
      `GitHub answers with ${what}`,
      {
        inputs: SWEEP,
        prepare: ({ github }: Stage) => {
          github.next('POST', reply(200, body ?? 'null'));
        },
        error: UNASKED,
      },
    ]),
  ),
};

function closed(number: number): object {
  return { number, state: 'CLOSED' };
}

function notFound(number: number): object {
  return { type: 'NOT_FOUND', path: ['repository', `pr${number}`], message: 'Could not resolve' };
}

describe('nothing is deleted when', () => {
  test.each(Object.entries(SCENARIOS))('%s', async (what, { inputs, env, github, prepare, error }) => {
    const stage = await setStage({
      keys: named('pr-1', 'pr-2', 'pr-3'),
      github: { pullRequests: { 1: 'CLOSED', 2: 'MERGED', 3: 'CLOSED' }, ...github },
    });
    prepare?.(stage);
    const before = new Map(stage.cloudflare.keys);
    const { deletes, errors, rows, run } = await stage.perform(inputs, { env: env ?? {} });
    expect(deletes).toEqual([]);
    expect(stage.cloudflare.keys).toEqual(before);
    expect(errors).toEqual([
      typeof error === 'string' ? expect.stringContaining(error) : expect.stringMatching(error),
    ]);
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ status: 'failed', 'deleted-count': '0' });
    for (const { status } of rows) expect(['failed', 'not-attempted', 'not-found']).toContain(status);
    expect(run.summary).toMatch(/nothing was deleted|not attempted|failed/);
    if (what.includes('GitHub')) expect(errors[0]).toContain('pull-requests: read`');
  });

  test('the second of two questions to GitHub fails', async () => {
    const numbers = Array.from({ length: 101 }, (_, n) => n + 1);
    const { github, perform } = await setStage({
      keys: named(...numbers.map((n) => `pr-${n}`)),
      github: { pullRequests: Object.fromEntries(numbers.map((n) => [n, 'CLOSED'])) },
    });
    github.next('POST', { kind: 'pass' }, badCredentials());
    const { deletes, errors } = await perform({ ...SWEEP, 'max-keys': '1000' });
    expect(github.requests).toHaveLength(2);
    expect(deletes).toEqual([]);
    expect(errors).toEqual([expect.stringContaining('GitHub answered HTTP 401: "Bad credentials".')]);
  });

  test('the first of many reads fails, and the others are not begun', async () => {
    const { cloudflare, perform } = await setStage({ keys: named(...Array.from({ length: 60 }, () => 'p')) });
    cloudflare.always('GET', failure(401, 10000, 'Authentication error'));
    const ids = [...cloudflare.keys.keys()].join(',');
    const { requests, rows, run } = await perform({ 'key-id': ids, 'expected-name': 'p' });
    expect(requests.length).toBeLessThanOrEqual(8);
    expect(rows.filter(({ status }) => status === 'failed')).toHaveLength(1);
    expect(rows.filter(({ status }) => status === 'not-attempted')).toHaveLength(59);
    expect(run.annotations).toHaveLength(1);
  });
});
