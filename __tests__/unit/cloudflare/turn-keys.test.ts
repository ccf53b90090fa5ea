import { afterEach, describe, expect, test } from '@jest/globals';
import { openCloudflare } from '../../../src/cloudflare/api.ts';
import { RequestError, Stopped } from '../../../src/http/errors.ts';
import { openHttp } from '../../../src/http/client.ts';
import { openRetries } from '../../../src/http/retry.ts';
import { isKeyId, openTurnKeys } from '../../../src/cloudflare/turn-keys.ts';
import type { TurnKeys } from '../../../src/cloudflare/turn-keys.ts';
import {
  type CloudflareDouble,
  type CloudflareOptions,
  startCloudflare,
} from '../../support/cloudflare-double.ts';
import {
  cut,
  failure,
  type Fault,
  found,
  html,
  rateLimit,
  reply,
  reset,
  successEnvelope,
} from '../../support/faults.ts';
import { wire } from '../../support/transcript.ts';

const ID = '2a95132c15732412d22c1476fa83f27a';
const KEY = { uid: ID, name: 'n', created: '2026-03-01T09:30:00Z', modified: '2026-03-02T09:30:00Z' };
const never = new AbortController().signal;

const closing: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

type Stage = {
  readonly cloudflare: CloudflareDouble;
  readonly turnKeys: TurnKeys;
  readonly log: readonly string[];
  /** The debug log of the requests. */
  readonly traced: readonly string[];
};

/** The keys of a double's account. Waits take no time. */
async function setStage(
  options: CloudflareOptions = {},
  { maxRetries = 3, stop = never }: { readonly maxRetries?: number; readonly stop?: AbortSignal } = {},
): Promise<Stage> {
  const cloudflare = await startCloudflare({ keys: [KEY], ...options });
  const log: string[] = [];
  const traced: string[] = [];
  const http = openHttp({ debug: (line) => void traced.push(line) });
  closing.push(cloudflare.close, http.close);
  const say = (line: string): void => void log.push(line);
  const time = { now: 0 };
  const retries = openRetries({
    maxRetries,
    budget: { remaining: () => 300_000 },
    log: { info: say },
    now: () => time.now,
    wait: (milliseconds) => {
      time.now += milliseconds;
      return Promise.resolve();
    },
  });
  const connection = openCloudflare({
    apiBaseUrl: cloudflare.baseUrl,
    accountId: cloudflare.account,
    apiToken: cloudflare.token,
    http,
    log: { notice: say, warning: say },
    redact: (text) => text,
    end: never,
  });
  return { cloudflare, turnKeys: openTurnKeys(connection, retries, stop), log, traced };
}

async function failureOf(promise: Promise<unknown>): Promise<RequestError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (error instanceof RequestError) return error;
  throw new Error(`It ended with ${JSON.stringify(error)}.`);
}

describe('a key ID', () => {
  test.each([ID, 'A'.repeat(32), `-_${'9'.repeat(30)}`])('can be %s', (text) => {
    expect(isKeyId(text)).toBe(true);
  });
  test.each([
    '',
    'a'.repeat(31),
    'a'.repeat(33),
    `${'a'.repeat(31)}/`,
    `${'a'.repeat(31)}.`,
    `${'a'.repeat(31)}é`,
    `${ID}\n`,
    ` ${'a'.repeat(31)}`,
  ])('cannot be %j', (text) => {
    expect(isKeyId(text)).toBe(false);
  });
});

