import type { TurnKey } from './cloudflare-double.ts';
import type { Answer } from './double.ts';
import { failureEnvelope, successEnvelope } from './faults.ts';
import type { WireRequest } from './loopback.ts';

export type CloudflareState = {
  readonly account: string;
  readonly token: string;
  readonly keys: Map<string, TurnKey>;
  readonly pageSize?: number;
  readonly withoutResult?: 'null' | 'missing';
  readonly readOnly?: 403 | 405;
};

const ROUTE = /^\/client\/v4\/accounts\/([^/]+)\/calls\/turn_keys(?:\/([^/]+))?$/;

/** What Cloudflare answers to a request; a DELETE takes its key out of `state.keys`. */
export function answerTo(request: WireRequest, state: CloudflareState): Answer {
  const url = new URL(request.path, 'http://localhost');
  const refusal = refuseToken(request, state.token);
  if (refusal !== undefined) return refusal;

  const [, account, uid] = ROUTE.exec(url.pathname) ?? [];
  if (account === undefined) return fail(404, { code: 7000, message: 'No route for that URI' });
  if (account !== state.account || (uid !== undefined && uid.length !== 32)) return noRoute(url.pathname);

  if (request.method === 'GET') {
    return uid === undefined ? list(state, Number(url.searchParams.get('page') ?? 1)) : get(uid, state);
  }
  if (request.method === 'DELETE' && uid !== undefined) return remove(uid, state);
  return fail(405, { code: 10405, message: 'Method not allowed for this authentication scheme' });
}

function refuseToken(request: WireRequest, token: string): Answer | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined && !/^Bearer [\w.~+/-]+=*$/.test(authorization)) {
    return fail(400, {
      code: 6003,
      message: 'Invalid request headers',
      error_chain: [{ code: 6111, message: 'Invalid format for Authorization header' }],
    });
  }
  return authorization === `Bearer ${token}` ? undefined : authenticationError(401);
}

function list({ keys, pageSize, withoutResult }: CloudflareState, page: number): Answer {
  const all = [...keys.values()];
  if (pageSize === undefined) return succeed(all, withoutResult);
  const shown = all.slice((page - 1) * pageSize, page * pageSize);
  return succeed(shown, withoutResult, {
    result_info: {
      page,
      per_page: pageSize,
      count: shown.length,
      total_count: all.length,
      total_pages: Math.ceil(all.length / pageSize),
    },
  });
}

function get(uid: string, { keys, withoutResult }: CloudflareState): Answer {
  const key = keys.get(uid);
  return key === undefined ? notFound() : succeed(key, withoutResult);
}

function remove(uid: string, { keys, withoutResult, readOnly }: CloudflareState): Answer {
  if (readOnly === 403) return authenticationError(403);
  if (readOnly === 405) {
    return fail(405, { code: 10405, message: 'Method not allowed for this authentication scheme' });
  }
  const key = keys.get(uid);
  if (key === undefined) return notFound();
  keys.delete(uid);
  return succeed(key, withoutResult);
}

function succeed(result: unknown, without: CloudflareState['withoutResult'], more: object = {}): Answer {
  const given = without === undefined ? result : without === 'null' ? null : undefined;
  return { status: 200, body: successEnvelope(given, more) };
}

function fail(status: number, ...errors: readonly object[]): Answer {
  return { status, body: failureEnvelope(...errors) };
}

function authenticationError(status: 401 | 403): Answer {
  return fail(status, { code: 10000, message: 'Authentication error' });
}

function notFound(): Answer {
  return fail(404, { code: 20008, message: 'TURN key not found' });
}

function noRoute(path: string): Answer {
  const route = path.replace('/client/v4', '');
  return fail(
    404,
    {
      code: 7003,
      message: `Could not route to ${route}, perhaps your object identifier is invalid?`,
    },
    { code: 7000, message: 'No route for that URI' },
  );
}
