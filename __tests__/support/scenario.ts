import { expect } from '@jest/globals';
import {
  type CloudflareDouble,
  type CloudflareOptions,
  startCloudflare,
  type TurnKey,
} from './cloudflare-double.ts';
import type { Fault, FaultSource } from './faults.ts';
import type { GithubDouble, GithubOptions } from './github-double.ts';
import {
  expectFaultsMet,
  expectHarmless,
  expectTokensGuarded,
  expectTruthful,
  resultsOf,
} from './invariants.ts';
import type { Result } from './report-rules.ts';
import { KEY, someKeys } from './keys.ts';
import type { WireRequest } from './loopback.ts';
import { GITHUB_TOKEN, type Run, runAction, type RunOptions } from './runner.ts';
import { transcript } from './transcript.ts';

/** A step, and the state of its Cloudflare and GitHub. */
export type Scenario = Omit<RunOptions, 'inputs' | 'env' | 'signal'> & {
  readonly inputs?: ForDoubles<Readonly<Record<string, string>>>;
  readonly env?: ForDoubles<Readonly<Record<string, string | undefined>>>;
  /** The keys of the account; only `KEY` by default. The step gets all their IDs unless `inputs` selects keys. */
  readonly keys?: readonly Partial<TurnKey>[];
  readonly cloudflare?: Omit<CloudflareOptions, 'keys'>;
  /** Also starts a double of GitHub, whose first requests get these faults. */
  readonly github?: GithubOptions & { readonly faults?: readonly FaultSource[] };
  /** Plans the faults of Cloudflare. Each must happen, unless `mayMissFaults` is set. */
  readonly prepare?: (cloudflare: CloudflareDouble) => void;
  readonly mayMissFaults?: boolean;
  /** Cancels the run when this resolves. */
  readonly cancel?: {
    readonly name: 'SIGINT' | 'SIGTERM';
    readonly when: (cloudflare: CloudflareDouble, github: GithubDouble | undefined) => Promise<unknown>;
  };
  /** What must not be printed, besides the tokens of Cloudflare and GitHub. */
  readonly secrets?: readonly string[];
  /** The step can't write its outputs, so there are none to check. */
  readonly withoutOutputs?: boolean;
};

/** A value, or what makes it for the doubles, whose addresses are not known before. */
type ForDoubles<T extends object> =
  T | ((cloudflare: CloudflareDouble, github: GithubDouble | undefined) => T);

/** The results of a scenario. */
export type Played = {
  readonly run: Run;
  /** Already closed; its requests and the keys left can be inspected. */
  readonly cloudflare: CloudflareDouble;
  /** The requests to Cloudflare and GitHub, in the order received. */
  readonly requests: readonly WireRequest[];
  readonly results: readonly Result[];
  /** The messages of the error annotations. */
  readonly errors: readonly string[];
  /** The IDs that a DELETE was sent for, sorted. */
  readonly deletes: readonly string[];
  /** The requests on the wire, and what the user sees, without what differs from run to run. */
  readonly transcript: string;
};

/**
 * Plays a scenario: the shipped bundle against doubles of Cloudflare and GitHub. Checks what
 * must be true of every run: see invariants.ts.
 */
