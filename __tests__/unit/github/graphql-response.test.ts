import { describe, expect, test } from '@jest/globals';
import { GitHubError } from '../../../src/github/errors.ts';
import { readGraphqlResponse } from '../../../src/github/graphql-response.ts';
import type { HttpResponse } from '../../../src/http/client.ts';
import {
  type GithubRefusal,
  type GithubRefusalName,
  githubRefusals,
  refuseAs,
} from '../../support/github-refusals.ts';
import { thrownBy } from '../../support/rejection.ts';

const ID = { 'x-github-request-id': '0400:1A2B' };

/** A response with this body, in JSON unless it is text. */
function respond(body: unknown, more: Partial<HttpResponse> = {}): HttpResponse {
  return { status: 200, headers: ID, body: typeof body === 'string' ? body : JSON.stringify(body), ...more };
}

/** The response of a refusal in the catalogue. */
function refusal(name: GithubRefusalName, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  const fault = refuseAs(name, headers);
  if (fault.kind !== 'response') throw new Error(`"${name}" is not a response.`);
  const sent = Object.entries({ ...ID, ...fault.headers }).flatMap(([header, value]) =>
    value === undefined ? [] : [[header, String(value)] as const],
  );
  return respond(fault.body, { status: fault.status, headers: Object.fromEntries(sent) });
}

const errorOf = (response: HttpResponse): GitHubError =>
  thrownBy(GitHubError, () => readGraphqlResponse(response));

describe('a response with data', () => {
  const DATA = { repository: { pr1: { number: 1, state: 'OPEN' }, pr2: null } };
  const missing = (path: unknown, type = 'NOT_FOUND'): object => ({
    type,
    path,
    message: 'Could not resolve.',
  });

  test.each([[{ data: DATA }], [{ data: DATA, errors: [] }], [{ data: DATA, extensions: {} }]])(
    'is read: %j',
    (body) => {
      expect(readGraphqlResponse(respond(body))).toEqual({ data: DATA, missing: new Set() });
    },
  );

  test('is used if all errors say "no such pull request"', () => {
    const errors = [missing(['repository', 'pr2']), missing(['repository', 'pr3'])];
    expect(readGraphqlResponse(respond({ data: DATA, errors }))).toEqual({
      data: DATA,
      missing: new Set(['pr2', 'pr3']),
    });
  });

  test('may come with any status of success', () => {
    expect(readGraphqlResponse(respond({ data: DATA }, { status: 203 })).data).toEqual(DATA);
  });

  test.each<readonly [string, readonly unknown[], string]>([
    ['for the repository', [missing(['repository'])], 'unseen-repository'],
    ['elsewhere', [missing(['viewer', 'pr1'])], 'other'],
    ['beneath the number', [missing(['repository', 'pr1', 'state'])], 'other'],
    ['without a path', [missing(undefined)], 'other'],
    ['with a path that is text', [missing('repository')], 'other'],
    ['for an index', [missing(['repository', 1])], 'other'],
    ['of another type', [missing(['repository', 'pr2'], 'GONE')], 'other'],
    ['beside another error', [missing(['repository', 'pr2']), { type: 'GONE', message: 'x' }], 'other'],
    ['beside an error that passes', [missing(['repository', 'pr2']), { message: 'x' }], 'unavailable'],
    ["beside something that isn't an error", [missing(['repository', 'pr2']), 'x'], 'unavailable'],
  ])('is not used with "not found" %s', (_what, errors, failure) => {
    expect(errorOf(respond({ data: DATA, errors })).failure).toBe(failure);
  });
});

