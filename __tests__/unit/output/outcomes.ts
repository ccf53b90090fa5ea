import { makeOutcome } from '../../../src/keys/outcome.ts';
import type { KeyStatus, Outcome } from '../../../src/keys/outcome.ts';
import type { Log, Logger } from '../../../src/output/log.ts';
import type { Report } from '../../../src/output/report.ts';
import { id } from '../../support/keys.ts';

/** The outcome of the nth key, which is named after it. */
export const outcome = (n: number, status: KeyStatus, more: Partial<Outcome> = {}): Outcome => ({
  ...makeOutcome({ uid: id(n), known: { name: `n-${n}` } }, status),
  ...more,
});

/** An empty report, with these fields. */
export const report = (more: Partial<Report> = {}): Report => ({
  status: 'deleted',
  outcomes: [],
  failures: [],
  closing: '',
  headline: 'TURN keys: none selected',
  endedEarly: false,
  ...more,
});

/** A line of the log, and the function that wrote it. */
export type Line = readonly [level: keyof Log, message: string];

/** A log that keeps its lines. */
export function recordLog(): { readonly log: Logger; readonly lines: readonly Line[] } {
  const lines: Line[] = [];
  const to =
    (level: keyof Log) =>
    (message: string | Error): void =>
      void lines.push([level, String(message)]);
  const log: Logger = {
    debug: to('debug'),
    info: to('info'),
    notice: to('notice'),
    warning: to('warning'),
    error: to('error'),
    setFailed: to('setFailed'),
  };
  return { log, lines };
}
