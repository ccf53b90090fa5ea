import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Credentials, serve } from './loopback.ts';

export type ProxyOptions = {
  /** Where a CONNECT to `host:port` really goes: a port of 127.0.0.1. Any other target gets a 502. */
  readonly routes?: Readonly<Record<string, number>>;
  /** `user:password`, without which the proxy returns 407. */
  readonly credentials?: string;
  /** Speak TLS with this certificate. */
  readonly tls?: Credentials;
  /** Receive the CONNECT and never respond. */
  readonly silent?: boolean;
};

type Connect = { readonly target: string; readonly authorization: string | undefined };

export type Proxy = {
  /** For HTTPS_PROXY; without credentials. */
  readonly url: string;
  readonly port: number;
  /** Every CONNECT request. */
  readonly connects: readonly Connect[];
  /** Resolves when the first CONNECT was received. */
  readonly asked: Promise<unknown>;
  readonly close: () => Promise<void>;
};

/** Starts an HTTP CONNECT proxy on loopback, which reaches nothing but loopback. */
export async function startProxy(options: ProxyOptions = {}): Promise<Proxy> {
  const { routes = {}, credentials, tls, silent = false } = options;
  const connects: Connect[] = [];
  const refuse: RequestListener = (_request, response) => response.writeHead(405).end();
  const server = tls === undefined ? createServer(refuse) : createSecureServer(tls, refuse);
  const asked = once(server, 'connect');

  server.on('connect', (request, client: Duplex, head: Buffer) => {
    client.on('error', () => undefined);
    const target = request.url ?? '';
    const authorization = request.headers['proxy-authorization'];
    connects.push({ target, authorization });
    if (silent) return;
    if (credentials !== undefined && authorization !== `Basic ${base64(credentials)}`) {
      client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\n\r\n',
      );
      return;
    }
    const port = routes[target];
    if (port === undefined) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });

  const { port, close } = await serve(server);
  const url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  return { url, port, connects, asked, close };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
