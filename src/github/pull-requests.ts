import { context, getOctokit } from '@actions/github';
import { RequestError, ResponseError, isSuccess } from '../http/errors.ts';
import type { AttemptError } from '../http/errors.ts';
import type { Http } from '../http/client.ts';
import type { FailurePolicy, Retries } from '../http/retry.ts';
import type { Verdict } from '../http/retry-decision.ts';
import { RefusalError } from '../keys/refusal.ts';
import type { PullRequestState } from '../keys/selection-rules.ts';
import { StoppedError } from '../lib/deadline.ts';
import { isRecord } from '../lib/objects.ts';
import type { Redact } from '../lib/redact.ts';
import { excerpt, quote } from '../lib/sanitize.ts';

/** How many pull requests one request asks about. */
const AT_ONCE = 100;

const PERMISSION = 'Give the job `permissions: pull-requests: read`, or a `github-token` that has it.';

const LATER = 'Run the job again later.';

/**
 * Asks GitHub what became of the pull requests with these numbers, a hundred a request. The server and the repository
 * come from the runner's variables (GITHUB_API_URL, GITHUB_REPOSITORY), so that this works on GitHub Enterprise Server.
 * @throws RefusalError when GitHub does not tell about each of them
 */
export async function readPullRequests(
  numbers: readonly number[],
  options: {
    readonly token: string;
    readonly http: Http;
    readonly retries: Retries;
    readonly redact: Redact;
    readonly softStop: AbortSignal;
    readonly hardStop: AbortSignal;
  },
): Promise<ReadonlyMap<number, PullRequestState>> {
  const octokit = getOctokit(options.token, { request: { fetch: fetchThrough(options) } });
  const states = new Map<number, PullRequestState>();
  for (let i = 0; i < numbers.length; i += AT_ONCE) {
    const asked = numbers.slice(i, i + AT_ONCE);
    const selections = asked.map((number) => `pr${number}: pullRequest(number: ${number}) { number state }`);
    const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${selections.join(' ')} } }`;
    const answer = await octokit.graphql<unknown>(query, { ...context.repo }).then(
      (data) => ({ data, missing: new Set<string>() }),
      (error: unknown) => readGraphqlError(error, options.redact),
    );
    for (const number of asked) states.set(number, readState(answer, number));
  }
  return states;
}

type Answer = {
  readonly data: unknown;
  /** The aliases of which GitHub says that there is no such pull request. */
  readonly missing: ReadonlySet<string>;
};

function readState({ data, missing }: Answer, number: number): PullRequestState {
  const alias = `pr${number}`;
  const repository = isRecord(data) ? data['repository'] : undefined;
  const pull = isRecord(repository) ? repository[alias] : undefined;
  if (isRecord(pull) && pull['number'] === number) {
    if (pull['state'] === 'OPEN') return 'open';
    if (pull['state'] === 'CLOSED' || pull['state'] === 'MERGED') return 'closed';
  }
  if (missing.has(alias) && (pull === null || pull === undefined)) return 'none';
  throw refusal(`its answer says nothing about number ${number}. ${PERMISSION}`);
}

/** A GraphQL answer can hold data and errors at once. Only "no such pull request" lets the rest of the data stand. */
function readGraphqlError(error: unknown, redact: Redact): Answer {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof RequestError) throw refusal(cause.message, cause);
  if (cause instanceof StoppedError) throw refusal(cause.message, cause);
  const { errors, data } = isRecord(error) ? error : {};
  // Octokit takes for granted what an answer looks like, and stumbles over others.
  if (!Array.isArray(errors)) throw refusal(`its answer could not be understood. ${PERMISSION}`, error);
  const missing = new Set<string>();
  for (const entry of errors as readonly unknown[]) {
    const { type, path, message } = isRecord(entry) ? entry : {};
    const alias = type === 'NOT_FOUND' ? aliasIn(path) : undefined;
    if (alias !== undefined) {
      missing.add(alias);
      continue;
    }
    const said =
      typeof message === 'string' ? quote(redact(message).replace(/\.$/, '')) : 'an error without a message';
    const isLimit = type === 'RATE_LIMITED' || type === 'RATE_LIMIT';
    throw refusal(`GitHub answered ${said}. ${isLimit ? LATER : PERMISSION}`, error);
  }
  return { data, missing };
}

/** The alias in the path of an error about one number, such as `["repository", "pr7"]`. */
function aliasIn(path: unknown): string | undefined {
  if (!Array.isArray(path)) return undefined;
  const [root, alias, ...rest] = path as readonly unknown[];
  return root === 'repository' && typeof alias === 'string' && rest.length === 0 ? alias : undefined;
}

function refusal(why: string, cause?: unknown): RefusalError {
  return new RefusalError(
    `Nothing was deleted, because GitHub did not say which pull requests are closed (it takes \`pull-requests: read\`): ${why}`,
    { why: 'GitHub did not say which pull requests are closed', cause },
  );
}

