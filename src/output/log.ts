import type * as core from '@actions/core';
import type { Redact } from '../lib/redact.ts';
import { escapeLine, truncateMiddle } from '../lib/sanitize.ts';

/** The part of @actions/core that the log uses. */
export type Logger = Pick<typeof core, 'debug' | 'info' | 'notice' | 'warning' | 'error' | 'setFailed'>;

/** The step's log. Each message is one line, in which text from outside can't start a command. */
export type Log = {
  /** Shown when step debugging is on (`ACTIONS_STEP_DEBUG`). */
  readonly debug: (message: string) => void;
  readonly info: (message: string) => void;
  /** An annotation. The same notice is shown once: the responses for many keys may have the same message. */
  readonly notice: (message: string) => void;
  readonly warning: (message: string) => void;
  readonly error: (message: string) => void;
  /** An error, after which the step is red. */
  readonly setFailed: (message: string) => void;
};

/** GitHub cuts an annotation off after this, and a longer line helps nobody. */
const MAX_LINE_BYTES = 4096;

/** Opens the log: redacts secrets in each message, and keeps it to one line of at most 4,096 bytes. */
export function openLog(logger: Logger, redact: Redact): Log {
  function clean(message: string): string {
    return truncateMiddle(escapeLine(redact(message)), MAX_LINE_BYTES);
  }
  const noticed = new Set<string>();
  return {
    debug(message) {
      logger.debug(clean(message));
    },
    info(message) {
      logger.info(clean(message));
    },
    notice(message) {
      if (noticed.has(message)) return;
      noticed.add(message);
      logger.notice(clean(message));
    },
    warning(message) {
      logger.warning(clean(message));
    },
    error(message) {
      logger.error(clean(message));
    },
    setFailed(message) {
      logger.setFailed(clean(message));
    },
  };
}
