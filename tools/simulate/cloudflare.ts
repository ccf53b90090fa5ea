import { id } from '../../__tests__/support/keys.ts';
import { openQuota } from '../../__tests__/support/quota.ts';
import type { Quota } from '../../__tests__/support/quota.ts';
import type { Scheduler } from './scheduler.ts';
import { START } from './scheduler.ts';
import type { Knowledge, Meaning, ServerResponse } from './responses.ts';
import type { CloudflareWorld, KeySeed, World } from './world.ts';
import { ACCOUNT, API_TOKEN } from './world.ts';

/** A key of the account, as it was at the beginning. */
export type SimulatedKey = KeySeed & {
  readonly uid: string;
  readonly created: string | undefined;
  readonly modified: string | undefined;
};

/** A request as it arrives. */
type Arrival = {
  readonly method: string;
  readonly path: string;
  readonly uid: string;
  readonly authorization: string;
  readonly body: string;
};

export type Cloudflare = {
  readonly keys: readonly SimulatedKey[];
  /** Counts a request; the response to one that is too many. */
  readonly admit: (arrival: Arrival) => ServerResponse | undefined;
  /** Carries a request out, and returns the proper response. */
  readonly carryOut: (arrival: Arrival) => ServerResponse;
  /** Deletes a key. Returns false if there was none. */
  readonly deleteKey: (uid: string) => boolean;
  readonly exists: (uid: string) => boolean;
  /** What it says in the headers of each response of the REST API. */
  readonly headers: (arrival: Arrival) => Readonly<Record<string, string>>;
  /** How many requests were too many. */
  readonly refusals: () => number;
};

const LIES = [
  { ratelimit: '"default";r=0;t=5', 'ratelimit-policy': '"default";q=1200;w=300' },
  { ratelimit: '"default";r=1199;t=30', 'ratelimit-policy': '"default";q=1200;w=300' },
  { ratelimit: '"default";r=3;t=100000', 'ratelimit-policy': '"default";q=1200;w=300' },
  { ratelimit: 'soon', 'ratelimit-policy': ';;q=' },
  {
    ratelimit: '"burst";r=5;t=1, "default";r=40;t=20',
    'ratelimit-policy': '"burst";q=10;w=1, "default";q=1200;w=300',
  },
  {
    ratelimit: '"burst";r=0;t=2, "default";r=1;t=9',
    'ratelimit-policy': '"burst";q=10;w=5, "default";q=1200;w=300',
  },
  { ratelimit: '"default";r=59;q=1200;t=2' },
  { ratelimit: '"default";r=40;q=1200;w=3' },
] as const;

const PAGE = 5;
const MINUTE_MS = 60_000;
const OLD_MS = 30 * 24 * 60 * MINUTE_MS;

function nameAfter(pullRequest: number): KeySeed {
  return { name: `pr-${pullRequest}`, ageMs: OLD_MS, traffic: undefined, oddUid: undefined };
}

const dates = new Map<number, string>();

/** When a key of this age was created. There are few ages, and dates take long to write. */
function dateOf(ageMs: number | undefined): string | undefined {
  if (ageMs === undefined) return undefined;
  const date = dates.get(ageMs) ?? new Date(START - ageMs).toISOString();
  dates.set(ageMs, date);
  return date;
}

