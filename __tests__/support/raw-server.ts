import { createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

/** A server that responds to any request with given bytes, which need not be HTTP. */
export type RawServer = {
  readonly port: number;
  readonly close: () => Promise<void>;
};

/** Starts one on loopback. It closes the connection after the bytes, unless `linger` is set. */
export async function startRawServer(
  bytes: string | Buffer,
  { linger = false }: { readonly linger?: boolean } = {},
): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      if (linger) socket.write(bytes);
      else socket.end(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
