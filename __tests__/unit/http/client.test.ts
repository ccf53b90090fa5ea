import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';
import { getEventListeners, once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ClientRequest } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { ConnectionError } from '../../../src/http/errors.ts';
import { StoppedError } from '../../../src/lib/deadline.ts';
import { openHttp, USER_AGENT } from '../../../src/http/client.ts';
import { IDLE_MS, MAX_BODY_BYTES } from '../../../src/http/limits.ts';
import type { Http, HttpResponse, Request } from '../../../src/http/client.ts';
import { makeSelfSigned } from '../../support/certificate.ts';
import { type Double, startDouble } from '../../support/double.ts';
import { cut, drip, oversized, redirect, respond, reset, stall, stallBody } from '../../support/faults.ts';
import { type Proxy, type ProxyOptions, startProxy } from '../../support/proxy.ts';
import { rejectionOf } from '../../support/rejection.ts';

const never = new AbortController().signal;
const CREATED = 'http.client.request.created';

let server: Double;
let http: Http;
let lines: string[];
const closing: (() => unknown)[] = [];

const debug = (line: string): void => void lines.push(line);

beforeEach(async () => {
  server = await startDouble({
    respond: () => ({ status: 200, body: { success: true } }),
    headers: () => ({ 'content-type': 'application/json', 'cf-ray': 'abc-FRA' }),
  });
  lines = [];
  http = openHttp(debug, 'cf-ray');
});

afterEach(async () => {
  jest.useRealTimers();
  http.close();
  await Promise.all([server.close(), ...closing.splice(0).map((close) => close())]);
});

/** A client that waits at most this long for a byte. */
function impatient(idleMs: number): Http {
  const client = openHttp(debug, 'cf-ray', idleMs);
  closing.push(client.close);
  return client;
}

/** A proxy that is closed after the test. */
async function openProxy(options: ProxyOptions = {}): Promise<Proxy> {
  const proxy = await startProxy(options);
  closing.push(proxy.close);
  return proxy;
}

function ask(
  more: Partial<Request> = {},
  hardStop: AbortSignal = never,
  client: Http = http,
): Promise<HttpResponse> {
  return client.send(
    { method: 'GET', url: `${server.origin}/path?q=1`, headers: {}, attempt: 1, ...more },
    hardStop,
  );
}

test('the user agent is the name and version of the package', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
  expect(USER_AGENT).toBe(`delete-turn-key/${version}`);
});

test('an attempt may be silent for 30 seconds, and a body have 1 MiB', () => {
  expect(IDLE_MS).toBe(30_000);
  expect(MAX_BODY_BYTES).toBe(1_048_576);
});

describe('a request', () => {
  test('is sent as given, without a body', async () => {
    const headers = { accept: 'application/json', authorization: 'Bearer x' };
    const response = await ask({ method: 'DELETE', headers });
    expect(response).toMatchObject({ status: 200, body: '{"success":true}' });
    expect(response.headers['cf-ray']).toBe('abc-FRA');
    expect(headers).toEqual({ accept: 'application/json', authorization: 'Bearer x' });
    expect(server.requests).toMatchObject([{ method: 'DELETE', path: '/path?q=1', body: '' }]);
    expect(server.requests[0]?.headers).toEqual({
      accept: 'application/json',
      authorization: 'Bearer x',
      connection: 'keep-alive',
      host: `127.0.0.1:${server.port}`,
      'user-agent': USER_AGENT,
    });
  });

  test('can have a body', async () => {
    await ask({ method: 'POST', body: '{"ä":1}' });
    expect(server.requests).toMatchObject([{ method: 'POST', body: '{"ä":1}' }]);
  });

  test('reuses the connection of the one before', async () => {
    await ask();
    await ask();
    expect(server.requests).toHaveLength(2);
    expect(server.connections()).toBe(1);
  });

  test('leaves nothing behind: no timer, no listener, no subscription', async () => {
    const sockets = new Set<Socket>();
    const note = (message: unknown): void => {
      const { request } = message as { readonly request: ClientRequest };
      request.once('socket', (socket) => sockets.add(socket));
    };
    subscribe(CREATED, note);
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
    const hardStop = new AbortController();
    await ask({}, hardStop.signal);
    unsubscribe(CREATED, note);
    expect(channel(CREATED).hasSubscribers).toBe(false);
    const [socket] = sockets;
    const listeners = socket?.listenerCount('data');
    await ask({}, hardStop.signal);
    expect(jest.getTimerCount()).toBe(0);
    expect(getEventListeners(hardStop.signal, 'abort')).toEqual([]);
    expect(server.connections()).toBe(1);
    expect(socket?.listenerCount('data')).toBe(listeners);
  });
});

