// Stands in for packages that the bundle leaves out. See README.md in this folder.

// @actions/github gives every Octokit a method for each of GitHub's REST endpoints. This action asks by GraphQL only.
export const restEndpointMethods = () => ({});
export const paginateRest = () => ({});
