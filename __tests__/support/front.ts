import { connect, createServer, type Socket } from 'node:net';
import { serve } from './loopback.ts';

/** Stands between a client and a server, and forwards bytes both ways by default. */
export type Front = {
  readonly port: number;
  /** How many connections were accepted. */
  readonly connections: () => number;
  /** Forwards to this port of 127.0.0.1 from now on. */
  readonly leadTo: (port: number) => void;
  /** Sends bytes to every connected client, in the middle of whatever the server sends. */
  readonly interrupt: (bytes: Buffer) => void;
  readonly close: () => Promise<void>;
};

/** Starts one on loopback. With `mistreat`, the first connection is passed to that instead, once its first bytes were received. */
export async function startFront(mistreat?: (client: Socket) => void): Promise<Front> {
  const clients = new Set<Socket>();
  let target = 0;
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    if (connections === 1 && mistreat !== undefined) {
      client.once('data', () => {
        mistreat(client);
      });
      return;
    }
    clients.add(client);
    const upstream = connect(target, '127.0.0.1');
    client.pipe(upstream).pipe(client);
    client.once('close', () => upstream.destroy());
    upstream.on('error', () => client.resetAndDestroy());
  });
  const { port, close } = await serve(server);
  return {
    port,
    connections: () => connections,
    leadTo: (next) => {
      target = next;
    },
    interrupt: (bytes) => {
      for (const client of clients) client.write(bytes);
    },
    close,
  };
}
