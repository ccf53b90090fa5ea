import * as http from 'node:http';
import type { CloudflareDouble } from '../../__tests__/support/cloudflare-double.ts';
import { listen, type LoopbackServer } from '../../__tests__/support/loopback.ts';

/** Puts doubles of one account each behind one address, as Cloudflare's API has all of its accounts. */
export function startFront(accounts: readonly CloudflareDouble[]): Promise<LoopbackServer> {
  return listen((request, response) => {
    const { method, url: path = '', headers } = request;
    const double = accounts.find(({ account }) => path.includes(`/accounts/${account}/`));
    if (double === undefined) {
      response.writeHead(404).end();
      return Promise.resolve();
    }
    const onward = http.request({ host: '127.0.0.1', port: double.port, method, path, headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
    return Promise.resolve();
  });
}
