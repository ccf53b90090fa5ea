import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openCloudflare } from '../../../src/cloudflare/api.ts';
import type { Cloudflare, Success } from '../../../src/cloudflare/api.ts';
import { CloudflareError } from '../../../src/cloudflare/errors.ts';
import { ConnectionError } from '../../../src/http/errors.ts';
import { openHttp } from '../../../src/http/client.ts';
import type { Http } from '../../../src/http/client.ts';
import { type Double, startDouble } from '../../support/double.ts';
import {
  type Fault,
  failureEnvelope,
  oversized,
  redirect,
  respond,
  reset,
  successEnvelope,
} from '../../support/faults.ts';

const SECRET = 'cfut_secret';

let server: Double;
let http: Http;
let cloudflare: Cloudflare;
let notices: string[];
let warnings: string[];
let observed: unknown[];

beforeEach(async () => {
  notices = [];
  warnings = [];
  observed = [];
  server = await startDouble({
    respond: () => ({ status: 200, body: successEnvelope({ uid: 'u' }) }),
    headers: () => ({ 'content-type': 'application/json', 'cf-ray': 'abc-FRA' }),
  });
  http = openHttp(() => undefined, '');
  cloudflare = openCloudflare({
    apiBaseUrl: `${server.origin}/client/v4`,
    accountId: 'acc',
    apiToken: SECRET,
    http,
    log: { notice: (line) => void notices.push(line), warning: (line) => void warnings.push(line) },
    observe: (headers) => void observed.push(headers['ratelimit']),
    hardStop: new AbortController().signal,
  });
});

afterEach(async () => {
  http.close();
  await server.close();
});

/** The result of one response. */
async function responseTo(fault: Fault): Promise<Success | CloudflareError> {
  server.next('*', fault);
  return cloudflare.send('DELETE', '/calls/turn_keys/u', 1).catch((error: unknown) => {
    if (error instanceof CloudflareError) return error;
    throw error;
  });
}

const error = (code: unknown, message: unknown, more: object = {}): object => ({ code, message, ...more });

describe('a request', () => {
  test('goes to the account, with the token and nothing else', async () => {
    await cloudflare.send('GET', '/calls/turn_keys?page=2', 7);
    expect(server.requests).toMatchObject([
      { method: 'GET', path: '/client/v4/accounts/acc/calls/turn_keys?page=2', body: '' },
    ]);
    expect(server.requests[0]?.headers).toEqual({
      accept: 'application/json',
      authorization: `Bearer ${SECRET}`,
      connection: 'keep-alive',
      host: `127.0.0.1:${server.port}`,
      'user-agent': 'delete-turn-key/1.0.0',
    });
  });

  test('that gets no response fails as the connection did', async () => {
    await expect(responseTo(reset())).rejects.toBeInstanceOf(ConnectionError);
  });
});

