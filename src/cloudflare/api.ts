import type { Http, HttpResponse, ResponseHeaders } from '../http/client.ts';
import { isSuccess } from '../http/errors.ts';
import { NOT_FOUND } from './codes.ts';
import { readEnvelope } from './envelope.ts';
import type { Envelope } from './envelope.ts';

/** A success envelope, with what only its HTTP response tells. */
export type Success = Envelope & {
  readonly status: number;
  readonly rayId: string;
  /** The header `link`; empty if there was none. */
  readonly link: string;
};

/** Cloudflare's API, for one account. */
export type Cloudflare = {
  /**
   * Sends one request once. `path` is below the account, such as `/calls/turn_keys`.
   * @throws CloudflareError for anything but HTTP 2xx with `success: true`; ConnectionError without a complete response
   */
  readonly send: (method: 'GET' | 'DELETE', path: string, attempt: number) => Promise<Success>;
  /**
   * Sends one GraphQL query once, and returns the response as it came.
   * @throws ConnectionError without a complete response
   */
  readonly sendQuery: (query: object, attempt: number) => Promise<HttpResponse>;
  /** The account's ID. */
  readonly accountId: string;
};

// What a broken or hostile response could say beyond this would drown the rest of the log.
const MAX_MESSAGES = 20;

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

  async function send(method: 'GET' | 'DELETE', path: string, attempt: number): Promise<Success> {
    const url = `${apiBaseUrl}/accounts/${accountId}${path}`;
    const response = await http.send({ method, url, headers, attempt }, hardStop);
    observe(response.headers);
    return await readResponse(response);
  }

  async function readResponse(response: HttpResponse): Promise<Success> {
    const { status, headers: responseHeaders, body } = response;
    const envelope = body === undefined ? undefined : readEnvelope(body);
    const { errors = [], messages = [] } = envelope ?? {};
    const success =
      envelope?.success === true && isSuccess(status) && !errors.some(({ code }) => code === NOT_FOUND);
    if (!success || [...errors, ...messages].length > 0) {
      // Loaded only for a response that says more than success.
      const { describeMessage, toError } = await import('./describe-response.ts');
      for (const message of messages.slice(0, MAX_MESSAGES)) {
        log.notice(`Cloudflare says: ${describeMessage(message)}`);
      }
      if (!success) throw toError(response, envelope);
      for (const error of errors.slice(0, MAX_MESSAGES)) {
        log.warning(`Cloudflare reports success, with an error beside it: ${describeMessage(error)}`);
      }
    }
    const { 'cf-ray': rayId = '', link = '' } = responseHeaders;
    return { ...envelope, status, rayId: String(rayId), link: String(link) };
  }

  function sendQuery(query: object, attempt: number): Promise<HttpResponse> {
    return http.send(
      {
        method: 'POST',
        url: `${apiBaseUrl}/graphql`,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(query),
        attempt,
      },
      hardStop,
    );
  }

  return { send, sendQuery, accountId };
}
