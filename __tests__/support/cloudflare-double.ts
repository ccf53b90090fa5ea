import { randomBytes } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { answerTo } from './cloudflare-routes.ts';
import { type Double, startDouble } from './double.ts';
import type { Credentials } from './loopback.ts';
import * as description from './openapi.ts';

export const ACCOUNT = '023e105f4ecef8ad9ca31a8372d0c353';
export const TOKEN = 'cfut_Zq3yT8mWn5Kx2Vb7Rj4Lc9Ps6Dh1Fg0Ae8Uo5Yi2';

/** A TURN key as Cloudflare tells of it; the API promises none of the fields. */
export type TurnKey = {
  readonly uid: string;
  readonly name?: string | undefined;
  readonly created?: string | undefined;
  readonly modified?: string | undefined;
};

export type CloudflareOptions = {
  readonly account?: string;
  readonly token?: string;
  /** Missing fields are filled in; a field that is given as `undefined` stays away. */
  readonly keys?: readonly Partial<TurnKey>[];
  /** Speak TLS with this certificate. */
  readonly tls?: Credentials;
  /** The host name in `baseUrl`; the server listens on 127.0.0.1 whatever it is. */
  readonly host?: string;
  /** How long each request takes. */
  readonly latencyMs?: number;
  /** Page the list, so many keys a page. */
  readonly pageSize?: number;
  /** Let successes carry `"result": null`, or no `result`. */
  readonly withoutResult?: 'null' | 'missing';
  /** The token may read and not write: the status that answers a DELETE. */
  readonly readOnly?: 403 | 405;
};

export type CloudflareDouble = Omit<Double, 'origin' | 'mostAtOnce' | 'connections'> & {
  /** For `api-base-url`. */
  readonly baseUrl: string;
  readonly account: string;
  readonly token: string;
  /** What is there now, by uid, in the order of the list. Tests may change it. */
  readonly keys: Map<string, TurnKey>;
  /** The most requests that were ever being served at the same time. */
  readonly mostAtOnce: number;
  /** How many connections were ever accepted. */
  readonly connections: number;
};

/**
 * Starts a stateful double of Cloudflare's TURN-key API on loopback: list, get and delete, and their errors. It holds each
 * request, and each answer that no test planned, to Cloudflare's published description of the API. What is not described
 * fails the test when the double is closed.
 */
export async function startCloudflare(options: CloudflareOptions = {}): Promise<CloudflareDouble> {
  const account = options.account ?? ACCOUNT;
  const token = options.token ?? TOKEN;
  const keys = new Map((options.keys ?? [{}]).map(turnKey).map((key) => [key.uid, key]));
  const state = { ...options, account, token, keys };
  const { origin, mostAtOnce, connections, ...double } = await startDouble({
    answer: (request) => answerTo(request, state),
    headers: usualHeaders,
    tls: options.tls,
    latencyMs: options.latencyMs,
    description,
  });
  return {
    ...double,
    baseUrl: `${origin.replace('127.0.0.1', options.host ?? '127.0.0.1')}/client/v4`,
    account,
    token,
    keys,
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

/** The headers that are on every reply of Cloudflare's: support asks for the cf-ray, which is never the same twice. */
function usualHeaders(): OutgoingHttpHeaders {
  return {
    'content-type': 'application/json',
    'cf-ray': `${randomBytes(8).toString('hex')}-FRA`,
    ratelimit: '"default";r=1150;t=280',
    'ratelimit-policy': '"default";q=1200;w=300',
    server: 'cloudflare',
  };
}