test('a client that is closed closes its connections', async () => {
  let closed: Promise<unknown> | undefined;
  const port = await serve((socket) => {
    closed = once(socket, 'close');
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
  });
  await ask({ url: `http://127.0.0.1:${port}/` });
  http.close();
  await closed;
});

describe('the debug log', () => {
  test('has a line for each attempt: method, URL, attempt, status, cf-ray and time', async () => {
    server.next('GET', respond(503, ''), respond(404, '', { headers: { 'cf-ray': undefined } }));
    await ask({ attempt: 3 });
    await ask();
    expect(lines).toEqual([
      expect.stringMatching(
        /^GET http:\/\/127\.0\.0\.1:\d+\/path\?q=1 \(attempt 3\): HTTP 503, cf-ray abc-FRA, \d+ ms$/,
      ),
      expect.stringMatching(/^GET \S+ \(attempt 1\): HTTP 404, \d+ ms$/),
    ]);
  });

  test('also has attempts that failed, and how long they took', async () => {
    server.next('DELETE', stall());
    await rejectionOf(ConnectionError, ask({ method: 'DELETE' }, never, impatient(100)));
    expect(lines).toEqual([
      expect.stringMatching(
        /^DELETE \S+ \(attempt 1\): 127\.0\.0\.1:\d+ was silent: no byte for 0\.1 s\., \d{3,} ms$/,
      ),
    ]);
    // Since the attempt began, not since the process started.
    expect(Number(/(\d+) ms$/.exec(lines[0] ?? '')?.[1])).toBeLessThan(process.uptime() * 1000);
  });

  test('has no header and no body', async () => {
    await ask({ method: 'POST', body: 'a secret', headers: { authorization: 'a secret' } });
    expect(lines.join()).not.toContain('secret');
  });
});

describe('a response', () => {
  test.each([200, 204, 404, 408, 429, 500, 502, 503, 504])(
    'of HTTP %d is returned, and not retried',
    async (status) => {
      server.next('GET', respond(status, status === 204 ? '' : 'text'));
      expect(await ask()).toMatchObject({ status, body: status === 204 ? '' : 'text' });
      expect(server.requests).toHaveLength(1);
    },
  );

  test.each([301, 302, 303, 307, 308])('of HTTP %d is not followed', async (status) => {
    server.next('GET', redirect(`${server.origin}/elsewhere`, { status }));
    expect(await ask()).toMatchObject({ status });
    expect(server.requests.map(({ path }) => path)).toEqual(['/path?q=1']);
  });

  test('of HTTP 401 and 407 is not retried with credentials', async () => {
    for (const status of [401, 407]) {
      server.next('GET', respond(status, 'no', { headers: { 'www-authenticate': 'Basic realm="x"' } }));
      expect(await ask()).toMatchObject({ status, body: 'no' });
    }
    expect(server.requests).toHaveLength(2);
  });

  test('is UTF-8, however its bytes are split', async () => {
    const text = '🙂ü'.repeat(40_000);
    server.next('GET', respond(200, text));
    expect((await ask()).body).toBe(text);
  });

  test('of 1 MiB is read, one byte more is not', async () => {
    server.next(
      'GET',
      respond(200, 'x'.repeat(MAX_BODY_BYTES)),
      respond(200, 'x'.repeat(MAX_BODY_BYTES + 1)),
    );
    expect((await ask()).body).toHaveLength(MAX_BODY_BYTES);
    expect(await ask()).toMatchObject({ status: 200, body: undefined });
  });

  test('without end is read no further', async () => {
    server.next('GET', oversized({ endless: true }));
    expect((await ask()).body).toBeUndefined();
    let closed: Promise<unknown> | undefined;
    const port = await serve((socket) => {
      closed = once(socket, 'close');
      socket.write(`${HEAD}content-length: ${2 * MAX_BODY_BYTES}\r\n\r\n${'x'.repeat(MAX_BODY_BYTES + 1)}`);
    });
    expect((await ask({ url: `http://127.0.0.1:${port}/` })).body).toBeUndefined();
    await closed;
  });
});

