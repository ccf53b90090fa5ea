import type { HttpResponse } from '../http/client.ts';
import { isServerFailure, isSuccess } from '../http/errors.ts';
import type { AttemptError, ResponseError } from '../http/errors.ts';
import { OVERSIZED_BODY } from '../http/limits.ts';
import type { FailurePolicy, Retries } from '../http/retry.ts';
import type { Verdict } from '../http/retry-decision.ts';
import { formatAge } from '../lib/format.ts';
import { parseJson } from '../lib/json.ts';
import { isKeyOf, isRecord } from '../lib/objects.ts';
import { inParallel } from '../lib/parallel.ts';
import { excerpt } from '../lib/sanitize.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../lib/time.ts';
import { adviceFor } from './advice.ts';
import type { Cloudflare } from './api.ts';
import { isInternalError, isRateLimited } from './classify-response.ts';
import { describeErrors, makeError } from './describe-response.ts';
import { readMessages } from './envelope.ts';
import { CloudflareError } from './errors.ts';

/** How many keys one request asks about, each by an alias of its own. */
const KEYS_PER_REQUEST = 10;

/** How many requests are in flight at once. GraphQL allows 300 requests in 5 minutes for each user. */
const PARALLEL_REQUESTS = 4;

const NO_ACCOUNT = 'no account in its response';

/**
 * Asks Cloudflare's GraphQL analytics how many bytes each key relayed, in and out together, in the last `unusedForMs`
 * before `now` (both in milliseconds). Each key has a filter of its own and `limit: 1`, so that nothing is sampled away.
 * Every key is in the result. Usage appears there some minutes late.
 *
 * Source: https://developers.cloudflare.com/realtime/turn/analytics/
 * @throws RequestError when the usage of any key can't be known; StoppedError when `softStop` is aborted before that
 */
