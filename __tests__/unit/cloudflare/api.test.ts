import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { describe as say, openCloudflare } from '../../../src/cloudflare/api.ts';
import type { Cloudflare, Success } from '../../../src/cloudflare/api.ts';
import type { ApiMessage } from '../../../src/cloudflare/envelope.ts';
import { AnswerError, ConnectionError } from '../../../src/http/errors.ts';
import { openHttp } from '../../../src/http/client.ts';
import type { Http } from '../../../src/http/client.ts';
import { type Double, startDouble } from '../../support/double.ts';
import {
  type Fault,
  failureEnvelope,
  oversized,
  redirect,
  reply,
  reset,
  successEnvelope,
} from '../../support/faults.ts';

const SECRET = 'cfut_secret';

let server: Double;
let http: Http;
let cloudflare: Cloudflare;
let notices: string[];
let warnings: string[];

beforeEach(async () => {
  notices = [];
  warnings = [];
  server = await startDouble({
    answer: () => ({ status: 200, body: successEnvelope({ uid: 'u' }) }),
    headers: () => ({ 'content-type': 'application/json', 'cf-ray': 'abc-FRA' }),
  });
  http = openHttp({ debug: () => undefined });
  cloudflare = openCloudflare({
    apiBaseUrl: `${server.origin}/client/v4`,
    accountId: 'acc',
    apiToken: SECRET,
    http,
    log: { notice: (line) => void notices.push(line), warning: (line) => void warnings.push(line) },
    redact: (text) => text.replaceAll(SECRET, '***'),
    end: new AbortController().signal,
  });
});

afterEach(async () => {
  http.close();
  await server.close();
});

