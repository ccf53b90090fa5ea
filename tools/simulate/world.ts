import fc from 'fast-check';
import { BROKEN, DENIALS, RATE_LIMITS, SERVER_ERRORS } from './responses.ts';
import type { OddResponse, RetryAfter } from './responses.ts';

/** The world of one run, all of it. The same world gives the same run. */
export type World = {
  readonly keys: readonly KeySeed[];
  /** How many times the account holds them. */
  readonly copies: number;
  /** How many characters each name has besides. */
  readonly padding: number;
  readonly select: Selection;
  readonly settings: Settings;
  /** An input that is wrong; undefined in most worlds. */
  readonly mistake: Mistake | undefined;
  readonly cloudflare: CloudflareWorld;
  readonly github: GitHubWorld;
  /** What becomes of the requests, one after the other, whichever service they go to. */
  readonly treatments: readonly Treatment[];
  /** Whether they begin again after the last one; else, all further requests are treated well. */
  readonly treatmentsGoOn: boolean;
  /** How long a request takes that is treated well. */
  readonly latencyMs: number;
  readonly cancel: Cancellation | undefined;
  /** Steps of the time of day. */
  readonly jumps: readonly { readonly at: number; readonly byMs: number }[];
  /** Which output can't be written, if any; and whether the summary can be. */
  readonly fullAtOutput: number | undefined;
  readonly fullAtSummary: boolean;
  readonly randomSeed: number;
};

export type KeySeed = {
  /** Undefined where the list has none. */
  readonly name: string | undefined;
  readonly ageMs: number | undefined;
  readonly relayed: number;
  /** What the list says in the place of the ID; undefined for what is true. */
  readonly oddUid?: string;
};

export type Selection =
  /** By position among the keys; those beyond are IDs that no key has. */
  | { readonly by: 'id'; readonly positions: readonly number[] }
  | { readonly by: 'name'; readonly lines: readonly string[] };

export type Settings = {
  readonly expectedName: string;
  readonly olderThan: string;
  readonly unusedFor: string;
  readonly ifInUse: string;
  readonly ifNotFound: string;
  readonly ifAmbiguous: string;
  readonly maxKeys: number;
  readonly dryRun: boolean;
  readonly verify: boolean;
  readonly maxRetries: number;
  readonly timeoutSeconds: number;
};

export type Mistake = { readonly input: string; readonly value: string };

export type CloudflareWorld = {
  /** How long a deleted key still shows. */
  readonly lagMs: number;
  readonly notFound: { readonly status: number; readonly code: number | string };
  readonly list: ListForm;
  readonly usage: readonly UsageForm[];
  readonly quota: QuotaSeed | undefined;
  readonly announce: 'nothing' | 'truth' | 'lies';
  /** What a DELETE's success holds besides. */
  readonly deleteResult: 'key' | 'null' | 'missing' | 'message' | 'error';
  /** Another job that deletes keys. */
  readonly otherDeletions: readonly { readonly position: number; readonly at: number }[];
};

export type ListForm =
  | 'plain'
  | 'pages'
  | 'count'
  /** Pages that tell their size, and not how many there are. */
  | 'sizes'
  | 'null'
  /** More is promised than can be read. */
  | 'cursor'
  | 'overcount'
  | 'stuck';

export type UsageForm =
  | 'proper'
  /** Nothing shows yet. */
  | 'late'
  | 'authz'
  | 'budget'
  | 'quota'
  | 'no-account'
  | 'null-data'
  | 'missing-alias'
  | 'odd-row';

export type QuotaSeed = {
  readonly requests: number;
  readonly windowMs: number;
  readonly blockMs: number;
  readonly used: number;
  readonly retryAfter: boolean;
};

export type GitHubWorld = {
  /** The states of the pull requests 1, 2 and 3; any other number is none. */
  readonly states: readonly PullRequest[];
  readonly forms: readonly GitHubForm[];
};
export type PullRequest = 'OPEN' | 'CLOSED' | 'MERGED' | 'none';
export type GitHubForm =
  'proper' | 'forbidden' | 'rate-limited' | 'no-repository' | 'not-json' | 'untyped-error';

export type Treatment = {
  /** Until the request arrives, and from then until the response does. */
  readonly upMs: number;
  readonly downMs: number;
  readonly fate: Fate;
};

