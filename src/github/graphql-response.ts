import type { HttpResponse, ResponseHeaders } from '../http/client.ts';
import { isServerFailure, isSuccess } from '../http/errors.ts';
import type { RetryHints } from '../http/errors.ts';
import { OVERSIZED_BODY } from '../http/limits.ts';
import { parseJson } from '../lib/json.ts';
import { isRecord } from '../lib/objects.ts';
import { excerpt, quote } from '../lib/sanitize.ts';
import { GitHubError } from './errors.ts';
import type { GitHubFailure } from './errors.ts';

/** How much of GitHub's message is quoted: the longest known ones have about 250 characters. */
const QUOTED_CHARACTERS = 500;

/** What a GraphQL response says of the repository. */
export type RepositoryData = {
  /** `data`, unchanged. */
  readonly data: unknown;
  /** The aliases of pull requests that don't exist, says GitHub. */
  readonly missing: ReadonlySet<string>;
};

/**
 * Reads a response to a GraphQL query. A response can have both data and errors; the data is used only if every error is "no
 * such pull request".
 *
 * Source: https://docs.github.com/en/graphql/guides/forming-calls-with-graphql
 * @throws GitHubError for every other response
 */
export function readGraphqlResponse(response: HttpResponse): RepositoryData {
  const { status, headers, body } = response;
  const json = parseJson(body ?? '');
  if (!isSuccess(status)) throw toHttpError(response, json);
  const { data, errors = [] } = isRecord(json) ? json : {};
  if (!isRecord(json) || !('data' in json || 'errors' in json) || !Array.isArray(errors)) {
    throw new GitHubError(`GitHub returned HTTP ${status} with an unexpected body: ${describeBody(body)}.`, {
      failure: 'unexpected-body',
      status,
    });
  }
  const entries = (errors as readonly unknown[]).map(readEntry);
  const others = entries.filter(({ missingAlias }) => missingAlias === undefined);
  if (others.length > 0) throw toGraphqlError(others, status, headers);
  return { data, missing: new Set(entries.flatMap(({ missingAlias }) => missingAlias ?? [])) };
}

/** An entry of `errors`. */
type ErrorEntry = {
  /** Such as `FORBIDDEN`; empty if there is none. */
  readonly type: string;
  readonly message: string;
  /** The alias of a pull request that does not exist. */
  readonly missingAlias: string | undefined;
  /** Whether it says that there is no such repository. */
  readonly isRepositoryMissing: boolean;
};

function readEntry(entry: unknown): ErrorEntry {
  const { type, path, message } = isRecord(entry) ? entry : {};
  const [root, alias, ...rest] = Array.isArray(path) ? (path as readonly unknown[]) : [];
  const isMissing = type === 'NOT_FOUND' && root === 'repository' && rest.length === 0;
  return {
    type: typeof type === 'string' ? type : '',
    message: typeof message === 'string' ? message : '',
    missingAlias: isMissing && typeof alias === 'string' ? alias : undefined,
    isRepositoryMissing: isMissing && alias === undefined,
  };
}

function toGraphqlError(
  entries: readonly ErrorEntry[],
  status: number,
  headers: ResponseHeaders,
): GitHubError {
  const failures = entries.map((entry) => ({ entry, failure: failureOfEntry(entry, headers) }));
  // A lasting cause is more useful to know than a passing one beside it.
  const shown = failures.find(({ failure }) => failure !== 'unavailable') ?? failures[0];
  const { type, message } = shown?.entry ?? { type: '', message: '' };
  const failure = shown?.failure ?? 'other';
  const kind = /^\w{1,40}$/.test(type) ? ` (${type})` : '';
  const said = message === '' ? ' without a message' : `: ${quoteMessage(message)}`;
  return new GitHubError(`GitHub returned HTTP ${status} with an error${kind}${said}.`, {
    failure,
    status,
    hints: readHints(headers, failure),
  });
}

