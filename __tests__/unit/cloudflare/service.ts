import { openCloudflare } from '../../../src/cloudflare/api.ts';
import type { Cloudflare } from '../../../src/cloudflare/api.ts';
import { openHttp } from '../../../src/http/client.ts';
import { openRateLimit } from '../../../src/http/rate-limit.ts';
import { openRetries } from '../../../src/http/retry.ts';
import type { Retries } from '../../../src/http/retry.ts';
import {
  type CloudflareDouble,
  type CloudflareOptions,
  startCloudflare,
} from '../../support/cloudflare-double.ts';
import { type VirtualClock, virtualClock } from '../../support/virtual-clock.ts';

/** A double of Cloudflare, and what a step opens to use it. */
export type Service = {
  readonly cloudflare: CloudflareDouble;
  readonly connection: Cloudflare;
  readonly retries: Retries;
  readonly clock: VirtualClock;
  readonly log: readonly string[];
  /** The debug log of the requests. */
  readonly traced: readonly string[];
};

const closing: (() => unknown)[] = [];

/** Opens a service with 300 seconds of virtual time, and the longest possible waits. */
export async function openService(
  options: CloudflareOptions,
  { maxRetries, now }: { readonly maxRetries: number; readonly now?: number },
): Promise<Service> {
  const cloudflare = await startCloudflare(options);
  const log: string[] = [];
  const traced: string[] = [];
  const http = openHttp((line) => void traced.push(line), 'cf-ray');
  closing.push(cloudflare.close, http.close);
  const say = (line: string): void => void log.push(line);
  const clock = virtualClock(now);
  const remaining = (): number => Math.max(0, 300_000 - clock.monotonic());
  const rateLimit = openRateLimit({ owner: "Cloudflare's", clock, remaining, info: say });
  const connection = openCloudflare({
    apiBaseUrl: cloudflare.baseUrl,
    accountId: cloudflare.account,
    apiToken: cloudflare.token,
    http,
    log: { notice: say, warning: say },
    observe: rateLimit.observe,
    hardStop: new AbortController().signal,
  });
  const retries = openRetries({ maxRetries, rateLimit, clock, remaining, info: say, random: () => 1 });
  return { cloudflare, connection, retries, clock, log, traced };
}

/** Closes the services that a test opened. */
export async function closeServices(): Promise<void> {
  await Promise.all(closing.splice(0).map((close) => close()));
}
