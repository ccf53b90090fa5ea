import { createServer } from 'node:net';
import { serve } from './loopback.ts';

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
  const server = createServer((socket) => {
    socket.once('data', () => {
      if (linger) socket.write(bytes);
      else socket.end(bytes);
    });
  });
  return await serve(server);
}