/** When a DELETE is carried out that gets no proper response. */
export type Effect = 'none' | 'now' | 'late';

export type Fate =
  | { readonly kind: 'proper' }
  /** No connection. */
  | { readonly kind: 'unreachable'; readonly code: 'ECONNREFUSED' | 'ENOTFOUND' | 'CERT_HAS_EXPIRED' }
  | { readonly kind: 'lost'; readonly effect: Effect }
  | { readonly kind: 'silent'; readonly connected: boolean; readonly effect: Effect }
  | {
      readonly kind: 'response';
      readonly response: OddResponse;
      readonly effect: Effect;
      readonly retryAfter: RetryAfter;
    };

export type Cancellation = {
  /** Counted from the beginning, or from when the nth request was sent. */
  readonly sinceRequest: number;
  readonly ms: number;
  readonly signal: 'SIGINT' | 'SIGTERM';
  readonly again: boolean;
};

export const API_TOKEN = 'cfut_s1mulatedT0kenOfTheStep_0123456789abcd';
export const GITHUB_TOKEN = 'ghs_s1mulatedGitHubTokenOfTheStep_76543210';

const escapeAll = (before: string): string =>
  Buffer.from(API_TOKEN).toString('hex').replace(/../g, `${before}$&`);

/** What whoever met the token may have made of it. */
const ECHOES = [
  API_TOKEN,
  API_TOKEN.slice(0, 20),
  escapeAll('%'),
  escapeAll('\\u00'),
  ...['', 'x', 'xx'].map((before) => Buffer.from(before + API_TOKEN).toString('base64')),
];

const HOUR = 3_600_000;

const weighted = <T>(...pairs: readonly (readonly [weight: number, value: T])[]): fc.Arbitrary<T> =>
  fc.constantFrom(...pairs.flatMap(([weight, value]) => Array.from({ length: weight }, () => value)));

const keySeed: fc.Arbitrary<KeySeed> = fc
  .tuple(
    weighted(
      [6, 'pr-1'],
      [6, 'pr-2'],
      [4, 'pr-3'],
      [2, 'pr-77'],
      [1, 'pr-07'],
      [1, 'pr-99999999999'],
      [2, 'pr-x'],
      [2, 'production'],
      [1, 'turn-github'],
      [1, ''],
      [1, 'PR-1'],
      [1, 'a-rod'],
      [1, '::error::owned ##[error]owned'],
      [1, '<img src=x> | `a` \n# b'],
      ...ECHOES.map((echo) => [1, `pr-${echo}`] as const),
      [1, `pr-${'long '.repeat(150)}`],
      [1, undefined],
    ),
    weighted([4, 0], [3, 2 * HOUR], [3, 30 * 24 * HOUR], [1, undefined], [1, -HOUR]),
    weighted([16, 0], [1, 1], [1, 5_000_000]),
    weighted([150, undefined], [1, ''], [1, 'short']),
  )
  .map(([name, ageMs, relayed, oddUid]) => ({
    name,
    ageMs,
    relayed,
    ...(oddUid !== undefined && { oddUid }),
  }));

const selection: fc.Arbitrary<Selection> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      by: fc.constant('id' as const),
      positions: fc.array(fc.nat(13), { minLength: 1, maxLength: 12, size: 'max' }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      by: fc.constant('name' as const),
      lines: fc.array(
        weighted(
          [6, 'pr-*'],
          [3, 'pr-1'],
          [2, 'pr-2'],
          [1, 'pr-3'],
          [2, 'p*-*'],
          [1, '*-1'],
          [1, '*r*o*d*'],
          [1, 'production'],
          [1, 'nobody'],
          [1, 'no-*'],
          [1, 'turn-github'],
          [1, 'pr-{closed-pr}'],
        ),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  },
);

const settings: fc.Arbitrary<Settings> = fc.record({
  expectedName: weighted([12, '*'], [2, 'pr-*'], [1, 'pr-*\nturn-*\n*o*'], [1, 'pr-1']),
  olderThan: weighted([9, '0m'], [1, '30m'], [1, '12h'], [1, '7d']),
  unusedFor: weighted([12, '0m'], [1, '30m'], [1, '12h'], [1, '30d']),
  ifInUse: weighted([1, 'error'], [2, 'keep']),
  ifNotFound: fc.constantFrom('error', 'warn', 'ignore'),
  ifAmbiguous: weighted([1, 'error'], [4, 'delete-all']),
  maxKeys: weighted([8, 1000], [8, 100], [2, 10], [1, 3], [1, 1]),
  dryRun: weighted([8, false], [1, true]),
  verify: weighted([2, false], [1, true]),
  maxRetries: weighted([4, 5], [1, 0], [1, 1], [1, 2], [1, 10]),
  timeoutSeconds: weighted([6, 300], [1, 2], [1, 5], [2, 20], [2, 60], [2, 3600]),
});

