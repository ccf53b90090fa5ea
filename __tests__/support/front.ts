import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

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
  const sockets = new Set<Socket>();
  let target = 0;
  let connections = 0;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  };
  const server = createServer((client) => {
    connections += 1;
    keep(client);
    if (connections === 1 && mistreat !== undefined) {
      client.once('data', () => {
        mistreat(client);
      });
      return;
    }
    clients.add(client);
    const upstream = connect(target, '127.0.0.1');
    keep(upstream);
    client.pipe(upstream).pipe(client);
    client.once('close', () => upstream.destroy());
    upstream.once('error', () => client.resetAndDestroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    leadTo: (port) => {
      target = port;
    },
    interrupt: (bytes) => {
      for (const client of clients) client.write(bytes);
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