function failureOfEntry(
  { type, message, isRepositoryMissing }: ErrorEntry,
  headers: ResponseHeaders,
): GitHubFailure {
  const named = failureNamedIn(message);
  if (named !== undefined) return named;
  if (/^RATE_LIMIT(ED)?$/.test(type) || saysRateLimit(message)) return 'rate-limited';
  if (type === '') return isQuotaUsedUp(headers) ? 'rate-limited' : 'unavailable';
  if (/INTERNAL|UNAVAILABLE|TIMEOUT|SERVER_ERROR/.test(type)) return 'unavailable';
  if (type === 'INSUFFICIENT_SCOPES') return 'missing-scope';
  return isRepositoryMissing ? 'unseen-repository' : 'other';
}

function toHttpError({ status, headers, body }: HttpResponse, json: unknown): GitHubError {
  const message = messageIn(json);
  const failure = failureOfStatus(status, headers, message);
  const said = message === undefined ? describeBody(body) : quoteMessage(message);
  return new GitHubError(`GitHub returned HTTP ${status}: ${said}.`, {
    failure,
    status,
    hints: readHints(headers, failure),
  });
}

/** The message of an error: REST's own, or the first of GraphQL's. */
function messageIn(json: unknown): string | undefined {
  if (!isRecord(json)) return undefined;
  const errors: readonly unknown[] = Array.isArray(json['errors']) ? json['errors'] : [];
  return [json, ...errors]
    .map((each) => (isRecord(each) ? each['message'] : undefined))
    .find((message) => typeof message === 'string');
}

function failureOfStatus(
  status: number,
  headers: ResponseHeaders,
  message: string | undefined,
): GitHubFailure {
  if (isServerFailure(status)) return 'unavailable';
  if (status >= 300 && status <= 399) return 'redirect';
  if (status === 407) return 'proxy-login';
  const named = failureNamedIn(message ?? '');
  if (named !== undefined) return named;
  if (status === 429 || (status === 403 && isRateLimit(headers, message))) return 'rate-limited';
  if (status === 404 || status === 405 || status === 410) return 'no-endpoint';
  if (message === undefined && headers['x-github-request-id'] === undefined) return 'not-from-github';
  return status === 401 ? 'bad-credentials' : 'other';
}

/** The cause that a message names, whatever status or type it comes with. */
function failureNamedIn(message: string): GitHubFailure | undefined {
  if (/resource not accessible/i.test(message)) return 'no-permission';
  if (/\bIP allow ?list/i.test(message)) return 'ip-allow-list';
  if (/\bSAML\b|single sign-on/i.test(message)) return 'saml';
  if (/forbids access via|OAuth App access restrictions/i.test(message)) return 'token-policy';
  return /maximum number of login attempts/i.test(message) ? 'locked-out' : undefined;
}

/** GitHub's rate limits are a 403 as often as a 429: https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api */
function isRateLimit(headers: ResponseHeaders, message: string | undefined): boolean {
  return headers['retry-after'] !== undefined || isQuotaUsedUp(headers) || saysRateLimit(message ?? '');
}

function saysRateLimit(message: string): boolean {
  return /rate limit|abuse detection/i.test(message);
}

function isQuotaUsedUp(headers: ResponseHeaders): boolean {
  return headers['x-ratelimit-remaining'] === '0';
}

/**
 * How long GitHub asks to wait. Where a used-up quota comes without `Retry-After`, the end of its window says the same: no
 * request should be made before it.
 *
 * Source: https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
function readHints(headers: ResponseHeaders, failure: GitHubFailure): RetryHints {
  const retryAfter = headers['retry-after'];
  const reset = headers['x-ratelimit-reset'];
  if (retryAfter !== undefined || failure !== 'rate-limited' || !isQuotaUsedUp(headers))
    return { retryAfter };
  return {
    retryAfter:
      typeof reset === 'string' && /^\d{1,11}$/.test(reset)
        ? new Date(Number(reset) * 1000).toUTCString()
        : undefined,
  };
}

function quoteMessage(message: string): string {
  return quote(message.replace(/\.$/, ''), QUOTED_CHARACTERS);
}

function describeBody(body: string | undefined): string {
  return body === undefined ? OVERSIZED_BODY : excerpt(body);
}
