import { randomBytes } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { buildSchema, graphql, GraphQLError } from 'graphql';
import { type DoubleResponse, type Double, startDouble } from './double.ts';
import type { Credentials, WireRequest } from './loopback.ts';
import { GITHUB_TOKEN } from './runner.ts';

export type PullRequestState = 'OPEN' | 'CLOSED' | 'MERGED';

export type GithubOptions = {
  /** `owner/name`; any other repository is not found. */
  readonly repository?: string;
  readonly token?: string;
  /** The state of each pull request; any other number is not one. */
  readonly pullRequests?: Readonly<Record<number, PullRequestState>>;
  /** The token lacks `pull-requests: read`. */
  readonly withoutPermission?: boolean;
  readonly latencyMs?: number;
  /** Speak TLS with this certificate. */
  readonly tls?: Credentials;
  /** The host name in `env`; the server listens on 127.0.0.1 whatever it is. */
  readonly host?: string;
};

export type GithubDouble = Omit<Double, 'origin' | 'mostAtOnce' | 'connections'> & {
  /** The variables of a runner of this GitHub: a GitHub Enterprise Server at a loopback address. */
  readonly env: Readonly<Record<string, string>>;
  /** The pull requests' states. Tests may change them. */
  readonly pullRequests: Map<number, PullRequestState>;
};

// What the action may ask for, by the names and types of https://docs.github.com/en/graphql/reference/objects#pullrequest
const SCHEMA = buildSchema(`
  type Query { repository(owner: String!, name: String!, followRenames: Boolean = true): Repository }
  type Repository { id: ID!, nameWithOwner: String!, pullRequest(number: Int!): PullRequest }
  enum PullRequestState { OPEN CLOSED MERGED }
  type PullRequest { id: ID!, number: Int!, state: PullRequestState!, closed: Boolean!, merged: Boolean!, title: String!, url: String! }
`);

/** Starts a double of GitHub's GraphQL on loopback, which knows one repository and its pull requests. */
export async function startGithub(options: GithubOptions = {}): Promise<GithubDouble> {
  const { repository = 'octocat/calls-demo', token = GITHUB_TOKEN, withoutPermission = false } = options;
  const pullRequests = new Map(
    Object.entries(options.pullRequests ?? {}).map(([number, state]) => [Number(number), state]),
  );

  const rootValue = {
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }): object => {
      if (`${owner}/${name}` !== repository) {
        throw refusal('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      }
      return { id: 'R_kgDOABCDEF', nameWithOwner: repository, pullRequest };
    },
  };

  function pullRequest({ number }: { readonly number: number }): object {
    if (withoutPermission) throw refusal('FORBIDDEN', 'Resource not accessible by integration');
    const state = pullRequests.get(number);
    if (state === undefined) {
      throw refusal('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
    }
    return {
      id: `PR_kwDO${number}`,
      number,
      state,
      closed: state !== 'OPEN',
      merged: state === 'MERGED',
      title: `Pull request ${number}`,
      url: `https://github.com/${repository}/pull/${number}`,
    };
  }

  const { origin: address, ...double } = await startDouble({
    respond: (request) => respondTo(request, token, rootValue),
    headers: usualHeaders,
    tls: options.tls,
    latencyMs: options.latencyMs,
  });
  const origin = address.replace('127.0.0.1', options.host ?? '127.0.0.1');
  return {
    ...double,
    pullRequests,
    env: {
      GITHUB_SERVER_URL: origin,
      GITHUB_API_URL: `${origin}/api/v3`,
      GITHUB_GRAPHQL_URL: `${origin}/api/graphql`,
      GITHUB_REPOSITORY: repository,
    },
  };
}

async function respondTo(request: WireRequest, token: string, rootValue: object): Promise<DoubleResponse> {
  if (!['/graphql', '/api/graphql'].includes(request.path) || request.method !== 'POST') {
    return { status: 404, body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest' } };
  }
  if (
    !/^(?:bearer|token) /i.test(request.headers.authorization ?? '') ||
    !request.headers.authorization?.endsWith(` ${token}`)
  ) {
    return {
      status: 401,
      body: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest' },
    };
  }
  let asked: { readonly query: string; readonly variables?: Record<string, unknown> };
  try {
    asked = JSON.parse(request.body) as typeof asked;
  } catch {
    return {
      status: 400,
      body: { message: 'Problems parsing JSON', documentation_url: 'https://docs.github.com/graphql' },
    };
  }
  const { data, errors } = await graphql({
    schema: SCHEMA,
    source: asked.query,
    rootValue,
    variableValues: asked.variables,
  });
  const body = {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined ? {} : { errors: errors.map(asGithubWritesIt) }),
  };
  return { status: 200, body };
}

function refusal(type: 'NOT_FOUND' | 'FORBIDDEN', message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** GitHub puts the type of an error beside its message, not among the extensions. */
function asGithubWritesIt(error: GraphQLError): object {
  const { message, path, locations, extensions } = error;
  const { type } = extensions as { readonly type?: string };
  return { ...(type === undefined ? {} : { type }), path, locations, message };
}

function usualHeaders(): OutgoingHttpHeaders {
  return {
    'content-type': 'application/json; charset=utf-8',
    'x-github-request-id': randomBytes(8).toString('hex').toUpperCase(),
    'x-ratelimit-remaining': '4999',
    server: 'github.com',
  };
}
