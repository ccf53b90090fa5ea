import { afterEach, describe, expect, test } from '@jest/globals';
import { RequestError } from '../../../src/http/errors.ts';
import { openTurnKeys, DeletionError } from '../../../src/cloudflare/turn-keys.ts';
import type { TurnKeys } from '../../../src/cloudflare/turn-keys.ts';
import { StoppedError } from '../../../src/lib/deadline.ts';
import { apiError } from '../../support/api-errors.ts';
import type { CloudflareOptions } from '../../support/cloudflare-double.ts';
import {
  cut,
  failure,
  type Fault,
  found,
  html,
  listed,
  pass,
  rateLimit,
  respond,
  reset,
  successEnvelope,
} from '../../support/faults.ts';
import { rejectionOf } from '../../support/rejection.ts';
import { wire } from '../../support/transcript.ts';
import { someKeys } from '../../support/keys.ts';
import { closeServices, openService, type Service } from './service.ts';

const ID = '2a95132c15732412d22c1476fa83f27a';
const KEY = { uid: ID, name: 'n', created: '2026-03-01T09:30:00Z', modified: '2026-03-02T09:30:00Z' };
const never = new AbortController().signal;

afterEach(closeServices);

type Stage = Pick<Service, 'cloudflare' | 'clock' | 'log' | 'traced'> & { readonly turnKeys: TurnKeys };

/** The keys of a double's account. Waits take no time. */
async function setStage(
  options: CloudflareOptions = {},
  { maxRetries = 3, stop = never }: { readonly maxRetries?: number; readonly stop?: AbortSignal } = {},
): Promise<Stage> {
  const service = await openService({ keys: [KEY], ...options }, { maxRetries });
  const { connection, retries, clock } = service;
  const { list, get, delete: deleteKey } = openTurnKeys(connection, retries, stop);
  const turnKeys: TurnKeys = {
    list: () => clock.runUntil(list()),
    get: (uid, softStop) => clock.runUntil(get(uid, softStop)),
    delete: (uid, softStop) => clock.runUntil(deleteKey(uid, softStop)),
  };
  return { ...service, turnKeys };
}

