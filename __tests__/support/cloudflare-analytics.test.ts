import { afterEach, describe, expect, test } from '@jest/globals';
import { ANALYTICS, analyticsRefusals } from './analytics-refusals.ts';
import type { AnalyticsOptions } from './cloudflare-analytics.ts';
import { askAnalytics, trafficQuery } from './cloudflare-client.ts';
import { type CloudflareDouble, startCloudflare } from './cloudflare-double.ts';

const KEY = '2a95132c15732412d22c1476fa83f27a';
const OTHER = '82a58d0aeabfa8f4a4e0c4a9efc9cda5';
const SINCE = '2026-11-26T12:00:00Z';
const UNTIL = '2026-11-27T12:00:00Z';
const NOON = Date.parse(UNTIL);

let cloudflare: CloudflareDouble;

afterEach(() => cloudflare.close());

async function start(analytics: AnalyticsOptions = {}): Promise<void> {
  cloudflare = await startCloudflare({ keys: [{ uid: KEY }], analytics: { now: () => NOON, ...analytics } });
}

const ask = (
  keys: readonly string[] = [KEY],
  since = SINCE,
  until = UNTIL,
  account = cloudflare.account,
): ReturnType<typeof askAnalytics> => askAnalytics(cloudflare, trafficQuery(account, keys, since, until));

/** The account of a response. */
const found = (...accounts: readonly object[]): object => ({
  status: 200,
  body: { data: { viewer: { accounts } }, errors: null },
});

const refused = (status: number, code: string, message: unknown): object => ({
  status,
  body: { data: null, errors: [{ message, extensions: { code, ray_id: expect.any(String) } }] },
});

describe('analytics', () => {
  test('have what each key relayed within the requested time', async () => {
    await start({
      usage: {
        [KEY]: [
          { at: Date.parse('2026-11-26T11:59:59Z'), egressBytes: 1, ingressBytes: 1 },
          { at: Date.parse('2026-11-26T12:00:00Z'), egressBytes: 20, ingressBytes: 3 },
          { at: Date.parse('2026-11-27T11:59:59Z'), egressBytes: 100, ingressBytes: 40 },
          { at: Date.parse('2026-11-27T12:00:00Z'), egressBytes: 1000, ingressBytes: 1000 },
        ],
      },
    });
    expect(await ask([KEY, OTHER])).toMatchObject(
      found({ k0: [{ sum: { egressBytes: 120, ingressBytes: 43 } }], k1: [] }),
    );
  });

  test('count traffic to the minute in which it was, so that seconds in the requested time lose some', async () => {
    await start({
      usage: { [KEY]: [{ at: Date.parse('2026-11-26T12:00:40Z'), egressBytes: 5, ingressBytes: 0 }] },
    });
    expect(await ask([KEY], '2026-11-26T12:00:30Z')).toMatchObject(found({ k0: [] }));
    expect(await ask([KEY], '2026-11-26T12:00:00Z')).toMatchObject(found({ k0: [{ sum: {} }] }));
  });

  test('allow bytes beyond 32 bits, and a usage that a test changes', async () => {
    await start({ usage: { [KEY]: 5_300_000_000 } });
    expect(await ask()).toMatchObject(
      found({ k0: [{ sum: { egressBytes: 5_300_000_000, ingressBytes: 0 } }] }),
    );
    cloudflare.usage.set(KEY, 0);
    expect(await ask()).toMatchObject(found({ k0: [{ sum: { egressBytes: 0, ingressBytes: 0 } }] }));
    cloudflare.usage.delete(KEY);
    expect(await ask()).toMatchObject(found({ k0: [] }));
  });

  test('show traffic only after a delay', async () => {
    let now = NOON;
    await start({
      now: () => now,
      delayMs: 30_000,
      usage: { [KEY]: [{ at: NOON - 1_000, egressBytes: 7, ingressBytes: 0 }] },
    });
    expect(await ask()).toMatchObject(found({ k0: [] }));
    now += 28_999;
    expect(await ask()).toMatchObject(found({ k0: [] }));
    now += 1;
    expect(await ask()).toMatchObject(found({ k0: [{ sum: { egressBytes: 7 } }] }));
  });

  test('take the account as string! and as String!', async () => {
    await start();
    const { query, variables } = trafficQuery(cloudflare.account, [KEY], SINCE, UNTIL);
    expect(query).toContain('$account: string!');
    const other = query.replace('string!', 'String!');
    for (const asked of [query, other])
      expect(await askAnalytics(cloudflare, { query: asked, variables })).toMatchObject(found({ k0: [] }));
  });

  test('know only one account', async () => {
    await start({ usage: { [KEY]: 1 } });
    expect(await ask([KEY], SINCE, UNTIL, 'f'.repeat(32))).toMatchObject(found());
  });

  test('without a key in the filter cover all keys', async () => {
    await start({ usage: { [KEY]: 1, [OTHER]: 2 } });
    const { query, variables } = trafficQuery(cloudflare.account, [KEY], SINCE, UNTIL);
    expect(
      await askAnalytics(cloudflare, { query: query.replace(`keyId: "${KEY}",`, ''), variables }),
    ).toMatchObject(found({ k0: [{ sum: { egressBytes: 3 } }] }));
  });

  test('have a cf-ray on their responses, which errors repeat, and no rate-limit headers', async () => {
    await start({ permission: 'denied' });
    const { headers, body } = await ask();
    const [ray] = headers.get('cf-ray')?.split('-') ?? [];
    expect(body).toMatchObject({ errors: [{ extensions: { ray_id: ray } }] });
    expect([headers.get('ratelimit'), headers.get('ratelimit-policy')]).toEqual([null, null]);
  });

  test('record every query, refused ones included', async () => {
    await start({ permission: 'denied' });
    cloudflare.next(ANALYTICS, analyticsRefusals['an HTML page']);
    await ask([KEY, OTHER]);
    await ask([OTHER]);
    await askAnalytics(cloudflare, { query: 'query {', variables: {} });
    const group = { since: SINCE, until: UNTIL, limit: 1 };
    expect(cloudflare.queries).toEqual([
      {
        account: cloudflare.account,
        groups: [
          { alias: 'k0', keyId: KEY, ...group },
          { alias: 'k1', keyId: OTHER, ...group },
        ],
      },
      { account: cloudflare.account, groups: [{ alias: 'k0', keyId: OTHER, ...group }] },
    ]);
  });
});

