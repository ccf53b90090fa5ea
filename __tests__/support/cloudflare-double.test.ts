import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { type CloudflareDouble, startCloudflare } from './cloudflare-double.ts';
import { startDouble } from './double.ts';
import * as faults from './faults.ts';
import { failureEnvelope, successEnvelope } from './faults.ts';
import * as description from './openapi.ts';
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

  test('every response has its own cf-ray', async () => {
    const rays = [(await ask('GET')).headers.get('cf-ray'), (await ask('DELETE')).headers.get('cf-ray')];
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
    // Some are not in the API description either; the tests below are about that.
    cloudflare.undescribed.splice(0);
  });

  test('it counts how many requests it serves at once', async () => {
    await cloudflare.close();
    cloudflare = await startCloudflare({ latencyMs: 1_000 });
    const asking = ['', '', ''].map(async () => (await ask('GET', '')).text());
    await Promise.all(asking);
    await ask('GET', '');
    expect(cloudflare.mostAtOnce).toBe(3);
  });

  test('it counts connections, which a client may use again', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const url = `${cloudflare.baseUrl}/accounts/${cloudflare.account}/calls/turn_keys`;
    for (const path of ['', `/${UID}`, '']) {
      const [response] = (await once(get(url + path, { agent }), 'response')) as [IncomingMessage];
      await response.toArray();
    }
    agent.destroy();
    expect(cloudflare.connections).toBe(1);
  });
});

describe('what is not in the API description', () => {
  /** Takes what the double reports about a request or a response, so that it can be closed. */
  const undescribed = (): readonly string[] => cloudflare.undescribed.splice(0);

  test('is reported for a request, which gets the usual response', async () => {
    const { account } = cloudflare;
    expect((await ask('PUT')).status).toBe(405);
    expect((await ask('GET', '/a/b')).status).toBe(404);
    expect((await ask('GET', '/abc')).status).toBe(404);
    expect((await ask('GET', '?per_page=50&page=2')).status).toBe(200);
    expect((await ask('GET', '?page=0')).status).toBe(200);
    expect((await ask('DELETE', `/${UID}?page=2`)).status).toBe(200);
    const keys = `/client/v4/accounts/${account}/calls/turn_keys`;
    expect(undescribed()).toEqual([
      `PUT ${keys}/${UID}: no such operation`,
      `GET ${keys}/a/b: no such operation`,
      `GET ${keys}/abc: key_id must NOT have fewer than 32 characters; it is "abc"`,
      `GET ${keys}?per_page=50&page=2: calls-turn-key-list?per_page isn't a parameter; it is "50"`,
      `GET ${keys}?page=0: calls-turn-key-list?page isn't a parameter; it is "0"`,
      `DELETE ${keys}/${UID}?page=2: calls-delete-turn-key?page isn't a parameter; it is "2"`,
    ]);
  });

  test('is reported for a request with a planned fault too', async () => {
    cloudflare.always('*', faults.html());
    const url = `${cloudflare.baseUrl}/accounts/${'f'.repeat(33)}/calls/turn_keys/${UID}`;
    await fetch(url, { method: 'DELETE', body: '{}' });
    expect(undescribed()).toEqual([
      expect.stringMatching(/account_id must NOT have more than 32 characters; it is "f{33}"$/),
      expect.stringMatching(/body must be empty; it is "\{\}"$/),
    ]);
  });

  test('fails the test when the double is closed', async () => {
    await ask('PUT');
    await expect(cloudflare.close()).rejects.toThrow(/Not as described:\nPUT .*: no such operation/);
    expect(undescribed()).toHaveLength(1);
  });

  test.each([
    ['a status', { status: 503, body: successEnvelope(undefined) }, ['no such status']],
    [
      'a success of which it says that it failed',
      { status: 200, body: failureEnvelope() },
      ['/success must be'],
    ],
    [
      'a failure without a list of errors',
      { status: 404, body: { success: false } },
      ["must have required property 'errors'", "property 'messages'", "property 'result'"],
    ],
    [
      'a failure of a code below 1000',
      { status: 403, body: failureEnvelope({ code: 972, message: '' }) },
      ['/errors/0/code must be >= 1000'],
    ],
    ['keys in the place of a key', { status: 200, body: successEnvelope([]) }, ['/result must be object']],
    [
      'a key with a field more',
      { status: 200, body: successEnvelope({ uid: UID, secret: 'x' }) },
      ['/result must NOT have additional properties (secret)'],
    ],
    [
      'an envelope with a field more',
      { status: 200, body: { ...successEnvelope({ uid: UID }), took: 1 } },
      ['the body must NOT have additional properties (took)'],
    ],
    ['text', { status: 200, body: 'deleted' }, ['must be object; it is "deleted"']],
  ])('is not sent: %s', async (_what, returned, violations) => {
    const double = await startDouble({
      respond: () => returned,
      headers: () => ({}),
      description,
    });
    const path = `/client/v4/accounts/${cloudflare.account}/calls/turn_keys/${UID}`;
    const response = await fetch(double.origin + path, { method: 'DELETE' });
    const told = violations.map((violation) => expect.stringContaining(violation) as unknown);
    expect(response.status).toBe(500);
    expect((await response.text()).split('\n')).toEqual(told);
    expect(double.undescribed).toEqual(told);
    await expect(double.close()).rejects.toThrow(violations[0]);
  });

  test('is reported for a response that a fault replaces too', async () => {
    const double = await startDouble({
      respond: () => ({ status: 200, body: '' }),
      headers: () => ({}),
      description,
    });
    double.next('*', faults.reset({ takesEffect: true }));
    const path = `/client/v4/accounts/${cloudflare.account}/calls/turn_keys/${UID}`;
    await expect(fetch(double.origin + path, { method: 'DELETE' })).rejects.toThrow();
    await expect(double.close()).rejects.toThrow('must be object');
  });

  test('can be set for a key by a test, and is never filled in', async () => {
    cloudflare.keys.set(UID, { uid: UID, created: 'today' });
    expect(await (await ask('GET')).json()).toMatchObject({ result: { created: 'today' } });
    const [, { uid, created = '', modified = '' } = {}] = [...cloudflare.keys.values()];
    expect(uid).toHaveLength(32);
    for (const date of [created, modified])
      expect(new Date(date).toISOString()).toBe(date.replace('Z', '.000Z'));
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
  ])('%s can lose the response to a deletion that took effect', async (_name, fault, message) => {
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
    ['a late response', faults.pass({ delayMs: 60_000 })],
  ])('%s does not keep the double from closing', async (_name, fault) => {
    cloudflare.next('GET', fault);
    const lost = expect(ask('GET').then((response) => response.text())).rejects.toThrow();
    await cloudflare.received('GET');
    await cloudflare.close();
    await lost;
  });
});
