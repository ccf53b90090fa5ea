import { afterAll, beforeAll, expect } from '@jest/globals';
import fc from 'fast-check';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { openCloudflare } from '../../src/cloudflare.ts';
import { AnswerError, ConnectionError } from '../../src/errors.ts';
import { openHttp } from '../../src/http.ts';
import { openLog } from '../../src/log.ts';
import { oneLine, redactor } from '../../src/text.ts';
import { ACCOUNT, startCloudflare, TOKEN, type CloudflareDouble } from '../support/cloudflare-double.ts';
import { reply } from '../support/faults.ts';
import { anyBody, anyHeaders, anyStatus, saysSuccess } from './arbitraries.ts';
import { property } from './property.ts';

const PATH = '/calls/turn_keys/2a95132c15732412d22c1476fa83f27a';

let cloudflare: CloudflareDouble;

beforeAll(async () => {
  cloudflare = await startCloudflare();
});

afterAll(async () => {
  await cloudflare.close();
});

/** Asks once; what comes of it is a success or one of the two errors that an attempt may end with. */
async function ask(apiBaseUrl: string, idleMs?: number): Promise<'success' | AnswerError | ConnectionError> {
  const said: string[] = [];
  const say = (message: string | Error): void => void said.push(String(message));
  const redact = redactor([TOKEN]);
  const log = openLog({ debug: say, info: say, notice: say, warning: say, error: say }, redact);
  const http = openHttp(log, idleMs);
  const end = new AbortController().signal;
  const api = openCloudflare({ apiBaseUrl, accountId: ACCOUNT, apiToken: TOKEN, http, log, redact, end });
  let outcome: 'success' | AnswerError | ConnectionError;
  try {
    await api.send('DELETE', PATH, 1);
    outcome = 'success';
  } catch (error) {
    if (!(error instanceof AnswerError || error instanceof ConnectionError)) throw error;
    outcome = error;
    said.push(error.message);
  } finally {
    http.close();
  }
  for (const message of said) {
    expect(message.trim()).not.toBe('');
    expect(message).not.toContain(TOKEN);
    expect(message).not.toContain('[object Object]');
    expect(oneLine(message)).toBe(message);
    expect(message.length).toBeLessThan(6_000);
  }
  return outcome;
}

property(
  'an answer is a success when its status is 2xx and it says so, and else an error with a message of its own',
  150,
  fc.tuple(anyStatus, anyHeaders, anyBody),
  async ([status, headers, body]) => {
    cloudflare.next('DELETE', reply(status, body, { headers }));
    const outcome = await ask(cloudflare.baseUrl);
    const sent = [204, 304].includes(status) ? '' : body;
    expect(outcome === 'success').toBe(saysSuccess(status, sent));
    if (outcome !== 'success') expect(outcome).toMatchObject({ status });
  },
);

const anyBytes: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  // An answer as it should be, with some bytes of it replaced by others.
  fc
    .tuple(
      fc.constantFrom(
        'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 59\r\n\r\n{"success":true,"errors":[],"messages":[],"result":null}   ',
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{"success":true}\r\n0\r\n\r\n',
        'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.0 500 No\r\n\r\n{"success":false}',
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n',
      ),
      fc.array(fc.tuple(fc.nat(200), fc.nat(20), fc.uint8Array({ maxLength: 10 })), { maxLength: 3 }),
    )
    .map(([text, edits]) =>
      edits.reduce(
        (bytes, [at, length, replacement]) =>
          Buffer.concat([bytes.subarray(0, at), replacement, bytes.subarray(at + length)]),
        Buffer.from(text),
      ),
    ),
);

property(
  'bytes that may be no HTTP end an attempt with a success or one of its two errors',
  80,
  fc.record({ bytes: anyBytes, then: fc.constantFrom('end', 'destroy', 'stay') }),
  async ({ bytes, then }) => {
    const server = await listening((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write(bytes, () => {
          if (then === 'end') socket.end();
          if (then === 'destroy') socket.destroy();
        });
      });
    });
    try {
      const outcome = await ask(`http://127.0.0.1:${server.port}`, 100);
      if (outcome === 'success') expect(bytes.toString('latin1')).toContain('"success"');
    } finally {
      server.close();
    }
  },
);

/** Starts a server that speaks no HTTP of its own. */
async function listening(
  onConnection: (socket: Socket) => void,
): Promise<{ readonly port: number; readonly close: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    onConnection(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
