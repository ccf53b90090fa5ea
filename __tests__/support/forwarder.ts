import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A port of 127.0.0.1 where a server may appear later. */
export type Forwarder = {
  readonly port: number;
  /** Begins to listen, unless it already does: until then connections are refused, from then on they are forwarded to another port. */
  readonly open: (to: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Picks a port that nothing listens on and that no system assigns by itself. Other programs may use it until it is opened. */
export async function makeForwarder(): Promise<Forwarder> {
  const port = await pickPort();
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

async function pickPort(attempts = 100): Promise<number> {
  // Linux assigns ports from 32768 on, Windows and macOS from 49152.
  const port = randomInt(10_000, 32_768);
  const probe = createServer();
  try {
    await listen(probe, port);
  } catch (error) {
    if (attempts === 0) throw error;
    return await pickPort(attempts - 1);
  }
  await end(probe);
  return port;
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
