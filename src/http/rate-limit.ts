import { StoppedError } from '../lib/deadline.ts';
import { formatNumber, formatSeconds } from '../lib/format.ts';
import { sleep } from '../lib/time.ts';
import type { Clock } from '../lib/time.ts';
import type { ResponseHeaders } from './client.ts';

/** What a rate limit has left. */
export type Quota = {
  /** Which limit it is, as the server names it. */
  readonly name: string;
  /** How many more requests the window allows. */
  readonly left: number;
  /** How many a window allows in all; undefined if the server does not say. */
  readonly limit: number | undefined;
  /** Milliseconds until the window ends. */
  readonly endsMs: number;
  /** Whether `endsMs` is when it ends; otherwise it ends no later than that. */
  readonly isEndKnown: boolean;
};

/**
 * Reads the quotas in `ratelimit` and `ratelimit-policy`, such as `"default";r=50;t=30` and `"default";q=1200;w=300`. The
 * headers are hints: an item without a number of requests left and of seconds is left out. One that says only how long a
 * window is (`r=1199;q=1200;w=300`) ends no later than after that time.
 *
 * Source: https://developers.cloudflare.com/fundamentals/api/reference/limits/
 */
export function parseQuotas(headers: ResponseHeaders): readonly Quota[] {
  const policies = parseItems(headers['ratelimit-policy']);
  return parseItems(headers['ratelimit']).flatMap(({ name, parameters }) => {
    const { r: left, q, w, t } = parameters;
    const seconds = t ?? w;
    if (left === undefined || seconds === undefined) return [];
    const policy = policies.length === 1 ? policies[0] : policies.find((each) => each.name === name);
    const limit = q ?? policy?.parameters['q'];
    return [{ name, left, limit, endsMs: seconds * 1000, isEndKnown: t !== undefined }];
  });
}

type Item = { readonly name: string; readonly parameters: Readonly<Record<string, number>> };

/** Reads a list of named items with parameters that are not negative: https://www.rfc-editor.org/rfc/rfc9651 */
function parseItems(header: string | readonly string[] | undefined): readonly Item[] {
  if (header === undefined) return [];
  const text = typeof header === 'string' ? header : header.join(',');
  // Longer than any header with rate limits in it.
  if (text.length > 4096) return [];
  return text.split(',').map((item) => {
    const [name = '', ...pairs] = item.split(';').map((part) => part.trim());
    const numbers = pairs.flatMap((pair) => {
      const [, key = '', value = ''] = /^([a-z]+)\s*=\s*"?(\d{1,12}(?:\.\d+)?)"?$/i.exec(pair) ?? [];
      return key === '' ? [] : [[key.toLowerCase(), Number(value)] as const];
    });
    return { name, parameters: Object.fromEntries(numbers) };
  });
}

/** This share of a quota is left to others: a server may block everyone who shares it once it is exceeded. */
const RESERVED_SHARE = 1 / 20;

/** Whether so few requests are left that new ones should wait for the next window. Those in flight may not be counted yet. */
export function isNearlyUsedUp({ left, limit }: Quota, inFlight: number): boolean {
  return limit !== undefined && left - inFlight < limit * RESERVED_SHARE;
}

/** Milliseconds until every quota that is used up is in its next window; undefined if none is. */
export function windowEndsMs(quotas: readonly Quota[]): number | undefined {
  const used = quotas.filter(({ left }) => left === 0);
  return used.length === 0 ? undefined : Math.max(...used.map(({ endsMs }) => endsMs));
}

/** When a request may begin. */
export type Turn = { readonly notBefore: number; readonly paced: boolean };

/** Shares one rate limit among all requests of the step. */
export type RateLimit = {
  /**
   * Waits until a request may begin, and counts it as in flight from then on: not before `notBefore` (of the monotonic
   * clock), nor during a pause of all requests, nor, if `paced`, in a window whose quota is nearly used up.
   * @throws StoppedError as soon as `softStop` is aborted, or the limit is known to outlast the step
   */
  readonly enter: (turn: Turn, softStop: AbortSignal) => Promise<void>;
  /** Counts a request as in flight no longer. */
  readonly leave: () => void;
  /** Reads what the headers of a response say about the quota. */
  readonly observe: (headers: ResponseHeaders) => void;
  /** Pauses all requests until this time of the monotonic clock. */
  readonly pauseUntil: (time: number) => void;
  /** The limit outlasts the step: from here on no request begins. */
  readonly giveUp: () => void;
};

/** Ends closer than this are of the same window: servers round them to seconds. */
const SAME_WINDOW_MS = 1_500;

/** Opens the rate limit of one service, which messages name by `owner`, such as `Cloudflare's`. */
export function openRateLimit(options: {
  readonly owner: string;
  readonly clock: Clock;
  readonly remaining: () => number;
  readonly info: (message: string) => void;
}): RateLimit {
  const { owner, clock, remaining, info } = options;
  let pausedUntil = 0;
  let inFlight = 0;
  let quotas: readonly (Quota & { readonly endsAt: number })[] = [];
  let announced = -Infinity;
  const outlasted = new AbortController();

  /** When the next window begins, if new requests should wait for it; 0 if they need not, or if it doesn't fit. */
  function nextWindow(): number {
    const now = clock.monotonic();
    const [last] = quotas
      .filter(({ endsAt }) => endsAt > now && endsAt - now < remaining())
      .filter((quota) => isNearlyUsedUp(quota, inFlight))
      .toSorted((a, b) => b.endsAt - a.endsAt);
    if (last === undefined) return 0;
    if (last.endsAt > announced + SAME_WINDOW_MS) {
      announced = last.endsAt;
      info(
        `Pausing ${formatSeconds(last.endsAt - now)}: ${formatNumber(last.left)} of ${owner} ${formatNumber(last.limit ?? 0)} requests are left for this token.`,
      );
    }
    return last.endsAt;
  }

  async function enter({ notBefore, paced }: Turn, softStop: AbortSignal): Promise<void> {
    softStop.throwIfAborted();
    for (;;) {
      outlasted.signal.throwIfAborted();
      const until = Math.max(notBefore, pausedUntil, paced ? nextWindow() : 0);
      const left = until - clock.monotonic();
      if (left <= 0) break;
      await sleep(clock, left, AbortSignal.any([softStop, outlasted.signal]));
    }
    inFlight++;
  }

  function observe(headers: ResponseHeaders): void {
    const now = clock.monotonic();
    const read = parseQuotas(headers);
    if (read.length === 0) return;
    quotas = read.map((quota) => {
      const endsAt = now + quota.endsMs;
      const known = quotas.find((each) => each.name === quota.name && each.endsAt > now);
      // A response can be late, and overtaken by others: it can't be of the next window before the known one has ended.
      const isSame =
        known !== undefined &&
        (Math.abs(known.endsAt - endsAt) < SAME_WINDOW_MS ||
          (known.isEndKnown && known.endsAt - now > SAME_WINDOW_MS));
      // Within a window, the fewest requests left are the latest news, and the earliest end the most exact.
      return isSame
        ? { ...quota, left: Math.min(quota.left, known.left), endsAt: Math.min(endsAt, known.endsAt) }
        : { ...quota, endsAt };
    });
  }

  return {
    enter,
    leave() {
      inFlight--;
    },
    observe,
    pauseUntil(time) {
      pausedUntil = Math.max(pausedUntil, time);
    },
    giveUp() {
      outlasted.abort(
        new StoppedError(
          `${owner} rate limit lasts longer than what is left of the time limit: run the job again later, or raise \`timeout-seconds\`.`,
        ),
      );
    },
  };
}
