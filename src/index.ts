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
  summary,
  warning,
} from '@actions/core';
import { run } from './main.ts';

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
  summary,
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
  // The work is done, and what was printed is out by then: open connections are not waited for.
  process.stdout.write('', () => process.exit());
  // Nor is a reader of the log that has stopped reading, for more than this.
  setTimeout(() => process.exit(), 5_000).unref();
});
