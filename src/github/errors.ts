import { ResponseError } from '../http/errors.ts';
import type { RetryHints } from '../http/errors.ts';

/** Why a query to GitHub failed, as far as its response shows. */
export type GitHubFailure =
  /** The token is unknown: HTTP 401. */
  | 'bad-credentials'
  /** The token may not read pull requests. */
  | 'no-permission'
  /** A classic token without the scope. */
  | 'missing-scope'
  /** The token does not see the repository. */
  | 'unseen-repository'
  | 'ip-allow-list'
  | 'saml'
  /** The organization accepts no token of this kind. */
  | 'token-policy'
  /** Too many failed logins before this one. */
  | 'locked-out'
  | 'rate-limited'
  /** The fault is on GitHub's side and passes. */
  | 'unavailable'
  /** No GraphQL at this address. */
  | 'no-endpoint'
  /** A redirect, which is never followed. */
  | 'redirect'
  /** A proxy asks for a user name and a password. */
  | 'proxy-login'
  /** Refused by something between the runner and GitHub. */
  | 'not-from-github'
  /** A success whose body is not a GraphQL response, or is larger than 1 MiB. */
  | 'unexpected-body'
  /** A GraphQL response that says nothing about one of the numbers. */
  | 'incomplete'
  | 'other';

/** A complete response from GitHub that is not a success. */
export class GitHubError extends ResponseError {
  override readonly name = 'GitHubError';
  readonly failure: GitHubFailure;

  constructor(
    message: string,
    options: { readonly failure: GitHubFailure; readonly status: number; readonly hints?: RetryHints },
  ) {
    super(message, options);
    this.failure = options.failure;
  }
}
