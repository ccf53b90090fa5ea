import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Socket } from 'node:net';
import { type CertificateAuthority, makeAuthority } from '../support/certificate.ts';
import { cut, type Fault, reset, stall } from '../support/faults.ts';
import { type Front, startFront } from '../support/front.ts';
import type { Credentials } from '../support/loopback.ts';
import { startProxy } from '../support/proxy.ts';
import { KEY } from '../support/keys.ts';
import { MAY_BE_DELETED } from '../support/report-rules.ts';
import { play, type Played, type Scenario } from '../support/scenario.ts';

// "TURN key not found" after a failed attempt means "deleted" if that attempt may have reached Cloudflare, and
// "not found" if it can't have.

const HOST = 'api.cloudflare.test';
let authority: CertificateAuthority;
let tls: Credentials;

beforeAll(async () => {
  authority = await makeAuthority();
  tls = await authority.certify(['127.0.0.1', HOST]);
});

afterAll(() => {
  authority.remove();
});

type Way = {
  /** Through a proxy; directly by default. */
  readonly proxied?: boolean;
  /** What happens to the first connection. */
  readonly mistreat?: (client: Socket) => void;
};

/** Plays a scenario over TLS, with something between the step and Cloudflare. */
async function playOverTls(
  { proxied = false, mistreat }: Way,
  { inputs, prepare, ...scenario }: Omit<Scenario, 'inputs'> & { readonly inputs?: Record<string, string> },
  onFront?: (front: Front) => void,
): Promise<Played & { readonly connections: number }> {
  const front = await startFront(mistreat);
  const host = proxied ? HOST : '127.0.0.1';
  const proxy = await startProxy({ routes: { [`${HOST}:${front.port}`]: front.port } });
  try {
    const played = await play({
      ...scenario,
      cloudflare: { tls },
      inputs: { 'api-base-url': `https://${host}:${front.port}/client/v4`, ...inputs },
      env: { NODE_EXTRA_CA_CERTS: authority.caFile, ...(proxied && { HTTPS_PROXY: proxy.url }) },
      prepare: (cloudflare) => {
        front.leadTo(cloudflare.port);
        prepare?.(cloudflare);
        onFront?.(front);
      },
    });
    return { ...played, connections: front.connections() };
  } finally {
    await Promise.all([proxy.close(), front.close()]);
  }
}