describe('a refusal', () => {
  test.each(Object.entries<GithubRefusal>(githubRefusals) as readonly [GithubRefusalName, GithubRefusal][])(
    'is sorted, with the whole of what GitHub says: %s',
    (name, { failure, status, message }) => {
      const error = errorOf(refusal(name));
      expect(error).toMatchObject({ failure, status });
      expect(error.message).toMatch(new RegExp(`^GitHub returned HTTP ${status}\\b.*\\.$`));
      if (message !== undefined) expect(error.message).toContain(`: "${message.replace(/\.$/, '')}".`);
    },
  );

  test('shows a lasting cause rather than a passing one', () => {
    const errors = [
      { message: 'Something went wrong.' },
      { type: 'INTERNAL', message: 'Internal error' },
      { type: 'FORBIDDEN', message: 'Resource not accessible by integration' },
    ];
    expect(errorOf(respond({ data: null, errors }))).toMatchObject({
      failure: 'no-permission',
      message:
        'GitHub returned HTTP 200 with an error (FORBIDDEN): "Resource not accessible by integration".',
    });
  });

  test.each<readonly [string, HttpResponse, string]>([
    [
      'an error without a type or a message',
      respond({ errors: [{}] }),
      'GitHub returned HTTP 200 with an error without a message.',
    ],
    [
      "a type that isn't a name",
      respond({ errors: [{ type: '::error::x', message: 'y' }] }),
      'GitHub returned HTTP 200 with an error: "y".',
    ],
    [
      'the first message of several',
      respond({ errors: [{}, { message: 'one' }, { message: 'two' }] }, { status: 502 }),
      'GitHub returned HTTP 502: "one".',
    ],
    ['no body', respond('', { status: 500 }), 'GitHub returned HTTP 500: an empty body.'],
    [
      "a message that isn't text",
      respond({ message: 7 }, { status: 400 }),
      'GitHub returned HTTP 400: "{"message":7}".',
    ],
    [
      'a message of 600 characters',
      respond({ message: 'x'.repeat(600) }, { status: 400 }),
      `GitHub returned HTTP 400: "${'x'.repeat(499)}…".`,
    ],
    [
      'a line break',
      respond({ errors: [{ message: 'a\n::error::b' }] }),
      'GitHub returned HTTP 200 with an error: "a\\u{a}::error::b".',
    ],
    [
      'a body of more than 1 MiB',
      respond('', { status: 403, body: undefined }),
      'GitHub returned HTTP 403: a body of more than 1 MiB.',
    ],
  ])('quotes %s', (_what, response, message) => {
    expect(errorOf(response).message).toBe(message);
  });

  test.each<readonly [string, HttpResponse]>([
    ['null', respond('null')],
    ['a list', respond([])],
    ['neither data nor errors', respond({ message: 'Hello' })],
    ["errors that aren't a list", respond({ data: {}, errors: 'x' })],
    ['text', respond('text')],
    ['nothing', respond('', { status: 204 })],
    ['more than 1 MiB', respond('', { body: undefined })],
  ])('is a success with %s', (_what, response) => {
    const error = errorOf(response);
    expect(error).toMatchObject({ failure: 'unexpected-body', status: response.status });
    expect(error.message).toMatch(/^GitHub returned HTTP 20[04] with an unexpected body: .+\.$/);
  });

  test.each([
    [400, 'other'],
    [405, 'no-endpoint'],
    [408, 'unavailable'],
    [410, 'no-endpoint'],
    [451, 'other'],
    [500, 'unavailable'],
    [599, 'unavailable'],
    [600, 'other'],
    [304, 'redirect'],
    [199, 'other'],
  ])('with HTTP %d is %s', (status, failure) => {
    expect(errorOf(respond({ message: 'x' }, { status })).failure).toBe(failure);
  });

  test.each([
    ['a 404', 404, 'no-endpoint'],
    ['a 401', 401, 'bad-credentials'],
  ])('is not a rate limit if it is %s, whatever it says', (_what, status, failure) => {
    const headers = { ...ID, 'retry-after': '0', 'x-ratelimit-remaining': '0' };
    expect(errorOf(respond({ message: 'rate limit' }, { status, headers })).failure).toBe(failure);
  });

  test('with a GitHub request ID is from GitHub, whatever its words', () => {
    expect(errorOf(respond('<html>', { status: 403 })).failure).toBe('other');
  });
});

describe('how long to wait', () => {
  const RESET = '1772366460';

  test.each<readonly [string, GithubRefusalName, Record<string, string>, string | undefined]>([
    ['is what Retry-After says', 'a secondary rate limit', { 'x-ratelimit-reset': RESET }, '7'],
    [
      'is what Retry-After says, of a used-up quota, too',
      'a used-up quota',
      { 'retry-after': '3', 'x-ratelimit-reset': RESET },
      '3',
    ],
    [
      'is until the end of a used-up quota',
      'a used-up quota',
      { 'x-ratelimit-reset': RESET },
      'Sun, 01 Mar 2026 12:01:00 GMT',
    ],
    [
      'is until the end of a used-up quota, 403',
      'a used-up quota, 403',
      { 'x-ratelimit-reset': RESET },
      'Sun, 01 Mar 2026 12:01:00 GMT',
    ],
    [
      'is unknown of a used-up quota whose end is odd',
      'a used-up quota',
      { 'x-ratelimit-reset': 'soon' },
      undefined,
    ],
    ['is unknown of a used-up quota whose end is missing', 'a used-up quota', {}, undefined],
    [
      'is unknown while the quota is not used up',
      'a secondary rate limit that names no time',
      { 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': RESET },
      undefined,
    ],
    [
      'has nothing to do with the quota in an outage',
      'an outage',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': RESET },
      undefined,
    ],
    ['is what Retry-After says in an outage', 'an outage', { 'retry-after': '9' }, '9'],
  ])('%s', (_what, name, headers, retryAfter) => {
    expect(errorOf(refusal(name, headers)).hints.retryAfter).toBe(retryAfter);
  });
});
