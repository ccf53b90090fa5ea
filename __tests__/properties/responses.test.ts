import { afterAll, beforeAll, expect } from '@jest/globals';
import fc from 'fast-check';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { openCloudflare } from '../../src/cloudflare/api.ts';
import { CloudflareError, isNotFound } from '../../src/cloudflare/errors.ts';
import { ConnectionError } from '../../src/http/errors.ts';
import { openHttp } from '../../src/http/client.ts';
import { openLog } from '../../src/output/log.ts';
import { redactor } from '../../src/lib/redact.ts';
import { escapeLine } from '../../src/lib/sanitize.ts';
import { ACCOUNT, startCloudflare, TOKEN, type CloudflareDouble } from '../support/cloudflare-double.ts';
import { respond } from '../support/faults.ts';
import { anyResponse, anyBytes, readResponse } from './arbitraries.ts';
import { property } from './property.ts';

const UID = '2a95132c15732412d22c1476fa83f27a';
const PATH = `/calls/turn_keys/${UID}`;

let cloudflare: CloudflareDouble;

beforeAll(async () => {
  cloudflare = await startCloudflare();
});

afterAll(async () => {
  await cloudflare.close();
});

/** Asks once; what comes of it is a success or one of the two errors that an attempt may end with. */
async function ask(
  apiBaseUrl: string,
  idleMs?: number,
): Promise<'success' | CloudflareError | ConnectionError> {
  const said: string[] = [];
  const say = (message: string | Error): void => void said.push(String(message));
  const redact = redactor([TOKEN]);
  const log = openLog(
    { debug: say, info: say, notice: say, warning: say, error: say, setFailed: say },
    redact,
  );
  const http = openHttp(log.debug, 'cf-ray', idleMs);
  const api = openCloudflare({
    apiBaseUrl,
    accountId: ACCOUNT,
    apiToken: TOKEN,
    http,
    log,
    observe: () => undefined,
    hardStop: new AbortController().signal,
  });
  let outcome: 'success' | CloudflareError | ConnectionError;
  try {
    await api.send('DELETE', PATH, 1);
    outcome = 'success';
  } catch (error) {
    if (!(error instanceof CloudflareError || error instanceof ConnectionError)) throw error;
    outcome = error;
    said.push(redact(error.message));
  } finally {
    http.close();
  }
  for (const message of said) {
    expect(message.trim()).not.toBe('');
    expect(message).not.toContain(TOKEN);
    expect(message).not.toContain('[object Object]');
    expect(escapeLine(message)).toBe(message);
    expect(message.length).toBeLessThan(6_000);
  }
  return outcome;
}

property(
  'a response is a success when its status is 2xx and it says so, and otherwise an error with a message of its own',
  200,
  anyResponse(UID),
  async ({ status, headers, body }) => {
    cloudflare.next('DELETE', respond(status, body, { headers }));
    const outcome = await ask(cloudflare.baseUrl);
    const says = readResponse(status, body);
    expect(outcome === 'success').toBe(says === 'deleted');
    if (outcome === 'success') return;
    expect(outcome).toMatchObject({ status });
    expect(outcome instanceof CloudflareError && isNotFound(outcome)).toBe(says === 'not-found');
  },
);

property(
  'bytes that may not be HTTP end an attempt with a success or one of its two errors',
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
      if (outcome === 'success') expect(bytes.toString('latin1')).toMatch(/"success"\s*:\s*true/);
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