export async function play(scenario: Scenario = {}): Promise<Played> {
  const {
    keys = [KEY],
    cloudflare: cloudflareOptions,
    prepare,
    cancel,
    mayMissFaults,
    ...options
  } = scenario;
  const { inputs: given = {}, env: surroundings = {}, github: githubOptions, ...more } = options;
  const { secrets = [], withoutOutputs = false, ...runOptions } = more;
  const cloudflare = await startCloudflare({ ...cloudflareOptions, keys });
  const github = githubOptions && (await startGithub(githubOptions));
  try {
    const all = [...cloudflare.keys.keys()];
    prepare?.(cloudflare);
    const before = [...cloudflare.keys.keys()];
    const chosen = made(given, cloudflare, github);
    const inputs: Readonly<Record<string, string>> & { readonly 'api-token': string } = {
      'account-id': cloudflare.account,
      'api-token': cloudflare.token,
      'api-base-url': cloudflare.baseUrl,
      ...('key-id' in chosen || 'key-name' in chosen ? {} : { 'key-id': all.join('\n') }),
      ...chosen,
    };
    const env = { ...github?.env, ...made(surroundings, cloudflare, github) };
    const githubToken = runOptions.githubToken ?? githubOptions?.token ?? GITHUB_TOKEN;
    const run = await runAction({
      ...runOptions,
      githubToken,
      inputs,
      env,
      ...(cancel && { signal: { name: cancel.name, after: cancel.when(cloudflare, github) } }),
    });
    const apiToken = inputs['api-token'].trim() || (env['CLOUDFLARE_API_TOKEN'] ?? '').trim();
    const tokens = { apiToken, githubToken: (inputs['github-token'] ?? githubToken).trim() };
    const hidden = [...Object.values(tokens), cloudflare.token];
    expectHarmless(run, [...hidden.flatMap(withEnds), ...secrets], hidden);
    expectTokensGuarded(run, tokens, cloudflare.requests, github?.requests);
    if (mayMissFaults !== true) expectFaultsMet(cloudflare, github);
    if (!withoutOutputs) {
      expectTruthful(run, before, cloudflare, {
        ifNotFound: inputs['if-not-found'],
        cancelled: cancel !== undefined,
      });
    }
    const requests = [...cloudflare.requests, ...(github?.requests ?? [])].sort((a, b) => a.at - b.at);
    return {
      run,
      cloudflare,
      requests,
      results: resultsOf(run),
      errors: run.annotations.flatMap(({ level, message }) => (level === 'error' ? [message] : [])),
      deletes: requests
        .filter(({ method }) => method === 'DELETE')
        .map(({ path }) => path.slice(-32))
        .sort(),
      transcript: transcript(run, requests),
    };
  } finally {
    await Promise.all([cloudflare.close(), github?.close()]);
  }
}

/** Starts the double of GitHub. Its library for GraphQL takes a while to load, which most scenarios can do without. */
async function startGithub({
  faults = [],
  ...options
}: NonNullable<Scenario['github']>): Promise<GithubDouble> {
  const double = await import('./github-double.ts');
  const github = await double.startGithub(options);
  github.next('POST', ...faults);
  return github;
}

function made<T extends object>(
  value: ForDoubles<T>,
  cloudflare: CloudflareDouble,
  github: GithubDouble | undefined,
): T {
  return typeof value === 'function' ? value(cloudflare, github) : value;
}

/** A token, and the beginning and the end of it that a truncated text must not show. */
function withEnds(token: string): readonly string[] {
  // A shorter one can be in the text of the step by chance.
  if (token.length < 8) return [];
  // So can the ends of a text that isn't a token, such as `::error::owned`.
  return /^\w{32,}$/.test(token) ? [token, token.slice(0, 16), token.slice(-12)] : [token];
}

/** Plays a step whose inputs must be refused before any request, and returns its errors. */
export async function playRefusal(scenario: Scenario): Promise<readonly string[]> {
  const { run, errors, cloudflare } = await play(scenario);
  expect(cloudflare.connections).toBe(0);
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toEqual({
    status: 'failed',
    uid: '',
    name: '',
    created: '',
    modified: '',
    'deleted-count': '0',
    results: '[]',
  });
  return errors;
}

/** What became of one key of several. */
export type Fate = { readonly result: Result | undefined; readonly requests: number };

/** Plays one step on as many keys as there are faults: every request for a key gets the fault of that key. */
export async function playEach(
  faults: readonly Fault[],
  scenario: Omit<Scenario, 'keys' | 'prepare'> = {},
): Promise<Played & { readonly fates: readonly Fate[] }> {
  const keys = someKeys(faults.length);
  const played = await play({
    ...scenario,
    keys,
    prepare: (cloudflare) => {
      for (const [index, fault] of faults.entries())
        cloudflare.always({ key: keys[index]?.uid ?? '' }, fault);
    },
  });
  const { results, cloudflare } = played;
  const fates = keys.map(({ uid }) => ({
    result: results.find((each) => each.uid === uid),
    requests: cloudflare.requests.filter(({ path }) => path.endsWith(uid)).length,
  }));
  return { ...played, fates };
}