describe('a success', () => {
  test.each([200, 201, 299])('is HTTP %d and success: true', async (status) => {
    expect(await responseTo(respond(status, successEnvelope({ uid: 'u' })))).toEqual({
      success: true,
      errors: [],
      messages: [],
      result: { uid: 'u' },
      resultInfo: {},
      status,
      rayId: 'abc-FRA',
      link: '',
    });
    expect(notices).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test('can come without a cf-ray', async () => {
    const fault = respond(200, successEnvelope(null), { headers: { 'cf-ray': undefined } });
    expect(await responseTo(fault)).toMatchObject({ rayId: '' });
  });

  test('can have messages and errors', async () => {
    const body = {
      success: true,
      messages: [error(10000, 'This API Token is valid and active'), 'odd'],
      errors: [error(1, 'x')],
    };
    expect(await responseTo(respond(200, body))).toMatchObject({ success: true });
    expect(notices).toEqual([
      'Cloudflare says: code 10000: This API Token is valid and active',
      'Cloudflare says: no code: odd',
    ]);
    expect(warnings).toEqual(['Cloudflare reports success, with an error beside it: code 1: x']);
  });

  test('shows at most twenty messages and errors', async () => {
    const many = Array.from({ length: 25 }, (_, n) => error(n, 'x'));
    await responseTo(respond(200, { success: true, messages: many, errors: many }));
    expect(notices).toHaveLength(20);
    expect(warnings).toHaveLength(20);
    expect(notices[19]).toBe('Cloudflare says: code 19: x');
  });

  test.each([20008, '20008'])('is not one with the error %j', async (code) => {
    const body = { ...successEnvelope(null), errors: [error(1, 'x'), error(code, 'TURN key not found')] };
    const response = await responseTo(respond(200, body));
    expect(response).toBeInstanceOf(CloudflareError);
    expect(response).toMatchObject({
      message: 'Cloudflare returned HTTP 200, code 1: x; code 20008: TURN key not found (cf-ray abc-FRA).',
      failure: 'refused',
    });
    expect(warnings).toEqual([]);
  });
});

describe('a response that is not a success', () => {
  test.each<readonly [string, Fault, string, CloudflareError['failure']]>([
    [
      'a failure',
      respond(404, failureEnvelope(error(20008, 'TURN key not found'))),
      'HTTP 404, code 20008: TURN key not found',
      'refused',
    ],
    [
      'two errors',
      respond(404, failureEnvelope(error(7003, 'a.'), error(7000, 'b'))),
      'HTTP 404, code 7003: a; code 7000: b',
      'refused',
    ],
    [
      'an error without a code',
      respond(500, failureEnvelope({ message: 'x' })),
      'HTTP 500, no code: x',
      'refused',
    ],
    [
      'an error without a message',
      respond(500, failureEnvelope({ code: 0 })),
      'HTTP 500, code 0: no message',
      'refused',
    ],
    [
      'a failure with HTTP 200',
      respond(200, failureEnvelope(error(971, 'x'))),
      'HTTP 200 without success, code 971: x',
      'refused',
    ],
    [
      'errors without success, with HTTP 200',
      respond(200, { errors: [error(1, 'x')] }),
      'HTTP 200 without success, code 1: x',
      'not-an-envelope',
    ],
    [
      'errors without success, with HTTP 400',
      respond(400, { errors: [error(1, 'x')] }),
      'HTTP 400, code 1: x',
      'refused',
    ],
    [
      'no success and no error',
      respond(200, { success: false }),
      'HTTP 200 without success and without an error: "{"success":false}"',
      'refused',
    ],
    [
      'success with HTTP 400',
      respond(400, { success: true }),
      'HTTP 400 without success and without an error: "{"success":true}"',
      'refused',
    ],
    [
      'success with HTTP 300',
      respond(300, { success: true }),
      'HTTP 300 without success and without an error: "{"success":true}"',
      'refused',
    ],
    [
      'success and an error, with HTTP 500',
      respond(500, { success: true, errors: [error(1, 'x')] }),
      'HTTP 500, code 1: x',
      'refused',
    ],
    [
      'JSON without success, with HTTP 200',
      respond(200, { ok: 1 }),
      'HTTP 200 with an unexpected response body: "{"ok":1}"',
      'not-an-envelope',
    ],
    [
      'JSON without success, with HTTP 404',
      respond(404, { ok: 1 }),
      'HTTP 404 with an unexpected response body: "{"ok":1}"',
      'not-an-envelope',
    ],
    [
      'text',
      respond(504, 'upstream request timeout'),
      'HTTP 504 with an unexpected response body: "upstream request timeout"',
      'not-an-envelope',
    ],
    [
      'nothing, with HTTP 429',
      respond(429, ''),
      'HTTP 429 with an unexpected response body: an empty body',
      'not-an-envelope',
    ],
    [
      'nothing, with HTTP 204',
      respond(204, ''),
      'HTTP 204 with an unexpected response body: an empty body',
      'not-an-envelope',
    ],
    [
      'JSON with an error and without success, with HTTP 400',
      respond(400, { errors: [error(1, 'x')] }),
      'HTTP 400, code 1: x',
      'refused',
    ],
    ['a list', respond(200, [1]), 'HTTP 200 with an unexpected response body: "[1]"', 'not-an-envelope'],
    ['too much', oversized(), 'HTTP 200 with a body of more than 1 MiB', 'too-large'],
    [
      'too much, with HTTP 302',
      oversized({ status: 302 }),
      'HTTP 302 with a body of more than 1 MiB',
      'too-large',
    ],
    ...[301, 302, 303, 307, 308].map(
      (status): readonly [string, Fault, string, CloudflareError['failure']] => [
        `a redirect of HTTP ${status}`,
        redirect('https://x.example/', { status }),
        `HTTP ${status}, a redirect to https://x.example/`,
        'redirect',
      ],
    ),
    ['a redirect without a location', respond(302, ''), 'HTTP 302, a redirect', 'redirect'],
    [
      'a redirect with an error',
      respond(302, failureEnvelope(error(1, 'x'))),
      'HTTP 302, code 1: x',
      'refused',
    ],
    [
      'HTTP 304',
      respond(304, ''),
      'HTTP 304 with an unexpected response body: an empty body',
      'not-an-envelope',
    ],
    [
      'HTTP 305',
      respond(305, ''),
      'HTTP 305 with an unexpected response body: an empty body',
      'not-an-envelope',
    ],
  ])('of %s is an error', async (_what, fault, message, failure) => {
    const response = await responseTo(fault);
    expect(response).toBeInstanceOf(CloudflareError);
    expect(response).toMatchObject({
      message: `Cloudflare returned ${message} (cf-ray abc-FRA).`,
      failure,
      status: 'status' in fault ? fault.status : 0,
      rayId: 'abc-FRA',
    });
  });

  test.each([
    [5, ''],
    [6, '; and 1 more error'],
    [9, '; and 4 more errors'],
  ])('of %d errors shows five', async (number, more) => {
    const errors = Array.from({ length: number }, (_, n) => error(n, 'x'));
    const response = await responseTo(respond(400, failureEnvelope(...errors)));
    expect(response).toMatchObject({
      message: `Cloudflare returned HTTP 400, code 0: x; code 1: x; code 2: x; code 3: x; code 4: x${more} (cf-ray abc-FRA).`,
    });
    expect(response.errors).toHaveLength(number);
  });

  test('has the hints of its headers about the next request', async () => {
    const ratelimit = { ratelimit: '"default";r=0;t=4', 'ratelimit-policy': '"default";q=1200;w=300' };
    const headers = { 'retry-after': '7', ...ratelimit };
    const throttled = failureEnvelope(error(971, 'x'));
    for (const fault of [
      respond(429, '', { headers }),
      respond(503, '', { headers }),
      respond(200, throttled, { headers }),
    ]) {
      expect(await responseTo(fault)).toMatchObject({ hints: { retryAfter: '7', windowEndsMs: 4_000 } });
    }
    expect(await responseTo(respond(429, ''))).toMatchObject({
      hints: { retryAfter: undefined, windowEndsMs: undefined },
    });
  });

  test('always has its headers observed', async () => {
    for (const fault of [respond(200, successEnvelope(null)), respond(500, ''), oversized()]) {
      await responseTo({ ...fault, headers: { ratelimit: '"default";r=7;t=1' } } as Fault);
    }
    expect(observed).toEqual(['"default";r=7;t=1', '"default";r=7;t=1', undefined]);
  });

  test('has its messages shown as notices too', async () => {
    await responseTo(respond(500, { ...failureEnvelope(error(1, 'x')), messages: [error(2, 'y')] }));
    expect(notices).toEqual(['Cloudflare says: code 2: y']);
    expect(warnings).toEqual([]);
  });

  test('without a cf-ray does not mention one', async () => {
    const response = await responseTo(respond(500, 'x', { headers: { 'cf-ray': undefined } }));
    expect(response).toMatchObject({
      message: 'Cloudflare returned HTTP 500 with an unexpected response body: "x".',
      rayId: '',
    });
  });

  test('is on one line, and truncated', async () => {
    const location = `https://x.example/##[error]${'x'.repeat(300)}`;
    const response = await responseTo(
      respond(302, '', { headers: { location, 'cf-ray': `##[error]${'r'.repeat(100)}` } }),
    );
    if (!(response instanceof CloudflareError)) throw new Error('It was a success.');
    expect(response.message).toContain(String.raw`a redirect to https://x.example/##\[error]x`);
    expect(response.rayId).toBe(`${String.raw`##\[error]`}${'r'.repeat(53)}…`);
    expect(response.message.length).toBeLessThan(350);
  });
});

describe('a GraphQL query', () => {
  test('goes to /graphql as JSON, with the token', async () => {
    const query = { query: 'query { x }', variables: { a: 1 } };
    const response = await cloudflare.sendQuery(query, 1);
    expect(response).toMatchObject({ status: 200 });
    expect(server.requests).toMatchObject([{ method: 'POST', path: '/client/v4/graphql' }]);
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${SECRET}`,
      'content-type': 'application/json',
    });
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual(query);
  });

  test('is returned unchanged, and its headers are not observed: GraphQL has a separate rate limit', async () => {
    server.next('*', respond(429, 'text', { headers: { ratelimit: '"default";r=0;t=300' } }));
    expect(await cloudflare.sendQuery({}, 1)).toMatchObject({ status: 429, body: 'text' });
    expect(observed).toEqual([]);
  });
});
