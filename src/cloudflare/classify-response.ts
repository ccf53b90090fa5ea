import { isServerFailure } from '../http/errors.ts';
import type { ResponseError } from '../http/errors.ts';
import type { Verdict } from '../http/retry-decision.ts';
import { THROTTLED } from './codes.ts';
import { CloudflareError, isNotFound } from './errors.ts';

/** Whether Cloudflare says that requests come too fast. */
export function isRateLimited(error: CloudflareError): boolean {
  return error.status === 429 || error.errors.some(({ code }) => code === THROTTLED);
}

/** Whether Cloudflare says that the fault is its own and will pass: seen with code 10001 on a 403. */
export function isInternalError(error: CloudflareError): boolean {
  return error.says(/^(?=.*\binternal (server )?error\b)(?=.*\b(again|retry|later)\b)/is);
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
  if (isServerFailure(status) || isInternalError(error)) return 'transient';
  return status === 403 && tokenWorked && !isLockOut(error) ? 'transient' : 'final';
}

/**
 * Whether a DELETE with this response may have taken effect. A rate limit and a refusal say that it was not carried out; a
 * failure of the server, whatever its codes, and an internal error, whatever its status, do not.
 */
export function mayHaveTakenEffect(error: CloudflareError): boolean {
  if (isNotFound(error)) return false;
  if (error.outcomeUnknown) return true;
  return isServerFailure(error.status) || (isInternalError(error) && !isRateLimited(error));
}

/** Whether the token's owner is locked out after many failed requests: another one would only prolong it. */
export function isLockOut(error: CloudflareError): boolean {
  return error.says(/max auth failures/i);
}

/** Whether every other request would be refused like this one, because of the token. */
export function affectsAllKeys(error: ResponseError, tokenWorked: boolean): boolean {
  if (error.status === 401) return true;
  if (error.status !== 403 || !(error instanceof CloudflareError)) return false;
  return !isInternalError(error) && (!tokenWorked || isLockOut(error));
}
