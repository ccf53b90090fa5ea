import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CertificateAuthority, makeAuthority } from '../support/certificate.ts';
import { failure } from '../support/faults.ts';
import type { Credentials } from '../support/loopback.ts';
import { type Proxy, type ProxyOptions, startProxy } from '../support/proxy.ts';
import { KEY } from '../support/keys.ts';
import { play, type Played, playRefusal, type Scenario } from '../support/scenario.ts';

const DEFAULT = 'api.cloudflare.com';
const HOST = 'api.cloudflare.test';
let authority: CertificateAuthority;
let tls: Credentials;

beforeAll(async () => {
  authority = await makeAuthority();
  tls = await authority.certify([DEFAULT, HOST]);
});

afterAll(() => {
  authority.remove();
});

type Way = Omit<ProxyOptions, 'routes'> & {
  /** The variables with the proxy; HTTPS_PROXY by default. */
  readonly variables?: (proxy: Proxy) => Readonly<Record<string, string>>;
  /** When the proxy knows the hosts: at once, after it has refused a connection, or never. */
  readonly leads?: 'at-once' | 'later' | 'nowhere';
};

/** Plays a scenario with a host that only the proxy knows. */
async function playThrough(
  way: Way,
  scenario: Omit<Scenario, 'inputs'> & { readonly inputs?: Readonly<Record<string, string>> } = {},
): Promise<Played & { readonly proxy: Proxy }> {
  const { variables, leads = 'at-once', ...options } = way;
  const routes: Record<string, number> = {};
  let port = 0;
  const lead = (): void => {
    for (const host of [DEFAULT, HOST]) routes[`${host}:443`] = port;
  };
  const proxy = await startProxy({ ...options, routes });
  try {
    const played = await play({
      ...scenario,
      cloudflare: { tls },
      inputs: { 'api-base-url': `https://${HOST}/client/v4`, 'max-retries': '0', ...scenario.inputs },
      env: (cloudflare) => {
        port = cloudflare.port;
        if (leads === 'at-once') lead();
        return {
          NODE_EXTRA_CA_CERTS: authority.caFile,
          ...(variables?.(proxy) ?? { HTTPS_PROXY: proxy.url }),
        };
      },
      onLine: (line) => {
        if (leads === 'later' && line.includes('statusCode=502')) lead();
      },
    });
    return { ...played, proxy };
  } finally {
    await proxy.close();
  }
}

