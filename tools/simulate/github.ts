import type { ServerResponse } from './responses.ts';
import { GITHUB_TOKEN } from './world.ts';
import type { GitHubWorld } from './world.ts';

export type GitHub = {
  readonly carryOut: (arrival: { readonly authorization: string; readonly body: string }) => ServerResponse;
};

/** Opens GitHub's GraphQL API for the pull requests of one repository. */
export function openGitHub({ states, forms }: GitHubWorld): GitHub {
  let responses = 0;
  const json = (
    body: object,
    meaning: ServerResponse['meaning'] = 'success',
    status = 200,
  ): ServerResponse => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    meaning,
  });

  const tell = (body: string): ServerResponse => {
    const numbers = [...body.matchAll(/(\w+): pullRequest\(number: (\d+)\)/g)];
    const errors: object[] = [];
    const asked: number[] = [];
    const closed: number[] = [];
    const pulls = numbers.map(([, alias = '', digits = '']) => {
      const number = Number(digits);
      asked.push(number);
      const state = states[(number - 1) % states.length] ?? 'none';
      if (state === 'none') {
        errors.push({
          type: 'NOT_FOUND',
          path: ['repository', alias],
          message: `Could not resolve to a PullRequest with the number of ${number}.`,
        });
        return [alias, null];
      }
      if (state !== 'OPEN') closed.push(number);
      return [alias, { number, state }];
    });
    const data = { repository: Object.fromEntries(pulls) as object };
    return { ...json({ data, ...(errors.length > 0 && { errors }) }), tells: { asked, closed } };
  };

  return {
    carryOut: ({ authorization, body }) => {
      if (!authorization.endsWith(` ${GITHUB_TOKEN}`))
        return json({ message: 'Bad credentials' }, 'final', 401);
      const form = forms[responses++] ?? 'proper';
      switch (form) {
        case 'proper':
          return tell(body);
        case 'forbidden':
          return json({ message: 'Resource not accessible by integration' }, 'final', 403);
        case 'rate-limited':
          return json({ message: 'You have exceeded a secondary rate limit' }, 'rate-limited', 403);
        case 'no-repository':
          return json(
            {
              data: { repository: null },
              errors: [{ type: 'NOT_FOUND', path: ['repository'], message: 'no' }],
            },
            'final',
          );
        case 'not-json':
          return { status: 200, headers: {}, body: '<html>', meaning: 'final' };
        case 'untyped-error':
          return json(
            { data: null, errors: [{ message: `Something went wrong with ${GITHUB_TOKEN}` }] },
            'transient',
          );
      }
    },
  };
}
