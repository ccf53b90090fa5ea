import type * as core from '@actions/core';
import type { Redact } from '../lib/redact.ts';
import { escapeLine } from '../lib/sanitize.ts';

/** What the log needs of @actions/core. */
export type Logger = Pick<typeof core, 'debug' | 'info' | 'notice' | 'warning' | 'error'>;

/** The step's log. Each message is one line of it, and what comes from outside cannot start a command there. */
export type Log = {
  /** Shown when step debugging is on (`ACTIONS_STEP_DEBUG`). */
  readonly debug: (message: string) => void;
  readonly info: (message: string) => void;
  /** An annotation. The same notice is given once: many keys may come with one message. */
  readonly notice: (message: string) => void;
  readonly warning: (message: string) => void;
  readonly error: (message: string) => void;
};

/** Opens the log: takes secrets out of each message and keeps it to one line. */
export function openLog(commands: Logger, redact: Redact): Log {
  const clean = (message: string): string => escapeLine(redact(message));
  const noticed = new Set<string>();
  return {
    debug: (message) => {
      commands.debug(clean(message));
    },
    info: (message) => {
      commands.info(clean(message));
    },
    notice: (message) => {
      if (noticed.has(message)) return;
      noticed.add(message);
      commands.notice(clean(message));
    },
    warning: (message) => {
      commands.warning(clean(message));
    },
    error: (message) => {
      commands.error(clean(message));
    },
  };
}
