import { afterEach, describe, expect, test } from '@jest/globals';
import { readUsage } from '../../../src/cloudflare/analytics.ts';
import { RequestError } from '../../../src/http/errors.ts';
import { StoppedError } from '../../../src/lib/deadline.ts';
import { ANALYTICS, analyticsRefusals } from '../../support/analytics-refusals.ts';
import type { CloudflareOptions } from '../../support/cloudflare-double.ts';
import { analyticsFailure } from '../../support/cloudflare-analytics.ts';
import { type Fault, pass, respond, reset } from '../../support/faults.ts';
import { someKeys } from '../../support/keys.ts';
import { rejectionOf } from '../../support/rejection.ts';
import { closeServices, openService, type Service } from './service.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-03-01T12:00:30Z');
const never = new AbortController().signal;

afterEach(closeServices);

type Stage = Pick<Service, 'cloudflare' | 'clock'> & {
  readonly ask: (uids: readonly string[], more?: Asking) => Promise<ReadonlyMap<string, number>>;
};
type Asking = { readonly unusedForMs?: number; readonly softStop?: AbortSignal };

/** The analytics of a double. Waits take no time. */
async function setStage(options: CloudflareOptions['analytics'] = {}): Promise<Stage> {
  const { cloudflare, connection, retries, clock } = await openService(
    { analytics: { now: () => NOW, ...options } },
    { maxRetries: 2, now: NOW },
  );
  const ask: Stage['ask'] = (uids, { unusedForMs = DAY_MS, softStop = never } = {}) =>
    clock.runUntil(readUsage(uids, { unusedForMs, now: NOW }, { cloudflare: connection, retries, softStop }));
  return { cloudflare, clock, ask };
}

const ids = (number: number): readonly string[] => someKeys(number).map(({ uid }) => uid);
const [ONE = '', TWO = ''] = ids(2);

describe('the usage of keys', () => {
  test('is what each of them relayed, in and out together', async () => {
    const at = NOW - DAY_MS / 2;
    const { ask } = await setStage({ usage: { [ONE]: [{ at, egressBytes: 5, ingressBytes: 7 }] } });
    expect([...(await ask([ONE, TWO]))]).toEqual([
      [ONE, 12],
      [TWO, 0],
    ]);
  });

  test('counts the whole of the first and of the last minute', async () => {
    const first = Date.parse('2026-02-28T12:00:00Z');
    const usage = (at: number): NonNullable<CloudflareOptions['analytics']> => ({
      usage: { [ONE]: [{ at, egressBytes: 1, ingressBytes: 0 }] },
    });
    for (const [at, bytes] of [
      [first, 1],
      [first - 1, 0],
      [NOW, 1],
    ] as const) {
      expect((await (await setStage(usage(at))).ask([ONE])).get(ONE)).toBe(bytes);
    }
  });

  test('is queried for each key, in the given time range, up to ten keys per request', async () => {
    const { ask, cloudflare } = await setStage();
    const uids = ids(23);
    expect((await ask(uids)).size).toBe(23);
    const queries = cloudflare.queries.toSorted((a, b) => b.groups.length - a.groups.length);
    expect(queries.map(({ groups }) => groups.length)).toEqual([10, 10, 3]);
    expect(queries.flatMap(({ groups }) => groups.map(({ keyId }) => keyId)).sort()).toEqual(
      [...uids].sort(),
    );
    expect(queries[0]).toMatchObject({ account: cloudflare.account });
    expect(queries[0]?.groups[0]).toMatchObject({
      alias: 'k0',
      since: '2026-02-28T12:00:00Z',
      until: '2026-03-01T12:01:00Z',
      limit: 1,
    });
  });

  test('is retried where that can help', async () => {
    const { ask, cloudflare } = await setStage();
    cloudflare.next(
      ANALYTICS,
      analyticsRefusals['503'],
      analyticsRefusals['budget, with a 200'],
      analyticsRefusals['data and errors'],
      pass(),
    );
    expect((await ask([ONE])).get(ONE)).toBe(0);
    expect(cloudflare.requests).toHaveLength(4);
  });

  test('may come with an empty list of errors', async () => {
    const { ask, cloudflare } = await setStage();
    const body = {
      data: { viewer: { accounts: [{ k0: [{ sum: { egressBytes: 1, ingressBytes: 2 } }] }] } },
      errors: [],
    };
    cloudflare.next(ANALYTICS, respond(200, body));
    expect((await ask([ONE])).get(ONE)).toBe(3);
  });

  test('is not queried once the step has to stop', async () => {
    const { ask, cloudflare } = await setStage();
    const stopped = new StoppedError('why');
    await expect(ask([ONE], { softStop: AbortSignal.abort(stopped) })).rejects.toBe(stopped);
    expect(cloudflare.requests).toEqual([]);
  });

  test('is no longer queried once one response fails', async () => {
    const { ask, cloudflare } = await setStage();
    cloudflare.always(ANALYTICS, analyticsRefusals.parser);
    await rejectionOf(RequestError, ask(ids(200)));
    // Requests in flight may end, and no new one begins.
    expect(cloudflare.requests.length).toBeLessThanOrEqual(4);
  });
});

/** The advice for each way in which the usage can stay unknown. */
const PERMISSION =
  /in this order: \(1\) the token has the permission `Account › Account Analytics › Read` .*; \(2\) the account .*revoked; \(4\) .*the runner\. Without `unused-for`, no analytics are asked for\.$/;