describe('the list', () => {
  const list = (result: unknown, more: object = {}): Fault => reply(200, successEnvelope(result, more));

  test('is one request', async () => {
    const { turnKeys, cloudflare, traced } = await setStage();
    expect(await turnKeys.list()).toEqual([KEY]);
    expect(traced).toEqual([expect.stringMatching(/^GET http/)]);
    expect(wire(cloudflare.requests)).toBe(`GET /client/v4/accounts/${cloudflare.account}/calls/turn_keys\n`);
  });

  test('is followed page by page', async () => {
    const { turnKeys, cloudflare } = await setStage({
      keys: [1, 2, 3, 4, 5].map((n) => ({ ...KEY, uid: `${n}`.repeat(32) })),
      pageSize: 2,
    });
    expect((await turnKeys.list()).map(({ uid }) => uid?.charAt(0))).toEqual(['1', '2', '3', '4', '5']);
    expect(cloudflare.requests.map(({ path }) => path.split('turn_keys')[1])).toEqual([
      '',
      '?page=2',
      '?page=3',
    ]);
  });

  test('may grow while it is read, and does not shrink', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next(
      'GET',
      list([{ uid: 'a' }], { result_info: { total_pages: 2 } }),
      list([{ uid: 'b' }], { result_info: { total_pages: 3 } }),
      list([{ uid: 'c' }], { result_info: { total_pages: 1 } }),
    );
    expect(await turnKeys.list()).toEqual([{ uid: 'a' }, { uid: 'b' }, { uid: 'c' }]);
    expect(cloudflare.requests).toHaveLength(3);
  });

  test.each([0, -1, 1, null])('of %j pages is one request', async (total_pages) => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('GET', list([], { result_info: { total_pages } }));
    expect(await turnKeys.list()).toEqual([]);
    expect(cloudflare.requests).toHaveLength(1);
  });

  test.each([
    [1001, '1001'],
    [1.5, 'NaN'],
    ['many', 'NaN'],
  ])('of %j pages is none', async (total_pages, shown) => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('GET', list([], { result_info: { total_pages } }));
    const { message, last } = await failureOf(turnKeys.list());
    expect(message).toContain(
      `Cloudflare answered HTTP 200 and success, but with a list of ${shown} pages, where at most 1000 make sense (cf-ray `,
    );
    expect(last).toMatchObject({ failure: 'odd-result' });
    expect(cloudflare.requests).toHaveLength(1);
  });

  test('of a thousand pages may be', async () => {
    const { turnKeys, cloudflare } = await setStage();
    const page = list([{ uid: 'a' }], { result_info: { total_pages: 1000 } });
    cloudflare.next('GET', page, reply(400, ''));
    await failureOf(turnKeys.list());
    expect(cloudflare.requests).toHaveLength(2);
  });

  test.each(['null', 'missing'] as const)('whose result is %s is empty', async (withoutResult) => {
    const { turnKeys } = await setStage({ withoutResult });
    expect(await turnKeys.list()).toEqual([]);
  });

  test('takes of each key what it knows, and null for nothing', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next(
      'GET',
      list([{}, { uid: 'a', name: null, extra: 7 }, { name: '', created: 'c', modified: 'm' }]),
    );
    expect(await turnKeys.list()).toEqual([{}, { uid: 'a' }, { name: '', created: 'c', modified: 'm' }]);
  });

  test.each([
    [{}, 'a `result` that is no list of keys'],
    ['x', 'a `result` that is no list of keys'],
    [false, 'a `result` that is no list of keys'],
    [[KEY, null], 'a list with an entry that is no key'],
    [[KEY, 'x'], 'a list with an entry that is no key'],
    [[[]], 'a list with an entry that is no key'],
    [[{ uid: 7 }], 'a list with an entry that is no key'],
    [[{ name: {} }], 'a list with an entry that is no key'],
    [[{ created: 7 }], 'a list with an entry that is no key'],
    [[{ modified: true }], 'a list with an entry that is no key'],
  ])('is not %j', async (result, what) => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('GET', list(result));
    const { message } = await failureOf(turnKeys.list());
    expect(message).toMatch(
      /^Cloudflare answered HTTP 200 and success, but with .* \(cf-ray \w+-FRA\)\. Check that `api-base-url`/,
    );
    expect(message).toContain(what);
    expect(cloudflare.requests).toHaveLength(1);
  });

  test('may be as long as a body can be', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('GET', list(Array.from({ length: 340_000 }, () => ({}))));
    expect(await turnKeys.list()).toHaveLength(340_000);
  });

  test('is read again where that can help, page by page', async () => {
    const { turnKeys, cloudflare, log } = await setStage({
      pageSize: 1,
      keys: [KEY, { ...KEY, uid: 'b'.repeat(32) }],
    });
    cloudflare.next({ path: /page=2/ }, html(), reset());
    expect(await turnKeys.list()).toHaveLength(2);
    expect(cloudflare.requests).toHaveLength(4);
    expect(log).toHaveLength(2);
  });

  test('is not begun once the step has to stop', async () => {
    const stopped = new Stopped('why');
    const { turnKeys, cloudflare } = await setStage({}, { stop: AbortSignal.abort(stopped) });
    await expect(turnKeys.list()).rejects.toBe(stopped);
    expect(cloudflare.requests).toEqual([]);
  });
});

