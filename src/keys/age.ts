import { formatAge } from '../lib/format.ts';
import { parseDateTime } from '../lib/time.ts';
import type { TurnKey } from './turn-key.ts';

// Before Cloudflare existed: an earlier date, such as Go's zero time in the year 1, means that none was set.
const FIRST_DATE = Date.UTC(2010, 0, 1);

/** When a key was created, in milliseconds since 1970; undefined if that is unknown. */
export function creationTime({ created }: TurnKey): number | undefined {
  const time = parseDateTime(created ?? '');
  return time !== undefined && time >= FIRST_DATE ? time : undefined;
}

/** How long ago that was, such as `34 days`; empty if it is in the future. */
export function describeAge(time: number, now: number): string {
  return time > now ? '' : formatAge(now - time);
}
