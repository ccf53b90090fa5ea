import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { deliver, sendResponse } from './fault-delivery.ts';
import { faultQueue, matches } from './fault-queue.ts';
import type { FaultSource, Match, PlannedFault } from './faults.ts';
import { type Credentials, listen, readRequest, type WireRequest } from './loopback.ts';

export type DoubleResponse = {
  readonly status: number;
  readonly body: unknown;
  /** Added to the usual ones; `undefined` removes one. */
  readonly headers?: OutgoingHttpHeaders;
};

/** What is decided about a request before anything else, planned faults included. */
export type Admission = {
  /** Added to the headers of any response to the request; `undefined` removes one. */
  readonly headers: OutgoingHttpHeaders;
  /** The response to the request, which then has no effect and uses up no fault. */
  readonly refusal?: DoubleResponse | undefined;
};

/** A description of the API that a double stands for: finds where a request, or the response to it, deviates. */
export type Description = {
  readonly requestViolations: (request: WireRequest) => readonly string[];
  readonly responseViolations: (request: WireRequest, response: DoubleResponse) => readonly string[];
};

export type DoubleOptions = {
  /** Makes the normal response; may change the state of the double. */
  readonly respond: (request: WireRequest) => DoubleResponse | Promise<DoubleResponse>;
  /** The headers of every response. */
  readonly headers: () => OutgoingHttpHeaders;
  /** Called once for each request, in the order received: a rate limiter in front of the API. */
  readonly admit?: (request: WireRequest) => Admission;
  readonly tls?: Credentials | undefined;
  readonly latencyMs?: number | undefined;
  /** What every request and every normal response is checked against. */
  readonly description?: Description | undefined;
};

export type Double = {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  readonly port: number;
  /** All requests, in the order received. */
  readonly requests: readonly WireRequest[];
  /** The faults still to come. */
  readonly faults: readonly PlannedFault[];
  /** The most requests that were ever being served at the same time. */
  readonly mostAtOnce: () => number;
  /** How many connections were ever accepted. */
  readonly connections: () => number;
  /** Plans faults for the next matching requests, one each, in this order. */
  readonly next: (match: Match, ...sources: readonly FaultSource[]) => void;
  /** Plans a fault for every matching request from now on; those planned by `next` come first. */
  readonly always: (match: Match, source: FaultSource) => void;
  /** Resolves when `count` matching requests have been received. */
  readonly received: (match: Match, count?: number) => Promise<void>;
  /** Deviations from the description; a test that causes one on purpose has to take it from here. */
  readonly undescribed: string[];
  /** Ends every open connection at once and stops listening; rejects if deviations are left. */
  readonly close: () => Promise<void>;
};

/** Starts the server behind a double: it records requests, and lets planned faults replace responses. */
export async function startDouble(options: DoubleOptions): Promise<Double> {
  const requests: WireRequest[] = [];
  const queue = faultQueue();
  const watchers = new Set<() => void>();
  const undescribed: string[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;

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
    const { headers: added = {}, refusal } = options.admit?.(request) ?? {};
    const headers = { ...options.headers(), ...added };
    const fault = refusal === undefined ? queue.take(request) : undefined;
    const normal = fault === undefined || fault.kind === 'pass';
    undescribed.push(...(options.description?.requestViolations(request) ?? []));
    try {
      await sleep((options.latencyMs ?? 0) + (fault?.delayMs ?? 0), undefined, { signal: gone.signal });
    } catch {
      return;
    }
    const takesEffect = normal || fault.takesEffect === true;
    const proper = refusal ?? (takesEffect ? await options.respond(request) : undefined);
    const violations = (proper && options.description?.responseViolations(request, proper)) ?? [];
    undescribed.push(...violations);
    // Before the last byte leaves: a client is quick enough to send the next request ahead of 'close'.
    if (normal || fault.kind === 'response') leave();
    if (!normal) deliver(fault, response, headers);
    else if (violations.length > 0) sendResponse(response, 500, headers, violations.join('\n'));
    else if (proper !== undefined) {
      sendResponse(response, proper.status, { ...headers, ...proper.headers }, proper.body);
    }
  }

  const server = await listen(serve, options.tls);
  return {
    origin: server.origin,
    port: server.port,
    requests,
    faults: queue.planned,
    mostAtOnce: () => mostAtOnce,
    connections: server.connections,
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
    undescribed,
    close: async () => {
      await server.close();
      if (undescribed.length > 0) throw new Error(`Not as described:\n${undescribed.join('\n')}`);
    },
  };
}
