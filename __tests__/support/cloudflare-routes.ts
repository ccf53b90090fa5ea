import { type ApiErrorName, apiErrors, errorEntry } from './api-errors.ts';
import type { TurnKey } from './cloudflare-double.ts';
import type { DeletedKeys } from './deletion-lag.ts';
import type { DoubleResponse } from './double.ts';
import { failureEnvelope, successEnvelope } from './faults.ts';
import { pageOf, type Paging } from './list-pages.ts';
import type { WireRequest } from './loopback.ts';

export type CloudflareState = {
  readonly account: string;
  readonly token: string;
  readonly keys: Map<string, TurnKey>;
  /** Deleted keys that reads still find. */
  readonly deleted: DeletedKeys;
  readonly pageSize?: number;
  readonly paging?: Paging;
  readonly withoutResult?: 'null' | 'missing';
  readonly readOnly?: 403 | 405 | ApiErrorName;
};

const ROUTE = /^\/client\/v4\/accounts\/([^/]+)\/calls\/turn_keys(?:\/([^/]+))?$/;

/** Cloudflare's response to a request; a DELETE removes its key from `state.keys`. */
export function respondTo(request: WireRequest, state: CloudflareState): DoubleResponse {
  const url = new URL(request.path, 'http://localhost');
  const refusal = refuseToken(request, state.token);
  if (refusal !== undefined) return refusal;

  const [, account, uid] = ROUTE.exec(url.pathname) ?? [];
  if (account === undefined) return fail('no route, 404');
  if (account !== state.account || (uid !== undefined && uid.length !== 32)) return noRoute(url.pathname);

  if (request.method === 'GET') {
    return uid === undefined ? list(state, Number(url.searchParams.get('page') ?? 1)) : get(uid, state);
  }
  if (request.method === 'DELETE' && uid !== undefined) return remove(uid, state);
  return fail('read only');
}

function refuseToken(request: WireRequest, token: string): DoubleResponse | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined && !/^Bearer [\w.~+/-]+=*$/.test(authorization)) {
    return fail('malformed token');
  }
  return authorization === `Bearer ${token}` ? undefined : fail('no such token');
}

function list(state: CloudflareState, page: number): DoubleResponse {
  const { keys, deleted, pageSize: size, paging = 'total-pages', withoutResult } = state;
  const all = [...keys.values(), ...deleted.readAll()];
  if (size === undefined) return succeed(all, withoutResult);
  const { shown, info } = pageOf(all, { page, size, paging });
  return succeed(shown, withoutResult, { result_info: info });
}

function get(uid: string, { keys, deleted, withoutResult }: CloudflareState): DoubleResponse {
  const key = keys.get(uid) ?? deleted.read(uid);
  return key === undefined ? fail('no such key') : succeed(key, withoutResult);
}

function remove(uid: string, { keys, deleted, withoutResult, readOnly }: CloudflareState): DoubleResponse {
  if (readOnly !== undefined) {
    return fail(readOnly === 403 ? 'forbidden' : readOnly === 405 ? 'read only' : readOnly);
  }
  const key = keys.get(uid);
  if (key === undefined) return fail('no such key');
  keys.delete(uid);
  deleted.add(key);
  return succeed(key, withoutResult);
}

function succeed(
  result: unknown,
  without: CloudflareState['withoutResult'],
  more: object = {},
): DoubleResponse {
  const given = without === undefined ? result : without === 'null' ? null : undefined;
  return { status: 200, body: successEnvelope(given, more) };
}

function fail(name: ApiErrorName): DoubleResponse {
  return { status: apiErrors[name].status, body: failureEnvelope(errorEntry(apiErrors[name])) };
}

function noRoute(path: string): DoubleResponse {
  const route = path.replace('/client/v4', '');
  const message = `Could not route to ${route}, perhaps your object identifier is invalid?`;
  return {
    status: 404,
    body: failureEnvelope(
      errorEntry({ ...apiErrors['could not route, 404'], message }),
      errorEntry(apiErrors['no route, 404']),
    ),
  };
}