/** Opens Cloudflare's API for one account, without faults but those of its own: the quota, and how it lists. */
export function openCloudflare(world: World, { now }: Pick<Scheduler, 'now'>): Cloudflare {
  const { lagMs, notFound, list, usage: usageForms, announce, deleteResult } = world.cloudflare;
  const padding = 'é'.repeat(world.padding);
  const keys: readonly SimulatedKey[] = Array.from({ length: world.copies }, () => world.keys)
    .flat()
    .concat(Array.from({ length: world.pullRequestKeys }, (_, index) => nameAfter(index + 1)))
    .map(({ name, ageMs, traffic, oddUid }, position) => ({
      name: name === undefined ? undefined : name + padding,
      ageMs,
      traffic,
      oddUid: oddUid && `${oddUid}${position}`,
      uid: id(position + 1),
      created: dateOf(ageMs),
      modified: dateOf(ageMs === undefined ? undefined : ageMs / 2),
    }));
  const byUid = new Map(keys.map((key) => [key.uid, key]));
  const deletedAt = new Map<string, number>();
  const quota = openAccountQuota(world.cloudflare);
  let refusals = 0;
  let responses = 0;

  const exists = (uid: string): boolean => byUid.has(uid) && !deletedAt.has(uid);
  const shows = (uid: string): boolean =>
    byUid.has(uid) && now() < (deletedAt.get(uid) ?? Infinity) + (deletedAt.has(uid) ? lagMs : 0);
  const deleteKey = (uid: string): boolean => {
    if (!exists(uid)) return false;
    deletedAt.set(uid, now());
    return true;
  };
  const describe = ({ uid, name, created, modified, oddUid }: SimulatedKey, inList: boolean): object => ({
    uid: inList && oddUid !== undefined ? oddUid || undefined : uid,
    name,
    created,
    modified,
  });
  const missing = (): ServerResponse =>
    fail(notFound.status, notFound.code, 'TURN key not found', 'not-found');

  const listPage = (page: number): ServerResponse => {
    const all = list === 'stuck' ? keys : keys.filter(({ uid }) => shows(uid));
    const paged = ['pages', 'count', 'sizes', 'first', 'stuck'].includes(list);
    const from = list === 'stuck' || page === 0 ? 0 : (page - 1) * PAGE;
    const sent = paged ? all.slice(from, from + PAGE) : all;
    const info = {
      plain: undefined,
      null: undefined,
      pages: { page, per_page: PAGE, total_pages: Math.ceil(all.length / PAGE) },
      count: { total_count: all.length },
      sizes: { page, per_page: PAGE },
      first: page === 1 ? { total_pages: Math.ceil(all.length / PAGE) } : {},
      cursor: { cursor: 'abc' },
      overcount: { total_count: keys.length + 1 },
      stuck: { total_pages: 3 },
      part: undefined,
      linked: undefined,
    }[list];
    const tells = { keys: sent.map(({ uid }) => uid) };
    const result = list === 'null' && sent.length === 0 ? null : sent.map((key) => describe(key, true));
    const response = succeed({ result, info, tells });
    if (list === 'part') return { ...response, status: 206 };
    if (list !== 'linked') return response;
    return {
      ...response,
      headers: { ...response.headers, link: '<https://api.cloudflare.com/?page=2>; rel="next"' },
    };
  };

  const carryOut = ({ method, path, uid, authorization, body }: Arrival): ServerResponse => {
    if (authorization !== `Bearer ${API_TOKEN}`)
      return fail(401, 10000, 'Authentication error', 'unauthorized');
    if (path === '/graphql') return tellUsage(body, usageForms[responses++] ?? 'proper');
    if (uid === '') return listPage(Number(/[?]page=(\d+)/.exec(path)?.[1] ?? 1));
    const key = byUid.get(uid);
    if (method === 'GET')
      return key !== undefined && shows(uid) ? succeed({ result: describe(key, false) }) : missing();
    if (key === undefined || !deleteKey(uid)) return missing();
    switch (deleteResult) {
      case 'key':
        return succeed({ result: describe(key, false) });
      case 'null':
        return succeed({ result: null });
      case 'missing':
        return succeed({});
      case 'message':
        return succeed({
          result: null,
          messages: [{ code: 10000, message: 'This API Token is valid and active' }],
        });
      case 'error':
        return succeed({ result: null, errors: [{ code: 1234, message: `a note on ${API_TOKEN}` }] });
    }
  };

  const tellUsage = (body: string, requested: World['cloudflare']['usage'][number]): ServerResponse => {
    const { account, asked } = readUsageQuery(body);
    const form = account === ACCOUNT ? requested : 'no-account';
    const graphql = (data: unknown, errors: unknown, meaning: Meaning, status = 200): ServerResponse => ({
      status,
      headers: {},
      body: JSON.stringify({ data, errors }),
      meaning,
    });
    const refuse = (code: string, message: string, meaning: Meaning, status = 200): ServerResponse =>
      graphql(null, [{ message, extensions: { code } }], meaning, status);
    switch (form) {
      case 'authz':
        return refuse('authz', 'not authorized for that account', 'final');
      case 'budget':
        return refuse('budget', 'rate limit reached', 'rate-limited');
      case 'quota':
        return refuse('quota', 'query time range is too large', 'final', 400);
      case 'no-account':
        return graphql({ viewer: { accounts: [] } }, null, 'final');
      case 'null-data':
        return graphql(null, null, 'final');
      case 'odd-row':
        return asked.length === 0
          ? graphql({ viewer: { accounts: [{}] } }, null, 'success')
          : graphql(
              { viewer: { accounts: [{ [asked[0]?.alias ?? '']: [{ sum: { egressBytes: null } }] }] } },
              null,
              'final',
            );
      case 'missing-alias':
        return graphql({ viewer: { accounts: [{}] } }, null, asked.length === 0 ? 'success' : 'final');
      case 'late':
      case 'proper': {
        const usage: (readonly [string, number])[] = [];
        const rows = asked.map(({ alias, isWhole, uid, since, until, fields }) => {
          const traffic = form === 'late' ? undefined : byUid.get(uid)?.traffic;
          usage.push([uid, traffic?.bytes ?? 0]);
          if (traffic === undefined || !isWhole) return [alias, []] as const;
          const { bytes, direction } = traffic;
          const minute = Math.floor((START - traffic.agoMs) / MINUTE_MS) * MINUTE_MS;
          if (minute < since || minute >= until) return [alias, []] as const;
          const sums: Readonly<Record<string, number>> = {
            egressBytes: direction === 'out' ? bytes : 0,
            ingressBytes: direction === 'in' ? bytes : 0,
          };
          return [alias, [{ sum: Object.fromEntries(fields.map((field) => [field, sums[field]])) }]] as const;
        });
        const response = graphql({ viewer: { accounts: [Object.fromEntries(rows)] } }, null, 'success');
        return { ...response, tells: { usage } };
      }
    }
  };

  return {
    keys,
    admit: ({ path }) => {
      if (quota === undefined || path === '/graphql') return undefined;
      const ticket = quota.take(now());
      if (ticket.allowed) return undefined;
      refusals++;
      return {
        ...fail(429, 971, 'Please wait and consider throttling your request speed', 'rate-limited'),
        tells: { overQuota: true },
        headers:
          world.cloudflare.quota?.retryAfter === true ? { 'retry-after': String(ticket.retryAfter) } : {},
      };
    },
    carryOut,
    deleteKey,
    exists,
    headers: ({ path }) => {
      if (path === '/graphql' || announce === 'nothing') return {};
      if (announce === 'lies') return LIES[Math.floor(now()) % LIES.length] ?? {};
      return quota === undefined ? {} : quota.headers(now());
    },
    refusals: () => refusals,
  };
}