describe('analytics are refused', () => {
  test('without the permission', async () => {
    await start({ permission: 'denied' });
    expect(await ask()).toMatchObject(refused(403, 'authz', 'not authorized for that account'));
  });

  test('with an unknown token', async () => {
    await start();
    const query = trafficQuery(cloudflare.account, [KEY], SINCE, UNTIL);
    expect(await askAnalytics(cloudflare, query, { authorization: 'Bearer wrong' })).toMatchObject({
      status: 401,
      body: { data: null, errors: [{ message: 'Unauthorized' }] },
    });
  });

  test.each([
    ['32 days', '2026-10-26T12:00:00Z', UNTIL, 200, undefined],
    ['more than 32 days', '2026-10-26T11:59:00Z', UNTIL, 400, 'cannot request a time range wider than 4w4d'],
    ['90 days ago', '2026-08-29T12:00:00Z', '2026-08-30T12:00:00Z', 200, undefined],
    [
      'more than 90 days ago',
      '2026-08-29T11:59:00Z',
      '2026-08-30T12:00:00Z',
      400,
      'cannot request data older than 12w6d',
    ],
  ])('for the requested time: %s', async (_what, since, until, status, message) => {
    await start();
    expect(await ask([KEY], since, until)).toMatchObject(
      message === undefined ? { status } : refused(status, 'quota', message),
    );
  });

  test('for more datasets than one request can ask for', async () => {
    await start({ mostGroups: 2 });
    expect((await ask([KEY, KEY])).status).toBe(200);
    expect(await ask([KEY, KEY, KEY])).toMatchObject(
      refused(429, 'budget', 'in combination, your request queries too many nodes, zones and accounts'),
    );
  });

  test.each([
    ['an unknown dataset', 'callsTurnUsageAdaptiveGroups', 'callsTurnUsage', 'Cannot query field'],
    ['an unknown field', 'egressBytes', 'egress', 'Cannot query field'],
    ['an unknown filter', 'datetimeMinute_lt', 'datetimeMinute_before', 'is not defined'],
    ['no filter', /, filter: \{ keyId[^}]*\}/, '', 'argument "filter"'],
    ['no account', '(filter: { accountTag: $account })', '', 'argument "filter"'],
    ['no time', 'datetimeMinute_geq: $since,', '', 'datetimeMinute_geq'],
    ['no limit', 'limit: 1,', '', 'argument "limit"'],
    ['an unknown type', 'string!', 'text!', 'Unknown type "text"'],
    ['no selection', '{ sum { egressBytes ingressBytes } }', '', 'must have a selection'],
    ['a syntax error', 'viewer {', 'viewer', 'please review it and retry'],
    ["a date that isn't a time", SINCE, '2026-11-26', 'is no Time'],
    ['a time in a zone', SINCE, '2026-11-26T12:00:00+00:00', 'is no Time'],
    ['a time with a fraction', SINCE, '2026-11-26T12:00:00.000Z', 'is no Time'],
    ['a missing variable', '"since"', '"from"', '"$since"'],
  ])('for a mistake: %s', async (_what, search, replacement, message) => {
    await start();
    const query = trafficQuery(cloudflare.account, [KEY], SINCE, UNTIL);
    const mistaken = {
      query: query.query.replace(search, replacement),
      variables: JSON.parse(JSON.stringify(query.variables).replace(search, replacement)) as object,
    };
    expect(mistaken).not.toEqual(query);
    const { status, body } = await askAnalytics(cloudflare, mistaken);
    expect(status).toBe(400);
    expect(body).toMatchObject({ data: null });
    const { errors } = body as { readonly errors: readonly { readonly message: string }[] };
    expect(errors).not.toHaveLength(0);
    for (const error of errors) expect(error).toMatchObject({ extensions: { code: 'parser' } });
    expect(errors.map((error) => error.message).join('\n')).toContain(message);
  });

  test('for an invalid limit', async () => {
    await start();
    const { query, variables } = trafficQuery(cloudflare.account, [KEY], SINCE, UNTIL);
    const body = { query: query.replace('limit: 1', 'limit: 0'), variables };
    expect(await askAnalytics(cloudflare, body)).toMatchObject(
      refused(400, 'quota', 'limit must be positive number and not greater than 10000'),
    );
  });
});

