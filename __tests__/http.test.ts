import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { openHttp } from '../src/http.ts';
import type { Http, Reply } from '../src/http.ts';

/** Shorter than 30 s, and long enough for a machine that has other things to do. */
const IDLE_MS = 400;

const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Starts a server that does as it pleases with each connection, from the first bytes that come. */
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

function open(): Http {
  const http = openHttp({ debug: () => undefined }, IDLE_MS);
  closing.push(http.close);
  return http;
}

function send(url: string, end: AbortSignal = new AbortController().signal): Promise<Reply> {
  return open().send({ method: 'DELETE', url, headers: {}, attempt: 1 }, end);
}

/** Writes each text after a pause, which is shorter than the patience of the client. */
function dripping(...texts: readonly string[]): (socket: Socket) => void {
  return (socket) => {
    const left = [...texts];
    const timer = setInterval(() => {
      const next = left.shift();
      if (next === undefined) clearInterval(timer);
      else socket.write(next);
    }, IDLE_MS / 4);
    closing.push(() => {
      clearInterval(timer);
    });
  };
}

const HEAD = 'HTTP/1.1 200 OK\r\n';

describe('an attempt goes on as long as bytes come', () => {
  test.concurrent.each([
    [
      'of headers, line by line',
      [HEAD, ...Array.from({ length: 6 }, (_, n) => `x-${n}: y\r\n`), 'content-length: 2\r\n\r\n{}'],
    ],
    [
      'of promises of an answer',
      [...Array<string>(6).fill('HTTP/1.1 102 Processing\r\n\r\n'), `${HEAD}content-length: 2\r\n\r\n{}`],
    ],
    ['of a body', [`${HEAD}content-length: 8\r\n\r\n`, '{', ...Array<string>(6).fill(' '), '}']],
  ])('%s', async (_what, texts) => {
    const began = performance.now();
    const reply = await send(`http://127.0.0.1:${await serve(dripping(...texts))}/`);
    expect(performance.now() - began).toBeGreaterThan(1.5 * IDLE_MS);
    expect(reply.status).toBe(200);
    expect(reply.body?.replace(/ /g, '')).toBe('{}');
  });
});

describe('an attempt ends when no byte comes', () => {
  test.concurrent.each([
    ['of an answer: the request may have arrived', 'http', '', true],
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
    const port = await serve((socket) => socket.write(text));
    const began = performance.now();
    await expect(send(`${protocol}://127.0.0.1:${port}/`)).rejects.toMatchObject({
      failure: 'silent',
      message: `127.0.0.1:${port} was silent: no byte for 0.4 s.`,
      mayHaveArrived,
    });
    expect(performance.now() - began).toBeGreaterThan(IDLE_MS - 20);
    expect(performance.now() - began).toBeLessThan(4 * IDLE_MS);
  });
});

test('no attempt begins when the step has ended', async () => {
  const port = await serve((socket) => socket.end(`${HEAD}content-length: 2\r\n\r\n{}`));
  await expect(send(`http://127.0.0.1:${port}/`, AbortSignal.abort(new Error('over')))).rejects.toMatchObject(
    {
      failure: 'interrupted',
      mayHaveArrived: false,
    },
  );
});
