import type { ApiMessage } from '../cloudflare/envelope.ts';
import type { Selected } from '../keys/selection-rules.ts';

/** Everything that is wrong with the inputs, one sentence each, found before any request. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** A guard, or a read before the first deletion, says that nothing may be deleted. The message says why and what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** What had been selected by then, for the report. */
  readonly selected: readonly Selected[];
  /** The ID of the key whose own read failed, if one did; `cause` is its error. */
  readonly failedUid: string | undefined;

  constructor(
    message: string,
    options: {
      readonly selected: readonly Selected[];
      readonly failedUid?: string | undefined;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: options.cause });
    this.selected = options.selected;
    this.failedUid = options.failedUid;
  }
}

/** Why the step must start nothing new: its budget is used up, or the run was cancelled. The message also says what to do. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

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

/** No complete answer came. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly failure: ConnectionFailure;
  /** Whether the request may have reached the server all the same. */
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

/** What an answer was, other than a success envelope. */
export type AnswerFailure =
  /** An envelope, or another JSON object, that does not say success. */
  | 'refused'
  /** Not a JSON object, or one without `success`. */
  | 'no-envelope'
  /** A body of more than 1 MiB, read no further. */
  | 'too-large'
  /** A redirect, which is never followed. */
  | 'redirect'
  /** A success envelope whose `result` is not what was asked for. */
  | 'odd-result';

/** A complete HTTP answer that is not a success envelope. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly failure: AnswerFailure;
  readonly status: number;
  /** The header `cf-ray`, which Cloudflare's support asks for; empty if there was none. */
  readonly ray: string;
  readonly errors: readonly ApiMessage[];
  /** Whether the server says that requests come too fast. */
  readonly throttled: boolean;
  /** The header `retry-after`, as it came. */
  readonly retryAfter: string | undefined;

  constructor(
    message: string,
    options: {
      readonly failure: AnswerFailure;
      readonly status: number;
      readonly ray?: string;
      readonly errors?: readonly ApiMessage[];
      readonly throttled?: boolean;
      readonly retryAfter?: string | undefined;
    },
  ) {
    super(message);
    this.failure = options.failure;
    this.status = options.status;
    this.ray = options.ray ?? '';
    this.errors = options.errors ?? [];
    this.throttled = options.throttled ?? false;
    this.retryAfter = options.retryAfter;
  }

  /** Whether one of the errors has this code, as a number or as a string. */
  has(code: number): boolean {
    return this.errors.some((error) => error.code === code);
  }

  /** The step cannot tell what became of a DELETE that was answered so. */
  get leavesDoubt(): boolean {
    return isSuccess(this.status) && this.failure !== 'refused';
  }
}

/** Whether a status is 2xx. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** One attempt's failure: no complete answer, or one that is no success. */
export type AttemptError = ConnectionError | AnswerError;

/** Tells the failure of an attempt from a defect of this program. */
export function isAttemptError(error: unknown): error is AttemptError {
  return error instanceof ConnectionError || error instanceof AnswerError;
}

/** The last attempt of a request failed, and there will be no other. The message says what failed and what to do. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly last: AttemptError;
  /** Whether any request of the step would meet the same: HTTP 401 or 403, or a `Retry-After` beyond the budget. */
  readonly meetsAll: boolean;

  constructor(message: string, options: { readonly last: AttemptError; readonly meetsAll: boolean }) {
    super(message, { cause: options.last });
    this.last = options.last;
    this.meetsAll = options.meetsAll;
  }
}

/** Says that an error is a fault of this program, without its stack. */
export function describeDefect(error: unknown): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `An unexpected error, which is a defect of this action (${what}). Please report it at https://github.com/delete-turn-key/action/issues.`;
}
