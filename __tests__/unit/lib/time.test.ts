import { describe, expect, test } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { parseDateTime, sleep, systemClock } from '../../../src/lib/time.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

describe('sleep', () => {
  test('lasts as long as it says, and then removes its listener', async () => {
    const clock = virtualClock();
    const { signal } = new AbortController();
    let awake = false;
    void sleep(clock, 1_000, signal).then(() => (awake = true));
    await clock.advance(999);
    expect(awake).toBe(false);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await clock.advance(1);
    expect(awake).toBe(true);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('does not begin once the signal is aborted', async () => {
    const clock = virtualClock();
    const why = new Error('why');
    await expect(sleep(clock, 1_000, AbortSignal.abort(why))).rejects.toBe(why);
    expect(clock.timers()).toBe(0);
  });

  test('ends as soon as the signal is aborted, with its reason', async () => {
    const clock = virtualClock();
    const controller = new AbortController();
    const why = new Error('why');
    const slept = expect(sleep(clock, 60_000, controller.signal)).rejects.toBe(why);
    controller.abort(why);
    await slept;
    expect(clock.timers()).toBe(0);
  });
});

describe("this machine's clock", () => {
  test('only goes forward, and never calls back too early', async () => {
    const began = systemClock.monotonic();
    const before = process.hrtime.bigint();
    await new Promise<void>((resolve) => {
      systemClock.after(50, resolve);
    });
    expect(Number(process.hrtime.bigint() - before) / 1e6).toBeGreaterThan(48);
    expect(systemClock.monotonic() - began).toBeGreaterThan(48);
  });

  test('does not call back what was cancelled', async () => {
    let called = false;
    systemClock.after(1, () => {
      called = true;
    })();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(called).toBe(false);
  });

  test('has the time of day', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(60_000);
  });
});

describe('a date-time', () => {
  test.each([
    ['2026-03-01T10:59:59Z', '2026-03-01T10:59:59.000Z'],
    ['2026-03-01T10:59:59.999Z', '2026-03-01T10:59:59.999Z'],
    ['2026-03-01t10:59:59z', '2026-03-01T10:59:59.000Z'],
    ['2026-03-01 10:59:59Z', '2026-03-01T10:59:59.000Z'],
    ['2026-03-01T12:59:59+02:00', '2026-03-01T10:59:59.000Z'],
    ['2026-03-01T05:29:59-05:30', '2026-03-01T10:59:59.000Z'],
    ['2026-03-01T10:59:59-00:00', '2026-03-01T10:59:59.000Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('%s is read', (text, expected) => {
    expect(new Date(parseDateTime(text) ?? Number.NaN).toISOString()).toBe(expected);
  });

  test.each([
    '',
    '2020-01-01',
    '2020-01-01T00:00:00',
    '2020-01-01T00:00Z',
    '2020-01-01T00:00:00+0200',
    '20200101T000000Z',
    '2020-13-01T00:00:00Z',
    '2020-00-01T00:00:00Z',
    '2020-01-00T00:00:00Z',
    '2020-01-32T00:00:00Z',
    '2020-02-30T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2020-01-01T24:00:00Z',
    '2020-01-01T30:00:00Z',
    '2020-01-01T00:60:00Z',
    '2020-01-01T00:00:60Z',
    '2020-01-01T00:00:00+24:00',
    '2020-01-01T00:00:00+00:60',
    'x2020-01-01T00:00:00Z',
    '2020-01-01T00:00:00Zx',
    '2020-01-01T00:00:00.Z',
    '1577836800',
    'Wed, 01 Jan 2020 00:00:00 GMT',
  ])('%j is not one', (text) => {
    expect(parseDateTime(text)).toBeUndefined();
  });
});