describe('silence', () => {
  test.each([
    ['before the first byte', stall()],
    ['in the middle of a body', stallBody()],
  ])('%s ends the attempt', async (_when, fault) => {
    const client = impatient(1_000);
    server.next('GET', fault);
    const error = await rejectionOf(ConnectionError, ask({}, never, client));
    expect(error).toMatchObject({
      failure: 'silent',
      mayHaveArrived: true,
      message: `127.0.0.1:${server.port} was silent: no byte for 1 s.`,
    });
  });

  test('before the headers does not count once they are there', async () => {
    const client = impatient(IDLE_LIMIT_MS);
    const delayMs = IDLE_LIMIT_MS / 2;
    server.next('GET', respond(200, 'late', { delayMs }), stallBody({ delayMs }));
    expect((await ask({}, never, client)).body).toBe('late');
    const began = performance.now();
    await rejectionOf(ConnectionError, ask({}, never, client));
    expect(performance.now() - began).toBeGreaterThan(1.4 * IDLE_LIMIT_MS);
  });
});

describe('a hard stop', () => {
  test('ends a request that waits', async () => {
    const hardStop = new AbortController();
    server.next('GET', stall());
    const asked = rejectionOf(ConnectionError, ask({}, hardStop.signal));
    await server.received('GET');
    hardStop.abort(new StoppedError('The run was cancelled.'));
    expect(await asked).toMatchObject({
      failure: 'interrupted',
      mayHaveArrived: true,
      message: `No complete response was received from 127.0.0.1:${server.port} before the step had to stop. The run was cancelled.`,
    });
  });

  test('ends a request in the middle of its body', async () => {
    const hardStop = new AbortController();
    server.next('GET', stallBody());
    const asked = rejectionOf(ConnectionError, ask({}, hardStop.signal));
    await server.received('GET');
    setTimeout(() => {
      hardStop.abort(new StoppedError('The run was cancelled.'));
    }, 30);
    expect(await asked).toMatchObject({ failure: 'interrupted' });
  });

  test('that came before sends nothing', async () => {
    const error = await rejectionOf(
      ConnectionError,
      ask({}, AbortSignal.abort(new StoppedError('The run was cancelled.'))),
    );
    expect(error.failure).toBe('interrupted');
    expect(server.requests).toEqual([]);
  });

  test('ends only its own request', async () => {
    const hardStop = new AbortController();
    server.next({ path: /\/1$/ }, stall());
    server.next({ path: /\/2$/ }, respond(200, 'two', { delayMs: 150 }));
    const first = rejectionOf(ConnectionError, ask({ url: `${server.origin}/1` }, hardStop.signal));
    const second = ask({ url: `${server.origin}/2` }, new AbortController().signal);
    await server.received('GET', 2);
    hardStop.abort(new StoppedError('The run was cancelled.'));
    expect(await first).toMatchObject({ failure: 'interrupted' });
    expect(await second).toMatchObject({ status: 200, body: 'two' });
  });

  test('leaves nothing behind when the request was over', async () => {
    const hardStop = new AbortController();
    await ask({}, hardStop.signal);
    hardStop.abort(new StoppedError('The run was cancelled.'));
    expect(await ask()).toMatchObject({ status: 200 });
  });

  test('closes the connection', async () => {
    const hardStop = new AbortController();
    server.next('GET', drip());
    const asked = rejectionOf(ConnectionError, ask({}, hardStop.signal));
    await server.received('GET');
    hardStop.abort(new StoppedError('The run was cancelled.'));
    await asked;
    await ask();
    expect(server.connections()).toBe(2);
  });
});

