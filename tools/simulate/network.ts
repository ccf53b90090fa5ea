import type { Http, HttpResponse, Request } from '../../src/http/client.ts';
import type * as classify from '../../src/http/classify-error.ts';
import type * as errors from '../../src/http/errors.ts';
import type { Cloudflare } from './cloudflare.ts';
import type { GitHub } from './github.ts';
import type { Meaning, ServerResponse, RetryAfter } from './responses.ts';
import type { Scheduler } from './scheduler.ts';
import type { Exchange, Recorder, Service } from './trace.ts';
import { ACCOUNT, baseUrlOf } from './world.ts';
import type { Delivery, Treatment, World } from './world.ts';

/** Where GitHub's API is for the step. */
export const GITHUB_API = 'https://api.github.com';

const IDLE_MS = 30_000;
/** After which time a DELETE is carried out that was held up somewhere. */
const LATE_MS = 3_000;

/** What the simulated client has in common with the real one: how it names what went wrong. */
export type ConnectionErrors = Pick<typeof errors, 'ConnectionError'> &
  Pick<typeof classify, 'toConnectionError'>;

/** Opens the network: an HTTP client without sockets, for which each request goes as the world says. */
export function openNetwork(
  world: World,
  {
    scheduler,
    recorder,
    cloudflare,
    github,
    errors: { ConnectionError, toConnectionError },
    onSent,
  }: {
    readonly scheduler: Scheduler;
    readonly recorder: Recorder;
    readonly cloudflare: Cloudflare;
    readonly github: GitHub;
    readonly errors: ConnectionErrors;
    /** Called with the number of each request. */
    readonly onSent: (number: number) => void;
  },
): Http {
  const { treatments, treatmentsGoOn, latencyMs } = world;
  const baseUrl = baseUrlOf(world);
  const good: Treatment = { upMs: latencyMs / 2, downMs: latencyMs / 2, delivery: { kind: 'proper' } };
  let sent = 0;
  const nextTreatment = (): Treatment => {
    const index = treatmentsGoOn ? sent % Math.max(1, treatments.length) : sent;
    sent++;
    return treatments[index] ?? good;
  };

  const send = (request: Request, hardStop: AbortSignal): Promise<HttpResponse> =>
    new Promise((resolve, reject) => {
      const service: Service = request.url.startsWith(`${GITHUB_API}/`) ? 'github' : 'cloudflare';
      const host = (): string => new URL(request.url).host;
      const { treatment, path, uid } = {
        treatment: nextTreatment(),
        ...locate(request.url, service, baseUrl),
      };
      const { delivery, upMs, downMs } = treatment;
      const exchange = recorder.begin({
        service,
        method: request.method,
        path,
        uid,
        authorization: request.headers['authorization'] ?? '',
        body: request.body ?? '',
        treatment,
      });
      onSent(exchange.number);

      let connected = false;
      let open = true;
      const close = (outcome: Parameters<Recorder['end']>[1]): void => {
        open = false;
        cancelIdle();
        hardStop.removeEventListener('abort', onAbort);
        recorder.end(exchange, outcome);
      };
      const fail = (error: unknown, failure: string, meaning: Meaning): void => {
        if (!open) return;
        close({ failure, meaning, doubt: connected });
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const failAs = (error: unknown, failure: string, meaning: Meaning): void => {
        fail(
          toConnectionError(error, { host: host(), mayHaveArrived: connected, hardStop }),
          failure,
          meaning,
        );
      };
      const respond = (response: ServerResponse): void => {
        if (!open) return;
        const doubt = response.meaning === 'doubtful' || response.meaning === 'transient';
        close({ response, meaning: response.meaning, doubt });
        resolve({ status: response.status, headers: response.headers, body: response.body });
      };
      const onAbort = (): void => {
        failAs(hardStop.reason, 'ended by the step', 'final');
      };
      const cancelIdle = scheduler.after(IDLE_MS, () => {
        const message = `${host()} was silent: no byte for 30 s.`;
        fail(
          new ConnectionError(message, { failure: 'silent', mayHaveArrived: connected }),
          'silent',
          'transient',
        );
      });
      hardStop.addEventListener('abort', onAbort);
      if (hardStop.aborted) {
        onAbort();
        return;
      }

      const carryOut = (): ServerResponse => {
        exchange.carriedOutAt = scheduler.now();
        const response = service === 'github' ? github.carryOut(exchange) : cloudflare.carryOut(exchange);
        exchange.deleted = exchange.method === 'DELETE' && response.meaning === 'success';
        return response;
      };
      const takeEffect = (): void => {
        exchange.carriedOutAt = scheduler.now();
        exchange.deleted = cloudflare.deleteKey(uid);
      };

      /** What arrives, and what comes back. */
      const arrive = (): void => {
        const tooMany = service === 'cloudflare' ? cloudflare.admit(exchange) : undefined;
        const withHeaders = (
          response: ServerResponse,
          more: Readonly<Record<string, string>> = {},
        ): ServerResponse => ({
          ...response,
          headers: {
            ...(service === 'cloudflare' && cloudflare.headers(exchange)),
            ...more,
            ...response.headers,
            // Each response has its own.
            ...('cf-ray' in response.headers && { 'cf-ray': `8f${exchange.number}-FRA` }),
          },
        });
        const sendBack = (response: ServerResponse): void => {
          const whole = withHeaders(response);
          scheduler.after(downMs, () => {
            respond(whole);
          });
        };
        if (tooMany !== undefined) {
          sendBack(tooMany);
          return;
        }
        if (delivery.kind === 'proper') {
          sendBack(carryOut());
          return;
        }
        if (delivery.kind === 'unreachable') return;
        if (exchange.method === 'DELETE' && delivery.effect === 'now') takeEffect();
        if (exchange.method === 'DELETE' && delivery.effect === 'late') scheduler.after(LATE_MS, takeEffect);
        if (delivery.kind === 'silent') return;
        if (delivery.kind === 'lost') {
          scheduler.after(downMs, () => {
            failAs(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }), 'lost', 'transient');
          });
          return;
        }
        const whole = withHeaders(toResponse(delivery, exchange));
        scheduler.after(downMs, () => {
          respond({
            ...whole,
            headers: { ...whole.headers, ...writeRetryAfter(delivery.retryAfter, scheduler.clock.now()) },
          });
        });
      };

      if (delivery.kind === 'unreachable') {
        const error = toNodeError(delivery.code);
        scheduler.after(upMs, () => {
          failAs(error, delivery.code, delivery.code === 'CERT_HAS_EXPIRED' ? 'final' : 'transient');
        });
        return;
      }
      if (delivery.kind === 'silent' && !delivery.connected) return;
      scheduler.after(upMs / 2, () => {
        connected = true;
      });
      scheduler.after(upMs, () => {
        // A request that was ended before it had a connection was never sent.
        if (open || exchange.doubt) arrive();
      });
    });

  return { send, close: () => undefined };
}

