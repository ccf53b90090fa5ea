import { analyticsQueries } from './analytics-requests.ts';
import { apiError } from './api-errors.ts';
import { analyticsFailure } from './cloudflare-analytics.ts';
import { type Fault, type FaultSource, html, type Match, respond } from './faults.ts';
import type { WireRequest } from './loopback.ts';

/** The requests for analytics, for `next`, `always` and `received`. */
export const ANALYTICS: Match = { method: 'POST', path: /\/graphql$/ };

/** The fields of an account, by alias: the groups of each key. */
type Groups = Readonly<Record<string, unknown>>;

/** Each way in which analytics can leave it unknown whether a key is in use. None of them says that a key has no traffic. */
export const analyticsRefusals = {
  'authz, account': failure(403, 'authz', 'not authorized for that account'),
  'authz, account, with a 200': failure(200, 'authz', 'not authorized for that account'),
  'authz, path': failure(403, 'authz', 'does not have access to the path'),
  'authz, path, with a 200': failure(200, 'authz', 'does not have access to the path'),
  budget: failure(429, 'budget', 'rate limiter budget depleted, try again after 5 minutes'),
  'budget, with a 200': failure(200, 'budget', 'rate limiter budget depleted, try again after 5 minutes'),
  'budget, too many nodes': failure(
    429,
    'budget',
    'in combination, your request queries too many nodes, zones and accounts',
  ),
  'quota, too wide': failure(400, 'quota', 'cannot request a time range wider than 4w4d'),
  'quota, too wide, with a 200': failure(200, 'quota', 'cannot request a time range wider than 4w4d'),
  'quota, too old': failure(400, 'quota', 'cannot request data older than 12w6d'),
  'quota, too old, with a 200': failure(200, 'quota', 'cannot request data older than 12w6d'),
  parser: failure(400, 'parser', 'unknown field "callsTurnUsageAdaptiveGroups"'),
  'parser, with a 200': failure(200, 'parser', 'unknown field "callsTurnUsageAdaptiveGroups"'),
  'no code': failure(200, undefined, 'something went wrong'),
  '401': failure(401, undefined, 'Unauthorized'),
  '401, as REST says it': apiError('no such token'),
  '403, as REST says it': apiError('forbidden'),
  '403, as the edge says it': respond(403, 'error code: 1010', { headers: { 'content-type': 'text/plain' } }),
  '429, as REST says it': apiError('throttled'),
  '429, empty': respond(429, ''),
  '500': failure(500, undefined, 'Internal server error'),
  '503': failure(503, undefined, 'unable to execute query, please try again later'),
  '503, too many queries': failure(503, undefined, 'too many queries in progress, please try again later'),
  '404, no such route': apiError('no route, 404'),
  'an HTML page': html({ status: 200, title: 'Welcome' }),
  'an HTML page of the edge': html({ status: 502 }),
  'an empty body': respond(200, ''),
  'not an object': respond(200, []),
  'an empty object': respond(200, {}),
  'data: null': respond(200, { data: null, errors: null }),
  'data and errors': whole((groups) => ({
    ...respondWith(groups),
    errors: [{ message: 'unable to execute query, please try again later', path: null }],
  })),
  'accounts: []': respond(200, { data: { viewer: { accounts: [] } }, errors: null }),
  'two accounts': whole((groups) => ({ data: { viewer: { accounts: [groups, groups] } }, errors: null })),
  'no viewer': respond(200, { data: {}, errors: null }),
  'viewer: null': respond(200, { data: { viewer: null }, errors: null }),
  'accounts: null': respond(200, { data: { viewer: { accounts: null } }, errors: null }),
  'the envelope of REST': respond(200, { success: true, errors: [], messages: [], result: [] }),
  'a missing alias': whole((groups) => respondWith(Object.fromEntries(Object.entries(groups).slice(1)))),
  'a group that is null': first(null),
  "a group that isn't a list": first({ sum: { egressBytes: 0, ingressBytes: 0 } }),
  'a row without a sum': first([{}]),
  'a row whose sum is null': first([{ sum: null }]),
  'a row without numbers': first([{ sum: {} }]),
  'a row without ingress': first([{ sum: { egressBytes: 0 } }]),
  'a row without egress': first([{ sum: { ingressBytes: 0 } }]),
  'bytes that are null': first([{ sum: { egressBytes: null, ingressBytes: null } }]),
  'bytes in words': first([{ sum: { egressBytes: 'many', ingressBytes: 0 } }]),
  'negative bytes': first([{ sum: { egressBytes: -1, ingressBytes: 0 } }]),
  'bytes beyond what a number holds': whole((groups) =>
    JSON.stringify(
      respondWith({
        ...groups,
        [Object.keys(groups)[0] ?? '']: [{ sum: { egressBytes: 0, ingressBytes: 0 } }],
      }),
    ).replace('"egressBytes":0', '"egressBytes":1e999'),
  ),
} as const satisfies Readonly<Record<string, FaultSource>>;

function failure(status: number, code: string | undefined, message: string): FaultSource {
  return (): Fault => {
    const { body, headers } = analyticsFailure({ status, code, message });
    return respond(status, body, { headers });
  };
}

/** Returns what `make` makes of the right response, in which no key has traffic. */
function whole(make: (groups: Groups) => unknown): FaultSource {
  return (request: WireRequest) => respond(200, make(emptyGroups(request)));
}

/** Returns these groups for the first key, and no traffic for the others. */
function first(group: unknown): FaultSource {
  return whole((groups) => respondWith({ ...groups, [Object.keys(groups)[0] ?? '']: group }));
}

function respondWith(groups: Groups): object {
  return { data: { viewer: { accounts: [groups] } }, errors: null };
}

function emptyGroups(request: WireRequest): Groups {
  const [query] = analyticsQueries([request]);
  return Object.fromEntries((query?.groups ?? []).map(({ alias }) => [alias, []]));
}
