/** What the plugins would add to an Octokit. */
export type Api = object;
export type PaginateInterface = object;

export declare const restEndpointMethods: () => object;
export declare const paginateRest: () => object;