describe('the list', () => {
  test('is one request', async () => {
    const { turnKeys, cloudflare, traced } = await setStage();
    expect(await turnKeys.list()).toEqual([KEY]);
    expect(traced).toEqual([expect.stringMatching(/^GET http/)]);
    expect(wire(cloudflare.requests)).toBe(`GET /client/v4/accounts/${cloudflare.account}/calls/turn_keys\n`);
  });

  test('is read page by page', async () => {
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

  test('can grow while it is read', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next(
      'GET',
      listed([{ uid: 'a' }], { result_info: { total_pages: 2 } }),
      listed([{ uid: 'b' }], { result_info: { total_pages: 3 } }),
      listed([{ uid: 'c' }], { result_info: { total_pages: 1 } }),
    );
    expect(await turnKeys.list()).toEqual([{ uid: 'a' }, { uid: 'b' }, { uid: 'c' }]);
    expect(cloudflare.requests).toHaveLength(3);
  });

  test.each<readonly [object, string]>([
    [{ total_pages: 1.5 }, 'it has `total_pages` 1.5'],
    [{ total_count: 45 }, 'it promises 45 keys, and only 1 key on 2 pages could be read'],
    [{ cursors: { after: 'abc' } }, 'it has `cursors.after` "abc", which stands for more keys'],
  ])('that cannot be read to its end is an error: %j', async (result_info, why) => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.always('GET', listed([KEY], { result_info }));
    const { message, last, affectsAllKeys } = await rejectionOf(RequestError, turnKeys.list());
    expect(message).toMatch(
      /^Cloudflare returned HTTP 200 and success, but with a list that could not be read to its end: .* \(cf-ray \w+-FRA\)\. With half a list, other keys of the same name can't be ruled out: set the IDs in `key-id`/,
    );
    expect(message).toContain(why);
    expect(last).toMatchObject({ failure: 'unexpected-result' });
    expect(affectsAllKeys).toBe(false);
  });

  test.each<readonly [Fault, string]>([
    [listed([KEY], { cursor: 'abc' }), 'it has `cursor` "abc"'],
    [respond(206, successEnvelope([KEY])), 'HTTP 206 stands for a part of it'],
    [
      respond(200, successEnvelope([KEY]), { headers: { link: '<https://x.example/?page=2>; rel="next"' } }),
      'its header `link` names a next page',
    ],
  ])('that says outside of `result_info` that it goes on is an error: %j', async (fault, why) => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.always('GET', fault);
    expect((await rejectionOf(RequestError, turnKeys.list())).message).toContain(why);
    expect(cloudflare.requests).toHaveLength(1);
  });

  test('whose server ignores ?page= is an error', async () => {
    const { turnKeys } = await setStage({
      keys: someKeys(45),
      pageSize: 20,
      paging: 'one-page-only',
    });
    expect((await rejectionOf(RequestError, turnKeys.list())).message).toContain(
      'it promises 45 keys, and only 20 keys on 2 pages could be read',
    );
  });

  test.each(['total-pages', 'total-pages-text', 'total-count'] as const)(
    'of 45 keys in pages of 20, told by %s, is read whole',
    async (paging) => {
      const { turnKeys, cloudflare } = await setStage({ keys: someKeys(45), pageSize: 20, paging });
      expect(await turnKeys.list()).toHaveLength(45);
      expect(cloudflare.requests).toHaveLength(3);
    },
  );

  test.each(['null', 'missing'] as const)('whose result is %s is empty', async (withoutResult) => {
    const { turnKeys } = await setStage({ withoutResult });
    expect(await turnKeys.list()).toEqual([]);
  });

  test('has the known fields of each key, and treats a null one as missing', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next(
      'GET',
      listed([{}, { uid: 'a', name: null, extra: 7 }, { name: '', created: 'c', modified: 'm' }]),
    );
    expect(await turnKeys.list()).toEqual([{}, { uid: 'a' }, { name: '', created: 'c', modified: 'm' }]);
  });

  test.each([
    [{}, 'a `result` that is not a list of keys'],
    ['x', 'a `result` that is not a list of keys'],
    [false, 'a `result` that is not a list of keys'],
    [[KEY, null], 'a list with an entry that is not a key'],
    [[KEY, 'x'], 'a list with an entry that is not a key'],
    [[[]], 'a list with an entry that is not a key'],
    [[{ uid: 7 }], 'a list with an entry that is not a key'],
    [[{ name: {} }], 'a list with an entry that is not a key'],
    [[{ created: 7 }], 'a list with an entry that is not a key'],
    [[{ modified: true }], 'a list with an entry that is not a key'],
  ])('is not %j', async (result, what) => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('GET', listed(result));
    const { message } = await rejectionOf(RequestError, turnKeys.list());
    expect(message).toMatch(
      /^Cloudflare returned HTTP 200 and success, but with .* \(cf-ray \w+-FRA\)\. Check that `api-base-url`/,
    );
    expect(message).toContain(what);
    expect(cloudflare.requests).toHaveLength(1);
  });

  test('can be as long as a body can be', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('GET', listed(Array.from({ length: 60_000 }, (_, n) => ({ uid: String(n) }))));
    expect(await turnKeys.list()).toHaveLength(60_000);
  });

  test('is retried page by page', async () => {
    const { turnKeys, cloudflare, log } = await setStage({
      pageSize: 1,
      keys: [KEY, { ...KEY, uid: 'b'.repeat(32) }],
    });
    cloudflare.next({ path: /page=2/ }, html(), reset());
    expect(await turnKeys.list()).toHaveLength(2);
    expect(cloudflare.requests).toHaveLength(4);
    expect(log).toHaveLength(2);
  });

  test('does not begin once the step has to stop', async () => {
    const stopped = new StoppedError('why');
    const { turnKeys, cloudflare } = await setStage({}, { stop: AbortSignal.abort(stopped) });
    await expect(turnKeys.list()).rejects.toBe(stopped);
    expect(cloudflare.requests).toEqual([]);
  });
});

