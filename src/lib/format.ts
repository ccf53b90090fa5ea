const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Puts a number before a noun: `pluralize(1, 'key')` is `1 key`, `pluralize(2, 'key')` is `2 keys`. */
export function pluralize(number: number, noun: string): string {
  return `${formatNumber(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** A whole number with a comma between thousands: `1,200`. */
export function formatNumber(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A duration in seconds, with one decimal below ten: `0.5 s`, `30 s`. */
export function formatSeconds(milliseconds: number): string {
  const value = milliseconds / SECOND_MS;
  return `${value < 10 ? Number(value.toFixed(1)) : Math.ceil(value)} s`;
}

/** A duration in the largest unit that describes it with a whole number of at least two: `90 minutes`, `34 days`. */
export function formatAge(milliseconds: number): string {
  const units = [
    [DAY_MS, 'day'],
    [HOUR_MS, 'hour'],
    [MINUTE_MS, 'minute'],
  ] as const;
  const [size, unit] = units.find(([each]) => milliseconds >= 2 * each) ?? [MINUTE_MS, 'minute'];
  return pluralize(Math.floor(milliseconds / size), unit);
}

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
  // 999.5 and more would be shown as 1,000: that is 1 of the next unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`;
}