/** The quota of the token's owner, of which some is used up when the run begins. */
function openAccountQuota({
  quota: seed,
}: CloudflareWorld):
  (Pick<Quota, 'take'> & { readonly headers: (now: number) => Record<string, string> }) | undefined {
  if (seed === undefined) return undefined;
  const quota = openQuota(seed);
  let last = quota.take(-seed.windowMs / 3);
  for (let used = 1; used < seed.used; used++) last = quota.take(-seed.windowMs / 3);
  let taken = -seed.windowMs / 3;
  return {
    take: (now) => {
      taken = now;
      last = quota.take(now);
      return last;
    },
    headers: (now) => {
      const renewsInMs = last.renewsInMs - (now - taken);
      return renewsInMs <= 0
        ? {}
        : {
            ...last.headers,
            ratelimit: `"default";r=${last.left};t=${Math.max(1, Math.ceil(renewsInMs / 1000))}`,
          };
    },
  };
}

/** A key that analytics are asked about, the time from `since` to before `until`, and the sums that are asked for. */
type Asked = {
  readonly alias: string;
  readonly isWhole: boolean;
  readonly uid: string;
  readonly since: number;
  readonly until: number;
  readonly fields: readonly string[];
};

/** Reads a query of analytics: which account and keys it is about. */
function readUsageQuery(body: string): { readonly account: string; readonly asked: readonly Asked[] } {
  const { query, variables } = JSON.parse(body) as {
    readonly query: string;
    readonly variables: Readonly<Record<string, string>>;
  };
  const find = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';
  const timeIn = (filter: string, pattern: RegExp, otherwise: number): number => {
    const time = variables[find(filter, pattern)];
    return time === undefined ? otherwise : Date.parse(time);
  };
  // Without a limit for each key, Cloudflare may leave rows out.
  const usages = query.matchAll(/(\w+): callsTurnUsageAdaptiveGroups\(([^)]*)\) \{ sum \{ ([^}]*) \} \}/g);
  return {
    account: variables[find(query, /accountTag: \$(\w+)/)] ?? '',
    asked: Array.from(usages, ([, alias = '', filter = '', fields = '']) => ({
      alias,
      isWhole: /\blimit: 1\b/.test(filter),
      uid: find(filter, /keyId: "([\w-]+)"/),
      since: timeIn(filter, /datetimeMinute_geq: \$(\w+)/, -Infinity),
      until: timeIn(filter, /datetimeMinute_lt: \$(\w+)/, Infinity),
      fields: fields.split(' '),
    })),
  };
}

/** What a success envelope holds; without a result, it has none. */
type Contents = {
  readonly result?: unknown;
  readonly info?: object | undefined;
  readonly errors?: readonly object[];
  readonly messages?: readonly object[];
  readonly tells?: Knowledge;
};

function succeed({ result, info, errors = [], messages = [], tells = {} }: Contents): ServerResponse {
  return {
    status: 200,
    headers: { 'cf-ray': '8f00' },
    body: JSON.stringify({ success: true, errors, messages, result, result_info: info }),
    meaning: 'success',
    tells,
  };
}

function fail(status: number, code: number | string, message: string, meaning: Meaning): ServerResponse {
  return {
    status,
    headers: { 'cf-ray': '8f00' },
    body: JSON.stringify({ success: false, errors: [{ code, message }], messages: [], result: null }),
    meaning,
  };
}