describe('one key', () => {
  test('is read', async () => {
    const { turnKeys, cloudflare } = await setStage();
    expect(await turnKeys.get(ID, never)).toEqual(KEY);
    expect(wire(cloudflare.requests)).toBe(
      `GET /client/v4/accounts/${cloudflare.account}/calls/turn_keys/${ID}\n`,
    );
  });

  test.each([404, 400, 200, 500])(
    'that Cloudflare says, with HTTP %d, does not exist is undefined',
    async (status) => {
      const { turnKeys, cloudflare } = await setStage();
      cloudflare.next('GET', failure(status, '20008', 'TURN key not found'));
      expect(await turnKeys.get(ID, never)).toBeUndefined();
      expect(cloudflare.requests).toHaveLength(1);
    },
  );

  test('can have only its ID, or not even that', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next(
      'GET',
      found({ uid: ID }),
      found({}),
      respond(200, successEnvelope(null)),
      respond(200, { success: true }),
    );
    expect(await turnKeys.get(ID, never)).toEqual({ uid: ID });
    for (let turn = 0; turn < 3; turn++) expect(await turnKeys.get(ID, never)).toEqual({});
  });

  test.each<readonly [Fault, string]>([
    [found({ uid: 'b\n' }), 'another key\'s `uid`, "b\\u{a}"'],
    [found({ uid: ID.toUpperCase() }), "another key's `uid`"],
    [found([]), 'a `result` that is not a key'],
    [respond(200, successEnvelope('x')), 'a `result` that is not a key'],
    [found({ uid: ID, name: 7 }), 'a `result` that is not a key'],
  ])('is an error if it is not the key asked for (%#)', async (fault, what) => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('GET', fault);
    const { message } = await rejectionOf(RequestError, turnKeys.get(ID, never));
    expect(message).toContain(`Cloudflare returned HTTP 200 and success, but with ${what}`);
  });

  test.each<readonly [Fault, string]>([
    [failure(404, 7003, 'Could not route'), 'Cloudflare returned HTTP 404, code 7003: Could not route'],
    [respond(404, ''), 'Cloudflare returned HTTP 404 with an unexpected response body'],
  ])('that cannot be read is an error (%#)', async (fault, message) => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('GET', fault);
    expect((await rejectionOf(RequestError, turnKeys.get(ID, never))).message).toContain(message);
  });

  test('in an error without a cf-ray does not mention one', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('GET', respond(200, successEnvelope([]), { headers: { 'cf-ray': undefined } }));
    expect((await rejectionOf(RequestError, turnKeys.get(ID, never))).message).toMatch(
      /but with a `result` that is not a key\. Check/,
    );
  });
});

