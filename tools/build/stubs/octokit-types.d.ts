// The types of packages that the bundle leaves out, as far as the types of @actions/github mention them. See README.md.

declare module '@octokit/plugin-rest-endpoint-methods' {
  export type Api = object;
}

declare module '@octokit/plugin-paginate-rest' {
  export type PaginateInterface = object;
}
