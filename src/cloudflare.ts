import { clock } from './budget.ts';
import { readEnvelope } from './envelope.ts';
import type { ApiMessage, Envelope } from './envelope.ts';
import { AnswerError, isAttemptError, isSuccess } from './errors.ts';
import { MAX_BODY_BYTES } from './http.ts';
import type { Http, Reply } from './http.ts';
import type { Log } from './log.ts';
import { clip, count, excerpt, oneLine } from './text.ts';
import type { Redact } from './text.ts';

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

/** Opens Cloudflare's API. The token goes to `apiBaseUrl` and nowhere else. */
export function openCloudflare(options: {
  readonly apiBaseUrl: string;
  readonly accountId: string;
  readonly apiToken: string;
  readonly http: Http;
  readonly log: Pick<Log, 'debug' | 'notice' | 'warning'>;
  readonly redact: Redact;
  /** Aborted when requests in flight must end. */
  readonly end: AbortSignal;
}): Cloudflare {
  const { http, log, redact, end } = options;
  const headers = { accept: 'application/json', authorization: `Bearer ${options.apiToken}` };

  const send = async (method: Method, path: string, attempt: number): Promise<Success> => {
    const url = `${options.apiBaseUrl}/accounts/${options.accountId}${path}`;
    const began = clock();
    const trace = (outcome: string): void => {
      const took = Math.round(clock() - began);
      log.debug(`${method} ${url} (attempt ${attempt}): ${outcome}, ${took} ms`);
    };
    try {
      const reply = await http.send({ method, url, headers }, end);
      trace(`HTTP ${reply.status}, cf-ray ${readRay(reply, redact) || 'missing'}`);
      return readReply(reply);
    } catch (error) {
      if (isAttemptError(error) && !(error instanceof AnswerError)) trace(error.message);
      throw error;
    }
  };

  const readReply = (reply: Reply): Success => {
    const {
      status,
      headers: { 'retry-after': retryAfter },
    } = reply;
    const ray = readRay(reply, redact);
    const envelope = reply.body === undefined ? undefined : readEnvelope(reply.body, redact);
    for (const message of envelope?.messages ?? []) log.notice(`Cloudflare says: ${describe(message)}`);
    if (envelope !== undefined && isSuccess(status) && envelope.success === true) {
      for (const error of envelope.errors) log.warning(`Cloudflare says, beside success: ${describe(error)}`);
      return { ...envelope, status, ray };
    }
    const errors = envelope?.errors ?? [];
    const throttled = status === 429 || errors.some(({ code }) => code === THROTTLED);
    const facts = { status, ray, errors, throttled, retryAfter };
    const fail = (failure: AnswerError['failure'], what: string): AnswerError =>
      new AnswerError(`Cloudflare answered HTTP ${status}${what}${ray && ` (cf-ray ${ray})`}.`, {
        ...facts,
        failure,
      });

    if (reply.body === undefined)
      throw fail('too-large', ` with a body of more than ${MAX_BODY_BYTES / 1024 / 1024} MiB`);
    if (status >= 300 && status <= 399 && errors.length === 0) {
      const location = clip(oneLine(redact(reply.headers.location ?? '')), 200);
      throw fail('redirect', `, a redirect${location && ` to ${location}`}`);
    }
    const isEnvelope = envelope !== undefined && (!isSuccess(status) || envelope.success !== undefined);
    const failure = isEnvelope ? 'refused' : 'no-envelope';
    if (errors.length > 0) {
      const yet = isSuccess(status) ? ', yet no success' : '';
      throw fail(failure, `${yet}, ${errors.slice(0, 5).map(describe).join('; ')}`);
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
    ...message.chain.slice(0, 5).map((beneath) => `beneath it ${describe(beneath)}`),
    message.chain.length > 5 && `and ${count(message.chain.length - 5, 'more error')}`,
  ].filter(Boolean);
  const text = clip(oneLine(message.message), 500) || 'no message';
  return clip(`${code}: ${text.replace(/\.$/, '')}${more.length > 0 ? ` (${more.join(', ')})` : ''}`, 1000);
}
