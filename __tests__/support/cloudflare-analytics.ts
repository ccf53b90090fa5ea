import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buildSchema, execute, GraphQLError, validate } from 'graphql';
import { asRecord, asText } from '../../tools/lib/values.ts';
import { DATASET, groupsOf, PATH, readBody, readQuery } from './analytics-requests.ts';
import { apiErrors, errorEntry } from './api-errors.ts';
import type { DoubleResponse } from './double.ts';
import { failureEnvelope } from './faults.ts';
import type { WireRequest } from './loopback.ts';

/** Bytes that a key relayed at a time, in milliseconds since the epoch. */
export type Traffic = {
  readonly at: number;
  readonly egressBytes: number;
  readonly ingressBytes: number;
};

export type AnalyticsOptions = {
  /** What each key relayed, by uid. A number of bytes is egress that is found in whatever time is asked for. */
  readonly usage?: Readonly<Record<string, number | readonly Traffic[]>>;
  /** How long it takes until traffic can be seen; Cloudflare says 30 seconds. */
  readonly delayMs?: number;
  /** Whether the token has Account › Account Analytics › Read. */
  readonly permission?: 'granted' | 'denied';
  /** The longest time that one query can ask for. Not documented for this dataset; 32 days were seen of others. */
  readonly widestMs?: number;
  /** How far back data is kept. Not documented for this dataset; 90 days were seen of others. */
  readonly keptMs?: number;
  /** How many datasets one request can ask for, by aliases. That there is a limit is documented, which one is not. */
  readonly mostGroups?: number;
  /** The time of day, in milliseconds since the epoch. */
  readonly now?: () => number;
};

export type AnalyticsState = Omit<AnalyticsOptions, 'usage'> & {
  readonly account: string;
  readonly token: string;
  readonly usage: ReadonlyMap<string, number | readonly Traffic[]>;
};

const SCHEMA = buildSchema(readFileSync(new URL('cloudflare-analytics.graphql', import.meta.url), 'utf8'));
const MISTAKE = 'query contains error, please review it and retry';
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The HTTP status of each code. Source: https://developers.cloudflare.com/analytics/graphql-api/errors/ */
const STATUS = { authz: 403, budget: 429, quota: 400, parser: 400 } as const;

type AnalyticsCode = keyof typeof STATUS;

/** Cloudflare's response to a request for analytics. */
export async function respondToAnalytics(
  request: WireRequest,
  state: AnalyticsState,
): Promise<DoubleResponse> {
  if (request.path !== PATH) {
    return { status: 404, body: failureEnvelope(errorEntry(apiErrors['no route, 404'])) };
  }
  if (request.headers.authorization !== `Bearer ${state.token}`) {
    return analyticsFailure({ status: 401, message: 'Unauthorized' });
  }
  const { query, variables } = readBody(request);
  const document = readQuery(query);
  if (document === undefined) return analyticsFailure(refusal('parser', MISTAKE));
  const mistakes = validate(SCHEMA, document);
  if (mistakes.length > 0) return failed(mistakes);

  const groups = groupsOf(document);
  if (groups.length > (state.mostGroups ?? 10)) {
    const message = 'in combination, your request queries too many nodes, zones and accounts';
    return analyticsFailure(refusal('budget', message));
  }
  const { data, errors } = await execute({
    schema: SCHEMA,
    document,
    variableValues: asRecord(variables),
    rootValue: { viewer: { accounts: (asked: AccountsArguments) => accounts(asked, state) } },
  });
  return errors === undefined ? { status: 200, body: { data, errors: null } } : failed(errors);
}

/** Cloudflare's failure of a query: not the envelope of its REST API. */
export function analyticsFailure(
  ...errors: readonly {
    readonly status: number;
    readonly code?: string | undefined;
    readonly message: string;
    readonly path?: readonly (string | number)[] | undefined;
  }[]
): DoubleResponse & { readonly headers: { readonly 'cf-ray': string } } {
  const ray = randomBytes(8).toString('hex');
  return {
    status: errors[0]?.status ?? 200,
    headers: { 'cf-ray': `${ray}-FRA` },
    body: {
      data: null,
      errors: errors.map(({ message, path, code }) => ({
        message,
        path: path?.map(String) ?? null,
        extensions: { code, timestamp: new Date().toISOString(), ray_id: ray },
      })),
    },
  };
}

type AccountsArguments = { readonly filter: { readonly accountTag: string } };
type GroupsArguments = {
  readonly limit: number;
  readonly filter: {
    readonly keyId?: string;
    readonly datetimeMinute_geq: unknown;
    readonly datetimeMinute_lt: unknown;
  };
};

function accounts({ filter }: AccountsArguments, state: AnalyticsState): readonly object[] {
  if (filter.accountTag !== state.account) return [];
  if (state.permission === 'denied') throw error('authz', 'not authorized for that account');
  return [{ [DATASET]: (asked: GroupsArguments) => groups(asked, state) }];
}

function groups({ limit, filter }: GroupsArguments, state: AnalyticsState): readonly object[] {
  const { delayMs = 0, widestMs = 32 * DAY_MS, keptMs = 90 * DAY_MS, now = Date.now } = state;
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) {
    throw error('quota', 'limit must be positive number and not greater than 10000');
  }
  const since = readTime(filter.datetimeMinute_geq);
  const until = readTime(filter.datetimeMinute_lt);
  if (now() - since > keptMs) throw error('quota', `cannot request data older than ${duration(keptMs)}`);
  if (until - since > widestMs) {
    throw error('quota', `cannot request a time range wider than ${duration(widestMs)}`);
  }
  const keys = filter.keyId === undefined ? [...state.usage.keys()] : [filter.keyId];
  const isFound = ({ at }: Traffic): boolean => {
    const minute = at - (at % MINUTE_MS);
    return minute >= since && minute < until && at + delayMs <= now();
  };
  const found = keys.flatMap((key) => {
    const usage = state.usage.get(key) ?? [];
    return typeof usage === 'number' ? { egressBytes: usage, ingressBytes: 0 } : usage.filter(isFound);
  });
  if (found.length === 0) return [];
  const total = (field: 'egressBytes' | 'ingressBytes'): number =>
    found.reduce((sum, traffic) => sum + traffic[field], 0);
  return [{ sum: { egressBytes: total('egressBytes'), ingressBytes: total('ingressBytes') } }];
}

function readTime(value: unknown): number {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(asText(value)) ? Date.parse(asText(value)) : NaN;
  if (Number.isNaN(time)) throw error('parser', `error parsing args: ${JSON.stringify(value)} is no Time`);
  return time;
}

/** As Cloudflare writes it: `12w6d` for 90 days; hours and less are left out. */
function duration(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  const parts = [
    [Math.floor(days / 7), 'w'],
    [days % 7, 'd'],
  ] as const;
  return parts.map(([count, unit]) => (count === 0 ? '' : `${count}${unit}`)).join('');
}

function failed(errors: readonly GraphQLError[]): DoubleResponse {
  return analyticsFailure(
    ...errors.map(({ message, path, extensions }) => ({
      ...(isCode(extensions['code'])
        ? refusal(extensions['code'], message)
        : refusal('parser', `${MISTAKE} (${message})`)),
      path,
    })),
  );
}

function isCode(code: unknown): code is AnalyticsCode {
  return typeof code === 'string' && Object.hasOwn(STATUS, code);
}

function refusal(
  code: AnalyticsCode,
  message: string,
): { readonly status: number; readonly code: AnalyticsCode; readonly message: string } {
  return { status: STATUS[code], code, message };
}

function error(code: AnalyticsCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