describe('one key', () => {
  test('is read', async () => {
    const { turnKeys, cloudflare } = await setStage();
    expect(await turnKeys.get(ID)).toEqual(KEY);
    expect(wire(cloudflare.requests)).toBe(
      `GET /client/v4/accounts/${cloudflare.account}/calls/turn_keys/${ID}\n`,
    );
  });

  test.each([404, 400, 200, 500])(
    'that Cloudflare says, with HTTP %d, does not exist is undefined',
    async (status) => {
      const { turnKeys, cloudflare } = await setStage();
      cloudflare.next('GET', failure(status, '20008', 'TURN key not found'));
      expect(await turnKeys.get(ID)).toBeUndefined();
      expect(cloudflare.requests).toHaveLength(1);
    },
  );

  test('may be nothing but its ID, or not even that', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next(
      'GET',
      found({ uid: ID }),
      found({}),
      reply(200, successEnvelope(null)),
      reply(200, { success: true }),
    );
    expect(await turnKeys.get(ID)).toEqual({ uid: ID });
    for (let turn = 0; turn < 3; turn++) expect(await turnKeys.get(ID)).toEqual({});
  });

  test.each<readonly [Fault, string]>([
    [found({ uid: 'b\n' }), 'another key\'s `uid`, "b\\u{a}"'],
    [found({ uid: ID.toUpperCase() }), "another key's `uid`"],
    [found([]), 'a `result` that is no key'],
    [reply(200, successEnvelope('x')), 'a `result` that is no key'],
    [found({ uid: ID, name: 7 }), 'a `result` that is no key'],
  ])('is not what is odd (%#)', async (fault, what) => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('GET', fault);
    const { message } = await failureOf(turnKeys.get(ID));
    expect(message).toContain(`Cloudflare answered HTTP 200 and success, but with ${what}`);
  });

  test.each<readonly [Fault, string]>([
    [failure(404, 7003, 'Could not route'), 'Cloudflare answered HTTP 404, code 7003: Could not route'],
    [reply(404, ''), 'Cloudflare answered HTTP 404 with something that is no envelope'],
  ])('that cannot be read is an error (%#)', async (fault, message) => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('GET', fault);
    expect((await failureOf(turnKeys.get(ID))).message).toContain(message);
  });

  test('is odd without a ray, and does not speak of one', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('GET', reply(200, successEnvelope([]), { headers: { 'cf-ray': undefined } }));
    expect((await failureOf(turnKeys.get(ID))).message).toMatch(/but with a `result` that is no key\. Check/);
  });
});

