import { expect } from '@jest/globals';
import {
  type CloudflareDouble,
  type CloudflareOptions,
  startCloudflare,
  type TurnKey,
} from './cloudflare-double.ts';
import type { Fault } from './faults.ts';
import { expectHarmless, expectTruthful, type Result, resultsOf } from './invariants.ts';
import { GITHUB_TOKEN, type Run, runAction, type RunOptions, transcript } from './runner.ts';

/** The key that is there unless a scenario says otherwise. */
export const KEY = {
  uid: '2a95132c15732412d22c1476fa83f27a',
  name: 'production-realtime-app',
  created: '2026-03-01T09:30:00Z',
  modified: '2026-03-02T10:00:00Z',
} as const satisfies TurnKey;

/** A step, and the Cloudflare that it meets. */
export type Scenario = Omit<RunOptions, 'inputs' | 'env' | 'signal'> & {
  readonly inputs?: ForDouble<Readonly<Record<string, string>>>;
  readonly env?: ForDouble<Readonly<Record<string, string | undefined>>>;
  /** The keys that are there; `KEY` alone by default. All of them are asked for unless `inputs` names a key. */
  readonly keys?: readonly TurnKey[];
  readonly cloudflare?: Omit<CloudflareOptions, 'keys'>;
  /** Plans the faults. */
  readonly prepare?: (cloudflare: CloudflareDouble) => void;
  /** Cancels the run when this resolves. */
  readonly cancel?: {
    readonly name: 'SIGINT' | 'SIGTERM';
    readonly when: (cloudflare: CloudflareDouble) => Promise<unknown>;
  };
  /** What must be printed nowhere, besides the tokens of Cloudflare and GitHub. */
  readonly secrets?: readonly string[];
  /** The step cannot write its outputs, so that there are none to look at. */
  readonly withoutOutputs?: boolean;
};

/** A value, or what makes it for the double, whose address is not known before. */
type ForDouble<T extends object> = T | ((cloudflare: CloudflareDouble) => T);

/** What came of a scenario. */
export type Played = {
  readonly run: Run;
  /** Closed by now: its requests and the keys that are left can be looked at. */
  readonly cloudflare: CloudflareDouble;
  readonly results: readonly Result[];
  /** The messages of the error annotations. */
  readonly errors: readonly string[];
  /** What was asked on the wire, and what the user sees. */
  readonly transcript: string;
};

/**
 * Plays a scenario: the shipped bundle against a double of Cloudflare. Checks what must be true of every run: no secret
 * is told, no command is printed that was not meant, and the outputs agree with the exit code and with Cloudflare.
 */
export async function play(scenario: Scenario = {}): Promise<Played> {
  const { keys = [KEY], cloudflare: cloudflareOptions, prepare, cancel, ...options } = scenario;
  const { inputs: given = {}, env = {}, secrets = [], withoutOutputs = false, ...runOptions } = options;
  const cloudflare = await startCloudflare({ ...cloudflareOptions, keys });
  try {
    prepare?.(cloudflare);
    const before = [...cloudflare.keys.keys()];
    const inputs: Readonly<Record<string, string>> & { readonly 'api-token': string } = {
      'account-id': cloudflare.account,
      'api-token': cloudflare.token,
      'api-base-url': cloudflare.baseUrl,
      'key-id': keys.map(({ uid }) => uid).join('\n'),
      ...made(given, cloudflare),
    };
    const run = await runAction({
      ...runOptions,
      inputs,
      env: made(env, cloudflare),
      ...(cancel && { signal: { name: cancel.name, after: cancel.when(cloudflare) } }),
    });
    const tokens = [cloudflare.token, options.githubToken ?? GITHUB_TOKEN, inputs['api-token'].trim()];
    expectHarmless(run, [...tokens.flatMap(withEnds), ...secrets], tokens);
    if (!withoutOutputs) {
      expectTruthful(run, before, cloudflare, {
        ifNotFound: inputs['if-not-found'],
        cancelled: cancel !== undefined,
      });
    }
    return {
      run,
      cloudflare,
      results: resultsOf(run),
      errors: run.annotations.flatMap(({ level, message }) => (level === 'error' ? [message] : [])),
      transcript: transcript(run, cloudflare.requests),
    };
  } finally {
    await cloudflare.close();
  }
}

function made<T extends object>(value: ForDouble<T>, cloudflare: CloudflareDouble): T {
  return typeof value === 'function' ? value(cloudflare) : value;
}

/** A token, and what could be left of it where a text that holds it is cut. */
function withEnds(token: string): readonly string[] {
  // What is shorter can stand in the text of the step by chance.
  if (token.length < 8) return [];
  // So can the ends of a text that is no token, such as `::error::owned`.
  return /^\w{32,}$/.test(token) ? [token, token.slice(0, 12), token.slice(-12)] : [token];
}

/** Plays a step that its inputs must keep from making any request, and returns its errors. */
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

/** Plays one step on as many keys as there are faults: each key meets one of them, every time it is asked for. */
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

/** So many keys, each with an ID and a name of its own. */
export function someKeys(number: number): readonly TurnKey[] {
  return Array.from({ length: number }, (_, index) => ({
    ...KEY,
    uid: String(index + 1).padStart(32, '0'),
    name: `preview-${index + 1}`,
  }));
}
