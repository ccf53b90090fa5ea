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

/** How long a reader of the log may take nothing before it is no longer waited for. */
const STALLED_READER_MS = 5_000;

// By name, so that ncc leaves out what core has besides.
const core = {
  // Without step debugging, the runner would drop the lines.
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

// Whatever ends the process before the step has reported must not leave it green.
process.exitCode = ExitCode.Failure;

// A log that nobody takes any more must keep nothing from the outputs and the summary.
process.stdout.on('error', () => undefined);

let reported = false;
process.once('beforeExit', () => {
  if (!reported)
    core.setFailed('The step ended before it could report: look in the dashboard for what was deleted.');
});

void run(core, process.env).then((succeeded) => {
  reported = true;
  if (succeeded) process.exitCode = ExitCode.Success;
  // The work is done: open connections are not waited for, but what reads the log is, as long as it goes on reading.
  process.stdout.write('', () => process.exit());
  // A socket times out only if nothing of what waits in it was taken for so long. The log of a runner is one; a file is not.
  if (process.stdout instanceof Socket) process.stdout.setTimeout(STALLED_READER_MS, () => process.exit());
});