describe('a deletion', () => {
  test('returns what Cloudflare says of the key', async () => {
    const { turnKeys, cloudflare } = await setStage();
    expect(await turnKeys.remove(ID, never)).toEqual({ status: 'deleted', key: KEY });
    expect(wire(cloudflare.requests)).toBe(
      `DELETE /client/v4/accounts/${cloudflare.account}/calls/turn_keys/${ID}\n`,
    );
    expect(cloudflare.keys.size).toBe(0);
  });

  test.each(['null', 'missing'] as const)('may come with a result that is %s', async (withoutResult) => {
    const { turnKeys } = await setStage({ withoutResult });
    expect(await turnKeys.remove(ID, never)).toEqual({ status: 'deleted', key: {} });
  });

  test('of a key that does not exist says so', async () => {
    const { turnKeys } = await setStage({ keys: [] });
    const removal = await turnKeys.remove(ID, never);
    expect(removal).toEqual({
      status: 'not-found',
      reason: expect.stringMatching(
        /^Cloudflare answered HTTP 404, code 20008: TURN key not found \(cf-ray .*\)\.$/,
      ) as unknown,
    });
  });

  test.each<readonly [string, Fault]>([
    ['a lost connection', reset({ takesEffect: true })],
    ['a cut body', cut({ takesEffect: true })],
    ['HTTP 408', reply(408, '', { takesEffect: true })],
    ['HTTP 500', failure(500, 1, 'x', { takesEffect: true })],
    ['a page of the edge', html({ takesEffect: true })],
  ])('whose answer was %s, and is then told "not found", did it', async (_what, fault) => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('DELETE', fault);
    const removal = await turnKeys.remove(ID, never);
    expect(removal).toMatchObject({ status: 'deleted', key: { uid: ID } });
    expect('note' in removal && removal.note).toMatch(
      /^an earlier attempt did it \((The connection|Cloudflare answered) .*\)\), for Cloudflare now says that the key does not exist$/,
    );
    expect(cloudflare.requests).toHaveLength(2);
  });

  test.each<readonly [string, Fault]>([
    ['HTTP 429', rateLimit()],
    ['code 971 with HTTP 200', failure(200, 971, 'x')],
  ])('whose answer was %s, and is then told "not found", did not', async (_what, fault) => {
    const { turnKeys, cloudflare } = await setStage({ keys: [] });
    cloudflare.next('DELETE', fault);
    expect(await turnKeys.remove(ID, never)).toMatchObject({ status: 'not-found' });
    expect(cloudflare.requests).toHaveLength(2);
  });

  test('remembers the doubt of an earlier attempt', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('DELETE', html({ takesEffect: true }), rateLimit());
    expect(await turnKeys.remove(ID, never)).toMatchObject({ status: 'deleted' });
  });

  test('says that "not found" with HTTP 500 is not found, and not a doubt', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('DELETE', failure(500, 20008, 'TURN key not found'));
    expect(await turnKeys.remove(ID, never)).toMatchObject({ status: 'not-found' });
  });

  const CAUTION =
    'The key may be gone all the same: look in the dashboard, or run the step again with `if-not-found: ignore`.';

  test.each<readonly [string, Fault]>([
    ['a success that is no envelope', reply(200, 'x')],
    ['an odd result', reply(200, successEnvelope([]))],
    ["another key's ID", reply(200, successEnvelope({ uid: 'x' }))],
    ['a success that is too large', reply(200, 'x'.repeat(1024 * 1024 + 1))],
  ])('that ends with %s may have been done', async (_what, fault) => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('DELETE', fault);
    expect((await failureOf(turnKeys.remove(ID, never))).message).toContain(CAUTION);
    expect(cloudflare.requests).toHaveLength(1);
  });

  test('that is lost each time may have been done', async () => {
    const { turnKeys, cloudflare } = await setStage({}, { maxRetries: 1 });
    cloudflare.next('DELETE', reset(), reset());
    expect((await failureOf(turnKeys.remove(ID, never))).message).toContain(
      `All 2 attempts failed. ${CAUTION} Check`,
    );
  });

  test.each<readonly [string, Fault]>([
    ['a refusal', failure(403, 10000, 'Authentication error')],
    ['HTTP 429', rateLimit()],
    ['a failure with HTTP 200', failure(200, 1, 'x')],
    ['HTTP 407', reply(407, '')],
    ['HTTP 499', reply(499, '')],
  ])('that ends with %s was not done', async (_what, fault) => {
    const { turnKeys, cloudflare } = await setStage({}, { maxRetries: 0 });
    cloudflare.next('DELETE', fault);
    const { message } = await failureOf(turnKeys.remove(ID, never));
    // What happened, and then at once what to do.
    expect(message).toMatch(
      /^Cloudflare answered HTTP \d{3}\b[^.]*\(cf-ray \w+-FRA\)\. (The token is|Cloudflare limits|If it persists|This is not)/,
    );
    expect(message).not.toContain(CAUTION);
  });

  test('that nobody accepts was not done', async () => {
    const { turnKeys, cloudflare } = await setStage({}, { maxRetries: 0 });
    await cloudflare.close();
    expect((await failureOf(turnKeys.remove(ID, never))).message).not.toContain(CAUTION);
  });

  test('that a defect ends is no deletion', async () => {
    const defect = new TypeError('x is not a function');
    const retries = openRetries({
      maxRetries: 3,
      budget: { remaining: () => 300_000 },
      log: { info: () => undefined },
    });
    const turnKeys = openTurnKeys({ send: () => Promise.reject(defect) }, retries, never);
    await expect(turnKeys.remove(ID, never)).rejects.toBe(defect);
  });

  test('is not begun once its own signal says so, whatever the reads may do', async () => {
    const { turnKeys, cloudflare } = await setStage();
    const stopped = new Stopped('why');
    await expect(turnKeys.remove(ID, AbortSignal.abort(stopped))).rejects.toBe(stopped);
    expect(cloudflare.requests).toEqual([]);
    expect(await turnKeys.get(ID)).toEqual(KEY);
  });
});
