import { REPOSITORY } from './stage.ts';

/** The payload of a pull request that was just closed, as far as workflows look at it. */
export function closedPullRequest(
  number: number,
  { author = 'mona', from = REPOSITORY }: { readonly author?: string; readonly from?: string } = {},
): Readonly<Record<string, unknown>> {
  return {
    action: 'closed',
    number,
    pull_request: {
      number,
      user: { login: author },
      head: { ref: 'feature', repo: { full_name: from } },
      base: { ref: 'main', repo: { full_name: REPOSITORY } },
    },
  };
}

/** The payload of a run that somebody started by hand, with what they filled in. */
export function dispatch(
  inputs: Readonly<Record<string, string | boolean>>,
): Readonly<Record<string, unknown>> {
  return { inputs };
}
