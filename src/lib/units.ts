import { pluralize } from './format.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './time.ts';

/** A time span as `older-than` and `unused-for` are written, in the largest unit that fits: `24h`, `7d`, `90m`. */
export function formatSpan(milliseconds: number): string {
  if (milliseconds % DAY_MS === 0 && milliseconds > DAY_MS) return `${milliseconds / DAY_MS}d`;
  if (milliseconds % HOUR_MS === 0) return `${milliseconds / HOUR_MS}h`;
  return `${milliseconds / MINUTE_MS}m`;
}

/** An amount of data in decimal units: `0 bytes`, `812 bytes`, `1.2 kB`, `5.3 GB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return pluralize(bytes, 'byte');
  const units = ['kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes / 1_000;
  let unit = 0;
  // What would be shown as 1,000 is one of the next unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`;
}