/** What comes of one answer. */
async function answerTo(fault: Fault): Promise<Success | AnswerError> {
  server.next('*', fault);
  return cloudflare.send('DELETE', '/calls/turn_keys/u', 1).catch((error: unknown) => {
    if (error instanceof AnswerError) return error;
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

  test('that gets no answer fails as the connection did', async () => {
    await expect(answerTo(reset())).rejects.toBeInstanceOf(ConnectionError);
  });
});

describe('a success', () => {
  test.each([200, 201, 299])('is HTTP %d and success: true', async (status) => {
    expect(await answerTo(reply(status, successEnvelope({ uid: 'u' })))).toEqual({
      success: true,
      errors: [],
      messages: [],
      result: { uid: 'u' },
      totalPages: undefined,
      status,
      ray: 'abc-FRA',
    });
    expect(notices).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test('may come without a ray', async () => {
    const fault = reply(200, successEnvelope(null), { headers: { 'cf-ray': undefined } });
    expect(await answerTo(fault)).toMatchObject({ ray: '' });
  });

  test('may say something besides', async () => {
    const body = {
      success: true,
      messages: [error(10000, 'This API Token is valid and active'), 'odd'],
      errors: [error(1, 'x')],
    };
    expect(await answerTo(reply(200, body))).toMatchObject({ success: true });
    expect(notices).toEqual([
      'Cloudflare says: code 10000: This API Token is valid and active',
      'Cloudflare says: no code: odd',
    ]);
    expect(warnings).toEqual(['Cloudflare says, beside success: code 1: x']);
  });

  test('says twenty things at most', async () => {
    const many = Array.from({ length: 25 }, (_, n) => error(n, 'x'));
    await answerTo(reply(200, { success: true, messages: many, errors: many }));
    expect(notices).toHaveLength(20);
    expect(warnings).toHaveLength(20);
    expect(notices[19]).toBe('Cloudflare says: code 19: x');
  });

  test.each([20008, '20008'])('is none with the error %j', async (code) => {
    const body = { ...successEnvelope(null), errors: [error(1, 'x'), error(code, 'TURN key not found')] };
    const answer = await answerTo(reply(200, body));
    expect(answer).toBeInstanceOf(AnswerError);
    expect(answer).toMatchObject({
      message: 'Cloudflare answered HTTP 200, code 1: x; code 20008: TURN key not found (cf-ray abc-FRA).',
      failure: 'refused',
    });
    expect(warnings).toEqual([]);
  });
});

describe('an answer', () => {
  test.each<readonly [string, Fault, string, AnswerError['failure']]>([
    [
      'a failure',
      reply(404, failureEnvelope(error(20008, 'TURN key not found'))),
      'HTTP 404, code 20008: TURN key not found',
      'refused',
    ],
    [
      'two errors',
      reply(404, failureEnvelope(error(7003, 'a.'), error(7000, 'b'))),
      'HTTP 404, code 7003: a; code 7000: b',
      'refused',
    ],
    [
      'an error without a code',
      reply(500, failureEnvelope({ message: 'x' })),
      'HTTP 500, no code: x',
      'refused',
    ],
    [
      'an error without a message',
      reply(500, failureEnvelope({ code: 0 })),
      'HTTP 500, code 0: no message',
      'refused',
    ],
    [
      'a failure with HTTP 200',
      reply(200, failureEnvelope(error(971, 'x'))),
      'HTTP 200, yet no success, code 971: x',
      'refused',
    ],
    [
      'errors without success, with HTTP 200',
      reply(200, { errors: [error(1, 'x')] }),
      'HTTP 200, yet no success, code 1: x',
      'no-envelope',
    ],
    [
      'errors without success, with HTTP 400',
      reply(400, { errors: [error(1, 'x')] }),
      'HTTP 400, code 1: x',
      'refused',
    ],
    [
      'no success and no error',
      reply(200, { success: false }),
      'HTTP 200, no success, and gave no error: "{"success":false}"',
      'refused',
    ],
    [
      'success with HTTP 400',
      reply(400, { success: true }),
      'HTTP 400, no success, and gave no error: "{"success":true}"',
      'refused',
    ],
    [
      'success with HTTP 300',
      reply(300, { success: true }),
      'HTTP 300, no success, and gave no error: "{"success":true}"',
      'refused',
    ],
    [
      'success and an error, with HTTP 500',
      reply(500, { success: true, errors: [error(1, 'x')] }),
      'HTTP 500, code 1: x',
      'refused',
    ],
    [
      'JSON without success, with HTTP 200',
      reply(200, { ok: 1 }),
      'HTTP 200 with something that is no envelope: "{"ok":1}"',
      'no-envelope',
    ],
    [
      'JSON without success, with HTTP 404',
      reply(404, { ok: 1 }),
      'HTTP 404, no success, and gave no error: "{"ok":1}"',
      'refused',
    ],
    [
      'text',
      reply(504, 'upstream request timeout'),
      'HTTP 504 with something that is no envelope: "upstream request timeout"',
      'no-envelope',
    ],
    [
      'nothing, with HTTP 429',
      reply(429, ''),
      'HTTP 429 with something that is no envelope: an empty body',
      'no-envelope',
    ],
    [
      'nothing, with HTTP 204',
      reply(204, ''),
      'HTTP 204 with something that is no envelope: an empty body',
      'no-envelope',
    ],
    ['a list', reply(200, [1]), 'HTTP 200 with something that is no envelope: "[1]"', 'no-envelope'],
    ['too much', oversized(), 'HTTP 200 with a body of more than 1 MiB', 'too-large'],
    [
      'too much, with HTTP 302',
      oversized({ status: 302 }),
      'HTTP 302 with a body of more than 1 MiB',
      'too-large',
    ],
    ...[301, 302, 303, 307, 308].map((status): readonly [string, Fault, string, AnswerError['failure']] => [
      `a redirect of HTTP ${status}`,
      redirect('https://x.example/', { status }),
      `HTTP ${status}, a redirect to https://x.example/`,
      'redirect',
    ]),
    ['a redirect to nowhere', reply(302, ''), 'HTTP 302, a redirect', 'redirect'],
    [
      'a redirect with an error',
      reply(302, failureEnvelope(error(1, 'x'))),
      'HTTP 302, code 1: x',
      'refused',
    ],
    ['HTTP 304', reply(304, ''), 'HTTP 304 with something that is no envelope: an empty body', 'no-envelope'],
    ['HTTP 305', reply(305, ''), 'HTTP 305 with something that is no envelope: an empty body', 'no-envelope'],
  ])('of %s is an error', async (_what, fault, message, failure) => {
    const answer = await answerTo(fault);
    expect(answer).toBeInstanceOf(AnswerError);
    expect(answer).toMatchObject({
      message: `Cloudflare answered ${message} (cf-ray abc-FRA).`,
      failure,
      status: 'status' in fault ? fault.status : 0,
      ray: 'abc-FRA',
    });
  });

  test.each([
    [5, ''],
    [6, '; and 1 more error'],
    [9, '; and 4 more errors'],
  ])('of %d errors shows five', async (number, more) => {
    const errors = Array.from({ length: number }, (_, n) => error(n, 'x'));
    const answer = await answerTo(reply(400, failureEnvelope(...errors)));
    expect(answer).toMatchObject({
      message: `Cloudflare answered HTTP 400, code 0: x; code 1: x; code 2: x; code 3: x; code 4: x${more} (cf-ray abc-FRA).`,
    });
    expect(answer.errors).toHaveLength(number);
  });

  test.each<readonly [Fault, boolean, string | undefined]>([
    [reply(429, ''), true, undefined],
    [reply(429, '', { headers: { 'retry-after': '7' } }), true, '7'],
    [reply(200, failureEnvelope(error(971, 'x'))), true, undefined],
    [reply(503, failureEnvelope(error(1, 'x'), error('971', 'x'))), true, undefined],
    [reply(503, failureEnvelope(error(972, 'x')), { headers: { 'retry-after': 'soon' } }), false, 'soon'],
    [reply(428, ''), false, undefined],
  ])(
    'tells whether requests come too fast, and for how long to wait (%#)',
    async (fault, throttled, retryAfter) => {
      expect(await answerTo(fault)).toMatchObject({ throttled, retryAfter });
    },
  );

  test('has its messages told, too', async () => {
    await answerTo(reply(500, { ...failureEnvelope(error(1, 'x')), messages: [error(2, 'y')] }));
    expect(notices).toEqual(['Cloudflare says: code 2: y']);
    expect(warnings).toEqual([]);
  });

  test('without a ray does not speak of one', async () => {
    const answer = await answerTo(reply(500, 'x', { headers: { 'cf-ray': undefined } }));
    expect(answer).toMatchObject({
      message: 'Cloudflare answered HTTP 500 with something that is no envelope: "x".',
      ray: '',
    });
  });

  test('repeats the token nowhere', async () => {
    const headers = { 'cf-ray': SECRET, location: `https://x.example/${SECRET}` };
    const answers = [
      await answerTo(reply(500, `token ${SECRET}`, { headers })),
      await answerTo(reply(302, '', { headers })),
      await answerTo(reply(400, failureEnvelope(error(SECRET, SECRET)), { headers })),
      await answerTo(reply(200, { success: true, messages: [SECRET], errors: [SECRET] }, { headers })),
    ];
    expect(
      JSON.stringify([
        answers,
        answers.map((answer) => (answer instanceof Error ? answer.message : '')),
        notices,
        warnings,
      ]),
    ).not.toContain(SECRET);
    expect(answers[1]).toMatchObject({
      message: 'Cloudflare answered HTTP 302, a redirect to https://x.example/*** (cf-ray ***).',
    });
  });

  test('is kept to one line and to a length', async () => {
    const location = `https://x.example/##[error]${'x'.repeat(300)}`;
    const answer = await answerTo(
      reply(302, '', { headers: { location, 'cf-ray': `##[error]${'r'.repeat(100)}` } }),
    );
    if (!(answer instanceof AnswerError)) throw new Error('It was a success.');
    expect(answer.message).toContain(String.raw`a redirect to https://x.example/##\[error]x`);
    expect(answer.ray).toBe(`${String.raw`##\[error]`}${'r'.repeat(53)}…`);
    expect(answer.message.length).toBeLessThan(350);
  });
});

describe('an entry of errors', () => {
  const entry = (more: Partial<ApiMessage> = {}): ApiMessage => ({
    code: 1,
    message: 'm',
    documentationUrl: '',
    pointer: '',
    chain: [],
    ...more,
  });

  test.each<readonly [Partial<ApiMessage>, string]>([
    [{}, 'code 1: m'],
    [{ code: undefined }, 'no code: m'],
    [{ code: 'E##[x\n' }, String.raw`code E##\[x\u{a}: m`],
    [{ code: 'x'.repeat(33) }, `code ${'x'.repeat(31)}…: m`],
    [{ message: '' }, 'code 1: no message'],
    [{ message: 'It failed.' }, 'code 1: It failed'],
    [{ message: 'a. b.\n' }, String.raw`code 1: a. b.\u{a}`],
    [{ message: 'x'.repeat(501) }, `code 1: ${'x'.repeat(499)}…`],
    [{ pointer: '/a' }, 'code 1: m (at /a)'],
    [{ documentationUrl: 'https://x.example' }, 'code 1: m (see https://x.example)'],
    [
      { pointer: 'p'.repeat(201), documentationUrl: 'd'.repeat(201) },
      `code 1: m (at ${'p'.repeat(199)}…, see ${'d'.repeat(199)}…)`,
    ],
    [
      { pointer: '/a', documentationUrl: 'd', chain: [entry({ code: 2, chain: [entry({ code: 3 })] })] },
      'code 1: m (at /a, see d, beneath it code 2: m (beneath it code 3: m))',
    ],
    [
      { chain: Array.from({ length: 5 }, () => entry()) },
      `code 1: m (${Array.from({ length: 5 }, () => 'beneath it code 1: m').join(', ')})`,
    ],
    [
      { chain: Array.from({ length: 7 }, () => entry()) },
      `code 1: m (${Array.from({ length: 5 }, () => 'beneath it code 1: m').join(', ')}, and 2 more errors)`,
    ],
  ])('%# says everything', (more, expected) => {
    expect(say(entry(more))).toBe(expected);
  });

  test('has a thousand characters at most', () => {
    const long = entry({ message: 'x'.repeat(400) });
    const text = say(entry({ chain: [long, long, long, long] }));
    expect(text).toHaveLength(1000);
    expect(text).toMatch(/…$/);
  });
});
