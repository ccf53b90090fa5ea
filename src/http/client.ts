import { HttpClient } from '@actions/http-client';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { clock } from '../lib/deadline.ts';
import { toConnectionError } from './classify-error.ts';
import { ConnectionError } from './errors.ts';
import type { Log } from '../output/log.ts';
import { seconds } from '../lib/sanitize.ts';

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
  /** Closes the connections. The end of the process does so, too. */
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
  const client = new HttpClient(USER_AGENT, [], {
    allowRedirects: false,
    allowRetries: false,
    keepAlive: true,
  });

  const exchange = async (request: Request, end: AbortSignal): Promise<Reply> => {
    const { host } = new URL(request.url);
    const connection = { established: false };
    const watched = watch(
      end,
      idleMs,
      () =>
        new ConnectionError(`${host} was silent: no byte for ${seconds(idleMs)}.`, {
          failure: 'silent',
          mayHaveArrived: connection.established,
        }),
    );
    const converse = async (): Promise<Reply> => {
      // Until the request tells otherwise.
      connection.established = true;
      const onCreated = (created: unknown): void => {
        const { request: sent } = created as { readonly request: ClientRequest };
        // Another one opens the tunnel through a proxy.
        if (sent.method === 'CONNECT') return;
        watched.ends(sent);
        watchConnection(sent, connection, watched.touch);
      };
      // The client makes the request before it first gives way, and adds its own headers to the object that it is given.
      subscribe(CREATED, onCreated);
      const answer = client.request(request.method, request.url, request.body ?? null, {
        ...request.headers,
      });
      unsubscribe(CREATED, onCreated);
      const { message } = await answer;
      return { status: message.statusCode ?? 0, headers: message.headers, body: await readBody(message) };
    };
    try {
      end.throwIfAborted();
      // The client never settles if the request is ended while a proxy opens its tunnel, or if the answer is an upgrade.
      return await Promise.race([converse(), watched.ended]);
    } catch (error) {
      throw toConnectionError(error, { host, mayHaveArrived: connection.established, end });
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
    // Stryker disable next-line StringLiteral: noticed by the bundle's tests, which alone can trust a certificate of theirs
    const standing = request.protocol === 'https:' ? 'secureConnect' : 'connect';
    if (request.reusedSocket) stand();
    else socket.once(standing, stand);
    socket.on('data', onBytes);
    request.once('close', () => socket.removeListener('data', onBytes));
  });
}

type Watch = {
  /** Rejects when `end` is aborted, with its reason, and when no byte came for too long. */
  readonly ended: Promise<never>;
  /** Has this request end then, too. */
  readonly ends: (request: ClientRequest) => void;
  /** A byte came. */
  readonly touch: () => void;
  readonly release: () => void;
};

function watch(end: AbortSignal, idleMs: number, silence: () => Error): Watch {
  let request: ClientRequest | undefined;
  let reject: (reason: Error) => void;
  const ended = new Promise<never>((_resolve, rejectEnded) => {
    reject = rejectEnded;
  });
  const stop = (reason: Error): void => {
    reject(reason);
    // Stryker disable next-line OptionalChaining: a request is made at once, before anything can stop it
    request?.destroy(reason);
  };
  const onAbort = (): void => {
    stop(end.reason as Error);
  };
  end.addEventListener('abort', onAbort);
  const timer = setTimeout(() => {
    stop(silence());
  }, idleMs);
  return {
    ended,
    ends: (created) => {
      request = created;
    },
    touch: () => {
      timer.refresh();
    },
    release: () => {
      clearTimeout(timer);
      end.removeEventListener('abort', onAbort);
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