describe('a deletion', () => {
  test('returns what Cloudflare says of the key', async () => {
    const { turnKeys, cloudflare } = await setStage();
    expect(await turnKeys.delete(ID, never)).toEqual({ status: 'deleted', key: KEY });
    expect(wire(cloudflare.requests)).toBe(
      `DELETE /client/v4/accounts/${cloudflare.account}/calls/turn_keys/${ID}\n`,
    );
    expect(cloudflare.keys.size).toBe(0);
  });

  test.each(['null', 'missing'] as const)('can come with a result that is %s', async (withoutResult) => {
    const { turnKeys } = await setStage({ withoutResult });
    expect(await turnKeys.delete(ID, never)).toEqual({ status: 'deleted', key: {} });
  });

  test('of a key that does not exist says so', async () => {
    const { turnKeys } = await setStage({ keys: [] });
    const deletion = await turnKeys.delete(ID, never);
    expect(deletion).toEqual({
      status: 'not-found',
      reason: expect.stringMatching(
        /^Cloudflare returned HTTP 404, code 20008: TURN key not found \(cf-ray .*\)\.$/,
      ) as unknown,
    });
  });

  test.each<readonly [string, Fault]>([
    ['a lost connection', reset({ takesEffect: true })],
    ['a cut body', cut({ takesEffect: true })],
    ['HTTP 408', respond(408, '', { takesEffect: true })],
    ['HTTP 500', failure(500, 1, 'x', { takesEffect: true })],
    ['HTTP 503, even with code 971', failure(503, 971, 'x', { takesEffect: true })],
    ['a page of the edge', html({ takesEffect: true })],
    ['an internal error with HTTP 403', { ...apiError('internal error'), takesEffect: true }],
  ])('that meets %s and then "not found" was probably carried out', async (_what, fault) => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('DELETE', fault);
    const deletion = await turnKeys.delete(ID, never);
    expect(deletion).toMatchObject({ status: 'deleted', key: { uid: ID } });
    expect('note' in deletion && deletion.note).toMatch(
      /^probably by an earlier attempt \((The connection|Cloudflare returned) .*\)\): Cloudflare now reports that the key doesn't exist$/,
    );
    expect(cloudflare.requests).toHaveLength(2);
  });

  test.each<readonly [string, Fault]>([
    ['HTTP 429', rateLimit()],
    ['code 971 with HTTP 200', failure(200, 971, 'x')],
  ])('that meets %s and then "not found" was not carried out', async (_what, fault) => {
    const { turnKeys, cloudflare } = await setStage({ keys: [] });
    cloudflare.next('DELETE', fault);
    expect(await turnKeys.delete(ID, never)).toMatchObject({ status: 'not-found' });
    expect(cloudflare.requests).toHaveLength(2);
  });

  test('remembers that an earlier attempt may have been carried out', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('DELETE', html({ takesEffect: true }), rateLimit());
    expect(await turnKeys.delete(ID, never)).toMatchObject({ status: 'deleted' });
  });

  test('that gets "not found" with HTTP 500 is not found', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('DELETE', failure(500, 20008, 'TURN key not found'));
    expect(await turnKeys.delete(ID, never)).toMatchObject({ status: 'not-found' });
  });

  const AMBIGUITY =
    'The key may have been deleted: check the dashboard, or run the step again with `if-not-found: ignore`.';

  test.each<readonly [string, Fault]>([
    ['a success with an unexpected response body', respond(200, 'x')],
    ['an odd result', respond(200, successEnvelope([]))],
    ["another key's ID", respond(200, successEnvelope({ uid: 'x' }))],
    ['a success that is too large', respond(200, 'x'.repeat(1024 * 1024 + 1))],
  ])('that ends with %s may have been carried out', async (_what, fault) => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('DELETE', fault);
    expect((await rejectionOf(RequestError, turnKeys.delete(ID, never))).message).toContain(AMBIGUITY);
    expect(cloudflare.requests).toHaveLength(1);
  });

  test('that is lost each time may have been carried out', async () => {
    const { turnKeys, cloudflare } = await setStage({}, { maxRetries: 1 });
    cloudflare.next('DELETE', reset(), reset());
    expect((await rejectionOf(RequestError, turnKeys.delete(ID, never))).message).toContain(
      `All 2 attempts failed. ${AMBIGUITY} Check`,
    );
  });

  test.each<readonly [string, Fault]>([
    ['a refusal', failure(403, 10000, 'Authentication error')],
    ['HTTP 429', rateLimit()],
    ['a failure with HTTP 200', failure(200, 1, 'x')],
    ['HTTP 407', respond(407, '')],
    ['HTTP 499', respond(499, '')],
  ])('that ends with %s was not carried out', async (_what, fault) => {
    const { turnKeys, cloudflare } = await setStage({}, { maxRetries: 0 });
    cloudflare.always('DELETE', fault);
    const { message } = await rejectionOf(RequestError, turnKeys.delete(ID, never));
    // What happened, directly followed by what to do.
    expect(message).toMatch(
      /^Cloudflare returned HTTP \d{3}\b[^.]*\(cf-ray \w+-FRA\)\. (Only |This response has|Cloudflare allows|If it happens again)/,
    );
    expect(message).not.toContain(AMBIGUITY);
  });

  test('that the server does not accept was not carried out', async () => {
    const { turnKeys, cloudflare } = await setStage({}, { maxRetries: 0 });
    await cloudflare.close();
    expect((await rejectionOf(RequestError, turnKeys.delete(ID, never))).message).not.toContain(AMBIGUITY);
  });

  test('that ends with a defect is not a deletion', async () => {
    const defect = new TypeError('x is not a function');
    const { retries } = await openService({}, { maxRetries: 3 });
    const send = (): Promise<never> => Promise.reject(defect);
    const turnKeys = openTurnKeys({ send, sendQuery: send, accountId: 'x' }, retries, never);
    await expect(turnKeys.delete(ID, never)).rejects.toBe(defect);
  });

  test('does not begin once its own signal is aborted, whatever the reads do', async () => {
    const { turnKeys, cloudflare } = await setStage();
    const stopped = new StoppedError('why');
    await expect(turnKeys.delete(ID, AbortSignal.abort(stopped))).rejects.toBe(stopped);
    expect(cloudflare.requests).toEqual([]);
    expect(await turnKeys.get(ID, never)).toEqual(KEY);
  });

  test('that fails says whether the key may have been deleted', async () => {
    const { turnKeys, cloudflare } = await setStage({}, { maxRetries: 0 });
    cloudflare.next('DELETE', html(), failure(400, 1, 'x'));
    for (const mayBeDeleted of [true, false]) {
      const error = await rejectionOf(RequestError, turnKeys.delete(ID, never));
      expect(error).toBeInstanceOf(DeletionError);
      expect(error).toMatchObject({ mayBeDeleted });
    }
  });
});

