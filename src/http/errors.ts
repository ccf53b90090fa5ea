/** How a connection failed. `interrupted`: this step itself ended it, because it was stopped. */
export type ConnectionFailure =
  | 'unknown-host'
  | 'refused'
  | 'unreachable'
  | 'certificate'
  | 'tls'
  | 'proxy'
  | 'silent'
  | 'lost'
  | 'interrupted';

/** No complete response was received. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly failure: ConnectionFailure;
  /** Whether the request may still have reached the server. */
  readonly mayHaveArrived: boolean;

  constructor(
    message: string,
    options: {
      readonly failure: ConnectionFailure;
      readonly mayHaveArrived: boolean;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: options.cause });
    this.failure = options.failure;
    this.mayHaveArrived = options.mayHaveArrived;
  }
}

/** A complete HTTP response that is not a success. A service that knows more about it extends this. */
export class ResponseError extends Error {
  override readonly name: string = 'ResponseError';
  readonly status: number;
  /** How long the server asked to wait, and how long its rate limit lasts, if its headers say so. */
  readonly hints: RetryHints;

  constructor(message: string, options: { readonly status: number; readonly hints?: RetryHints }) {
    super(message);
    this.status = options.status;
    this.hints = options.hints ?? {};
  }
}

/** What the headers of a response say about the next request. */
export type RetryHints = {
  /** The header `retry-after`, unchanged. */
  readonly retryAfter?: string | undefined;
  /** Milliseconds until the rate limit's window ends, where `ratelimit` says that it is used up. */
  readonly windowEndsMs?: number | undefined;
};

/** Whether a status is 2xx. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** Whether a status says that the server, or what is in front of it, failed: 408 and 500 to 599. */
export function isServerFailure(status: number): boolean {
  return status === 408 || (status >= 500 && status <= 599);
}

/** One attempt's failure: no complete response, or one that is not a success. */
export type AttemptError = ConnectionError | ResponseError;

/** Distinguishes the failure of an attempt from a defect of this program. */
export function isAttemptError(error: unknown): error is AttemptError {
  return error instanceof ConnectionError || error instanceof ResponseError;
}

/** The last attempt of a request failed, and no other follows. The message says what failed and what to do. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly last: AttemptError;
  /** Every other request would fail the same way: a refused token, or a `Retry-After` past the time limit. */
  readonly affectsAllKeys: boolean;

  constructor(message: string, options: { readonly last: AttemptError; readonly affectsAllKeys: boolean }) {
    super(message, { cause: options.last });
    this.last = options.last;
    this.affectsAllKeys = options.affectsAllKeys;
  }
}
