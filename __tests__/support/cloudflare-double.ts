import { randomBytes } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import {
  analyticsQueries,
  type AnalyticsQuery,
  analyticsViolations,
  isAnalytics,
} from './analytics-requests.ts';
import type { ApiErrorName } from './api-errors.ts';
import { type AnalyticsOptions, respondToAnalytics, type Traffic } from './cloudflare-analytics.ts';
import { respondTo } from './cloudflare-routes.ts';
import { type DeletionLag, keepDeleted } from './deletion-lag.ts';
import { type Description, type Double, startDouble } from './double.ts';
import type { Paging } from './list-pages.ts';
import type { Credentials } from './loopback.ts';
import * as openapi from './openapi.ts';
import type { RatelimitHeaders } from './quota.ts';
import { limitRate, type RateLimitOptions } from './rate-limiter.ts';

export const ACCOUNT = '023e105f4ecef8ad9ca31a8372d0c353';
export const TOKEN = 'cfut_Zq3yT8mWn5Kx2Vb7Rj4Lc9Ps6Dh1Fg0Ae8Uo5Yi2';

/** A TURN key as Cloudflare returns it; the API promises none of the fields. */
export type TurnKey = {
  readonly uid: string;
  readonly name?: string | undefined;
  readonly created?: string | undefined;
  readonly modified?: string | undefined;
};

export type CloudflareOptions = {
  readonly account?: string;
  readonly token?: string;
  /** Missing fields are filled in; a field that is `undefined` stays missing. */
  readonly keys?: readonly Partial<TurnKey>[];
  /** Speak TLS with this certificate. */
  readonly tls?: Credentials;
  /** The host name in `baseUrl`; the server listens on 127.0.0.1 whatever it is. */
  readonly host?: string;
  /** How long each request takes. */
  readonly latencyMs?: number;
  /** Page the list, with this many keys per page. */
  readonly pageSize?: number;
  /** How a list describes its pages; `total-pages` by default. */
  readonly paging?: Paging;
  /** Let successes have `"result": null`, or no `result`. */
  readonly withoutResult?: 'null' | 'missing';
  /** The token may read but not write: the status of the response to a DELETE, or the error of the catalogue. */
  readonly readOnly?: 403 | 405 | ApiErrorName;
  /** Let reads still find a deleted key; a list has it at its end. A second DELETE finds nothing. */
  readonly deletionLag?: DeletionLag;
  /** The traffic of the keys, and what the token can see of it. By default there is none, and the token sees that. */
  readonly analytics?: AnalyticsOptions;
  /** Enforce a rate limit on all clients together; by default there is none. */
  readonly quota?: RateLimitOptions;
  /** What the rate-limit headers say instead of the truth; the default without `quota` is 1,150 requests left. */
  readonly ratelimit?: (truth: RatelimitHeaders) => OutgoingHttpHeaders;
  /** The clock of `quota` and `deletionLag`, in milliseconds; `performance.now` by default. */
  readonly now?: () => number;
};

export type CloudflareDouble = Omit<Double, 'origin' | 'mostAtOnce' | 'connections'> & {
  /** For `api-base-url`. */
  readonly baseUrl: string;
  readonly account: string;
  readonly token: string;
  /** The keys that exist now, by uid, in the order of the list. Tests may change them. */
  readonly keys: Map<string, TurnKey>;
  /** What each key relayed, by uid. Tests may change it. */
  readonly usage: Map<string, number | readonly Traffic[]>;
  /** The queries for analytics, in the order received. */
  readonly queries: readonly AnalyticsQuery[];
  /** How many requests the rate limit refused. */
  readonly refused: number;
  /** How many requests the rate limit leaves now; Infinity without one. */
  readonly quotaLeft: () => number;
  /** The most requests that were ever being served at the same time. */
  readonly mostAtOnce: number;
  /** How many connections were ever accepted. */
  readonly connections: number;
};

const DESCRIPTION: Description = {
  requestViolations: (request) =>
    isAnalytics(request) ? analyticsViolations(request) : openapi.requestViolations(request),
  responseViolations: (request, response) =>
    isAnalytics(request) ? [] : openapi.responseViolations(request, response),
};

/**
 * Starts a stateful double of Cloudflare's API on loopback: list, get and delete of TURN keys, the analytics of their
 * traffic, their errors and the rate limit. It checks each request, and each response that no test planned, against Cloudflare's
 * published description of the API. A deviation fails the test when the double is closed.
 */
export async function startCloudflare(options: CloudflareOptions = {}): Promise<CloudflareDouble> {
  const { account = ACCOUNT, token = TOKEN, now = () => performance.now(), analytics = {} } = options;
  const keys = new Map((options.keys ?? [{}]).map(turnKey).map((key) => [key.uid, key]));
  const usage = new Map(Object.entries(analytics.usage ?? {}));
  const api = { ...options, account, token, keys, deleted: keepDeleted(options.deletionLag, now) };
  const limiter = limitRate(options.quota, now, options.ratelimit ?? ((truth) => truth));
  const { origin, mostAtOnce, connections, ...double } = await startDouble({
    respond: (request) =>
      isAnalytics(request)
        ? respondToAnalytics(request, { ...analytics, account, token, usage })
        : respondTo(request, api),
    headers: usualHeaders,
    admit: limiter.admit,
    tls: options.tls,
    latencyMs: options.latencyMs,
    description: DESCRIPTION,
  });
  return {
    ...double,
    baseUrl: `${origin.replace('127.0.0.1', options.host ?? '127.0.0.1')}/client/v4`,
    account,
    token,
    keys,
    usage,
    quotaLeft: limiter.left,
    get queries() {
      return analyticsQueries(double.requests);
    },
    get refused() {
      return limiter.refused();
    },
    get mostAtOnce() {
      return mostAtOnce();
    },
    get connections() {
      return connections();
    },
  };
}

/** A key with the fields that are missing filled in. */
function turnKey(given: Partial<TurnKey>): TurnKey {
  const created = '2026-03-01T09:30:00Z';
  return {
    uid: randomBytes(16).toString('hex'),
    name: 'production-realtime-app',
    created,
    modified: created,
    ...given,
  };
}

/** The headers of every response of Cloudflare: support asks for the cf-ray, which is never the same twice. */
function usualHeaders(): OutgoingHttpHeaders {
  return {
    'content-type': 'application/json',
    'cf-ray': `${randomBytes(8).toString('hex')}-FRA`,
    server: 'cloudflare',
  };
}
