import type { OutgoingHttpHeaders } from 'node:http';
import type { WireRequest } from './loopback.ts';

type Common = {
  /** Whether a DELETE is carried out before the fault happens; by default it is not. */
  readonly takesEffect?: boolean;
  /** How long the server waits first. */
  readonly delayMs?: number;
};

/** What a double does instead of its normal response. */
export type Fault = Common &
  (
    | { readonly kind: 'pass' }
    | {
        readonly kind: 'response';
        readonly status: number;
        /** Added to the usual ones; `undefined` removes one. */
        readonly headers?: OutgoingHttpHeaders;
        /** Text and bytes are sent unchanged, anything else as JSON. */
        readonly body?: unknown;
      }
    | { readonly kind: 'cut'; readonly status: number; readonly body: string; readonly missing: number }
    | { readonly kind: 'reset' }
    | { readonly kind: 'stall' }
    | { readonly kind: 'stall-body'; readonly status: number; readonly body: string }
    | { readonly kind: 'drip'; readonly status: number; readonly everyMs: number }
    | { readonly kind: 'oversized'; readonly status: number; readonly bytes: number }
  );

/** A fault, or what decides at each request: `undefined` leaves the request to the rest of the queue. */
export type FaultSource = Fault | ((request: WireRequest) => Fault | undefined);

/** `'*'`, a method, or a method and the key that it is about. */
export type Match = string | { readonly method?: string; readonly key?: string; readonly path?: RegExp };

export type PlannedFault = { readonly match: Match; readonly source: FaultSource; left: number };

const ONE_MEBIBYTE = 1024 * 1024;
// "Endless" still ends: a client that never stops reading must fail its test, not fill the memory.
const ENDLESS = 256 * ONE_MEBIBYTE;

/** Lets the request through to the normal response; with `delayMs`, after that time. */
export function pass(options: Common = {}): Fault {
  return { kind: 'pass', ...options };
}

/** Responds with exactly this. */
export function respond(
  status: number,
  body?: unknown,
  options: Common & { readonly headers?: OutgoingHttpHeaders } = {},
): Fault {
  return { kind: 'response', status, body, ...options };
}

/** Responds with a failure as Cloudflare words it. */
export function failure(
  status: number,
  code: number | string,
  message: string,
  options: Common & { readonly headers?: OutgoingHttpHeaders; readonly error?: object } = {},
): Fault {
  const { error, ...rest } = options;
  return respond(status, failureEnvelope({ code, message, ...error }), rest);
}

/** Responds that a key exists, whether it does or not: a read that lags behind a deletion. */
export function found(key: object, options: Common = {}): Fault {
  return respond(200, successEnvelope(key), options);
}

/** Responds with this list, or this page of it, whatever keys exist. */
export function listed(result: unknown, more: object = {}): Fault {
  return respond(200, successEnvelope(result, more));
}

/** Ends the connection in the middle of a body that was announced to be longer. */
export function cut(
  options: Common & { readonly status?: number; readonly body?: string; readonly missing?: number } = {},
): Fault {
  return { kind: 'cut', status: 200, body: '{"success":true,"errors":[],"mess', missing: 200, ...options };
}

/** Resets the connection before the first byte of a response. */
export function reset(options: Common = {}): Fault {
  return { kind: 'reset', ...options };
}

/** Receives the request and never responds. */
export function stall(options: Common = {}): Fault {
  return { kind: 'stall', ...options };
}

/** Sends the headers and a part of the body, then nothing more. */
export function stallBody(
  options: Common & { readonly status?: number; readonly body?: string } = {},
): Fault {
  return { kind: 'stall-body', status: 200, body: '{"success":true,', ...options };
}

/** Sends a body one byte at a time, forever. */
export function drip(options: Common & { readonly status?: number; readonly everyMs?: number } = {}): Fault {
  return { kind: 'drip', status: 200, everyMs: 20, ...options };
}

/** Sends an envelope of more than 1 MiB, or one that never ends. */
export function oversized(
  options: Common & { readonly status?: number; readonly bytes?: number; readonly endless?: boolean } = {},
): Fault {
  const { endless = false, ...rest } = options;
  return { kind: 'oversized', status: 200, bytes: endless ? ENDLESS : ONE_MEBIBYTE + 4096, ...rest };
}

/** Redirects to another URL. */
export function redirect(location: string, options: Common & { readonly status?: number } = {}): Fault {
  const { status = 307, ...rest } = options;
  return { kind: 'response', status, headers: { location }, body: '', ...rest };
}

/** Cloudflare's 429, with `Retry-After` in seconds, as a date, as any text, or without. */
export function rateLimit(options: Common & { readonly retryAfter?: number | Date | string } = {}): Fault {
  const { retryAfter, ...rest } = options;
  const header = retryAfter instanceof Date ? retryAfter.toUTCString() : retryAfter?.toString();
  return failure(429, 971, 'Please wait and consider throttling your request speed', {
    ...rest,
    headers: { 'retry-after': header },
  });
}

/** A page of the edge in place of the API. */
export function html(options: Common & { readonly status?: number; readonly title?: string } = {}): Fault {
  const { status = 502, title = 'Bad gateway', ...rest } = options;
  const body = `<!DOCTYPE html>\n<html lang="en-US">\n<head><title>api.cloudflare.com | ${status}: ${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`;
  return { kind: 'response', status, headers: { 'content-type': 'text/html; charset=UTF-8' }, body, ...rest };
}

/** Cloudflare's envelope around a result. */
export function successEnvelope(result: unknown, more: object = {}): object {
  return { success: true, errors: [], messages: [], result, ...more };
}

/** Cloudflare's envelope around errors. */
export function failureEnvelope(...errors: readonly object[]): object {
  return { success: false, errors, messages: [], result: null };
}