export async function readUsage(
  uids: readonly string[],
  { unusedForMs, now }: { readonly unusedForMs: number; readonly now: number },
  {
    cloudflare,
    retries,
    softStop,
  }: {
    readonly cloudflare: Cloudflare;
    readonly retries: Retries;
    readonly softStop: AbortSignal;
  },
): Promise<ReadonlyMap<string, number>> {
  // Usage is grouped by minutes: the first and the last one count as a whole.
  const since = toTime(Math.floor((now - unusedForMs) / MINUTE_MS) * MINUTE_MS);
  const until = toTime((Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS);
  const variables = { account: cloudflare.accountId, since, until };
  const batches = Array.from({ length: Math.ceil(uids.length / KEYS_PER_REQUEST) }, (_, index) =>
    uids.slice(index * KEYS_PER_REQUEST, (index + 1) * KEYS_PER_REQUEST),
  );
  // One failure refuses the step, so the remaining requests are not sent.
  const halt = new AbortController();
  const stop = AbortSignal.any([softStop, halt.signal]);
  const usages = await inParallel(batches, PARALLEL_REQUESTS, async (batch) => {
    try {
      return await retries.run({
        async attempt(number) {
          const response = await cloudflare.sendQuery({ query: writeQuery(batch), variables }, number);
          return readResponse(response, batch);
        },
        policy: () => POLICY,
        softStop: stop,
      });
    } catch (error) {
      halt.abort(error);
      return [];
    }
  });
  halt.signal.throwIfAborted();
  return new Map(usages.flat());
}

/** RFC 3339 in UTC, in whole seconds. */
function toTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** An ID is letters, digits, `-` and `_`: none of them ends the string that it stands in. */
function writeQuery(uids: readonly string[]): string {
  const usages = uids.map(
    (uid, index) =>
      `k${index}: callsTurnUsageAdaptiveGroups(limit: 1, filter: { keyId: "${uid}", datetimeMinute_geq: $since, datetimeMinute_lt: $until }) { sum { egressBytes ingressBytes } }`,
  );
  return `query ($account: string!, $since: Time!, $until: Time!) { viewer { accounts(filter: { accountTag: $account }) { ${usages.join(' ')} } } }`;
}

/** Reads the bytes of each key. GraphQL responses are not envelopes: errors are in a list beside `data`. */
function readResponse(
  response: HttpResponse,
  uids: readonly string[],
): readonly (readonly [string, number])[] {
  const { status, body } = response;
  const json = body === undefined ? undefined : parseJson(body);
  const { data, errors: listed } = isRecord(json) ? json : {};
  const errors = readMessages(listed);
  function fail(what: string): CloudflareError {
    return makeError(response, 'unexpected-result', what, errors);
  }

  if (body === undefined) throw fail(` with ${OVERSIZED_BODY}`);
  if (errors.length > 0) throw fail(`, ${describeErrors(errors)}`);
  if (!isSuccess(status) || !isRecord(json) || !(Array.isArray(listed) || isAbsent(listed))) {
    throw fail(` with an unexpected response body: ${excerpt(body)}`);
  }
  const viewer = isRecord(data) ? data['viewer'] : undefined;
  const accounts = isRecord(viewer) ? viewer['accounts'] : undefined;
  if (!Array.isArray(accounts)) throw fail(`, and no usage in its response: ${excerpt(body)}`);
  const [account, ...others] = accounts as readonly unknown[];
  if (!isRecord(account) || others.length > 0) {
    throw fail(`, and ${accounts.length === 0 ? NO_ACCOUNT : 'unexpected accounts in its response'}`);
  }
  return uids.map((uid, index) => {
    const bytes = sumUp(account[`k${index}`]);
    if (bytes === undefined) throw fail(`, and no usable figures for TURN key ${uid}: ${excerpt(body)}`);
    return [uid, bytes];
  });
}

/** Adds up the rows of one key; undefined if they have another shape. No row means that no traffic was seen. */
function sumUp(rows: unknown): number | undefined {
  if (!Array.isArray(rows)) return undefined;
  let total = 0;
  for (const row of rows as readonly unknown[]) {
    const sum = isRecord(row) ? row['sum'] : undefined;
    const { egressBytes, ingressBytes } = isRecord(sum) ? sum : {};
    if (!isAmount(egressBytes) || !isAmount(ingressBytes)) return undefined;
    total += egressBytes + ingressBytes;
  }
  return total;
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** Why the usage is unknown. */
type Trouble =
  | 'connection'
  | 'rate-limit'
  | 'too-many-keys'
  | 'range'
  | 'token'
  | 'no-permission'
  | 'no-account'
  | 'query'
  | 'server'
  | 'unknown';

/**
 * Finds the kind of a failure from its status, code and message, any of which can be missing.
 *
 * Source: https://developers.cloudflare.com/analytics/graphql-api/errors/
 */
function diagnose(error: AttemptError): Trouble {
  if (!(error instanceof CloudflareError)) return 'connection';
  const { status } = error;
  if (error.says(/too many (nodes|zones|accounts)/i)) return 'too-many-keys';
  if (isRateLimited(error) || error.hasCode('budget') || error.says(/rate limit|budget depleted/i)) {
    return 'rate-limit';
  }
  if (
    isServerFailure(status) ||
    isInternalError(error) ||
    error.says(/too many queries in progress|(try|retry) again later/i)
  ) {
    return 'server';
  }
  if (error.hasCode('quota') || error.says(/time range|older than|wider than/i)) return 'range';
  if (status === 401) return 'token';
  if (error.hasCode('authz') || status === 403 || error.says(/not authorized|does not have access/i)) {
    return 'no-permission';
  }
  if (error.hasCode('parser') || error.says(/unknown (field|arg)|error parsing/i)) return 'query';
  return error.message.includes(NO_ACCOUNT) ? 'no-account' : 'unknown';
}

function classify(error: ResponseError): Verdict {
  switch (diagnose(error)) {
    case 'rate-limit':
      return 'rate-limited';
    case 'server':
      return 'transient';
    case 'connection':
    case 'too-many-keys':
    case 'range':
    case 'token':
    case 'no-permission':
    case 'no-account':
    case 'query':
    case 'unknown':
      return 'final';
  }
}

const ANALYTICS_PERMISSION = '`Account › Account Analytics › Read` ("Account Analytics Read")';

function advise(error: AttemptError): string {
  switch (diagnose(error)) {
    case 'connection':
      return adviceFor(error);
    case 'rate-limit':
      return 'Cloudflare allows 300 analytics requests in 5 minutes for each user: run the job again after five minutes, and let fewer jobs ask at the same time.';
    case 'too-many-keys':
      return 'Select fewer keys, or leave `unused-for` unset.';
    case 'range':
      return explainRange(error.message);
    case 'token':
      return "Cloudflare doesn't recognize the token: check that the secret behind `api-token` has a current API token.";
    case 'no-permission':
      return (
        `Check, in this order: (1) the token has the permission ${ANALYTICS_PERMISSION}, which \`unused-for\` needs besides the one for TURN keys; ` +
        '(2) the account in `account-id` is among its account resources; (3) the token has not expired or been revoked; ' +
        '(4) it has no IP filter that excludes the runner. Without `unused-for`, no analytics are asked for.'
      );
    case 'no-account':
      return `Check \`account-id\`, and that the token has the permission ${ANALYTICS_PERMISSION} on this account.`;
    case 'query':
      return 'Cloudflare may have changed its analytics: check for a newer version of this action, or leave `unused-for` unset.';
    case 'server':
      return 'The fault is on the side of Cloudflare or of a proxy: check https://www.cloudflarestatus.com and run the job again.';
    case 'unknown':
      return 'Check that `api-base-url` is the API of Cloudflare and that no proxy changes its responses; if it is, leave `unused-for` unset.';
  }
}

/** Puts the time that Cloudflare names, such as `12w6d` or `2678400s`, in days. */
function explainRange(message: string): string {
  const [, span = ''] = /(?:than|to|of) ((?:\d+[wdhms])+)\b/.exec(message) ?? [];
  const milliseconds = [...span.matchAll(/(\d+)([wdhms])/g)].reduce(
    (sum, [, count, unit = '']) => sum + (isKeyOf(UNIT_MS, unit) ? Number(count) * UNIT_MS[unit] : 0),
    0,
  );
  const longest = milliseconds === 0 ? 'less than `unused-for`' : `${formatAge(milliseconds)} (${span})`;
  const limit = message.includes('older')
    ? `For this account Cloudflare keeps ${longest} of analytics`
    : `For this account Cloudflare returns the usage of ${longest} at most`;
  return `${limit}: set a shorter \`unused-for\`.`;
}

const UNIT_MS = { w: 7 * DAY_MS, d: DAY_MS, h: HOUR_MS, m: MINUTE_MS, s: SECOND_MS };

const POLICY: FailurePolicy = { classify, affectsAllKeys: () => false, advise };
