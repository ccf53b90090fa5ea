import type { HttpResponse } from '../http/client.ts';
import { ConnectionError, isSuccess } from '../http/errors.ts';
import type { AttemptError, ResponseError } from '../http/errors.ts';
import type { FailurePolicy, Retries } from '../http/retry.ts';
import type { Verdict } from '../http/retry-decision.ts';
import { isRecord } from '../lib/objects.ts';
import { inParallel } from '../lib/parallel.ts';
import { excerpt, quote } from '../lib/sanitize.ts';
import type { Cloudflare } from './api.ts';
import { makeError } from './describe-response.ts';
import { parseJson } from './envelope.ts';
import { isInternalError } from './classify-response.ts';
import { CloudflareError } from './errors.ts';

/** How many keys one request asks about, each by an alias of its own. */
const KEYS_PER_REQUEST = 10;

/** How many requests are in flight at once. GraphQL has a budget of 300 requests in 5 minutes for each user. */
const PARALLEL_REQUESTS = 4;

const MINUTE_MS = 60_000;

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
  const answers = await inParallel(batches, PARALLEL_REQUESTS, (batch) =>
    retries.run({
      attempt: async (number) => {
        const response = await cloudflare.sendQuery({ query: writeQuery(batch), variables }, number);
        return readResponse(response, batch);
      },
      policy: () => POLICY,
      softStop,
    }),
  );
  return new Map(answers.flat());
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

/** An error of the GraphQL API. Its code is in `extensions`. */
type GraphqlError = { readonly message: string; readonly code: string };

/** A response of the GraphQL API that does not tell the usage of each key. */
class AnalyticsError extends CloudflareError {
  readonly graphqlErrors: readonly GraphqlError[];

  constructor(error: CloudflareError, graphqlErrors: readonly GraphqlError[]) {
    super(error.message, error);
    this.graphqlErrors = graphqlErrors;
  }

  is(...codes: readonly string[]): boolean {
    return this.graphqlErrors.some(({ code }) => codes.includes(code));
  }
}

function readResponse(
  response: HttpResponse,
  uids: readonly string[],
): readonly (readonly [string, number])[] {
  const { status, body } = response;
  const json = body === undefined ? undefined : parseJson(body);
  const errors = isRecord(json) ? readErrors(json['errors']) : [];
  const fail = (what: string): AnalyticsError =>
    new AnalyticsError(makeError(response, 'unexpected-result', what), errors);

  if (body === undefined) throw fail(' with a body of more than 1 MiB');
  if (errors.length > 0) {
    throw fail(
      `, ${errors.map(({ message, code }) => `${code || 'no code'}: ${quote(message, 500)}`).join('; ')}`,
    );
  }
  if (!isSuccess(status) || !isRecord(json)) {
    throw fail(` with an unexpected response body: ${excerpt(body)}`);
  }
  const { data } = json;
  const viewer = isRecord(data) ? data['viewer'] : undefined;
  const accounts = isRecord(viewer) ? viewer['accounts'] : undefined;
  if (!Array.isArray(accounts)) throw fail(`, and no usage in its response: ${excerpt(body)}`);
  const [account, ...others] = accounts as readonly unknown[];
  if (!isRecord(account) || others.length > 0) {
    throw fail(`, and ${accounts.length === 0 ? 'no account' : 'unexpected accounts'} in its response`);
  }
  return uids.map((uid, index) => {
    const bytes = sumUp(account[`k${index}`]);
    if (bytes === undefined) throw fail(`, and no usable figures for TURN key ${uid}: ${excerpt(body)}`);
    return [uid, bytes];
  });
}

/** Adds up the rows of one key; undefined if they are not what was asked for. No row means that no traffic was seen. */
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

function readErrors(value: unknown): readonly GraphqlError[] {
  if (!Array.isArray(value)) return [];
  return value.map((entry: unknown) => {
    const { message, extensions } = isRecord(entry) ? entry : {};
    const code = isRecord(extensions) ? extensions['code'] : undefined;
    return {
      message: typeof message === 'string' ? message : 'an error without a message',
      code: typeof code === 'string' ? code : '',
    };
  });
}

function classify(error: ResponseError): Verdict {
  if (!(error instanceof AnalyticsError)) return 'final';
  const { status } = error;
  if (status === 429 || error.is('budget')) return 'rate-limited';
  const saysInternal = error.graphqlErrors.some(({ message }) => /internal (server )?error/i.test(message));
  return status === 408 || (status >= 500 && status <= 599) || saysInternal || isInternalError(error)
    ? 'transient'
    : 'final';
}

const PERMISSION = '`Account › Account Analytics › Read`';

function advise(error: AttemptError): string {
  if (error instanceof ConnectionError) {
    return 'Check the network and the proxy between the runner and Cloudflare, and https://www.cloudflarestatus.com; then run the job again.';
  }
  const { status } = error;
  const is = (...codes: readonly string[]): boolean => error instanceof AnalyticsError && error.is(...codes);
  if (status === 429 || is('budget')) {
    return 'Cloudflare allows 300 analytics requests in 5 minutes for each user: wait five minutes, and let fewer jobs ask.';
  }
  if (is('quota')) {
    return 'The time range is too wide or too far in the past for this account: set a shorter `unused-for`. It takes at most `30d`; Cloudflare keeps most account analytics for 90 days and answers at most 32 days in one request.';
  }
  if (is('authz') || status === 401 || status === 403) {
    return `Give the token the permission ${PERMISSION} on the account in \`account-id\`, or leave \`unused-for\` unset. If it has the permission, check that the token is current and has no IP filter that excludes the runner.`;
  }
  if (is('parser')) {
    return 'Cloudflare may have changed its analytics: check for a newer version of this action, or leave `unused-for` unset.';
  }
  if (status === 408 || (status >= 500 && status <= 599)) {
    return 'The fault is on the side of Cloudflare or of a proxy: check https://www.cloudflarestatus.com and run the job again.';
  }
  if (error.message.includes('no account in its response')) {
    return `Check \`account-id\`, and that the token has the permission ${PERMISSION} on this account.`;
  }
  return `Check that the token has the permission ${PERMISSION} on this account and that \`api-base-url\` is the API of Cloudflare, or leave \`unused-for\` unset.`;
}

const POLICY: FailurePolicy = { classify, affectsAllKeys: () => false, advise };