describe('a 403', () => {
  test('before the first deletion is final, and affects all keys', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('DELETE', apiError('forbidden'));
    expect(await rejectionOf(RequestError, turnKeys.delete(ID, never))).toMatchObject({
      affectsAllKeys: true,
    });
    expect(cloudflare.requests).toHaveLength(1);
  });

  test('that is retried and then meets "not found" was refused, so that another deleted the key', async () => {
    const { turnKeys, cloudflare } = await setStage({ keys: someKeys(2) });
    const [one = '', two = ''] = [...cloudflare.keys.keys()];
    await turnKeys.delete(one, never);
    cloudflare.next('DELETE', apiError('forbidden'), failure(404, 20008, 'TURN key not found'));
    expect(await turnKeys.delete(two, never)).toMatchObject({ status: 'not-found' });
  });

  test('after a deletion is retried, of a read as well', async () => {
    const { turnKeys, cloudflare } = await setStage({ keys: someKeys(2) });
    const [one, two] = [...cloudflare.keys.keys()];
    await turnKeys.delete(one ?? '', never);
    cloudflare.next('*', apiError('forbidden'), pass(), apiError('forbidden'));
    expect(await turnKeys.delete(two ?? '', never)).toMatchObject({ status: 'deleted' });
    expect(await turnKeys.get(two ?? '', never)).toBeUndefined();
    expect(cloudflare.requests).toHaveLength(5);
  });

  test('after a key that was probably deleted is retried too', async () => {
    const { turnKeys, cloudflare } = await setStage({ keys: someKeys(2) });
    const [one = '', two = ''] = [...cloudflare.keys.keys()];
    cloudflare.next('DELETE', html({ takesEffect: true }));
    expect(await turnKeys.delete(one, never)).toMatchObject({ status: 'deleted' });
    cloudflare.next('DELETE', apiError('forbidden'));
    expect(await turnKeys.delete(two, never)).toMatchObject({ status: 'deleted' });
  });

  test('that persists after a deletion affects only its own key', async () => {
    const { turnKeys, cloudflare } = await setStage({ keys: someKeys(2) });
    const [one, two] = [...cloudflare.keys.keys()];
    await turnKeys.delete(one ?? '', never);
    cloudflare.always('DELETE', apiError('forbidden'));
    const error = await rejectionOf(RequestError, turnKeys.delete(two ?? '', never));
    expect(error).toMatchObject({ affectsAllKeys: false });
    expect(error.message).toContain('All 4 attempts failed. The same token deleted other keys in this run');
  });

  test('that says "internal error. Please try again" is retried from the start', async () => {
    const { turnKeys, cloudflare } = await setStage();
    cloudflare.next('DELETE', apiError('internal error'));
    expect(await turnKeys.delete(ID, never)).toMatchObject({ status: 'deleted' });
  });
});

describe('a rate limit', () => {
  test('is waited out until its window ends, whatever max-retries is', async () => {
    const { turnKeys, cloudflare, clock } = await setStage({}, { maxRetries: 0 });
    const headers = { ratelimit: '"default";r=0;t=4' };
    const limited = failure(429, 971, 'Please wait', { headers });
    cloudflare.next('DELETE', limited, limited);
    expect(await turnKeys.delete(ID, never)).toMatchObject({ status: 'deleted' });
    expect(clock.waits).toEqual([4_000, 4_000]);
  });

  test('can come with HTTP 200', async () => {
    const { turnKeys, cloudflare } = await setStage({}, { maxRetries: 0 });
    cloudflare.next('DELETE', apiError('throttled with a 200'));
    expect(await turnKeys.delete(ID, never)).toMatchObject({ status: 'deleted' });
  });
});
