import { readEnvelope } from './envelope.ts';
import type { ApiMessage, Envelope } from './envelope.ts';
import { AnswerError, isSuccess } from '../http/errors.ts';
import { MAX_BODY_BYTES } from '../http/client.ts';
import type { Http, Reply } from '../http/client.ts';
import type { Log } from '../output/log.ts';
import { NOT_FOUND } from '../http/retry.ts';
import { clip, count, excerpt, oneLine } from '../lib/sanitize.ts';
import type { Redact } from '../lib/sanitize.ts';

/** A success envelope, with what only its HTTP answer tells. */
export type Success = Envelope & { readonly status: number; readonly ray: string };

/** The methods that this action uses. It creates and changes nothing. */
export type Method = 'GET' | 'DELETE';

/** Cloudflare's API, for one account. */
export type Cloudflare = {
  /**
   * Sends one request once. `path` is below the account, such as `/calls/turn_keys`.
   * @throws AnswerError for anything but HTTP 2xx with `success: true`; ConnectionError when no complete answer came
   */
  readonly send: (method: Method, path: string, attempt: number) => Promise<Success>;
};

/** The code of "Please wait and consider throttling your request speed", which comes with HTTP 429 or 200. */
const THROTTLED = 971;

// What a broken or hostile answer could say beyond this would drown the rest of the log.
const MOST_MESSAGES = 20;
const MOST_ERRORS = 5;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Opens Cloudflare's API. The token goes to `apiBaseUrl` and nowhere else. */
export function openCloudflare(options: {
  readonly apiBaseUrl: string;
  readonly accountId: string;
  readonly apiToken: string;
  readonly http: Http;
  readonly log: Pick<Log, 'notice' | 'warning'>;
  readonly redact: Redact;
  /** Aborted when requests in flight must end. */
  readonly end: AbortSignal;
}): Cloudflare {
  const { http, log, redact, end } = options;
  const headers = { accept: 'application/json', authorization: `Bearer ${options.apiToken}` };

  const send = async (method: Method, path: string, attempt: number): Promise<Success> => {
    const url = `${options.apiBaseUrl}/accounts/${options.accountId}${path}`;
    return readReply(await http.send({ method, url, headers, attempt }, end));
  };

  const readReply = (reply: Reply): Success => {
    const {
      status,
      headers: { 'retry-after': retryAfter },
    } = reply;
    const ray = readRay(reply, redact);
    // Stryker disable next-line ConditionalExpression: no body is no envelope either way
    const envelope = reply.body === undefined ? undefined : readEnvelope(reply.body, redact);
    for (const message of envelope?.messages.slice(0, MOST_MESSAGES) ?? [])
      log.notice(`Cloudflare says: ${describe(message)}`);
    const errors = envelope?.errors ?? [];
    const isNotFound = errors.some(({ code }) => code === NOT_FOUND);
    if (envelope?.success === true && isSuccess(status) && !isNotFound) {
      for (const error of errors.slice(0, MOST_MESSAGES))
        log.warning(`Cloudflare says, beside success: ${describe(error)}`);
      return { ...envelope, status, ray };
    }
    const throttled = status === 429 || errors.some(({ code }) => code === THROTTLED);
    const facts = { status, ray, errors, throttled, retryAfter };
    const fail = (failure: AnswerError['failure'], what: string): AnswerError =>
      new AnswerError(`Cloudflare answered HTTP ${status}${what}${ray && ` (cf-ray ${ray})`}.`, {
        ...facts,
        failure,
      });

    if (reply.body === undefined)
      throw fail('too-large', ` with a body of more than ${MAX_BODY_BYTES / 1024 / 1024} MiB`);
    if (REDIRECTS.has(status) && errors.length === 0) {
      const location = clip(oneLine(redact(reply.headers.location ?? '')), 200);
      throw fail('redirect', `, a redirect${location && ` to ${location}`}`);
    }
    const isEnvelope = envelope !== undefined && (!isSuccess(status) || envelope.success !== undefined);
    const failure = isEnvelope ? 'refused' : 'no-envelope';
    if (errors.length > 0) {
      // Stryker disable next-line OptionalChaining: errors come of an envelope alone
      const yet = isSuccess(status) && envelope?.success !== true ? ', yet no success' : '';
      const more =
        errors.length > MOST_ERRORS ? `; and ${count(errors.length - MOST_ERRORS, 'more error')}` : '';
      throw fail(failure, `${yet}, ${errors.slice(0, MOST_ERRORS).map(describe).join('; ')}${more}`);
    }
    const what = isEnvelope ? ', no success, and gave no error' : ' with something that is no envelope';
    throw fail(failure, `${what}: ${excerpt(redact(reply.body))}`);
  };

  return { send };
}

function readRay(reply: Reply, redact: Redact): string {
  const ray = reply.headers['cf-ray'];
  return typeof ray === 'string' ? clip(oneLine(redact(ray)), 64) : '';
}

/** Puts an entry of `errors` or `messages`, with everything that it says, on one line. */
export function describe(message: ApiMessage): string {
  const code = message.code === undefined ? 'no code' : `code ${clip(oneLine(String(message.code)), 32)}`;
  const more = [
    message.pointer && `at ${clip(oneLine(message.pointer), 200)}`,
    message.documentationUrl && `see ${clip(oneLine(message.documentationUrl), 200)}`,
    ...message.chain.slice(0, MOST_ERRORS).map((beneath) => `beneath it ${describe(beneath)}`),
    message.chain.length > MOST_ERRORS && `and ${count(message.chain.length - MOST_ERRORS, 'more error')}`,
  ].filter(Boolean);
  const text = clip(oneLine(message.message), 500) || 'no message';
  return clip(`${code}: ${text.replace(/\.$/, '')}${more.length > 0 ? ` (${more.join(', ')})` : ''}`, 1000);
}
