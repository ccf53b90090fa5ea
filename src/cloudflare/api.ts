import { MAX_BODY_BYTES } from '../http/client.ts';
import type { Http, HttpResponse, ResponseHeaders } from '../http/client.ts';
import { isSuccess } from '../http/errors.ts';
import { parseQuotas, windowEndsMs } from '../http/rate-limit.ts';
import { pluralize } from '../lib/format.ts';
import { escapeLine, excerpt, truncate } from '../lib/sanitize.ts';
import { NOT_FOUND } from './codes.ts';
import { readEnvelope } from './envelope.ts';
import type { ApiMessage, Envelope } from './envelope.ts';
import { CloudflareError } from './errors.ts';
import type { ResponseFailure } from './errors.ts';

/** A success envelope, with what only its HTTP response tells. */
export type Success = Envelope & { readonly status: number; readonly rayId: string };

/** Cloudflare's API, for one account. */
export type Cloudflare = {
  /**
   * Sends one request once. `path` is below the account, such as `/calls/turn_keys`.
   * @throws CloudflareError for anything but HTTP 2xx with `success: true`; ConnectionError when no complete response came
   */
  readonly send: (method: 'GET' | 'DELETE', path: string, attempt: number) => Promise<Success>;
  /**
   * Sends one GraphQL query once, and returns the response as it came.
   * @throws ConnectionError when no complete response came
   */
  readonly sendQuery: (query: object, attempt: number) => Promise<HttpResponse>;
  /** The account's ID. */
  readonly accountId: string;
};

// What a broken or hostile response could say beyond this would drown the rest of the log.
const MAX_MESSAGES = 20;
const MAX_ERRORS = 5;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Opens Cloudflare's API. The token is sent to `apiBaseUrl` and nowhere else. */
export function openCloudflare(options: {
  readonly apiBaseUrl: string;
  readonly accountId: string;
  readonly apiToken: string;
  readonly http: Http;
  readonly log: {
    readonly notice: (message: string) => void;
    readonly warning: (message: string) => void;
  };
  /** Gets the headers of every response of the REST API. */
  readonly observe: (headers: ResponseHeaders) => void;
  /** Aborted when requests in flight must end. */
  readonly hardStop: AbortSignal;
}): Cloudflare {
  const { apiBaseUrl, accountId, http, log, observe, hardStop } = options;
  const headers = { accept: 'application/json', authorization: `Bearer ${options.apiToken}` };

  const send: Cloudflare['send'] = async (method, path, attempt) => {
    const url = `${apiBaseUrl}/accounts/${accountId}${path}`;
    const response = await http.send({ method, url, headers, attempt }, hardStop);
    observe(response.headers);
    return readResponse(response);
  };

  const readResponse = (response: HttpResponse): Success => {
    const { status, body } = response;
    const rayId = readRayId(response);
    const envelope = body === undefined ? undefined : readEnvelope(body);
    for (const message of envelope?.messages.slice(0, MAX_MESSAGES) ?? []) {
      log.notice(`Cloudflare says: ${describeMessage(message)}`);
    }
    const errors = envelope?.errors ?? [];
    const isNotFound = errors.some(({ code }) => code === NOT_FOUND);
    if (envelope?.success === true && isSuccess(status) && !isNotFound) {
      for (const error of errors.slice(0, MAX_MESSAGES)) {
        log.warning(`Cloudflare reports success, with an error beside it: ${describeMessage(error)}`);
      }
      return { ...envelope, status, rayId };
    }
    throw toError(response, envelope);
  };

  const sendQuery: Cloudflare['sendQuery'] = (query, attempt) =>
    http.send(
      {
        method: 'POST',
        url: `${apiBaseUrl}/graphql`,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(query),
        attempt,
      },
      hardStop,
    );

  return { send, sendQuery, accountId };
}

/** Describes a response that is not a success. */
function toError(response: HttpResponse, envelope: Envelope | undefined): CloudflareError {
  const { status, headers, body } = response;
  const errors = envelope?.errors ?? [];
  const fail = (failure: ResponseFailure, what: string): CloudflareError =>
    makeError(response, failure, what, errors);

  if (body === undefined) {
    return fail('too-large', ` with a body of more than ${MAX_BODY_BYTES / 1024 / 1024} MiB`);
  }
  if (REDIRECTS.has(status) && errors.length === 0) {
    const location = truncate(escapeLine(headers.location ?? ''), 200);
    return fail('redirect', `, a redirect${location && ` to ${location}`}`);
  }
  const isEnvelope = envelope !== undefined && (!isSuccess(status) || envelope.success !== undefined);
  const failure = isEnvelope ? 'refused' : 'not-an-envelope';
  if (errors.length > 0) {
    const yet = isSuccess(status) && envelope?.success !== true ? ' without success' : '';
    const more =
      errors.length > MAX_ERRORS ? `; and ${pluralize(errors.length - MAX_ERRORS, 'more error')}` : '';
    return fail(failure, `${yet}, ${errors.slice(0, MAX_ERRORS).map(describeMessage).join('; ')}${more}`);
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

function readRayId(response: HttpResponse): string {
  const ray = response.headers['cf-ray'];
  return typeof ray === 'string' ? truncate(escapeLine(ray), 64) : '';
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
