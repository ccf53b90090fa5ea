import type { HttpResponse } from '../http/client.ts';
import { isSuccess } from '../http/errors.ts';
import { OVERSIZED_BODY } from '../http/limits.ts';
import { parseQuotas, windowEndsMs } from '../http/rate-limit.ts';
import { pluralize } from '../lib/format.ts';
import { escapeLine, excerpt, truncate } from '../lib/sanitize.ts';
import type { ApiMessage, Envelope } from './envelope.ts';
import { CloudflareError } from './errors.ts';
import type { ResponseFailure } from './errors.ts';

// What a broken or hostile response could say beyond this would drown the rest of the log.
const MAX_ERRORS = 5;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Describes a response that is not a success. */
export function toError(response: HttpResponse, envelope: Envelope | undefined): CloudflareError {
  const { status, headers, body } = response;
  const errors = envelope?.errors ?? [];
  function fail(failure: ResponseFailure, what: string): CloudflareError {
    return makeError(response, failure, what, errors);
  }

  if (body === undefined) {
    return fail('too-large', ` with ${OVERSIZED_BODY}`);
  }
  if (REDIRECTS.has(status) && errors.length === 0) {
    const location = truncate(escapeLine(headers.location ?? ''), 200);
    return fail('redirect', `, a redirect${location && ` to ${location}`}`);
  }
  const isEnvelope = envelope?.success !== undefined || (errors.length > 0 && !isSuccess(status));
  const failure = isEnvelope ? 'refused' : 'not-an-envelope';
  if (errors.length > 0) {
    const yet = isSuccess(status) && envelope?.success !== true ? ' without success' : '';
    return fail(failure, `${yet}, ${describeErrors(errors)}`);
  }
  const what = isEnvelope ? ' without success and without an error' : ' with an unexpected response body';
  return fail(failure, `${what}: ${excerpt(body)}`);
}

/** Makes the error for a response: `what` follows "Cloudflare returned HTTP 403". */
export function makeError(
  response: HttpResponse,
  failure: ResponseFailure,
  what: string,
  errors: readonly ApiMessage[] = [],
): CloudflareError {
  const { status, headers } = response;
  const rayId = readRayId(response);
  return new CloudflareError(`Cloudflare returned HTTP ${status}${what}${rayId && ` (cf-ray ${rayId})`}.`, {
    failure,
    status,
    rayId,
    errors,
    hints: { retryAfter: headers['retry-after'], windowEndsMs: windowEndsMs(parseQuotas(headers)) },
  });
}

/** The header `cf-ray` in a form to show; empty if there is none. */
function readRayId(response: HttpResponse): string {
  const ray = response.headers['cf-ray'];
  return typeof ray === 'string' ? truncate(escapeLine(ray), 64) : '';
}

/** Puts the first errors on one line, and says how many more there are. */
export function describeErrors(errors: readonly ApiMessage[]): string {
  const more =
    errors.length > MAX_ERRORS ? `; and ${pluralize(errors.length - MAX_ERRORS, 'more error')}` : '';
  return `${errors.slice(0, MAX_ERRORS).map(describeMessage).join('; ')}${more}`;
}

/** Puts an entry of `errors` or `messages`, with everything that it says, on one line. */
export function describeMessage(message: ApiMessage): string {
  const code =
    message.code === undefined ? 'no code' : `code ${truncate(escapeLine(String(message.code)), 32)}`;
  const more = [
    message.pointer && `at ${truncate(escapeLine(message.pointer), 200)}`,
    message.documentationUrl && `see ${truncate(escapeLine(message.documentationUrl), 200)}`,
    ...message.chain.slice(0, MAX_ERRORS).map((beneath) => `beneath it ${describeMessage(beneath)}`),
    message.chain.length > MAX_ERRORS && `and ${pluralize(message.chain.length - MAX_ERRORS, 'more error')}`,
  ].filter(Boolean);
  const text = truncate(escapeLine(message.message), 500) || 'no message';
  return truncate(
    `${code}: ${text.replace(/\.$/, '')}${more.length > 0 ? ` (${more.join(', ')})` : ''}`,
    1000,
  );
}
