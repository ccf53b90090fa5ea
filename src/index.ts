import * as core from '@actions/core';
import { run } from './main.ts';

// Whatever ends the process before the step has reported must not leave it green.
process.exitCode = core.ExitCode.Failure;

let reported = false;
process.once('beforeExit', () => {
  if (!reported)
    core.setFailed('The step ended before it could report: look in the dashboard for what was deleted.');
});

void run(core, process.env).then((succeeded) => {
  reported = true;
  if (succeeded) process.exitCode = core.ExitCode.Success;
  // A proxy that never answers can hold its socket open; the work is done, and the step must end.
  setTimeout(() => process.exit(), 250).unref();
});