describe('a proxy', () => {
  test('connects to the default base URL, and sees only its host', async () => {
    const { proxy, results, cloudflare } = await playThrough({}, { inputs: { 'api-base-url': '' } });
    expect(proxy.connects).toEqual([{ target: `${DEFAULT}:443`, authorization: undefined }]);
    expect(cloudflare.requests[0]?.headers.host).toBe(DEFAULT);
    expect(results).toMatchObject([{ ...KEY, status: 'deleted' }]);
  });

  test.concurrent.each(['HTTPS_PROXY', 'https_proxy'])('is set by %s', async (name) => {
    const { proxy, results } = await playThrough({ variables: ({ url }) => ({ [name]: url }) });
    expect(proxy.connects).toHaveLength(1);
    expect(results).toMatchObject([{ status: 'deleted' }]);
  });

  test.concurrent('gets its user name and password, which are sent to no other server', async () => {
    const { proxy, results, cloudflare } = await playThrough(
      {
        credentials: 'us er:p@ss-w0rd-3141',
        variables: ({ port }) => ({ HTTPS_PROXY: `http://us%20er:p%40ss-w0rd-3141@127.0.0.1:${port}` }),
      },
      { secrets: ['p@ss-w0rd-3141', 'p%40ss-w0rd-3141'], debug: true },
    );
    expect(results).toMatchObject([{ status: 'deleted' }]);
    expect(proxy.connects).toMatchObject([{ authorization: `Basic ${btoa('us er:p@ss-w0rd-3141')}` }]);
    expect(cloudflare.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  test.concurrent.each(['127.0.0.1', 'localhost'])('may use TLS itself, as %s', async (host) => {
    const { proxy, results } = await playThrough({
      tls: await authority.certify([host]),
      credentials: 'user:password',
      variables: ({ port }) => ({ HTTPS_PROXY: `https://user:password@${host}:${port}` }),
    });
    expect(proxy.connects).toMatchObject([{ authorization: `Basic ${btoa('user:password')}` }]);
    expect(results).toMatchObject([{ status: 'deleted' }]);
  });
});

describe('a proxy that opens no connection,', () => {
  test.concurrent('as it requires a password: reported, and the token is not sent', async () => {
    const { errors, cloudflare } = await playThrough({ credentials: 'user:password' });
    expect(cloudflare.connections).toBe(0);
    expect(errors).toEqual([
      expect.stringMatching(
        /The proxy opened no connection to api\.cloudflare\.test \(.*statusCode=407\)\. Check `HTTPS_PROXY`, its user name and password/,
      ),
    ]);
  });

  test.concurrent('as its certificate is for another host: reported, and not retried', async () => {
    const { errors, proxy } = await playThrough(
      { tls: await authority.certify([HOST]) },
      { inputs: { 'max-retries': '3' } },
    );
    expect(proxy.connects).toEqual([]);
    expect(errors).toEqual([expect.stringContaining('The certificate of the proxy is not trusted (')]);
    expect(errors[0]).toMatch(/The token was not sent\.$/);
  });

  test.concurrent('as it does not know the host: retried, then reported', async () => {
    const { errors, proxy } = await playThrough({ leads: 'nowhere' }, { inputs: { 'max-retries': '1' } });
    expect(proxy.connects).toHaveLength(2);
    expect(errors[0]).toMatch(/statusCode=502\)\. All 2 attempts failed\. Check `HTTPS_PROXY`/);
  });

  test.concurrent('cannot have passed on a deletion: "not found" after it means not found', async () => {
    const { results, proxy } = await playThrough(
      { leads: 'later' },
      {
        inputs: { 'max-retries': '1', 'if-not-found': 'ignore' },
        prepare: (cloudflare) => {
          cloudflare.next('DELETE', failure(404, 20008, 'TURN key not found'));
        },
      },
    );
    expect(proxy.connects).toHaveLength(2);
    expect(results).toMatchObject([{ status: 'not-found' }]);
  });
});

describe('no proxy is used', () => {
  // A label of 64 characters is too long for a host name, so that no resolver is asked.
  const LABEL = 'a'.repeat(64);
  const targetsFor = async (variables: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const { proxy } = await playThrough(
      { leads: 'nowhere', variables: ({ url }) => ({ HTTPS_PROXY: url, ...variables }) },
      { inputs: { 'api-base-url': `https://${LABEL}.cloudflare.test:8443/` } },
    );
    return proxy.connects.map(({ target }) => target);
  };

  test.concurrent.each([
    ['NO_PROXY', `${LABEL}.cloudflare.test`],
    ['no_proxy', 'localhost, .CLOUDFLARE.test'],
    ['NO_PROXY', '*'],
  ])('for a host that is in %s as %s', async (name, value) => {
    expect(await targetsFor({ [name]: value })).toEqual([]);
  });

  test.concurrent.each([
    ['NO_PROXY', 'flare.test'],
    ['no_proxy', `${LABEL}.cloudflare.test:443`],
  ])('except for a host that is not in %s: %j', async (name, value) => {
    expect(await targetsFor({ [name]: value })).toEqual([`${LABEL}.cloudflare.test:8443`]);
  });

  test.concurrent('for loopback', async () => {
    const { results } = await play({
      env: {
        HTTPS_PROXY: 'http://127.0.0.1:9',
        HTTP_PROXY: 'http://127.0.0.1:9',
        https_proxy: 'http://127.0.0.1:9',
        http_proxy: 'http://127.0.0.1:9',
      },
    });
    expect(results).toMatchObject([{ status: 'deleted' }]);
  });
});

describe('an invalid proxy variable', () => {
  test.concurrent.each([
    ['HTTPS_PROXY', 'hunter2.example:3128'],
    ['https_proxy', 'http://user:100%hunter2@proxy.example:3128'],
  ])('%s=%s is reported with the inputs, and not shown', async (name, value) => {
    const errors = await playRefusal({
      inputs: { 'api-base-url': '' },
      env: { [name]: value },
      secrets: ['hunter2'],
    });
    expect(errors).toEqual([
      `Environment variable ${name} must be the URL of a proxy, such as http://proxy.example:3128, with http:// or https:// in front and a host name or an IPv4 address; its value is not shown.`,
    ]);
  });

  test.concurrent('is ignored for a host in NO_PROXY', async () => {
    // A label of 64 characters is too long for a host name, so that no resolver is asked.
    const host = `${'a'.repeat(64)}.cloudflare.test`;
    const { errors } = await play({
      inputs: { 'api-base-url': `https://${host}/`, 'max-retries': '0' },
      env: { HTTPS_PROXY: 'proxy.example:3128', NO_PROXY: '.cloudflare.test' },
    });
    expect(errors).toEqual([expect.stringContaining(`The host ${host} was not found (ENOTFOUND).`)]);
  });

  test.concurrent('is ignored for loopback', async () => {
    const { results } = await play({ env: { HTTPS_PROXY: 'no proxy' } });
    expect(results).toMatchObject([{ uid: KEY.uid, status: 'deleted' }]);
  });
});
