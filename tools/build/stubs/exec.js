// Stands in for a package that the bundle leaves out. See README.md in this folder.

export function getExecOutput() {
  throw new Error('This action starts no process.');
}

export const exec = getExecOutput;