const mistake: fc.Arbitrary<Mistake> = fc.constantFrom(
  { input: 'dry-run', value: 'yes' },
  { input: 'max-retries', value: '11' },
  { input: 'timeout-seconds', value: '0' },
  { input: 'account-id', value: 'me@example.org' },
  { input: 'api-token', value: `Bearer ${API_TOKEN}` },
  { input: 'api-token', value: '' },
  { input: 'api-base-url', value: 'http://example.org' },
  { input: 'older-than', value: 'a week' },
  { input: 'unused-for', value: '31d' },
  { input: 'key-id', value: 'too-short' },
  { input: 'if-in-use', value: 'ignore' },
);

const delay = weighted(
  [4, 10],
  [2, 1],
  [2, 100],
  [1, 0],
  [1, 990],
  [1, 1000],
  [1, 4_999],
  [1, 29_990],
  [1, 31_000],
);
const effect = fc.constantFrom<Effect>('none', 'now', 'late');
const retryAfter: fc.Arbitrary<RetryAfter> = weighted<RetryAfter>(
  [6, { kind: 'none' }],
  [2, { kind: 'seconds', seconds: 0 }],
  [2, { kind: 'seconds', seconds: 1 }],
  [2, { kind: 'seconds', seconds: 7 }],
  [1, { kind: 'seconds', seconds: 60 }],
  [1, { kind: 'seconds', seconds: 100_000 }],
  [1, { kind: 'date', ms: 5_000 }],
  [1, { kind: 'date', ms: -60_000 }],
  [1, { kind: 'date', ms: 7_200_000 }],
  [1, { kind: 'odd' }],
);

const oddResponse = (responses: readonly OddResponse[]): fc.Arbitrary<Fate> =>
  fc.tuple(fc.constantFrom(...responses), effect, retryAfter).map(([response, wanted, after]) => ({
    kind: 'response',
    response,
    effect: response.mayTakeEffect ? wanted : 'none',
    retryAfter: after,
  }));

const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 16, arbitrary: fc.constant<Fate>({ kind: 'proper' }) },
  { weight: 3, arbitrary: oddResponse(SERVER_ERRORS) },
  { weight: 3, arbitrary: oddResponse(RATE_LIMITS) },
  { weight: 2, arbitrary: effect.map((wanted): Fate => ({ kind: 'lost', effect: wanted })) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.boolean(), effect).map(([connected, wanted]): Fate => ({
      kind: 'silent',
      connected,
      effect: connected ? wanted : 'none',
    })),
  },
  {
    weight: 1,
    arbitrary: weighted<Fate>(
      [3, { kind: 'unreachable', code: 'ECONNREFUSED' }],
      [2, { kind: 'unreachable', code: 'ENOTFOUND' }],
      [1, { kind: 'unreachable', code: 'CERT_HAS_EXPIRED' }],
    ),
  },
  { weight: 1, arbitrary: oddResponse(DENIALS) },
  { weight: 1, arbitrary: oddResponse(BROKEN) },
);

const treatment: fc.Arbitrary<Treatment> = fc.record({ upMs: delay, downMs: delay, fate });

/** With some good ones before them, so that the step gets as far as its first DELETE. */
const afterReads = (treatments: fc.Arbitrary<readonly Treatment[]>): fc.Arbitrary<readonly Treatment[]> =>
  fc.tuple(fc.nat(12), treatments).map(([number, others]) => [
    ...Array.from({ length: number }, (): Treatment => ({
      upMs: 10,
      downMs: 10,
      fate: { kind: 'proper' },
    })),
    ...others,
  ]);

