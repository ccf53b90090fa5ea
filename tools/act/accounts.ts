import * as http from 'node:http';
import type { CloudflareDouble } from '../../__tests__/support/cloudflare-double.ts';
import { listen, type LoopbackServer } from '../../__tests__/support/loopback.ts';

/**
 * Puts doubles of one account each behind one address, as Cloudflare's API has all of its accounts. The account is in the
 * path, or in the body of a question about traffic.
 */
export function startFront(accounts: readonly CloudflareDouble[]): Promise<LoopbackServer> {
  return listen(async (request, response) => {
    const { method, url: path = '', headers } = request;
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
    const named = path.endsWith('/graphql') ? body : path;
    const double = accounts.find(({ account }) => named.includes(account));
    if (double === undefined) {
      response.writeHead(404).end();
      return;
    }
    const onward = http.request(
      { host: '127.0.0.1', port: double.port, method, path, headers },
      (received) => {
        response.writeHead(received.statusCode ?? 502, received.headers);
        received.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    onward.end(body);
  });
}
