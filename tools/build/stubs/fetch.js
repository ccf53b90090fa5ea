// Stands in for a package that the bundle leaves out. See README.md in this folder.

// @actions/github makes one when a proxy is set, for a fetch that this action replaces with its own.
export class ProxyAgent {}

export function fetch() {
  throw new Error('The bundle has no fetch: give Octokit one of its own.');
}
