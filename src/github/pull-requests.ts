import type { Http, HttpResponse } from '../http/client.ts';
import { RequestError } from '../http/errors.ts';
import type { Retries } from '../http/retry.ts';
import { RefusalError } from '../keys/refusal.ts';
import type { PullRequestState } from '../keys/selection-rules.ts';
import { StoppedError } from '../lib/deadline.ts';
import { isRecord, messageOf } from '../lib/objects.ts';
import { quote } from '../lib/sanitize.ts';
import { openFailurePolicy } from './advice.ts';
import { GitHubError } from './errors.ts';
import { readGraphqlResponse } from './graphql-response.ts';
import type { getOctokit } from './octokit.ts';

/** How many pull requests one request asks about. */
const NUMBERS_PER_REQUEST = 100;

const DEFAULT_API_URL = 'https://api.github.com';

/** What a query to GitHub needs. */
export type GitHubAccess = {
  /** `owner/name`. */
  readonly repository: string;
  /** The URL of the REST API, from which Octokit derives that of GraphQL; if empty, github.com's. */
  readonly apiUrl: string;
  readonly token: string;
  readonly http: Http;
  readonly retries: Retries;
  readonly softStop: AbortSignal;
  readonly hardStop: AbortSignal;
};

/**
 * Asks GitHub for the states of the pull requests with these numbers, a hundred per request.
 * @throws RefusalError when GitHub does not say what each of them is
 */
export async function readPullRequests(
  numbers: readonly number[],
  access: GitHubAccess,
): Promise<ReadonlyMap<number, PullRequestState>> {
  const { repository, token, http, retries, softStop, hardStop } = access;
  const baseUrl = access.apiUrl.replace(/\/+$/, '') || DEFAULT_API_URL;
  const openOctokit = await loadOctokit();
  const octokit = openOctokit(token, { baseUrl });
  const [owner = '', repo = ''] = repository.split('/');
  const policy = openFailurePolicy(softStop);

  const states = new Map<number, PullRequestState>();
  for (let i = 0; i < numbers.length; i += NUMBERS_PER_REQUEST) {
    const asked = numbers.slice(i, i + NUMBERS_PER_REQUEST);
    // Octokit adds the URL and the headers. The `data` that it gets back are the states: they are read within the attempt, so
    // that an error in a response with HTTP 200 is retried too.
    async function fetch(url: string, { method, headers, body }: OctokitRequest): Promise<Response> {
      async function attempt(number: number): Promise<readonly NumberedState[]> {
        return readStates(await http.send({ method, url, headers, body, attempt: number }, hardStop), asked);
      }
      return Response.json({ data: await retries.run({ attempt, policy: () => policy, softStop }) });
    }
    const read = await octokit
      .graphql<readonly NumberedState[]>(makeQuery(asked), { owner, repo, request: { fetch } })
      .catch((error: unknown) => {
        throw toRefusal(error, softStop);
      });
    for (const [number, state] of read) states.set(number, state);
  }
  return states;
}

type NumberedState = readonly [number, PullRequestState];

/** The part of Octokit's arguments to `fetch` that is used. */
type OctokitRequest = {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string;
};

function makeQuery(numbers: readonly number[]): string {
  const selections = numbers.map((number) => `pr${number}: pullRequest(number: ${number}) { number state }`);
  return `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${selections.join(' ')} } }`;
}

function readStates(response: HttpResponse, numbers: readonly number[]): readonly NumberedState[] {
  const { data, missing } = readGraphqlResponse(response);
  const repository = isRecord(data) ? data['repository'] : undefined;
  return numbers.map((number) => {
    const alias = `pr${number}`;
    const pull = isRecord(repository) ? repository[alias] : undefined;
    if (isRecord(pull) && pull['number'] === number) {
      if (pull['state'] === 'OPEN') return [number, 'open'];
      if (pull['state'] === 'CLOSED' || pull['state'] === 'MERGED') return [number, 'closed'];
    }
    if (missing.has(alias) && (pull === null || pull === undefined)) return [number, 'none'];
    const { status } = response;
    throw new GitHubError(
      `GitHub returned HTTP ${status}, and the response does not say whether pull request ${number} is closed.`,
      { failure: 'incomplete', status },
    );
  });
}

/** Loads @actions/github, which reads the event file, `GITHUB_API_URL` and the proxy variables as it is imported. */
async function loadOctokit(): Promise<typeof getOctokit> {
  const github = await import('./octokit.ts').catch((error: unknown) => {
    throw refuse(
      `@actions/github could not be loaded: ${quote(messageOf(error), 300)}. It reads the event file (GITHUB_EVENT_PATH), GITHUB_API_URL and the proxy variables: check them.`,
      error,
    );
  });
  return github.getOctokit;
}

/** A request that failed refuses the step; a defect stays one. Octokit wraps what its `fetch` throws. */
function toRefusal(error: unknown, softStop: AbortSignal): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof RequestError) && !(cause instanceof StoppedError)) return error;
  const reason: unknown = softStop.reason;
  const stopped = reason instanceof StoppedError ? reason.message : '';
  return refuse(cause.message.includes(stopped) ? cause.message : `${cause.message} ${stopped}`, cause);
}

function refuse(why: string, cause?: unknown): RefusalError {
  return new RefusalError(
    `Nothing was deleted, because GitHub did not say which pull requests are closed. ${why}`,
    { why: 'GitHub did not say which pull requests are closed', cause },
  );
}
