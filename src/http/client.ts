import { HttpClient } from '@actions/http-client';
import { checkBypass } from '@actions/http-client/lib/proxy';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { formatSeconds } from '../lib/format.ts';
import { messageOf } from '../lib/objects.ts';
import { systemClock } from '../lib/time.ts';
import { ConnectionError } from './errors.ts';
import { IDLE_MS, MAX_BODY_BYTES } from './limits.ts';

/** The `User-Agent` of every request. */
export const USER_AGENT = 'delete-turn-key/1.0.0';

/** A request. `body` is sent unchanged; undefined sends none. */
export type Request = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The number of this attempt, from 1. */
  readonly attempt: number;
};

/** The headers of a response, by their names in lower case. */
export type ResponseHeaders = IncomingHttpHeaders;

/** A complete response, whatever its status. `body` is undefined if it is larger than `MAX_BODY_BYTES`. */
export type HttpResponse = {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly body: string | undefined;
};

/** A client that keeps its connections open between requests. */
export type Http = {
  /**
   * Sends one request once: follows no redirect, retries nothing. Aborting `hardStop` ends it at once.
   * @throws ConnectionError when no complete response was received, for whatever reason
   */
  readonly send: (request: Request, hardStop: AbortSignal) => Promise<HttpResponse>;
  /** Closes the connections. The end of the process closes them too. */
  readonly close: () => void;
};

/** Whether requests to this URL are never sent through a proxy: loopback, and what `NO_PROXY` lists. */
export function bypassesProxy(url: URL): boolean {
  return checkBypass(url);
}

// https://nodejs.org/api/diagnostics_channel.html#http
const CREATED = 'http.client.request.created';

/**
 * Opens the step's HTTP client. Proxies come from the environment (`HTTPS_PROXY`, `NO_PROXY`, either case), and
 * certificates that Node trusts besides its own from `NODE_EXTRA_CA_CERTS`. `debug` gets a line for each attempt, with the
 * header of the response that identifies it, `idHeader` (in lower case).
 */
export function openHttp(debug: (message: string) => void, idHeader: string, idleMs: number = IDLE_MS): Http {
  const client = new HttpClient(USER_AGENT, [], {
    allowRedirects: false,
    allowRetries: false,
    keepAlive: true,
  });

  async function exchange(request: Request, hardStop: AbortSignal): Promise<HttpResponse> {
    const { host } = new URL(request.url);
    const connection = { established: false };
    const watchdog = openWatchdog(
      hardStop,
      idleMs,
      () =>
        new ConnectionError(`${host} was silent: no byte for ${formatSeconds(idleMs)}.`, {
          failure: 'silent',
          mayHaveArrived: connection.established,
        }),
    );
    async function sendOnce(): Promise<HttpResponse> {
      // Assumed until `watchConnection` sees the request: without it, the request may have been sent.
      connection.established = true;
      function onCreated(created: unknown): void {
        const { request: sent } = created as { readonly request: ClientRequest };
        // CONNECT opens the tunnel through a proxy, before the request itself.
        if (sent.method === 'CONNECT') return;
        watchdog.endsWithIt(sent);
        watchConnection(sent, connection, watchdog.onActivity);
      }
      // The client creates the request before it first yields, so only its own are seen here. It adds headers to the object
      // that it gets, hence the copy.
      subscribe(CREATED, onCreated);
      const response = client.request(request.method, request.url, request.body ?? null, {
        ...request.headers,
      });
      unsubscribe(CREATED, onCreated);
      const { message } = await response;
      return { status: message.statusCode ?? 0, headers: message.headers, body: await readBody(message) };
    }
    try {
      hardStop.throwIfAborted();
      // The client never settles if the request ends while a proxy opens its tunnel, or if the response is an upgrade.
      return await Promise.race([sendOnce(), watchdog.ended]);
    } catch (error) {
      // Loaded only after a failure.
      const { toConnectionError } = await import('./classify-error.ts');
      throw toConnectionError(error, { host, mayHaveArrived: connection.established, hardStop });
    } finally {
      watchdog.release();
    }
  }

  async function send(request: Request, hardStop: AbortSignal): Promise<HttpResponse> {
    const began = systemClock.monotonic();
    function trace(outcome: string): void {
      const took = Math.round(systemClock.monotonic() - began);
      debug(`${request.method} ${request.url} (attempt ${request.attempt}): ${outcome}, ${took} ms`);
    }
    try {
      const response = await exchange(request, hardStop);
      const id = response.headers[idHeader];
      trace(`HTTP ${response.status}${typeof id === 'string' ? `, ${idHeader} ${id}` : ''}`);
      return response;
    } catch (error) {
      trace(messageOf(error));
      throw error;
    }
  }

  return {
    send,
    close() {
      client.dispose();
    },
  };
}

/** Records when the connection is ready, its TLS included (nothing can be sent before), and reports every byte received. */
function watchConnection(
  request: ClientRequest,
  connection: { established: boolean },
  onBytes: () => void,
): void {
  connection.established = false;
  request.once('socket', (socket) => {
    function onConnected(): void {
      connection.established = true;
    }
    if (request.reusedSocket) onConnected();
    else socket.once(request.protocol === 'https:' ? 'secureConnect' : 'connect', onConnected);
    socket.on('data', onBytes);
    request.once('close', () => socket.removeListener('data', onBytes));
  });
}

type Watchdog = {
  /** Rejects when `hardStop` is aborted, with its reason, and when no byte was received for too long. */
  readonly ended: Promise<never>;
  /** Ends this request too when that happens. */
  readonly endsWithIt: (request: ClientRequest) => void;
  readonly onActivity: () => void;
  readonly release: () => void;
};

function openWatchdog(hardStop: AbortSignal, idleMs: number, silence: () => Error): Watchdog {
  let request: ClientRequest | undefined;
  let reject: (reason: Error) => void;
  const ended = new Promise<never>((_resolve, rejectEnded) => {
    reject = rejectEnded;
  });
  function stop(reason: Error): void {
    reject(reason);
    request?.destroy(reason);
  }
  function onAbort(): void {
    stop(hardStop.reason as Error);
  }
  hardStop.addEventListener('abort', onAbort);
  const timer = setTimeout(() => {
    stop(silence());
  }, idleMs);
  return {
    ended,
    endsWithIt(created) {
      request = created;
    },
    onActivity() {
      timer.refresh();
    },
    release() {
      clearTimeout(timer);
      hardStop.removeEventListener('abort', onAbort);
    },
  };
}

function readBody(message: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= MAX_BODY_BYTES) chunks.push(chunk);
      else {
        resolve(undefined);
        message.destroy();
      }
    });
    message.once('end', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    message.on('error', reject);
  });
}
