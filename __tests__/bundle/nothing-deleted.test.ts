import { describe, expect, test } from '@jest/globals';
import {
  failure,
  type Fault,
  found,
  html,
  listed,
  pass,
  rateLimit,
  respond,
  reset,
  stall,
} from '../support/faults.ts';
import { refuseAs } from '../support/github-refusals.ts';
import { id, named, someKeys } from '../support/keys.ts';
import { play, type Scenario } from '../support/scenario.ts';

/**
 * Each refusal is one reason to delete nothing: a guard, a list, a read or GitHub. Without it, all three keys would be
 * deleted.
 */
type Refusal = Pick<Scenario, 'github' | 'prepare'> & {
  readonly inputs: Readonly<Record<string, string>>;
  /** The message of the only error annotation. */
  readonly error: RegExp | string;
};

const BY_NAME = { 'key-name': 'pr-*', 'max-retries': '0' };
const BY_ID = { 'key-id': `${id(1)} ${id(2)} ${id(3)}`, 'expected-name': 'pr-*', 'max-retries': '0' };
const SWEEP = { 'key-name': 'pr-{closed-pr}', 'max-retries': '0' };
const PULL_REQUESTS = { 1: 'CLOSED', 2: 'MERGED', 3: 'CLOSED' } as const;

const UNLISTED = "Nothing was deleted, because the account's TURN keys could not be listed. ";
const UNREAD = `Nothing was deleted, because TURN key ${id(2)} could not be read. `;
const UNASKED = 'Nothing was deleted, because GitHub did not say which pull requests are closed. ';

/** One of each kind of failure of a read, and how the error continues. */
const BROKEN_READS: Readonly<Record<string, readonly [Fault, string]>> = {
  'a refused token': [
    failure(401, 10000, 'Authentication error'),
    'Cloudflare returned HTTP 401, code 10000',
  ],
  'an HTML page': [html(), 'Cloudflare returned HTTP 502 with an unexpected response body'],
  'a lost connection': [reset(), 'The connection to 127.0.0.1:'],
  'a wait beyond the time limit': [rateLimit({ retryAfter: 9999 }), 'Cloudflare returned HTTP 429'],
  'a `result` of another shape': [
    listed('none'),
    'Cloudflare returned HTTP 200 and success, but with a `result`',
  ],
};

const REFUSALS: Readonly<Record<string, Refusal>> = {
  ...Object.fromEntries(
    Object.entries(BROKEN_READS).flatMap(
      ([what, [fault, error]]): readonly (readonly [string, Refusal])[] => [
        [
          `the list fails with ${what}`,
          {
            inputs: BY_NAME,
            prepare: ({ next }) => {
              next('GET', fault);
            },
            error: UNLISTED + error,
          },
        ],
        [
          `the read of one key fails with ${what}`,
          {
            inputs: BY_ID,
            prepare: ({ next }) => {
              next({ method: 'GET', key: id(2) }, fault);
            },
            error: UNREAD + error,
          },
        ],
      ],
    ),
  ),
  'the list gets no response before the time limit': {
    inputs: { ...BY_NAME, 'timeout-seconds': '3' },
    prepare: ({ next }) => {
      next('GET', stall());
    },
    error: /listed\. .*`timeout-seconds`/,
  },
  'a later page of the list fails': {
    inputs: BY_NAME,
    prepare: ({ next }) => {
      next('GET', listed([{ uid: id(1), name: 'pr-1' }], { result_info: { total_pages: 2 } }));
      next({ path: /\?page=2$/ }, failure(500, 0, 'Internal'));
    },
    error: `${UNLISTED}Cloudflare returned HTTP 500`,
  },
  'a selected key has an ID that would be another path': {
    inputs: BY_NAME,
    prepare: ({ next }) => {
      next('GET', listed([{ uid: '../../../../user/tokens/verify', name: 'pr-1' }]));
    },
    error:
      'Nothing was deleted: Cloudflare lists a key named "pr-1" with the ID "../../../../user/tokens/verify", which',
  },
  'a read returns another key': {
    inputs: BY_ID,
    prepare: ({ next }) => {
      next({ method: 'GET', key: id(2) }, found({ uid: id(3), name: 'pr-3' }));
    },
    error: `${UNREAD}Cloudflare returned HTTP 200 and success, but with another key's \`uid\`, "${id(3)}"`,
  },
  'one of three names is not expected': {
    inputs: { ...BY_NAME, 'expected-name': '*1\n*2' },
    error: `Nothing was deleted: TURN key ${id(3)} is named "pr-3". `,
  },
  'a pattern matches every key': {
    inputs: { 'key-name': 'pr-1\n*' },
    error: `Input 'key-name': the line "*" matches every name, which isn't allowed.`,
  },
  'the connection to GitHub is lost': {
    inputs: SWEEP,
    github: { faults: [reset()] },
    error: UNASKED,
  },
  'the response of GitHub lacks one of three pull requests': {
    inputs: SWEEP,
    github: { faults: [respond(200, { data: { repository: { pr1: closed(1), pr2: closed(2) } } })] },
    error: UNASKED,
  },
};

function closed(number: number): object {
  return { number, state: 'CLOSED' };
}

describe('nothing is deleted when', () => {
  test.each(Object.entries(REFUSALS))('%s', async (_what, { error, github, ...scenario }) => {
    const { cloudflare, deletes, errors, results, run } = await play({
      keys: named('pr-1', 'pr-2', 'pr-3'),
      github: { pullRequests: PULL_REQUESTS, ...github },
      ...scenario,
    });
    expect(deletes).toEqual([]);
    for (const n of [1, 2, 3]) expect(cloudflare.keys.has(id(n))).toBe(true);
    expect(errors).toEqual([
      typeof error === 'string' ? expect.stringContaining(error) : expect.stringMatching(error),
    ]);
    expect(run.outputs).toMatchObject({ status: 'failed', 'deleted-count': '0' });
    for (const { status } of results) expect(['failed', 'not-attempted', 'not-found']).toContain(status);
    expect(run.summary).toMatch(/^<h2>Nothing was deleted, because /);
    expect(run.summary).not.toContain('new credentials');
  });

  test('the second of two requests to GitHub fails', async () => {
    const numbers = Array.from({ length: 101 }, (_, n) => n + 1);
    const { requests, deletes } = await play({
      keys: named(...numbers.map((n) => `pr-${n}`)),
      inputs: { ...SWEEP, 'max-keys': '1000' },
      github: {
        pullRequests: Object.fromEntries(numbers.map((n) => [n, 'CLOSED'])),
        faults: [pass(), refuseAs('an unknown token')],
      },
    });
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST']);
    expect(deletes).toEqual([]);
  });

  test('the first of many reads fails: the others are not started', async () => {
    const { requests, results, errors } = await play({
      keys: someKeys(60),
      inputs: { 'expected-name': 'preview-*' },
      prepare: ({ always }) => {
        always('GET', failure(401, 10000, 'Authentication error'));
      },
    });
    expect(requests.length).toBeLessThanOrEqual(8);
    expect(results.filter(({ status }) => status === 'failed')).toHaveLength(1);
    expect(results.filter(({ status }) => status === 'not-attempted')).toHaveLength(59);
    expect(errors).toHaveLength(1);
  });
});
