import type { GitHubFailure } from '../../src/github/errors.ts';
import { type Fault, html, redirect, respond } from './faults.ts';

/** A refusal of GitHub, as public reports and its documentation quote it. */
export type GithubRefusal = {
  readonly failure: GitHubFailure;
  readonly status: number;
  /** GitHub's own sentence; `undefined` for a page, or for nothing. */
  readonly message?: string;
  /** Makes it an error of GraphQL, in a response with this status. */
  readonly graphql?: {
    /** `undefined`: an error without a type. */
    readonly type?: string;
    readonly path?: readonly string[];
    readonly extensions?: object;
  };
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** The body instead of the message. */
  readonly page?: Fault;
};

const PULL_REQUEST = ['repository', 'pr1'];
const IP_ALLOW_LIST =
  'Although you appear to have the correct authorization credentials, the `octo-org` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.';
const SAML =
  'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.';
const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
const SOMETHING_WENT_WRONG =
  'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug. Please include `0400:1A2B:3C4D5E:6F7A8B:6928A5C1` when reporting this issue.';

/** Every known refusal of a query by GitHub, or by what is in front of it, by a name. */
export const githubRefusals = {
  'an unknown token': { failure: 'bad-credentials', status: 401, message: 'Bad credentials' },
  'no token': { failure: 'bad-credentials', status: 401, message: 'Requires authentication' },
  "a job's token without the permission": {
    failure: 'no-permission',
    status: 200,
    message: 'Resource not accessible by integration',
    graphql: { type: 'FORBIDDEN', path: PULL_REQUEST },
  },
  'a fine-grained token without the permission': {
    failure: 'no-permission',
    status: 200,
    message: 'Resource not accessible by personal access token',
    graphql: { type: 'FORBIDDEN', path: PULL_REQUEST },
  },
  'a token without the permission, 403': {
    failure: 'no-permission',
    status: 403,
    message: 'Resource not accessible by integration',
  },
  'a token without the permission, in its last request of the hour': {
    failure: 'no-permission',
    status: 403,
    message: 'Resource not accessible by integration',
    headers: { 'x-ratelimit-remaining': '0' },
  },
  'a classic token without the scope': {
    failure: 'missing-scope',
    status: 200,
    message:
      "Your token has not been granted the required scopes to execute this query. The 'pullRequest' field requires one of the following scopes: ['repo'], but your token has only been granted the: ['gist'] scopes.",
    graphql: { type: 'INSUFFICIENT_SCOPES' },
  },
  'an unseen repository': {
    failure: 'unseen-repository',
    status: 200,
    message: "Could not resolve to a Repository with the name 'octocat/calls-demo'.",
    graphql: { type: 'NOT_FOUND', path: ['repository'] },
  },
  'an IP allow list': {
    failure: 'ip-allow-list',
    status: 200,
    message: IP_ALLOW_LIST,
    graphql: { type: 'FORBIDDEN', path: PULL_REQUEST },
  },
  'an IP allow list, 403': { failure: 'ip-allow-list', status: 403, message: IP_ALLOW_LIST },
  SAML: {
    failure: 'saml',
    status: 200,
    message: SAML,
    graphql: { type: 'FORBIDDEN', path: PULL_REQUEST, extensions: { saml_failure: true } },
  },
  'SAML, 403': {
    failure: 'saml',
    status: 403,
    message: SAML,
    headers: { 'x-github-sso': 'required; url=https://github.com/orgs/octo-org/sso' },
  },
  'no classic tokens': {
    failure: 'token-policy',
    status: 200,
    message:
      '`octo-org` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.',
    graphql: { type: 'FORBIDDEN', path: ['repository'] },
  },
  'no tokens of this OAuth app': {
    failure: 'token-policy',
    status: 200,
    message:
      'Although you appear to have the correct authorization credentials, the `octo-org` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited.',
    graphql: { type: 'FORBIDDEN', path: PULL_REQUEST },
  },
  'a lock-out': {
    failure: 'locked-out',
    status: 403,
    message: 'Maximum number of login attempts exceeded. Please try again later.',
  },
  'a used-up quota': {
    failure: 'rate-limited',
    status: 200,
    message: 'API rate limit already exceeded for user ID 583231.',
    graphql: { type: 'RATE_LIMITED' },
    headers: { 'x-ratelimit-remaining': '0' },
  },
  'a used-up quota, another type': {
    failure: 'rate-limited',
    status: 200,
    message: 'The quota is used up.',
    graphql: { type: 'RATE_LIMIT' },
  },
  'a used-up quota, only in the headers': {
    failure: 'rate-limited',
    status: 200,
    message: 'The request was refused.',
    graphql: {},
    headers: { 'x-ratelimit-remaining': '0' },
  },
  'a used-up quota, 403': {
    failure: 'rate-limited',
    status: 403,
    message: 'API rate limit exceeded for installation ID 12345.',
    headers: { 'x-ratelimit-remaining': '0' },
  },
  'a secondary rate limit': {
    failure: 'rate-limited',
    status: 403,
    message: SECONDARY,
    headers: { 'retry-after': '7' },
  },
  'a secondary rate limit that names no time': { failure: 'rate-limited', status: 403, message: SECONDARY },
  'a secondary rate limit, 200': {
    failure: 'rate-limited',
    status: 200,
    message: SECONDARY,
    graphql: {},
  },
  'a secondary rate limit, 429': { failure: 'rate-limited', status: 429, message: SECONDARY },
  'abuse detection': {
    failure: 'rate-limited',
    status: 403,
    message: 'You have triggered an abuse detection mechanism. Please wait a few minutes.',
  },
  'an error without a type': {
    failure: 'unavailable',
    status: 200,
    message: SOMETHING_WENT_WRONG,
    graphql: {},
  },
  'an error without a type, 502': {
    failure: 'unavailable',
    status: 502,
    message: SOMETHING_WENT_WRONG,
    graphql: {},
  },
  'an internal error': {
    failure: 'unavailable',
    status: 200,
    message: 'Internal error',
    graphql: { type: 'INTERNAL' },
  },
  'an overload': {
    failure: 'unavailable',
    status: 200,
    message: 'Service unavailable',
    graphql: { type: 'SERVICE_UNAVAILABLE' },
  },
  'an outage': { failure: 'unavailable', status: 502, page: html({ status: 502 }) },
  'an outage that looks like a rate limit': {
    failure: 'unavailable',
    status: 503,
    message: 'rate limit service unavailable',
  },
  'no endpoint': { failure: 'no-endpoint', status: 404, message: 'Not Found' },
  'no endpoint, a page': {
    failure: 'no-endpoint',
    status: 404,
    page: html({ status: 404, title: 'Not Found' }),
  },
  'a redirect': {
    failure: 'redirect',
    status: 301,
    page: redirect('https://ghes.example/', { status: 301 }),
  },
  'a proxy that asks for a login': { failure: 'proxy-login', status: 407, message: 'Proxy login required' },
  "a firewall's page": {
    failure: 'not-from-github',
    status: 403,
    page: html({ status: 403, title: 'Blocked' }),
    headers: { 'x-github-request-id': undefined },
  },
  "a firewall's page in place of a login": {
    failure: 'not-from-github',
    status: 401,
    page: html({ status: 401, title: 'Log in' }),
    headers: { 'x-github-request-id': undefined },
  },
  'a page with HTTP 200': {
    failure: 'unexpected-body',
    status: 200,
    page: html({ status: 200, title: 'Log in to the Wi-Fi' }),
  },
  'a refusal for another reason': {
    failure: 'other',
    status: 403,
    message: 'Sorry. Your account was suspended.',
  },
  'a refusal for another reason, 200': {
    failure: 'other',
    status: 200,
    message: 'Requested too many nodes.',
    graphql: { type: 'MAX_NODE_LIMIT_EXCEEDED' },
  },
} as const satisfies Readonly<Record<string, GithubRefusal>>;

export type GithubRefusalName = keyof typeof githubRefusals;

/** The response of a double of GitHub that refuses like this. */
export function refuseAs(
  name: GithubRefusalName,
  headers: Readonly<Record<string, string | undefined>> = {},
): Fault {
  const refusal: GithubRefusal = githubRefusals[name];
  const all = { ...refusal.headers, ...headers };
  if (refusal.page?.kind === 'response') {
    return { ...refusal.page, headers: { ...refusal.page.headers, ...all } };
  }
  const { message, graphql, status } = refusal;
  const body =
    graphql === undefined
      ? { message, documentation_url: 'https://docs.github.com/rest', status: String(status) }
      : { data: null, errors: [{ ...graphql, locations: [{ line: 1, column: 1 }], message }] };
  return respond(status, body, { headers: all });
}
