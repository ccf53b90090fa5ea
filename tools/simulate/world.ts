import fc from 'fast-check';
import { BROKEN, DENIALS, RATE_LIMITS, SERVER_ERRORS, quoteHeader } from './responses.ts';
import type { OddResponse, RetryAfter } from './responses.ts';

/** The world of one run, all of it. The same world gives the same run. */
export type World = {
  readonly keys: readonly KeySeed[];
  /** How many times the account holds them. */
  readonly copies: number;
  /** How many keys it has besides, named after the pull requests from 1 on. */
  readonly pullRequestKeys: number;
  /** How many characters each name has besides. */
  readonly padding: number;
  readonly select: Selection;
  readonly settings: Settings;
  readonly sources: Sources;
  /** Whether the workflow sets inputs to nothing that it could leave out, pads others, and has one that doesn't exist. */
  readonly isUntidy: boolean;
  /** What is wrong with the inputs; undefined in most worlds. */
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
  /** Undefined if it never relayed any. */
  readonly traffic: Traffic | undefined;
  /** What the list says in the place of the ID; undefined for what is true. */
  readonly oddUid: string | undefined;
};

/** What a key relayed, all of it this long before the run. */
type Traffic = { readonly bytes: number; readonly agoMs: number; readonly direction: 'in' | 'out' };

type Selection =
  /** By position among the keys; those beyond are IDs that no key has. */
  | { readonly by: 'id'; readonly positions: readonly number[]; readonly separator: string }
  | { readonly by: 'name'; readonly lines: readonly string[] };

type Settings = {
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

/** Where the workflow sets a value that has an input and a variable. With `both`, the variable holds another one. */
export type Source = 'input' | 'variable' | 'both';

type Sources = {
  readonly account: Source;
  readonly token: Source;
  /** `default`: neither has it. */
  readonly baseUrl: Source | 'default';
  /** What it is where they have it. */
  readonly otherBaseUrl: string;
};

export type Mistake = {
  /** The inputs, or the variables that they fall back to, and what they are set to. They may be ones that don't exist. */
  readonly inputs: Readonly<Record<string, string>>;
  /** What the messages must have: the name of each input that is wrong, and its value if that can be quoted. */
  readonly told: readonly string[];
};

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

type ListForm =
  | 'plain'
  | 'pages'
  | 'count'
  /** Pages that tell their size, and not how many there are. */
  | 'sizes'
  /** Only the first page tells how many there are. */
  | 'first'
  | 'null'
  /** More is promised than can be read. */
  | 'cursor'
  | 'overcount'
  | 'stuck'
  /** HTTP 206, and a header that names a next page. */
  | 'part'
  | 'linked';

type UsageForm =
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

type QuotaSeed = {
  readonly requests: number;
  readonly windowMs: number;
  readonly blockMs: number;
  readonly used: number;
  readonly retryAfter: boolean;
};

export type GitHubWorld = {
  /** The states of the pull requests 1, 2 and so on, again and again. */
  readonly states: readonly PullRequest[];
  readonly forms: readonly GitHubForm[];
};
type PullRequest = 'OPEN' | 'CLOSED' | 'MERGED' | 'none';
type GitHubForm = 'proper' | 'forbidden' | 'rate-limited' | 'no-repository' | 'not-json' | 'untyped-error';

export type Treatment = {
  /** Until the request arrives, and from then until the response does. */
  readonly upMs: number;
  readonly downMs: number;
  readonly delivery: Delivery;
};

/** When a DELETE is carried out that gets no proper response. */
type Effect = 'none' | 'now' | 'late';

/** How a request and its response get through, or do not. */
export type Delivery =
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

type Cancellation = {
  /** Counted from the beginning, or from when the nth request was sent. */
  readonly sinceRequest: number;
  readonly ms: number;
  readonly signal: 'SIGINT' | 'SIGTERM';
  readonly again: boolean;
};

export const API_TOKEN = 'cfut_s1mulatedT0kenOfTheStep_0123456789abcd';
export const GITHUB_TOKEN = 'ghs_s1mulatedGitHubTokenOfTheStep_76543210';
export const ACCOUNT = 'a0000000000000000000000000000001';

const DEFAULT_BASE_URL = 'https://api.cloudflare.com/client/v4';

/** Where Cloudflare's API is for the step. */
export function baseUrlOf({ sources }: World): string {
  return sources.baseUrl === 'default' ? DEFAULT_BASE_URL : sources.otherBaseUrl;
}

/** The shortest beginning of a token that the contract hides. */
export const SHORTEST_SECRET = 16;

/** The forms in which a text can repeat a token: as it is, cut off, percent-encoded, in JSON, and in base64 after 0 to 2 bytes. */
function formsOf(token: string): readonly string[] {
  const escapeAll = (prefix: string): string =>
    Array.from(token, (character) => prefix + character.charCodeAt(0).toString(16)).join('');
  return [
    token,
    token.slice(0, SHORTEST_SECRET),
    escapeAll('%'),
    escapeAll('\\u00'),
    ...['', 'a', 'ab'].map((before) => Buffer.from(`${before}${token} and more`).toString('base64')),
  ];
}

const TOKEN_FORMS = [API_TOKEN, GITHUB_TOKEN].flatMap(formsOf);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Objects as anything else writes them: without a prototype, reading them is slow. */
const record = <T>(model: { readonly [Key in keyof T]: fc.Arbitrary<T[Key]> }): fc.Arbitrary<T> =>
  fc.record<T>(model, { noNullPrototype: true });

const weighted = <T>(...pairs: readonly (readonly [weight: number, value: T])[]): fc.Arbitrary<T> =>
  fc.constantFrom(...pairs.flatMap(([weight, value]) => Array.from({ length: weight }, () => value)));

const traffic: fc.Arbitrary<Traffic | undefined> = weighted<Traffic | undefined>(
  [72, undefined],
  ...[1, 5_000_000].flatMap((bytes) =>
    [20_000, 10 * MINUTE, 3 * HOUR, 10 * DAY].flatMap((agoMs) =>
      (['in', 'out'] as const).map((direction) => [1, { bytes, agoMs, direction }] as const),
    ),
  ),
);

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
      [1, 'żółw-🔑'],
      [1, 'pr-\u202e1'],
      [1, '::error::owned ##[error]owned'],
      [1, '<img src=x> | `a` \n# b'],
      ...TOKEN_FORMS.map((form) => [1, `pr-${form}`] as const),
      [1, `pr-${'long '.repeat(150)}`],
      [1, undefined],
    ),
    weighted([4, 0], [2, 2 * HOUR], [1, 3 * DAY], [3, 30 * DAY], [1, undefined], [1, -HOUR]),
    traffic,
    weighted([150, undefined], [1, ''], [1, 'short']),
  )
  .map(([name, ageMs, relayed, oddUid]) => ({ name, ageMs, traffic: relayed, oddUid }));