const RATE = /300 analytics requests in 5 minutes/;
const SERVER = /^.*side of Cloudflare or of a proxy/;
const QUERY = /newer version of this action/;
const SHAPE = /`api-base-url` is the API of Cloudflare/;
const ADVICE: Readonly<Partial<Record<keyof typeof analyticsRefusals, RegExp>>> = {
  'authz, account': PERMISSION,
  'authz, account, with a 200': PERMISSION,
  'authz, path': PERMISSION,
  'authz, path, with a 200': PERMISSION,
  budget: RATE,
  'budget, with a 200': RATE,
  'budget, too many nodes': /Select fewer keys/,
  'quota, too wide': /returns the usage of 32 days \(4w4d\) at most: set a shorter `unused-for`/,
  'quota, too wide, with a 200': /32 days \(4w4d\) at most/,
  'quota, too old': /keeps 90 days \(12w6d\) of analytics: set a shorter `unused-for`/,
  'quota, too old, with a 200': /keeps 90 days \(12w6d\)/,
  parser: QUERY,
  'parser, with a 200': QUERY,
  'no code': SHAPE,
  '401': /doesn't recognize the token/,
  '401, as REST says it': /code 10000: Authentication error .*doesn't recognize the token/,
  '403, as REST says it': PERMISSION,
  '403, as the edge says it': PERMISSION,
  '429, as REST says it': RATE,
  '429, empty': RATE,
  '500': SERVER,
  '503': SERVER,
  '503, too many queries': SERVER,
  'an HTML page of the edge': SERVER,
  'data and errors': SERVER,
  'accounts: []': /no account in its response.*Check `account-id`/,
};

describe('usage that stays unknown', () => {
  test.each(Object.entries(analyticsRefusals))(
    'because of "%s" is an error with advice',
    async (name, refusal) => {
      const { ask, cloudflare } = await setStage();
      cloudflare.always(ANALYTICS, refusal);
      const { message, affectsAllKeys } = await rejectionOf(RequestError, ask([ONE, TWO]));
      expect(message).toMatch(/^Cloudflare returned HTTP \d{3}\b.*[.)]$/);
      const advice = ADVICE[name as keyof typeof analyticsRefusals] ?? SHAPE;
      expect(message).toMatch(advice);
      if (advice !== RATE && advice !== SERVER) expect(cloudflare.requests).toHaveLength(1);
      expect(message).not.toMatch(/undefined|\[object|NaN/);
      expect(affectsAllKeys).toBe(false);
    },
  );

  const bare = (message: string): Fault => respond(200, { data: null, errors: [{ message, path: null }] });

  test.each([
    ['not authorized for that account', PERMISSION],
    ['zone does not have access to the path', PERMISSION],
    ['cannot request data older than 12w6d', /keeps 90 days \(12w6d\)/],
    [
      "query time range is too large. Time range can't be wider than 2678400s",
      /31 days \(2678400s\) at most/,
    ],
    ['time range is too large', /usage of less than `unused-for` at most/],
    ['rate limiter budget depleted, try again after 5 minutes', RATE],
    ['too many queries in progress', SERVER],
    ['unable to execute query, please try again later', SERVER],
    ['unknown field "x"', QUERY],
  ])('is judged by the message where the code is missing: %s', async (said, advice) => {
    const { ask, cloudflare } = await setStage();
    cloudflare.always(ANALYTICS, bare(said));
    const { message } = await rejectionOf(RequestError, ask([ONE]));
    expect(message).toMatch(advice);
    expect(message).toContain(said);
  });

  test.each([
    ['authz', 1],
    ['quota', 1],
    ['parser', 1],
    [undefined, 3],
  ])('with the code %j takes %d requests', async (code, requests) => {
    const { ask, cloudflare } = await setStage();
    const status = code === undefined ? 503 : 400;
    const { body } = analyticsFailure({ status, code, message: 'x' });
    cloudflare.always(ANALYTICS, respond(status, body));
    await rejectionOf(RequestError, ask([ONE]));
    expect(cloudflare.requests).toHaveLength(requests);
  });

  test.each([{}, 'x', 7])('because of errors that are not a list: %j', async (errors) => {
    const { ask, cloudflare } = await setStage();
    cloudflare.always(ANALYTICS, respond(200, { data: { viewer: { accounts: [{ k0: [] }] } }, errors }));
    expect((await rejectionOf(RequestError, ask([ONE]))).message).toContain(
      'with an unexpected response body',
    );
  });

  const accounts = (...list: readonly unknown[]): object => ({ data: { viewer: { accounts: list } } });

  test.each([
    ['no usage', { data: null }, ', and no usage in its response: "{"data":null}"'],
    ['two accounts', accounts({}, {}), ', and unexpected accounts in its response ('],
    ['no account', accounts(), ', and no account in its response ('],
    ['no figures', accounts({}), `, and no usable figures for TURN key ${ONE}: "{`],
    ['too many bytes', 'x'.repeat(1024 * 1024 + 1), ' with a body of more than 1 MiB ('],
  ])('because of a response with %s says so', async (_what, body, said) => {
    const { ask, cloudflare } = await setStage();
    cloudflare.always(ANALYTICS, respond(200, body));
    expect((await rejectionOf(RequestError, ask([ONE]))).message).toContain(
      `Cloudflare returned HTTP 200${said}`,
    );
  });

  test('because the range is too long says how long it may be', async () => {
    const { ask } = await setStage({ widestMs: 7 * DAY_MS });
    expect((await rejectionOf(RequestError, ask([ONE], { unusedForMs: 30 * DAY_MS }))).message).toMatch(
      /cannot request a time range wider than 1w .*returns the usage of 7 days \(1w\) at most/,
    );
  });

  test('because the connection was lost is an error with advice', async () => {
    const { ask, cloudflare } = await setStage();
    cloudflare.always(ANALYTICS, reset());
    expect((await rejectionOf(RequestError, ask([ONE]))).message).toMatch(
      /All 3 attempts failed\. Check the network/,
    );
  });
});