/** A `fetch` for Octokit through the step's own client and retries. Octokit uses no more of it than this. */
function fetchThrough(options: {
  readonly http: Http;
  readonly retries: Retries;
  readonly redact: Redact;
  readonly softStop: AbortSignal;
  readonly hardStop: AbortSignal;
}) {
  const { http, retries, redact, softStop, hardStop } = options;
  return (
    url: string,
    request: { readonly method: string; readonly headers: Record<string, string>; readonly body: string },
  ): Promise<Response> => {
    const attempt = async (number: number): Promise<Response> => {
      const { method, headers, body } = request;
      const reply = await http.send({ method, url, headers, body, attempt: number }, hardStop);
      if (isSuccess(reply.status) && reply.body !== undefined) {
        return new Response(reply.body, {
          status: reply.status,
          headers: { 'content-type': 'application/json' },
        });
      }
      const retryAfter = reply.headers['retry-after'];
      throw new GitHubError(`GitHub returned HTTP ${reply.status}: ${saidIn(reply.body, redact)}.`, {
        status: reply.status,
        hints: { retryAfter },
        // GitHub's secondary rate limit is a 403: https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
        rateLimited:
          reply.status === 429 ||
          (reply.status === 403 && (retryAfter !== undefined || Boolean(reply.body?.match(/rate limit/i)))),
      });
    };
    return retries.run({ attempt, policy: () => POLICY, softStop });
  };
}

/** A complete response from GitHub that is not a success. */
class GitHubError extends ResponseError {
  override readonly name = 'GitHubError';
  readonly rateLimited: boolean;

  constructor(
    message: string,
    options: {
      readonly status: number;
      readonly hints: { readonly retryAfter: string | undefined };
      readonly rateLimited: boolean;
    },
  ) {
    super(message, options);
    this.rateLimited = options.rateLimited;
  }
}

function classify(error: ResponseError): Verdict {
  if (error instanceof GitHubError && error.rateLimited) return 'rate-limited';
  return error.status === 408 || (error.status >= 500 && error.status <= 599) ? 'transient' : 'final';
}

function saidIn(body: string | undefined, redact: Redact): string {
  if (body === undefined) return 'a body of more than 1 MiB';
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // Not JSON: shown as it is.
  }
  if (isRecord(json) && typeof json['message'] === 'string')
    return quote(redact(json['message']).replace(/\.$/, ''));
  return excerpt(redact(body));
}

function adviceForGitHub(error: AttemptError): string {
  if (!(error instanceof GitHubError)) {
    return 'Check the network between the runner and GitHub (GITHUB_API_URL), and its proxy; then run the job again. It needs `pull-requests: read`.';
  }
  if (error.rateLimited || error.status >= 500) return LATER;
  if (error.status === 401)
    return "Check that `github-token` is valid, or leave it out to use the job's own.";
  return PERMISSION;
}

const POLICY: FailurePolicy = { classify, affectsAllKeys: () => false, advise: adviceForGitHub };
