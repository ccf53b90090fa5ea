import { expect, test } from '@jest/globals';
import { openLog } from '../../../src/output/log.ts';
import type { Log } from '../../../src/output/log.ts';
import { recordLog } from './outcomes.ts';
import type { Line } from './outcomes.ts';

const LEVELS = ['debug', 'info', 'notice', 'warning', 'error', 'setFailed'] as const;

/** A log and what it writes. */
function stage(): { readonly log: Log; readonly lines: readonly Line[] } {
  const { log: logger, lines } = recordLog();
  return { log: openLog(logger, (text) => text.replaceAll('secret', '***')), lines };
}

test.each(LEVELS)('%s redacts secrets, and then keeps the message to one line', (level) => {
  const { log, lines } = stage();
  log[level]('a secret\n::error::b ##[error]');
  expect(lines).toEqual([[level, String.raw`a ***\u{a}::error::b ##\[error]`]]);
});

test.each(LEVELS)('%s truncates a message in its middle, so that its advice stays', (level) => {
  const { log, lines } = stage();
  log[level](`What failed.${' Cloudflare says much.'.repeat(1_000)} What to do.`);
  const [[, message] = ['', '']] = lines;
  expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4096);
  expect(Buffer.byteLength(message)).toBeGreaterThan(4090);
  expect(message).toMatch(/^What failed\. .* … .* What to do\.$/);
});

test('a message is measured in bytes, after redaction and escaping', () => {
  const { log, lines } = stage();
  log.error('secret'.repeat(4096 / 3 - 1));
  log.error(`${'\n'.repeat(1000)}end`);
  log.error('🙂'.repeat(1024));
  log.error('🙂'.repeat(1025));
  const messages = lines.map(([, message]) => message);
  expect(messages[0]).toBe('***'.repeat(4096 / 3 - 1));
  expect(messages[1]).toMatch(/^(\\u\{a\}){400,}.* … .*(\\u\{a\}){400,}end$/);
  expect(messages[2]).toBe('🙂'.repeat(1024));
  expect(messages[3]).toMatch(/^(🙂)+ … (🙂)+$/u);
  for (const message of messages) expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4096);
});

test('the same notice is shown once, and every other message each time', () => {
  const { log, lines } = stage();
  for (let turn = 0; turn < 2; turn++) {
    log.notice('a');
    log.notice('b');
    log.info('a');
    log.warning('a');
  }
  expect(lines).toEqual([
    ['notice', 'a'],
    ['notice', 'b'],
    ['info', 'a'],
    ['warning', 'a'],
    ['info', 'a'],
    ['warning', 'a'],
  ]);
});