const ALERT = Buffer.from('15030300020228', 'hex');
const EARLY: readonly (readonly [string, (client: Socket) => void])[] = [
  ['the connection was reset in the TLS handshake', (client) => client.resetAndDestroy()],
  ['the connection was closed in the TLS handshake', (client) => client.end()],
  ['the TLS handshake was refused', (client) => client.end(ALERT)],
  ['the port spoke plain HTTP', (client) => client.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
];
const WAYS = EARLY.flatMap(([what, mistreat]) => [
  { what, how: 'directly', way: { mistreat } },
  { what, how: 'through a proxy', way: { mistreat, proxied: true } },
]);

describe('an attempt that failed before the request could leave', () => {
  const missing = { 'key-id': 'f'.repeat(32), 'max-retries': '1' };

  test.concurrent.each(WAYS)('as $what, $how: "not found" means not found', async ({ way }) => {
    const { run, results, errors, cloudflare, connections } = await playOverTls(way, { inputs: missing });
    expect(connections).toBe(2);
    expect(cloudflare.requests).toHaveLength(1);
    expect(run.log).toContain('(retry 1 of 1)');
    expect(results).toMatchObject([{ uid: missing['key-id'], status: 'not-found' }]);
    expect(run.outputs).toMatchObject({ status: 'not-found', 'deleted-count': '0' });
    expect(errors).toEqual([expect.stringContaining('was not found, so there was nothing to delete.')]);
  });

  test.concurrent.each(WAYS)(
    'as $what, $how, without a retry: the key cannot have been deleted',
    async ({ way }) => {
      const { errors, cloudflare } = await playOverTls(way, { inputs: { 'max-retries': '0' } });
      expect(cloudflare.requests).toEqual([]);
      expect(errors).toEqual([expect.stringMatching(/^Could not delete TURN key .* Check /)]);
      expect(errors[0]).not.toMatch(MAY_BE_DELETED);
    },
  );

  test.concurrent.each([
    { becomes: 'not found', inputs: missing, message: 'was not found, so there was nothing to delete.' },
    {
      becomes: 'the key cannot have been deleted',
      inputs: { 'max-retries': '0' },
      message: `The proxy opened no connection to ${HOST} (got illegal response body from proxy). Check \`HTTPS_PROXY\``,
    },
  ])('as the proxy sent junk after its response: $becomes', async ({ inputs, message }) => {
    const routes: Record<string, number> = {};
    const proxy = await startProxy({ routes });
    const front = await startFront((client) => client.write('HTTP/1.1 200 OK\r\n\r\nhello'));
    front.leadTo(proxy.port);
    try {
      const { errors } = await play({
        cloudflare: { tls },
        inputs: { 'api-base-url': `https://${HOST}/client/v4`, ...inputs },
        env: { NODE_EXTRA_CA_CERTS: authority.caFile, HTTPS_PROXY: `http://127.0.0.1:${front.port}` },
        prepare: (cloudflare) => {
          routes[`${HOST}:443`] = cloudflare.port;
        },
      });
      expect(errors).toEqual([expect.stringContaining(message)]);
      expect(errors[0]).not.toMatch(MAY_BE_DELETED);
    } finally {
      await Promise.all([proxy.close(), front.close()]);
    }
  });

  test.concurrent(
    'as the TLS handshake never ended: at the time limit, the key cannot have been deleted',
    async () => {
      const way = { mistreat: (client: Socket): void => void client.setKeepAlive(true) };
      const { errors, connections } = await playOverTls(way, { inputs: { 'timeout-seconds': '3' } });
      expect(connections).toBe(1);
      expect(errors).toEqual([
        expect.stringMatching(
          /before the step had to stop\. The step reached its time limit of 3 seconds: raise `timeout-seconds`, or select fewer keys\.$/,
        ),
      ]);
    },
  );

  test.concurrent('at any address of the host: the key cannot have been deleted', async () => {
    // The host has two addresses without a server: the error that Node then throws has no message.
    const resolver = `import dns from 'node:dns'; dns.lookup = (host, options, callback) =>
      process.nextTick(callback, null, ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 })));`;
    const { errors } = await play({
      inputs: { 'api-base-url': `https://${HOST}:9/client/v4`, 'max-retries': '1' },
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(resolver)}` },
    });
    expect(errors).toEqual([
      `Could not delete TURN key ${KEY.uid}: ${HOST}:9 refused the connection (ECONNREFUSED). All 2 attempts failed. ` +
        'Check `api-base-url`, and whether a firewall or proxy (`HTTPS_PROXY`) is between the runner and it.',
    ]);
  });
});

describe('an attempt whose response was lost over TLS after the deletion took effect,', () => {
  // A record that can't be decrypted.
  const BROKEN = Buffer.from(`1703030020${'00'.repeat(32)}`, 'hex');
  const first = { 'max-retries': '1' };
  // The key is read before it is deleted, over the connection that the deletion then uses.
  const reused = { ...first, 'expected-name': KEY.name };

  test.concurrent.each([
    { how: 'on a new connection', inputs: first, way: {}, connections: 2 },
    { how: 'on a connection that was used before', inputs: reused, way: {}, connections: 2 },
    { how: 'through a proxy', inputs: first, way: { proxied: true }, connections: 2 },
    { how: 'through a proxy, a read before it', inputs: reused, way: { proxied: true }, connections: 3 },
  ])('$how: "not found" means deleted', async ({ inputs, way, connections: expected }) => {
    const faults: readonly (readonly [Fault, boolean])[] = [
      [reset({ takesEffect: true }), false],
      [cut({ takesEffect: true }), false],
      [stall({ takesEffect: true }), true],
    ];
    for (const [fault, breaks] of faults) {
      let front: Front | undefined;
      const { run, results, cloudflare, connections } = await playOverTls(
        way,
        {
          inputs,
          prepare: (double) => {
            double.next('DELETE', fault);
            if (!breaks) return;
            void double.received('DELETE').then(() => setTimeout(() => front?.interrupt(BROKEN), 50));
          },
        },
        (started) => {
          front = started;
        },
      );
      expect(results).toMatchObject([{ uid: KEY.uid, status: 'deleted' }]);
      expect(run.log).toMatch(
        breaks
          ? /probably by an earlier attempt \(No TLS connection to/
          : /probably by an earlier attempt \(The connection to/,
      );
      expect(run.outputs).toMatchObject({ status: 'deleted', 'deleted-count': '1' });
      expect(run.annotations).toEqual([]);
      expect(cloudflare.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(2);
      expect(connections).toBe(expected);
    }
  });
});
