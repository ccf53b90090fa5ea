/** A rate limit at any scale. Cloudflare's own is `CLOUDFLARE_QUOTA`. */
export type QuotaLimits = {
  readonly requests: number;
  readonly windowMs: number;
  /** How long everything is refused after one request too many; with 0, until the window ends. */
  readonly blockMs: number;
};

/** What becomes of one request. `left` and `renewsInMs` are the state after it. */
type Ticket = {
  /** How many more requests fit into this window. */
  readonly left: number;
  /** Until the window ends, or the block. */
  readonly renewsInMs: number;
  readonly headers: RatelimitHeaders;
} & (
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      /** For a `Retry-After`: whole seconds, rounded up. */
      readonly retryAfter: number;
    }
);

/** Whole seconds, rounded up, so that this wait is always long enough. */
export type RatelimitHeaders = {
  /** Such as `"default";r=50;t=30`: requests left, seconds until the window ends. */
  readonly ratelimit: string;
  /** Such as `"default";q=1200;w=300`: requests in a window, seconds in a window. */
  readonly 'ratelimit-policy': string;
};

export type Quota = {
  /** Counts a request that comes at `now`, in milliseconds of a clock that only goes forward. */
  readonly take: (now: number) => Ticket;
  /** How many requests are left at `now`. */
  readonly left: (now: number) => number;
};

/** Source: https://developers.cloudflare.com/fundamentals/api/reference/limits/ */
export const CLOUDFLARE_QUOTA: QuotaLimits = { requests: 1200, windowMs: 300_000, blockMs: 300_000 };

/**
 * Opens a quota as Cloudflare documents it: a number of requests in a window, and the first one too many starts a block that
 * refuses everything. No timers, so that a simulation can run it in virtual time.
 *
 * Guesses: a window begins with the first request after the last one ended; a refused request does not extend a block.
 */
export function openQuota({ requests, windowMs, blockMs }: QuotaLimits): Quota {
  let used = 0;
  let endsAt = -Infinity;
  let isBlocked = false;

  return {
    take: (now) => {
      if (now >= endsAt) {
        used = 0;
        isBlocked = false;
        endsAt = now + windowMs;
      }
      if (used < requests) {
        used += 1;
      } else if (!isBlocked) {
        isBlocked = true;
        if (blockMs > 0) endsAt = now + blockMs;
      }
      const left = requests - used;
      const renewsInMs = endsAt - now;
      const headers = {
        ratelimit: `"default";r=${left};t=${seconds(renewsInMs)}`,
        'ratelimit-policy': `"default";q=${requests};w=${seconds(windowMs)}`,
      };
      return isBlocked
        ? { allowed: false, left, renewsInMs, headers, retryAfter: seconds(renewsInMs) }
        : { allowed: true, left, renewsInMs, headers };
    },
    left: (now) => (now < endsAt ? requests - used : requests),
  };
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
