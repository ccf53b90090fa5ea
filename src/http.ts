import { HttpClient } from '@actions/http-client';
import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { follow } from './budget.ts';
import { ConnectionError, Stopped } from './errors.ts';
import type { ConnectionFailure } from './errors.ts';
import { seconds } from './text.ts';

/** The name and version that the step gives itself on the wire. */
export const USER_AGENT = 'delete-turn-key/1.0.0';

/** A request. `body` is sent as it is; without one, none is sent. */
export type Request = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
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

/**
 * Opens the step's HTTP client. Proxies come from the environment (`HTTPS_PROXY`, `NO_PROXY`, either case), and
 * certificates that Node is to trust besides its own from `NODE_EXTRA_CA_CERTS`.
 */
export function openHttp(idleMs: number = IDLE_MS): Http {
  // @actions/http-client prepares a request before `request()` first gives way, so the signal set just before is that request's own.
  let signal: AbortSignal;
  const withSignal = {
    prepareRequest: (options: RequestOptions) => {
      options.signal = signal;
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () =>
      Promise.reject(new Error('No request of this step is repeated with credentials.')),
  };
  const client = new HttpClient(USER_AGENT, [withSignal], {
    allowRedirects: false,
    allowRetries: false,
    keepAlive: true,
  });

  const send = async (request: Request, end: AbortSignal): Promise<Reply> => {
    const watched = watch(end, idleMs);
    signal = watched.signal;
    try {
      // The client adds its own headers to the object that it is given.
      const { message } = await client.request(request.method, request.url, request.body ?? null, {
        ...request.headers,
      });
      watched.touch();
      const body = await readBody(message, watched.touch);
      return { status: message.statusCode ?? 0, headers: message.headers, body };
    } catch (error) {
      throw connectionError(error, new URL(request.url).host, end, watched.signal);
    } finally {
      watched.release();
    }
  };

  return {
    send,
    close: () => {
      client.dispose();
    },
  };
}

/** The signal of one attempt: aborted when `end` is, and when no byte came for `idleMs`. */
function watch(
  end: AbortSignal,
  idleMs: number,
): { readonly signal: AbortSignal; readonly touch: () => void; readonly release: () => void } {
  const { controller, release } = follow(end);
  const timer = setTimeout(() => {
    controller.abort(new Error(`no byte for ${seconds(idleMs)}`));
  }, idleMs);
  return {
    signal: controller.signal,
    touch: () => {
      timer.refresh();
    },
    release: () => {
      clearTimeout(timer);
      release();
    },
  };
}

async function readBody(message: IncomingMessage, onBytes: () => void): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    onBytes();
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

// Certificate errors are OpenSSL's names of X.509 verification failures, and Node's own: https://nodejs.org/api/tls.html#x509-certificate-error-codes
const CERTIFICATE =
  /CERT|^UNABLE_TO_|^CRL_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$|^ERR_TLS_CERT/;
const UNREACHABLE = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EHOSTDOWN',
  'EACCES',
  'EPERM',
]);

function connectionError(error: unknown, host: string, end: AbortSignal, idle: AbortSignal): unknown {
  const make = (failure: ConnectionFailure, mayHaveArrived: boolean, message: string): ConnectionError =>
    new ConnectionError(message, { failure, mayHaveArrived, cause: error });

  if (end.aborted) {
    const reason: unknown = end.reason;
    return make(
      'interrupted',
      true,
      `No answer had come from ${host} when ${reason instanceof Stopped ? reason.message : 'the request was ended'}.`,
    );
  }
  if (idle.aborted) {
    return make('silent', true, `${host} was silent: ${(idle.reason as Error).message}.`);
  }
  const { code, syscall, message } = asSystemError(error);
  if (code === undefined) return error;
  if (message.startsWith('tunneling socket')) {
    return make('proxy', false, `The proxy opened no connection to ${host} (${message}).`);
  }
  if (CERTIFICATE.test(code)) {
    return make('certificate', false, `The certificate of ${host} is not trusted (${code}: ${message}).`);
  }
  if (syscall === 'getaddrinfo') {
    return make('unknown-host', false, `The host ${host} was not found (${code}).`);
  }
  if (code === 'ECONNREFUSED') {
    return make('refused', false, `${host} refused the connection (${code}).`);
  }
  if (UNREACHABLE.has(code) || syscall === 'connect') {
    return make('unreachable', false, `${host} could not be reached (${code}).`);
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return make('unreachable', false, `No TLS connection to ${host} could be made (${code}: ${message}).`);
  }
  const beforeTls = message.includes('before secure TLS connection');
  return make(
    'lost',
    !beforeTls,
    `The connection to ${host} was lost before a complete answer came (${code}: ${message}).`,
  );
}

type SystemError = {
  readonly code: string | undefined;
  readonly syscall: string | undefined;
  readonly message: string;
};

function asSystemError(error: unknown): SystemError {
  if (!(error instanceof Error)) return { code: undefined, syscall: undefined, message: String(error) };
  const { code, syscall } = error as NodeJS.ErrnoException;
  // A host with several addresses fails with an AggregateError, which has a code and no message.
  return { code, syscall, message: error.message };
}
