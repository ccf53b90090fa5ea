import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { get } from 'node:https';
import type { Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { type CertificateAuthority, makeAuthority, makeSelfSigned } from './certificate.ts';
import { ACCOUNT, startCloudflare } from './cloudflare-double.ts';
import { reset } from './faults.ts';
import type { Credentials } from './loopback.ts';
import { type Proxy, startProxy } from './proxy.ts';

const LIST = `/client/v4/accounts/${ACCOUNT}/calls/turn_keys`;
const TARGET = 'api.cloudflare.test:443';
const open: { readonly close: () => Promise<void> }[] = [];
let authority: CertificateAuthority;

beforeAll(async () => {
  authority = await makeAuthority();
});

afterAll(() => {
  authority.remove();
});

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function through(proxy: Proxy, credentials?: string): Promise<readonly [number | undefined, Socket]> {
  const headers = credentials === undefined ? {} : { 'proxy-authorization': `Basic ${btoa(credentials)}` };
  const asked = request({ port: proxy.port, method: 'CONNECT', path: TARGET, headers }).end();
  const [response, socket] = (await once(asked, 'connect')) as [IncomingMessage, Socket];
  return [response.statusCode, socket];
}

async function shakeHands(tls: Credentials): Promise<TLSSocket> {
  const cloudflare = await startCloudflare({ tls });
  const proxy = await startProxy({ routes: { [TARGET]: cloudflare.port } });
  open.push(cloudflare, proxy);
  const [, socket] = await through(proxy);
  const secured = connect({ socket, servername: 'api.cloudflare.test', ca: readFileSync(authority.caFile) });
  await once(secured, 'secureConnect');
  return secured;
}

describe('the proxy', () => {
  test('leads to a double under the name of another host', async () => {
    const secured = await shakeHands(await authority.certify(['api.cloudflare.test', '127.0.0.1']));
    secured.write(`GET ${LIST} HTTP/1.1\r\nHost: api.cloudflare.test\r\nConnection: close\r\n\r\n`);
    expect(String(await secured.setEncoding('utf8').toArray())).toContain('401 Unauthorized');
  });

  test('asks for credentials, records what it received and knows no other hosts', async () => {
    const proxy = await startProxy({ credentials: 'user:pass' });
    open.push(proxy);
    expect((await through(proxy))[0]).toBe(407);
    expect((await through(proxy, 'user:pass'))[0]).toBe(502);
    expect(proxy.connects).toEqual([
      { target: TARGET, authorization: undefined },
      { target: TARGET, authorization: 'Basic dXNlcjpwYXNz' },
    ]);
  });
});

test('a TLS connection can be reset', async () => {
  const cloudflare = await startCloudflare({ tls: await authority.certify(['127.0.0.1']) });
  open.push(cloudflare);
  cloudflare.next('*', reset());
  const asked = get(new URL(LIST, cloudflare.baseUrl), { ca: readFileSync(authority.caFile) });
  await expect(once(asked, 'response')).rejects.toMatchObject({ code: 'ECONNRESET' });
});

describe('a certificate', () => {
  test.each([
    ['expired', () => authority.certify(['api.cloudflare.test'], { expired: true }), 'CERT_HAS_EXPIRED'],
    ['of its own making', () => makeSelfSigned(['api.cloudflare.test']), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['for another host', () => authority.certify(['127.0.0.1']), 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('%s is refused', async (_what, make, code) => {
    await expect(shakeHands(await make())).rejects.toMatchObject({ code });
  });
});