describe('every refusal on demand', () => {
  test.each(Object.entries(analyticsRefusals))(
    '%s says of no key that it has no traffic',
    async (_name, refusal) => {
      await start();
      cloudflare.next(ANALYTICS, refusal);
      const { status, body } = await ask([KEY, OTHER]);
      const whole = found({ k0: [], k1: [] }) as { readonly body: unknown };
      expect({ status, body }).not.toEqual({ status: 200, body: whole.body });
      expect(cloudflare.faults).toEqual([]);
      expect((await ask([KEY, OTHER])).body).toEqual(whole.body);
    },
  );

  test('those about the rows leave the rest as usual', async () => {
    await start();
    cloudflare.next(
      ANALYTICS,
      analyticsRefusals['a row without ingress'],
      analyticsRefusals['a missing alias'],
    );
    expect(await ask([KEY, OTHER])).toMatchObject(found({ k0: [{ sum: { egressBytes: 0 } }], k1: [] }));
    expect((await ask([KEY, OTHER])).body).toEqual({
      data: { viewer: { accounts: [{ k1: [] }] } },
      errors: null,
    });
  });

  test('bytes beyond what a number holds are read as Infinity', async () => {
    await start();
    cloudflare.next(ANALYTICS, analyticsRefusals['bytes beyond what a number holds']);
    expect(await ask()).toMatchObject(found({ k0: [{ sum: { egressBytes: Infinity } }] }));
  });
});

describe('a request for analytics is reported that', () => {
  const undescribed = (): readonly string[] => cloudflare.undescribed.splice(0);

  test.each([
    ['has no Bearer token', { headers: { authorization: '' } }, 'authorization must be "Bearer …"'],
    [
      'has another content type',
      { headers: { 'content-type': 'text/plain' } },
      'content-type must be application/json; it is "text/plain"',
    ],
    ['has no query', { body: { variables: {} } }, 'the body must have a query'],
    ['has no variables', { body: { query: '{ viewer { __typename } }' } }, 'the body must have variables'],
  ])(
    '%s',
    async (
      _what,
      { body, headers }: { readonly body?: object; readonly headers?: Readonly<Record<string, string>> },
      message,
    ) => {
      await start();
      const query = trafficQuery(cloudflare.account, [KEY], SINCE, UNTIL);
      await askAnalytics(cloudflare, body ?? query, headers);
      expect(undescribed()).toEqual([`POST /client/v4/graphql: ${message}`]);
      await askAnalytics(cloudflare, query);
      expect(undescribed()).toEqual([]);
    },
  );

  test('is a GET, or has another path', async () => {
    await start();
    const url = `${cloudflare.baseUrl}/graphql?query=x`;
    expect((await fetch(url, { headers: { authorization: 'Bearer x' } })).status).toBe(404);
    expect(undescribed()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/the path must be \/client\/v4\/graphql$/),
        expect.stringMatching(/the method must be POST$/),
      ]),
    );
  });
});
