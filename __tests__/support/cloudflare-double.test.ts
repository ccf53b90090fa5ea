import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { type CloudflareDouble, startCloudflare } from './cloudflare-double.ts';
import * as faults from './faults.ts';
import { violations } from './openapi.ts';
import { wire } from './transcript.ts';

const UID = '2a95132c15732412d22c1476fa83f27a';

let cloudflare: CloudflareDouble;

beforeEach(async () => {
  cloudflare = await startCloudflare({ keys: [{ uid: UID, name: 'preview-pr-41' }, {}] });
});

afterEach(() => cloudflare.close());

const ask = (method: string, path = `/${UID}`, token = cloudflare.token): Promise<Response> =>
  fetch(`${cloudflare.baseUrl}/accounts/${cloudflare.account}/calls/turn_keys${path}`, {
    method,
    redirect: 'manual',
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(5_000),
  });

describe('as usual', () => {
  test('a key is gone once it was deleted', async () => {
    expect((await ask('DELETE')).status).toBe(200);
    expect([...cloudflare.keys.keys()]).not.toContain(UID);
    const second = await ask('DELETE');
    expect(second.status).toBe(404);
    expect(await second.json()).toMatchObject({ success: false, errors: [{ code: 20008 }], result: null });
    expect(wire(cloudflare.requests)).toMatchInlineSnapshot(`
      "DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a
      "
    `);
  });

  test('every reply carries its own cf-ray', async () => {
    const rays = [(await ask('GET')).headers.get('cf-ray'), (await ask('PUT')).headers.get('cf-ray')];
    expect(new Set(rays).size).toBe(2);
    expect(rays[0]).toMatch(/^[0-9a-f]{16}-FRA$/);
  });

  test.each([
    ['a wrong token', 'GET', '', 'wrong', 401, 10000],
    ['a malformed token', 'GET', '', '"wrong"', 400, 6003],
    ['a key ID of another length', 'DELETE', '/abc', undefined, 404, 7003],
    ['a method there is not', 'DELETE', '', undefined, 405, 10405],
    ['a path there is not', 'GET', '/a/b', undefined, 404, 7000],
  ])('%s is refused', async (_what, method, path, token, status, code) => {
    const response = await ask(method, path, token);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      success: false,
      errors: expect.arrayContaining([expect.objectContaining({ code })]),
    });
  });

  test('the list is paged on request', async () => {
    await cloudflare.close();
    cloudflare = await startCloudflare({ keys: [{}, {}, {}], pageSize: 2 });
    expect(await (await ask('GET', '?page=2')).json()).toMatchObject({
      result: [{}],
      result_info: { page: 2, total_pages: 2 },
    });
  });

  test('it counts how many requests it serves at once', async () => {
    await cloudflare.close();
    cloudflare = await startCloudflare({ latencyMs: 100 });
    const asking = ['', '', ''].map(async () => (await ask('GET', '')).text());
    await Promise.all(asking);
    await ask('GET', '');
    expect(cloudflare.mostAtOnce).toBe(3);
  });

  test('it counts connections, which a client may use again', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (const path of ['/1', '/2', '/3']) {
      const [response] = (await once(get(cloudflare.baseUrl + path, { agent }), 'response')) as [
        IncomingMessage,
      ];
      await response.toArray();
    }
    agent.destroy();
    expect(cloudflare.connections).toBe(1);
  });
});

describe('by the published description of the API, it is valid', () => {
  test.each([
    ['to list', 'GET', '', 'calls_turn_key_collection'],
    ['to get', 'GET', undefined, 'calls_turn_key_response_single'],
    ['to delete', 'DELETE', undefined, 'calls_turn_key_response_single'],
    ['to fail', 'GET', `/${'0'.repeat(32)}`, 'calls_api-response-common-failure'],
    ['to be no route', 'GET', '/x', 'calls_api-response-common-failure'],
  ] as const)('%s', async (_what, method, path, schema) => {
    expect(violations(schema, await (await ask(method, path)).json())).toEqual([]);
  });

  test('and another shape is not', () => {
    const body = { success: true, errors: [], messages: [], result: { uid: 'short', created: 'today' } };
    expect(violations('calls_turn_key_response_single', body)).toHaveLength(2);
    expect(violations('calls_api-response-common-failure', body)).not.toEqual([]);
  });
});

describe('faults', () => {
  test('happen once each, in order, to the requests they are meant for', async () => {
    cloudflare.next('DELETE', faults.rateLimit({ retryAfter: 7 }), faults.html());
    cloudflare.always({ method: 'GET', key: UID }, faults.failure(403, 9109, 'Invalid access token'));
    expect((await ask('GET')).status).toBe(403);
    const limited = await ask('DELETE');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await (await ask('DELETE')).text()).toContain('<h1>Bad gateway</h1>');
    expect((await ask('DELETE')).status).toBe(200);
    expect((await ask('GET')).status).toBe(403);
    expect((await ask('GET', '')).status).toBe(200);
  });

  test('can be decided at each request', async () => {
    cloudflare.always('*', ({ method }) =>
      method === 'GET' ? faults.redirect('http://127.0.0.1:9/') : undefined,
    );
    expect((await ask('GET')).status).toBe(307);
    expect((await ask('DELETE')).status).toBe(200);
  });

  test.each([
    ['reset', faults.reset({ takesEffect: true }), 'fetch failed'],
    ['cut', faults.cut({ takesEffect: true }), 'terminated'],
  ])('%s can lose the answer to a deletion that took place', async (_name, fault, message) => {
    cloudflare.next('DELETE', fault);
    await expect(ask('DELETE').then((response) => response.text())).rejects.toThrow(message);
    expect(cloudflare.keys.has(UID)).toBe(false);
    expect((await ask('DELETE')).status).toBe(404);
  });

  test('oversized sends more than 1 MiB', async () => {
    cloudflare.next('GET', faults.oversized());
    expect((await (await ask('GET')).text()).length).toBeGreaterThan(1024 * 1024);
  });

  test.each([
    ['stall', faults.stall()],
    ['stallBody', faults.stallBody()],
    ['drip', faults.drip({ everyMs: 5 })],
    ['an endless oversized', faults.oversized({ endless: true })],
    ['a late answer', faults.pass({ delayMs: 60_000 })],
  ])('%s does not keep the double from closing', async (_name, fault) => {
    cloudflare.next('GET', fault);
    const lost = expect(ask('GET').then((response) => response.text())).rejects.toThrow();
    await cloudflare.received('GET');
    await cloudflare.close();
    await lost;
  });
});