/** The part of the address that differs between requests, and the key in it. The whole address if it isn't the API's. */
function locate(
  url: string,
  service: Service,
  baseUrl: string,
): { readonly path: string; readonly uid: string } {
  const account = `${baseUrl}/accounts/${ACCOUNT}/`;
  if (url.startsWith(account)) {
    const path = url.slice(account.length - 1);
    return { path, uid: /^\/calls\/turn_keys\/(.*)$/.exec(path)?.[1] ?? '' };
  }
  return {
    path: url === `${service === 'github' ? GITHUB_API : baseUrl}/graphql` ? '/graphql' : url,
    uid: '',
  };
}

function toNodeError(code: 'ECONNREFUSED' | 'ENOTFOUND' | 'CERT_HAS_EXPIRED'): Error {
  const syscall = { ECONNREFUSED: 'connect', ENOTFOUND: 'getaddrinfo', CERT_HAS_EXPIRED: undefined }[code];
  return Object.assign(new Error(`${syscall ?? 'certificate'} ${code}`), { code, syscall });
}

/** The same response means different things to the three APIs. */
function toResponse(
  { response: { status, body, meaning }, retryAfter }: Delivery & { kind: 'response' },
  { service, path }: Exchange,
): ServerResponse {
  const response = { status, body, headers: {} };
  if (path !== '/graphql') return { ...response, meaning };
  if (status === 429 || (meaning === 'rate-limited' && service === 'cloudflare')) {
    return { ...response, meaning: 'rate-limited' };
  }
  if (service === 'github') {
    // Errors without a type pass; a 403 that says when to come back is a rate limit.
    if (status === 200 && body?.includes('"errors":[{') === true)
      return { ...response, meaning: 'transient' };
    if (status === 403 && retryAfter.kind !== 'none') return { ...response, meaning: 'rate-limited' };
  }
  if (meaning === 'transient' && (status !== 403 || service === 'cloudflare'))
    return { ...response, meaning };
  return { ...response, meaning: 'final' };
}

function writeRetryAfter(retryAfter: RetryAfter, wall: number): Readonly<Record<string, string>> {
  switch (retryAfter.kind) {
    case 'none':
      return {};
    case 'seconds':
      return { 'retry-after': String(retryAfter.seconds) };
    case 'date':
      return { 'retry-after': new Date(wall + retryAfter.ms).toUTCString() };
    case 'odd':
      return { 'retry-after': 'soon' };
  }
}
