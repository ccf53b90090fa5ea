import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './time.ts';

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
