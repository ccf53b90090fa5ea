import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A request as it came over the wire. `at` is when its headers arrived, in milliseconds since the epoch, fine enough to order requests. */
export type WireRequest = {
  readonly method: string;
  /** The path of the URL, with its query. */
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  readonly at: number;
};

export type Credentials = { readonly key: string; readonly cert: string };

export type LoopbackServer = {
  readonly port: number;
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** How many TCP connections were ever accepted: fewer than the requests when the client keeps them alive. */
  readonly connections: () => number;
  /** Ends every open connection at once and stops listening. */
  readonly close: () => Promise<void>;
};

/** Starts an HTTP server, or an HTTPS one if given a certificate, on a free port of 127.0.0.1. */
export async function listen(
  handler: (request: http.IncomingMessage, response: http.ServerResponse) => Promise<void>,
  tls?: Credentials,
): Promise<LoopbackServer> {
  const server = tls === undefined ? http.createServer() : https.createServer(tls);
  // Longer than any test waits between two requests: the server must not close an idle connection unless a fault says so.
  server.keepAliveTimeout = 120_000;
  server.on('request', (request, response) => {
    // Clients that disconnect in the middle are expected here.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    handler(request, response).catch((error: unknown) => {
      console.error('A test double failed:', error);
      response.destroy();
    });
  });
  const { port, ...rest } = await serve(server);
  return { port, origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`, ...rest };
}

const beneath = new WeakMap<Socket, Socket>();

/** Resets a connection, so that the client sees ECONNRESET; of a TLS connection, the TCP connection beneath it. */
export function resetConnection(socket: Socket): void {
  (beneath.get(socket) ?? socket).resetAndDestroy();
}

/** Lets a server listen on a free port of 127.0.0.1. It can be closed even if clients stay connected. */
export async function serve(server: Server): Promise<Omit<LoopbackServer, 'origin'>> {
  const open = new Set<Socket>();
  let accepted = 0;
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
  });
  server.on('secureConnection', (socket: Socket) => {
    // A client that refuses the certificate is not a failure of the double.
    socket.on('error', () => undefined);
    for (const tcp of open) if (tcp.remotePort === socket.remotePort) beneath.set(socket, tcp);
  });
  server.on('clientError', (_error: Error, socket: Socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => accepted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

/** Reads a request to its end; what came before a client went away counts as all of it. */
export async function readRequest(request: http.IncomingMessage): Promise<WireRequest> {
  const at = performance.timeOrigin + performance.now();
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // Still recorded: a test may need to know that a request was begun.
  }
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
    at,
  };
}