/** In one of so many worlds. */
const onceIn = <T>(number: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: number - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const quota: fc.Arbitrary<QuotaSeed> = fc
  .record({
    requests: fc.constant(0),
    windowMs: weighted([1, 300_000], [2, 30_000], [1, 2_000]),
    blockMs: fc.constant(0),
    used: fc.nat(100),
    retryAfter: fc.boolean(),
  })
  .chain((seed) =>
    fc.constantFrom(
      { ...seed, requests: 1200, used: 1100 + seed.used, blockMs: seed.windowMs },
      { ...seed, requests: 200, used: seed.used, blockMs: seed.windowMs },
      { ...seed, requests: 40, used: seed.used % 40, blockMs: seed.windowMs },
    ),
  );

const cloudflare: fc.Arbitrary<CloudflareWorld> = fc.record({
  lagMs: weighted([4, 0], [1, 300], [1, 2_000], [1, 60_000], [1, 10_000_000]),
  notFound: fc.record({
    status: weighted([6, 404], [1, 400], [1, 410], [1, 200], [1, 403], [1, 429], [1, 500]),
    code: weighted<number | string>([2, 20008], [1, '20008']),
  }),
  list: weighted<ListForm>(
    [12, 'plain'],
    [8, 'pages'],
    [3, 'count'],
    [3, 'sizes'],
    [1, 'null'],
    [1, 'cursor'],
    [1, 'overcount'],
    [1, 'stuck'],
  ),
  usage: fc.array(
    weighted<UsageForm>(
      [10, 'proper'],
      [1, 'late'],
      [1, 'authz'],
      [1, 'budget'],
      [1, 'quota'],
      [1, 'no-account'],
      [1, 'null-data'],
      [1, 'missing-alias'],
      [1, 'odd-row'],
    ),
    { maxLength: 3 },
  ),
  quota: onceIn(4, quota),
  announce: weighted<CloudflareWorld['announce']>([3, 'truth'], [2, 'nothing'], [1, 'lies']),
  deleteResult: weighted<CloudflareWorld['deleteResult']>(
    [6, 'key'],
    [1, 'null'],
    [1, 'missing'],
    [1, 'message'],
    [1, 'error'],
  ),
  otherDeletions: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.record({ position: fc.nat(11), at: delay }), { maxLength: 3 }) },
  ),
});

const github: fc.Arbitrary<GitHubWorld> = fc.record({
  states: fc.array(fc.constantFrom<PullRequest>('OPEN', 'CLOSED', 'MERGED', 'none'), {
    minLength: 3,
    maxLength: 3,
  }),
  forms: fc.array(
    weighted<GitHubForm>(
      [8, 'proper'],
      [1, 'forbidden'],
      [1, 'rate-limited'],
      [1, 'no-repository'],
      [1, 'not-json'],
      [1, 'untyped-error'],
    ),
    { maxLength: 2 },
  ),
});

const cancellation: fc.Arbitrary<Cancellation> = fc.record({
  sinceRequest: fc.nat(20),
  ms: delay,
  signal: fc.constantFrom('SIGINT', 'SIGTERM'),
  again: fc.boolean(),
});

/** Worlds in which rare things meet often. */
export const worlds: fc.Arbitrary<World> = fc.record({
  keys: fc.array(keySeed, { maxLength: 12, size: 'max' }),
  copies: weighted([40, 1], [4, 3], [1, 20]),
  padding: weighted([499, 0], [1, 90_000]),
  select: selection,
  settings,
  mistake: onceIn(40, mistake),
  cloudflare,
  github,
  treatments: fc.oneof(
    { weight: 1, arbitrary: fc.constant<readonly Treatment[]>([]) },
    { weight: 2, arbitrary: afterReads(fc.array(treatment, { maxLength: 24, size: 'max' })) },
    { weight: 2, arbitrary: fc.array(treatment, { maxLength: 24, size: 'max' }) },
  ),
  treatmentsGoOn: weighted([3, false], [1, true]),
  latencyMs: weighted([4, 20], [1, 1], [1, 400], [1, 4_000]),
  cancel: onceIn(5, cancellation),
  jumps: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.array(
        fc.record({
          at: delay,
          byMs: fc.constantFrom(-86_400_000, -60_000, -1_000, 1_000, 60_000, 86_400_000),
        }),
        { maxLength: 3 },
      ),
    },
  ),
  fullAtOutput: onceIn(40, fc.nat(6)),
  fullAtSummary: weighted([20, false], [1, true]),
  randomSeed: fc.nat(),
});
