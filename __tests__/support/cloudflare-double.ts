import { randomBytes } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerTo } from './cloudflare-routes.ts';
import { deliver, sendReply } from './fault-delivery.ts';
import { faultQueue, matches } from './fault-queue.ts';
import type { FaultSource, Match, PlannedFault } from './faults.ts';
import { type Credentials, listen, readRequest, type WireRequest } from './loopback.ts';

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

export type CloudflareDouble = {
  readonly baseUrl: string;
  readonly port: number;
  readonly account: string;
  readonly token: string;
  /** What is there now, by uid, in the order of the list. Tests may change it. */
  readonly keys: Map<string, TurnKey>;
  /** Everything that was asked, in the order it came. */
  readonly requests: readonly WireRequest[];
  /** The faults still to come. */
  readonly faults: readonly PlannedFault[];
  /** The most requests that were ever being served at the same time. */
  readonly mostAtOnce: number;
  /** How many connections were ever accepted. */
  readonly connections: number;
  /** Plans faults for the next matching requests, one each, in this order. */
  readonly next: (match: Match, ...sources: readonly FaultSource[]) => void;
  /** Plans a fault for every matching request from now on; those planned by `next` come first. */
  readonly always: (match: Match, source: FaultSource) => void;
  /** Resolves when `count` matching requests have come. */
  readonly received: (match: Match, count?: number) => Promise<void>;
  /** Ends every open connection at once and stops listening. */
  readonly close: () => Promise<void>;
};

/** Starts a stateful double of Cloudflare's TURN-key API on loopback: list, get and delete, and their errors. */
export async function startCloudflare(options: CloudflareOptions = {}): Promise<CloudflareDouble> {
  const account = options.account ?? ACCOUNT;
  const token = options.token ?? TOKEN;
  const keys = new Map((options.keys ?? [{}]).map(turnKey).map((key) => [key.uid, key]));
  const state = { ...options, account, token, keys };
  const requests: WireRequest[] = [];
  const queue = faultQueue();
  const watchers = new Set<() => void>();
  let atOnce = 0;
  let mostAtOnce = 0;

  const server = await listen(serve, options.tls);

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    let served = false;
    const leave = (): void => {
      if (!served) atOnce -= 1;
      served = true;
    };
    response.once('close', () => {
      leave();
      gone.abort();
    });
    const request = await readRequest(incoming);
    requests.push(request);
    for (const watcher of watchers) watcher();
    const fault = queue.take(request);
    try {
      await sleep((options.latencyMs ?? 0) + (fault?.delayMs ?? 0), undefined, { signal: gone.signal });
    } catch {
      return;
    }
    const normal = fault === undefined || fault.kind === 'pass';
    const answer = normal || fault.takesEffect === true ? answerTo(request, state) : undefined;
    // Before the last byte leaves: a client is quick enough to send the next request ahead of 'close'.
    if (normal || fault.kind === 'reply') leave();
    if (!normal) deliver(fault, response, usualHeaders());
    else if (answer !== undefined) sendReply(response, answer.status, usualHeaders(), answer.body);
  }

  return {
    baseUrl: `${server.origin.replace('127.0.0.1', options.host ?? '127.0.0.1')}/client/v4`,
    port: server.port,
    account,
    token,
    keys,
    requests,
    faults: queue.planned,
    get mostAtOnce() {
      return mostAtOnce;
    },
    get connections() {
      return server.connections();
    },
    next: (match, ...sources) => {
      queue.next(match, sources);
    },
    always: (match, source) => {
      queue.always(match, source);
    },
    received: (match, count = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (requests.filter((request) => matches(match, request)).length < count) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    close: () => server.close(),
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
