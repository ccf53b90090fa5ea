import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A port of 127.0.0.1 where a server may appear later. */
export type Forwarder = {
  readonly port: number;
  /** Begins to listen, unless it does already: until then connections are refused, from then on they lead to another port. */
  readonly open: (to: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Picks a port that nothing listens on. */
export async function makeForwarder(): Promise<Forwarder> {
  const probe = createServer();
  const port = await listen(probe, 0);
  await end(probe);

  const sockets = new Set<Socket>();
  let target = 0;
  let opened: Promise<number> | undefined;
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.pipe(upstream).pipe(client);
  });
  return {
    port,
    open: async (to) => {
      target = to;
      opened ??= listen(server, port);
      await opened;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await end(server);
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function end(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
