import {
  debug,
  error,
  ExitCode,
  getInput,
  info,
  isDebug,
  notice,
  setFailed,
  setOutput,
  setSecret,
  warning,
} from '@actions/core';
import { Socket } from 'node:net';
import { run } from './main.ts';

/** How long to wait for a reader of the log that reads nothing. */
const STALLED_READER_MS = 5_000;

// Picked by name, so that ncc leaves out the rest of @actions/core.
const core = {
  // The runner drops these lines unless step debugging is on.
  debug: isDebug() ? debug : (): void => undefined,
  error,
  getInput,
  info,
  notice,
  setFailed,
  setOutput,
  setSecret,
  warning,
};

// The step must not be green if the process ends before it has reported.
process.exitCode = ExitCode.Failure;

// A log that nobody reads any more must not stop the outputs and the summary from being written.
process.stdout.on('error', () => undefined);

let reported = false;
process.once('beforeExit', () => {
  if (!reported)
    core.setFailed('The step ended before it could report: look in the dashboard for what was deleted.');
});

void run(core, process.env).then((succeeded) => {
  reported = true;
  if (succeeded) process.exitCode = ExitCode.Success;
  // The work is done: don't wait for open connections, only for the reader of the log, as long as it reads.
  process.stdout.write('', () => process.exit());
  // A socket times out only if nothing was read from it for that long. A runner's log is a socket; a file is not.
  if (process.stdout instanceof Socket) process.stdout.setTimeout(STALLED_READER_MS, () => process.exit());
});
