import { expect, test } from '@jest/globals';
import { openLog } from '../../../src/output/log.ts';

type Line = readonly [command: string, message: string];

/** A log and what it writes. */
function stage(): { readonly log: ReturnType<typeof openLog>; readonly lines: readonly Line[] } {
  const lines: Line[] = [];
  const to =
    (command: string) =>
    (message: string | Error): void => {
      lines.push([command, String(message)]);
    };
  const commands = {
    debug: to('debug'),
    info: to('info'),
    notice: to('notice'),
    warning: to('warning'),
    error: to('error'),
  };
  return { log: openLog(commands, (text) => text.replaceAll('secret', '***')), lines };
}

test.each(['debug', 'info', 'notice', 'warning', 'error'] as const)(
  '%s takes out secrets, and then keeps the message to one line',
  (command) => {
    const { log, lines } = stage();
    log[command]('a secret\n::error::b ##[error]');
    expect(lines).toEqual([[command, String.raw`a ***\u{a}::error::b ##\[error]`]]);
  },
);

test('the same notice is given once, and every other message each time', () => {
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
