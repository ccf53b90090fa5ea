import type { OutgoingHttpHeaders } from 'node:http';
import { analyticsQueries, isAnalytics } from './analytics-requests.ts';
import { apiErrors, errorEntry } from './api-errors.ts';
import { analyticsFailure } from './cloudflare-analytics.ts';
import type { Admission } from './double.ts';
import { failureEnvelope } from './faults.ts';
import type { WireRequest } from './loopback.ts';
import { openQuota, type QuotaLimits, type RatelimitHeaders } from './quota.ts';

export type RateLimitOptions = QuotaLimits & {
  /** Whether a refusal has `Retry-After`; by default it does. */
  readonly retryAfter?: boolean;
  /** How many of the requests in a window may be GraphQL queries; 300 by default, as at Cloudflare. */
  readonly queries?: number;
  /** What counts as one query. Cloudflare's documentation can be read either way; `request` by default. */
  readonly queryIs?: 'request' | 'dataset';
};

export type RateLimiter = {
  readonly admit: (request: WireRequest) => Admission;
  /** How many requests are left now, for all clients together. */
  readonly left: () => number;
  /** How many requests were refused. */
  readonly refused: () => number;
};

// The headers of a double without a quota.
const PLENTY: RatelimitHeaders = {
  ratelimit: '"default";r=1150;t=280',
  'ratelimit-policy': '"default";q=1200;w=300',
};

/**
 * Puts Cloudflare's rate limiter in front of a double: one quota for all clients, since they share the token. Every response
 * has headers about it, except those of GraphQL, which has a separate limit "in addition to" this quota.
 *
 * `tell` can make the headers say something other than the truth.
 *
 * Sources: https://developers.cloudflare.com/fundamentals/api/reference/limits/ and
 * https://developers.cloudflare.com/analytics/graphql-api/limits/
 */
export function limitRate(
  limits: RateLimitOptions | undefined,
  now: () => number,
  tell: (truth: RatelimitHeaders) => OutgoingHttpHeaders,
): RateLimiter {
  const withHeaders = (request: WireRequest, truth: RatelimitHeaders): OutgoingHttpHeaders =>
    isAnalytics(request) ? {} : tell(truth);
  if (limits === undefined) {
    return {
      admit: (request) => ({ headers: withHeaders(request, PLENTY) }),
      left: () => Infinity,
      refused: () => 0,
    };
  }
  const { queries = 300, queryIs = 'request', retryAfter = true } = limits;
  const quota = openQuota(limits);
  const budget = openQuota({ requests: queries, windowMs: limits.windowMs, blockMs: 0 });
  let refused = 0;

  function isWithinBudget(request: WireRequest): boolean {
    const [query] = analyticsQueries([request]);
    const cost = queryIs === 'dataset' ? (query?.groups.length ?? 1) : 1;
    return Array.from({ length: cost }, () => budget.take(now())).every(({ allowed }) => allowed);
  }

  return {
    admit: (request) => {
      const ticket = quota.take(now());
      const headers = withHeaders(request, ticket.headers);
      if (!ticket.allowed) {
        refused += 1;
        const { status } = apiErrors.throttled;
        const body = failureEnvelope(errorEntry(apiErrors.throttled));
        const wait = retryAfter ? `${ticket.retryAfter}` : undefined;
        return { headers: { ...headers, 'retry-after': wait }, refusal: { status, body } };
      }
      if (isAnalytics(request) && !isWithinBudget(request)) {
        refused += 1;
        const message = 'rate limiter budget depleted, try again after 5 minutes';
        return { headers, refusal: analyticsFailure({ status: 429, code: 'budget', message }) };
      }
      return { headers };
    },
    left: () => quota.left(now()),
    refused: () => refused,
  };
}