describe('a connection', () => {
  test.each([
    ['reset before the response', reset(), 'ECONNRESET: '],
    ['cut in the middle of a body', cut(), 'ECONNRESET: aborted'],
  ])('that is %s counts as lost', async (_how, fault, said) => {
    server.next('GET', fault);
    const error = await rejectionOf(ConnectionError, ask());
    expect(error).toMatchObject({ failure: 'lost', mayHaveArrived: true });
    expect(error.message).toContain(
      `The connection to 127.0.0.1:${server.port} was lost before a complete response was received (${said}`,
    );
    expect(error.cause).toMatchObject({ code: 'ECONNRESET' });
  });

  test('that was already open may have carried the request that is lost on it', async () => {
    await ask();
    server.next('GET', reset());
    expect(await rejectionOf(ConnectionError, ask())).toMatchObject({
      failure: 'lost',
      mayHaveArrived: true,
    });
    expect(server.connections()).toBe(1);
  });

  test('that the server does not accept is refused', async () => {
    await server.close();
    expect(await rejectionOf(ConnectionError, ask())).toMatchObject({
      failure: 'refused',
      mayHaveArrived: false,
      message: `127.0.0.1:${server.port} refused the connection (ECONNREFUSED).`,
    });
  });

  test('to a host that does not exist fails with unknown-host', async () => {
    // A label of more than 63 characters: the resolver refuses it by itself.
    const host = `${'x'.repeat(64)}.invalid`;
    expect(await rejectionOf(ConnectionError, ask({ url: `https://${host}/` }))).toMatchObject({
      failure: 'unknown-host',
      mayHaveArrived: false,
      message: `The host ${host} was not found (ENOTFOUND).`,
    });
  });

  test('with a self-signed certificate is not trusted', async () => {
    const tls = await makeSelfSigned(['127.0.0.1']);
    const secure = await startDouble({
      respond: () => ({ status: 200, body: {} }),
      headers: () => ({}),
      tls,
    });
    closing.push(secure.close);
    const error = await rejectionOf(ConnectionError, ask({ url: `${secure.origin}/` }));
    expect(error).toMatchObject({ failure: 'certificate', mayHaveArrived: false });
    expect(error.message).toMatch(
      /^The certificate of 127\.0\.0\.1:\d+ is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT: /,
    );
    expect(secure.requests).toEqual([]);
  });

  test('to a server without TLS fails', async () => {
    const plain = createServer((socket) =>
      socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    closing.push(() => plain.close());
    await once(plain.listen(0, '127.0.0.1'), 'listening');
    const { port } = plain.address() as AddressInfo;
    const error = await rejectionOf(ConnectionError, ask({ url: `https://127.0.0.1:${port}` }));
    expect(error).toMatchObject({ failure: 'tls', mayHaveArrived: false });
    expect(error.message).toMatch(
      /^No TLS connection to 127\.0\.0\.1:\d+ could be kept \((EPROTO|ERR_SSL_\w+): /,
    );
  });

  test('that ends before TLS is ready cannot have carried the request', async () => {
    const error = await rejectionOf(ConnectionError, ask({ url: server.origin.replace('http:', 'https:') }));
    expect(error).toMatchObject({ failure: 'lost', mayHaveArrived: false });
  });
});

describe('a proxy', () => {
  const VARIABLES = ['http_proxy', 'HTTP_PROXY', 'no_proxy', 'NO_PROXY'];
  let before: readonly (string | undefined)[];

  beforeEach(() => {
    before = VARIABLES.map((name) => process.env[name]);
    for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
  });

  afterEach(() => {
    for (const [index, name] of VARIABLES.entries()) {
      const value = before[index];
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  test('carries the request', async () => {
    const proxy = await openProxy({ routes: { 'api.example:80': server.port } });
    process.env['http_proxy'] = proxy.url;
    expect(await ask({ url: 'http://api.example/x' })).toMatchObject({ status: 200 });
    expect(proxy.connects).toEqual([{ target: 'api.example:80', authorization: undefined }]);
  });

  test('that opens no connection is named as the cause', async () => {
    const proxy = await openProxy();
    process.env['http_proxy'] = proxy.url;
    const error = await rejectionOf(ConnectionError, ask({ url: 'http://api.example/x' }));
    expect(error).toMatchObject({ failure: 'proxy', mayHaveArrived: false });
    expect(error.message).toMatch(
      /^The proxy opened no connection to api\.example \(tunneling socket .*502\)\.$/,
    );
  });

  test('that is silent ends the attempt', async () => {
    const proxy = await openProxy({ silent: true });
    process.env['http_proxy'] = proxy.url;
    const client = impatient(1_000);
    const error = await rejectionOf(ConnectionError, ask({ url: 'http://api.example/x' }, never, client));
    expect(error.failure).toBe('silent');
  });

  test('that is silent is not waited for when the step has ended', async () => {
    const proxy = await openProxy({ silent: true });
    process.env['http_proxy'] = proxy.url;
    const hardStop = AbortSignal.abort(new StoppedError('The run was cancelled.'));
    const error = await rejectionOf(ConnectionError, ask({ url: 'http://api.example/x' }, hardStop));
    expect(error).toMatchObject({ failure: 'interrupted', mayHaveArrived: false });
  });

  test('is not used for loopback', async () => {
    const proxy = await openProxy();
    process.env['http_proxy'] = proxy.url;
    expect(await ask()).toMatchObject({ status: 200 });
    expect(proxy.connects).toEqual([]);
  });
});

/** Shorter than 30 s, and long enough for a machine that is busy. */
const IDLE_LIMIT_MS = 1_500;

/** Starts a server that handles the raw connections itself, from their first bytes on. */
async function serve(onRequest: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    closing.push(() => socket.destroy());
    socket.on('error', () => undefined);
    socket.once('data', () => {
      onRequest(socket);
    });
  });
  closing.push(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Writes each text after a pause, shorter than the client waits for a byte. */
function dripping(...texts: readonly string[]): (socket: Socket) => void {
  return (socket) => {
    const left = [...texts];
    const timer = setInterval(() => {
      const next = left.shift();
      if (next === undefined) clearInterval(timer);
      else socket.write(next);
    }, IDLE_LIMIT_MS / 4);
    closing.push(() => {
      clearInterval(timer);
    });
  };
}

const HEAD = 'HTTP/1.1 200 OK\r\n';

describe('an attempt goes on as long as bytes are received', () => {
  test.each([
    [
      'of headers, line by line',
      [HEAD, ...Array.from({ length: 6 }, (_, n) => `x-${n}: y\r\n`), 'content-length: 2\r\n\r\n{}'],
    ],
    [
      'of interim responses',
      [...Array<string>(6).fill('HTTP/1.1 102 Processing\r\n\r\n'), `${HEAD}content-length: 2\r\n\r\n{}`],
    ],
    ['of a body', [`${HEAD}content-length: 8\r\n\r\n`, '{', ...Array<string>(6).fill(' '), '}']],
  ])('%s', async (_what, texts) => {
    const began = performance.now();
    const response = await ask(
      { url: `http://127.0.0.1:${await serve(dripping(...texts))}/` },
      never,
      impatient(IDLE_LIMIT_MS),
    );
    expect(performance.now() - began).toBeGreaterThan(1.5 * IDLE_LIMIT_MS);
    expect(response.status).toBe(200);
    expect(response.body?.replace(/ /g, '')).toBe('{}');
  });
});

describe('an attempt ends when no byte is received', () => {
  test.each([
    ['of a response: the request may have arrived', 'http', '', true],
    ['of the rest of the head: it may have arrived', 'http', HEAD, true],
    ['of the rest of the body: it may have arrived', 'http', `${HEAD}content-length: 9\r\n\r\n{`, true],
    [
      'after a change of protocol: it may have arrived',
      'http',
      'HTTP/1.1 101 X\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
      true,
    ],
    ['of a TLS handshake: it cannot have left', 'https', '', false],
  ])('%s', async (_what, protocol, text, mayHaveArrived) => {
    let closed: Promise<unknown> | undefined;
    const port = await serve((socket) => {
      closed = once(socket, 'close');
      socket.write(text);
    });
    const began = performance.now();
    await expect(
      ask({ url: `${protocol}://127.0.0.1:${port}/` }, never, impatient(IDLE_LIMIT_MS)),
    ).rejects.toMatchObject({
      failure: 'silent',
      message: `127.0.0.1:${port} was silent: no byte for 1.5 s.`,
      mayHaveArrived,
    });
    expect(performance.now() - began).toBeGreaterThan(IDLE_LIMIT_MS - 20);
    await closed;
  });
});
