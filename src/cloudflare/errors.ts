import { ResponseError, isSuccess } from '../http/errors.ts';
import type { RetryHints } from '../http/errors.ts';
import type { FailedResponse } from '../keys/outcome.ts';
import { NOT_FOUND } from './codes.ts';
import type { ApiMessage } from './envelope.ts';

/** Why a response is not a success. */
export type ResponseFailure =
  /** An envelope that does not say success. */
  | 'refused'
  /** Not a JSON object, or one with neither `success` nor errors. */
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

  /** Whether one of the errors, or of those that caused it, has this code. A code in digits is a number. */
  hasCode(code: number | string): boolean {
    return someError(this.errors, (error) => error.code === code);
  }

  /** Whether the message of one of the errors, or of those that caused it, matches. */
  says(pattern: RegExp): boolean {
    return someError(this.errors, ({ message }) => pattern.test(message));
  }

  /** A DELETE with this response may or may not have taken effect. */
  get outcomeUnknown(): boolean {
    return isSuccess(this.status) && this.failure !== 'refused';
  }

  /** The part that the report shows. */
  toFailedResponse(): FailedResponse {
    return {
      httpStatus: this.status,
      code: this.errors.find(({ code }) => code !== undefined)?.code,
      rayId: this.rayId,
    };
  }
}

function someError(errors: readonly ApiMessage[], test: (error: ApiMessage) => boolean): boolean {
  return errors.some((error) => test(error) || someError(error.chain, test));
}

/** Whether Cloudflare says that the key does not exist. */
export function isNotFound(error: CloudflareError): boolean {
  return error.errors.some(({ code }) => code === NOT_FOUND);
}
