import { ResponseError, isSuccess } from '../http/errors.ts';
import type { RetryHints } from '../http/errors.ts';
import type { Verdict } from '../http/retry.ts';
import type { FailedResponse } from '../keys/outcome.ts';
import { NOT_FOUND, THROTTLED } from './codes.ts';
import type { ApiMessage } from './envelope.ts';

/** What a response was, other than a success. */
export type ResponseFailure =
  /** An envelope, or another JSON object, that does not say success. */
  | 'refused'
  /** Not a JSON object, or one without `success`. */
  | 'not-an-envelope'
  /** A body of more than 1 MiB, read no further. */
  | 'too-large'
  /** A redirect, which is never followed. */
  | 'redirect'
  /** A success whose `result` is not what was asked for. */
  | 'unexpected-result';

/** A complete response from Cloudflare that is not a success. */
export class CloudflareError extends ResponseError {
  override readonly name = 'CloudflareError';
  readonly failure: ResponseFailure;
  /** The header `cf-ray`, which Cloudflare support asks for; empty if there was none. */
  readonly rayId: string;
  readonly errors: readonly ApiMessage[];

  constructor(
    message: string,
    options: {
      readonly failure: ResponseFailure;
      readonly status: number;
      readonly rayId?: string;
      readonly errors?: readonly ApiMessage[];
      readonly hints?: RetryHints;
    },
  ) {
    super(message, options);
    this.failure = options.failure;
    this.rayId = options.rayId ?? '';
    this.errors = options.errors ?? [];
  }

  /** Whether one of the errors, or one beneath it, has this code, as a number or as a string of digits. */
  hasCode(code: number): boolean {
    return this.errors.some((error) => error.code === code || error.chain.some((each) => each.code === code));
  }

  /** Whether the message of one of the errors matches. */
  says(pattern: RegExp): boolean {
    return this.errors.some(({ message }) => pattern.test(message));
  }

  /** A DELETE with this response may or may not have taken effect. */
  get outcomeUnknown(): boolean {
    return isSuccess(this.status) && this.failure !== 'refused';
  }

  /** What the report needs of it. */
  toFailedResponse(): FailedResponse {
    return {
      httpStatus: this.status,
      code: this.errors.find(({ code }) => code !== undefined)?.code,
      rayId: this.rayId,
    };
  }
}

/** Whether Cloudflare says that the key does not exist. */
export function isNotFound(error: CloudflareError): boolean {
  return error.errors.some(({ code }) => code === NOT_FOUND);
}

/** Whether Cloudflare says that requests come too fast. */
export function isRateLimited(error: CloudflareError): boolean {
  return error.status === 429 || error.errors.some(({ code }) => code === THROTTLED);
}

/** Whether Cloudflare says that the fault is its own and will pass: seen with code 10001 on a 403. */
export function isInternalError(error: CloudflareError): boolean {
  return (
    error.says(/internal (server )?error/i) &&
    error.says(/(try|retry) (it |this |your request )?again|retry/i)
  );
}

/**
 * What a response means for the next attempt. `tokenWorked`: the same token has deleted a key in this step, so that a 403
 * says nothing about the token.
 */
export function classifyResponse(error: ResponseError, tokenWorked: boolean): Verdict {
  if (!(error instanceof CloudflareError)) return 'final';
  const { status } = error;
  if (error.outcomeUnknown || isNotFound(error)) return 'final';
  if (isRateLimited(error)) return 'rate-limited';
  if (status === 408 || (status >= 500 && status <= 599) || isInternalError(error)) return 'transient';
  return status === 403 && tokenWorked && !isLockOut(error) ? 'transient' : 'final';
}

/** Whether the token's owner is locked out after many failed requests: another one would only prolong it. */
export function isLockOut(error: CloudflareError): boolean {
  return error.says(/max auth failures/i);
}

/** Whether every other request would be refused like this one, for the sake of the token. */
export function affectsAllKeys(error: ResponseError, tokenWorked: boolean): boolean {
  if (error.status === 401) return true;
  if (error.status !== 403 || !(error instanceof CloudflareError)) return false;
  return !isInternalError(error) && (!tokenWorked || isLockOut(error));
}
