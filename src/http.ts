import { HttpClient } from '@actions/http-client';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { clock, follow } from './budget.ts';
import { toConnectionError } from './connection-errors.ts';
import type { Log } from './log.ts';
import { seconds } from './text.ts';

/** The name and version that the step gives itself on the wire. */
export const USER_AGENT = 'delete-turn-key/1.0.0';

/** A request. `body` is sent as it is; without one, none is sent. */
export type Request = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The number of this attempt, from 1. */
  readonly attempt: number;
};

/** A complete answer, whatever its status. `body` is undefined if it is larger than `MAX_BODY_BYTES`. */
export type Reply = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string | undefined;
};

/** A client that keeps its connections open between requests. */
export type Http = {
  /**
   * Sends one request once: follows no redirect, tries nothing again. Aborting `end` ends it at once.
   * @throws ConnectionError when no complete answer came, for whatever reason
   */
  readonly send: (request: Request, end: AbortSignal) => Promise<Reply>;
  /** Closes the connections that are open and unused. */
  readonly close: () => void;
};

/** What is read of a body at most: 1 MiB. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** How long an attempt may go without a byte: 30 s. */
export const IDLE_MS = 30_000;

// https://nodejs.org/api/diagnostics_channel.html#http
const CREATED = 'http.client.request.created';

/**
 * Opens the step's HTTP client. Proxies come from the environment (`HTTPS_PROXY`, `NO_PROXY`, either case), and
 * certificates that Node is to trust besides its own from `NODE_EXTRA_CA_CERTS`.
 */
export function openHttp(log: Pick<Log, 'debug'>, idleMs: number = IDLE_MS): Http {
  // @actions/http-client makes a request before `request()` first gives way, so these two, set just before, are that request's own.
  let signal: AbortSignal;
  let onCreated: ((request: ClientRequest) => void) | undefined;
  const withSignal = {
    prepareRequest: (options: RequestOptions) => {
      options.signal = signal;
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () =>
      Promise.reject(new Error('No request of this step is repeated with credentials.')),
  };
  const noteCreated = (message: unknown): void => {
    const { request } = message as { readonly request: ClientRequest };
    // Another one opens the tunnel through a proxy.
    if (request.method === 'CONNECT') return;
    onCreated?.(request);
    onCreated = undefined;
  };
  subscribe(CREATED, noteCreated);
  const client = new HttpClient(USER_AGENT, [withSignal], {
    allowRedirects: false,
    allowRetries: false,
    keepAlive: true,
  });

  const exchange = async (request: Request, end: AbortSignal): Promise<Reply> => {
    const watched = watch(end, idleMs);
    const connection = { established: true };
    try {
      signal = watched.signal;
      onCreated = (created) => {
        watchConnection(created, connection, watched.touch);
      };
      // The client adds its own headers to the object that it is given. It never settles if the signal is aborted while a
      // proxy opens its tunnel, or if the answer is an upgrade: hence the race.
      const { message } = await Promise.race([
        client.request(request.method, request.url, request.body ?? null, { ...request.headers }),
        watched.aborted,
      ]);
      const body = await readBody(message);
      return { status: message.statusCode ?? 0, headers: message.headers, body };
    } catch (error) {
      throw toConnectionError(error, {
        host: new URL(request.url).host,
        mayHaveArrived: connection.established,
        end,
        idle: watched.signal,
      });
    } finally {
      watched.release();
    }
  };

  const send = async (request: Request, end: AbortSignal): Promise<Reply> => {
    const began = clock();
    const trace = (outcome: string): void => {
      const took = Math.round(clock() - began);
      log.debug(`${request.method} ${request.url} (attempt ${request.attempt}): ${outcome}, ${took} ms`);
    };
    try {
      const reply = await exchange(request, end);
      const ray = reply.headers['cf-ray'];
      trace(`HTTP ${reply.status}${typeof ray === 'string' ? `, cf-ray ${ray}` : ''}`);
      return reply;
    } catch (error) {
      trace(error instanceof Error ? error.message : String(error));
      throw error;
    }
  };

  return {
    send,
    close: () => {
      unsubscribe(CREATED, noteCreated);
      client.dispose();
    },
  };
}

/**
 * Notes when the connection, with its TLS, stands (before that, nothing of the request can have left), and tells of each
 * byte that comes, be it of a header.
 */
function watchConnection(
  request: ClientRequest,
  connection: { established: boolean },
  onBytes: () => void,
): void {
  connection.established = false;
  request.once('socket', (socket) => {
    const stand = (): void => {
      connection.established = true;
    };
    if (request.reusedSocket) stand();
    else socket.once(request.protocol === 'https:' ? 'secureConnect' : 'connect', stand);
    socket.on('data', onBytes);
    request.once('close', () => socket.removeListener('data', onBytes));
  });
}

type Watch = {
  /** Aborted when `end` is, and when no byte came for `idleMs`. */
  readonly signal: AbortSignal;
  /** Rejects when `signal` is aborted. */
  readonly aborted: Promise<never>;
  /** A byte came. */
  readonly touch: () => void;
  readonly release: () => void;
};

function watch(end: AbortSignal, idleMs: number): Watch {
  const { controller, release } = follow(end);
  const { signal } = controller;
  const aborted = new Promise<never>((_resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  // It may be aborted when nobody waits any more.
  aborted.catch(() => undefined);
  const timer = setTimeout(() => {
    controller.abort(new Error(`no byte for ${seconds(idleMs)}`));
  }, idleMs);
  return {
    signal,
    aborted,
    touch: () => {
      timer.refresh();
    },
    release: () => {
      clearTimeout(timer);
      release();
    },
  };
}

async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