const selection: fc.Arbitrary<Selection> = fc.oneof(
  {
    weight: 1,
    arbitrary: record({
      by: fc.constant('id' as const),
      positions: fc.array(fc.nat(13), { minLength: 1, maxLength: 12, size: 'max' }),
      separator: fc.constantFrom('\n', ',', ' ', ', ', '\n\n'),
    }),
  },
  {
    weight: 1,
    arbitrary: record({
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
          [2, 'pr-{closed-pr}'],
        ),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  },
);

const settings: fc.Arbitrary<Settings> = record({
  expectedName: weighted([12, '*'], [2, 'pr-*'], [1, 'pr-*\nturn-*\n*o*'], [1, 'pr-1']),
  olderThan: weighted([12, '0m'], [1, '30m'], [1, '12h'], [1, '7d'], [1, '2w']),
  unusedFor: weighted([12, '0m'], [1, '30m'], [1, '12h'], [1, '30d']),
  ifInUse: weighted([1, 'error'], [2, 'keep']),
  ifNotFound: fc.constantFrom('error', 'warn', 'ignore'),
  ifAmbiguous: weighted([1, 'error'], [4, 'delete-all']),
  maxKeys: weighted([8, 1000], [8, 100], [2, 10], [1, 3], [1, 1]),
  dryRun: weighted([8, false], [1, true]),
  verify: weighted([2, false], [1, true]),
  maxRetries: weighted([4, 5], [1, 0], [1, 1], [1, 2], [2, 10]),
  timeoutSeconds: weighted([14, 300], [1, 1], [2, 2], [2, 5], [4, 20], [6, 60], [2, 3600]),
});

const source = weighted<Source>([6, 'input'], [1, 'variable'], [1, 'both']);
const sources: fc.Arbitrary<Sources> = record({
  account: source,
  token: source,
  baseUrl: weighted<Sources['baseUrl']>([6, 'default'], [1, 'input'], [1, 'variable'], [1, 'both']),
  otherBaseUrl: fc.constantFrom(
    'https://api.fed.cloudflare.com/client/v4',
    'http://localhost:8787/client/v4',
    'http://127.0.0.1:8787/client/v4',
  ),
});

const wrong = (input: string, ...values: readonly string[]): readonly Mistake[] =>
  values.map((value) => ({
    inputs: { [input]: value },
    told: value.trim() === '' || value.includes(API_TOKEN) ? [input] : [input, value],
  }));
const misspelled = (input: string, about: string, value: string): Mistake => ({
  inputs: { [input]: value },
  told: [input, about],
});
const ID = '0'.repeat(31) + '1';

const mistake: fc.Arbitrary<Mistake> = fc.constantFrom(
  ...wrong('dry-run', 'yes', '', ' '),
  ...wrong('expected-name', '', ' '),
  ...wrong('older-than', 'a week', '', ' '),
  ...wrong('unused-for', '31d', '', ' '),
  ...wrong('verify', 'True'),
  ...wrong('max-keys', '0', '1001'),
  ...wrong('max-retries', '11'),
  ...wrong('timeout-seconds', '0', '3601'),
  ...wrong('if-in-use', 'ignore'),
  ...wrong('if-not-found', 'fail'),
  ...wrong('if-ambiguous', 'all'),
  ...wrong('account-id', 'me@example.org', ''),
  ...wrong('api-token', `Bearer ${API_TOKEN}`, ''),
  ...wrong('api-base-url', 'http://example.org', 'https://[::1]/client/v4'),
  ...wrong('key-id', 'too-short'),
  ...wrong('key-name', '*', '*-{closed-pr}'),
  ...wrong('CLOUDFLARE_ACCOUNT_ID', 'me@example.org'),
  ...wrong('CLOUDFLARE_API_TOKEN', `Bearer ${API_TOKEN}`),
  ...wrong('CLOUDFLARE_API_BASE_URL', 'http://example.org'),
  misspelled('dry_run', 'dry-run', 'true'),
  misspelled('dry-rn', 'dry-run', 'true'),
  misspelled('keyname', 'key-name', 'pr-1'),
  misspelled('expected-names', 'expected-name', 'pr-*'),
  misspelled('odler-than', 'older-than', ''),
  // Inputs that don't go together.
  { inputs: { 'key-id': '', 'key-name': '' }, told: ['key-id', 'key-name'] },
  { inputs: { 'key-id': ID, 'key-name': 'pr-1' }, told: ['key-id', 'key-name'] },
  { inputs: { 'key-id': ID, 'key-name': '', 'older-than': '30m' }, told: ['older-than', '30m'] },
  { inputs: { 'if-in-use': 'keep', 'unused-for': '0m' }, told: ['if-in-use', 'unused-for'] },
  ...['', `Bearer ${GITHUB_TOKEN}`, `${GITHUB_TOKEN} ${GITHUB_TOKEN}`].map((value) => ({
    inputs: { 'key-id': '', 'key-name': 'pr-{closed-pr}', 'github-token': value },
    told: ['github-token'],
  })),
  // Every problem is reported.
  { inputs: { 'max-keys': 'many', verify: 'True' }, told: ['max-keys', 'many', 'verify', 'True'] },
  {
    inputs: { 'timeout-seconds': 'soon', 'older-than': 'a week', 'api-token': '' },
    told: ['timeout-seconds', 'soon', 'older-than', 'a week', 'api-token'],
  },
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

const oddResponse = (responses: readonly OddResponse[]): fc.Arbitrary<Delivery> =>
  fc.tuple(fc.constantFrom(...responses), effect, retryAfter).map(([response, wanted, after]) => ({
    kind: 'response',
    response,
    effect: response.mayTakeEffect ? wanted : 'none',
    retryAfter: after,
  }));

const delivery: fc.Arbitrary<Delivery> = fc.oneof(
  { weight: 16, arbitrary: fc.constant<Delivery>({ kind: 'proper' }) },
  { weight: 3, arbitrary: oddResponse(SERVER_ERRORS) },
  { weight: 3, arbitrary: oddResponse(RATE_LIMITS) },
  { weight: 2, arbitrary: effect.map((wanted): Delivery => ({ kind: 'lost', effect: wanted })) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.boolean(), effect).map(([connected, wanted]): Delivery => ({
      kind: 'silent',
      connected,
      effect: connected ? wanted : 'none',
    })),
  },
  {
    weight: 1,
    arbitrary: weighted<Delivery>(
      [3, { kind: 'unreachable', code: 'ECONNREFUSED' }],
      [2, { kind: 'unreachable', code: 'ENOTFOUND' }],
      [1, { kind: 'unreachable', code: 'CERT_HAS_EXPIRED' }],
    ),
  },
  {
    weight: 1,
    arbitrary: oddResponse([...DENIALS, ...DENIALS, ...DENIALS, ...TOKEN_FORMS.map(quoteHeader)]),
  },
  { weight: 1, arbitrary: oddResponse(BROKEN) },
);

const treatment: fc.Arbitrary<Treatment> = record({ upMs: delay, downMs: delay, delivery });

/** With some good ones before them, so that the step gets as far as its first DELETE. */
const afterReads = (
  treatments: fc.Arbitrary<readonly Treatment[]>,
  most = 12,
): fc.Arbitrary<readonly Treatment[]> =>
  fc.tuple(fc.nat(most), treatments).map(([number, others]) => [
    ...Array.from({ length: number }, (): Treatment => ({
      upMs: 10,
      downMs: 10,
      delivery: { kind: 'proper' },
    })),
    ...others,
  ]);

/** One request fails again and again, for so long that its waits stop growing. */
const stubborn: fc.Arbitrary<readonly Treatment[]> = afterReads(
  fc
    .constantFrom<Delivery>(
      { kind: 'unreachable', code: 'ECONNREFUSED' },
      { kind: 'lost', effect: 'none' },
      ...[...SERVER_ERRORS.slice(0, 1), ...RATE_LIMITS.slice(0, 1)].map((response) => ({
        kind: 'response' as const,
        response,
        effect: 'none' as const,
        retryAfter: { kind: 'none' as const },
      })),
    )
    .map((each) => Array.from({ length: 9 }, () => ({ upMs: 10, downMs: 10, delivery: each }))),
  1,
);

/** In one of so many worlds. */
const onceIn = <T>(number: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: number - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const LONGEST_WINDOW_MS = 300_000;
const quota: fc.Arbitrary<QuotaSeed> = record({
  requests: fc.constantFrom(1200, 200, 40),
  windowMs: weighted([1, LONGEST_WINDOW_MS], [2, 30_000], [2, 2_000]),
  used: fc.nat(100),
  retryAfter: fc.boolean(),
}).map(({ requests, windowMs, used, retryAfter }) => ({
  requests,
  windowMs,
  blockMs: windowMs,
  // Of the largest, so much that it can be used up.
  used: requests === 1200 ? 1100 + used : used % requests,
  retryAfter,
}));

const cloudflare: fc.Arbitrary<CloudflareWorld> = record({
  lagMs: weighted([12, 0], [3, 300], [3, 2_000], [1, 60_000], [1, 10_000_000]),
  notFound: record({
    status: weighted([6, 404], [1, 400], [1, 410], [1, 200], [1, 403], [1, 429], [1, 500]),
    code: weighted<number | string>([2, 20008], [1, '20008']),
  }),
  list: weighted<ListForm>(
    [12, 'plain'],
    [8, 'pages'],
    [3, 'count'],
    [3, 'sizes'],
    [2, 'first'],
    [1, 'null'],
    [1, 'cursor'],
    [1, 'overcount'],
    [1, 'stuck'],
    [1, 'part'],
    [1, 'linked'],
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
    { weight: 1, arbitrary: fc.array(record({ position: fc.nat(11), at: delay }), { maxLength: 3 }) },
  ),
});

const github: fc.Arbitrary<GitHubWorld> = record({
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

const cancellation: fc.Arbitrary<Cancellation> = record({
  sinceRequest: fc.nat(20),
  ms: delay,
  signal: fc.constantFrom('SIGINT', 'SIGTERM'),
  again: fc.boolean(),
});

const independent: fc.Arbitrary<World> = record({
  keys: fc.array(keySeed, { maxLength: 12, size: 'max' }),
  copies: weighted([96, 1], [6, 3], [1, 20]),
  pullRequestKeys: weighted([399, 0], [1, 110]),
  padding: weighted([699, 0], [1, 60_000]),
  select: selection,
  settings,
  sources,
  isUntidy: weighted([9, false], [1, true]),
  mistake: onceIn(30, mistake),
  cloudflare,
  github,
  treatments: fc.oneof(
    { weight: 10, arbitrary: fc.constant<readonly Treatment[]>([]) },
    { weight: 20, arbitrary: afterReads(fc.array(treatment, { maxLength: 24, size: 'max' })) },
    { weight: 20, arbitrary: fc.array(treatment, { maxLength: 24, size: 'max' }) },
    { weight: 1, arbitrary: stubborn },
  ),
  treatmentsGoOn: weighted([3, false], [1, true]),
  latencyMs: weighted([4, 20], [1, 1], [1, 400], [1, 4_000]),
  cancel: onceIn(5, cancellation),
  jumps: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.array(
        record({
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

/** Only a step that may take longer than the block of a quota can wait for its end. */
function withAnHour(world: World): World {
  return { ...world, settings: { ...world.settings, timeoutSeconds: 3600 } };
}

/** Worlds in which rare things meet often. */
export const worlds = independent.map((drawn): World => {
  const world = drawn.cloudflare.quota?.windowMs === LONGEST_WINDOW_MS ? withAnHour(drawn) : drawn;
  const { select, pullRequestKeys, padding } = world;
  // It takes many names of such a length until the results are too long.
  if (padding > 0) return { ...world, copies: Math.max(3, world.copies), pullRequestKeys: 0 };
  if (pullRequestKeys === 0) return world;
  // Nobody asks about so many pull requests unless a template picks their keys.
  const lines = ['pr-{closed-pr}', ...(select.by === 'name' ? select.lines : [])];
  return { ...world, select: { by: 'name', lines } };
});
