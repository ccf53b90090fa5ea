/** What the contract says that a response, or the lack of one, means. */
export type Meaning =
  | 'success'
  /** Code 20008. */
  | 'not-found'
  /** Not carried out; all requests of the service pause together. */
  | 'rate-limited'
  /** Worth a retry. */
  | 'transient'
  /** A 403: as `transient` once this step has deleted a key, else `unauthorized`. */
  | 'forbidden'
  /** Every other request would fail the same way. */
  | 'unauthorized'
  /** A 403 that a token which worked gets too: whether it is retried is left open. */
  | 'locked-out'
  /** Never retried. */
  | 'final'
  /** Never retried; a DELETE may have taken effect. */
  | 'doubtful';

/** A response as a server sends it. */
export type Reply = {
  readonly status: number;
  /** Undefined for one of more than 1 MiB. */
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly meaning: Meaning;
  /** What whoever receives it then knows. */
  readonly tells?: Knowledge;
};

/** What a proper reply tells about keys, their usage, or pull requests. */
export type Knowledge = {
  /** The keys on a page of the list. */
  readonly keys?: readonly string[];
  /** The bytes relayed, by key. */
  readonly usage?: readonly (readonly [uid: string, bytes: number])[];
  /** Pull requests that are closed or merged. */
  readonly closed?: readonly number[];
};

/** What the header `Retry-After` says. */
export type RetryAfter =
  | { readonly kind: 'none' }
  | { readonly kind: 'seconds'; readonly seconds: number }
  /** A date that is so far away when it is sent. */
  | { readonly kind: 'date'; readonly ms: number }
  | { readonly kind: 'odd' };

const failure = (code: number | string, message: string): string =>
  JSON.stringify({ success: false, errors: [{ code, message }], messages: [], result: null });

/** A response that a server, or something in front of it, gives instead of the proper one. */
export type OddReply = Omit<Reply, 'headers' | 'tells'> & {
  readonly name: string;
  /** Whether a DELETE may have been carried out. */
  readonly mayTakeEffect: boolean;
};

const reply = (
  name: string,
  status: number,
  body: string | undefined,
  meaning: Meaning,
  mayTakeEffect = false,
): OddReply => ({ name, status, body, meaning, mayTakeEffect });

/** The fault is the server's, and passes. */
export const SERVER_ERRORS: readonly OddReply[] = [
  reply('500', 500, failure(10500, 'Internal server error'), 'transient', true),
  reply('502', 502, '<html><h1>502 Bad Gateway</h1></html>', 'transient', true),
  reply('503', 503, 'upstream connect error or disconnect/reset before headers', 'transient', true),
  reply('504', 504, 'upstream request timeout', 'transient', true),
  reply('520', 520, '', 'transient', true),
  reply('408', 408, '', 'transient', true),
  reply('599', 599, 'null', 'transient', true),
  reply(
    '403 internal error',
    403,
    failure(10001, 'An internal error occurred. Please try again'),
    'transient',
  ),
];

/** Too many requests. */
export const RATE_LIMITS: readonly OddReply[] = [
  reply('429', 429, '', 'rate-limited'),
  reply('429 with code 10040', 429, failure(10040, 'Too many requests'), 'rate-limited'),
  reply(
    '971 on 429',
    429,
    failure(971, 'Please wait and consider throttling your request speed'),
    'rate-limited',
  ),
  reply(
    '971 on 200',
    200,
    failure('971', 'Please wait and consider throttling your request speed'),
    'rate-limited',
  ),
];

/** The request was refused, and not carried out. */
export const DENIALS: readonly OddReply[] = [
  reply('401', 401, failure(10000, 'Authentication error'), 'unauthorized'),
  reply('403', 403, failure(10000, 'Authentication error'), 'forbidden'),
  reply('403', 403, failure(10000, 'Authentication error'), 'forbidden'),
  reply('403 from the edge', 403, 'error code: 1010', 'forbidden'),
  reply('403 without an error', 403, '{"success":false,"errors":[],"result":null}', 'forbidden'),
  reply('403 lock-out', 403, failure(9109, 'Max auth failures reached'), 'locked-out'),
  reply('404 without a code', 404, '', 'final'),
  reply('404 no route', 404, failure(7003, 'Could not route to /accounts/x'), 'final'),
  reply('405', 405, failure(10405, 'Method not allowed for this authentication scheme'), 'final'),
  reply('400', 400, failure(6003, 'Invalid request headers'), 'final'),
  reply('418', 418, 'a teapot', 'final'),
  reply('302', 302, '', 'final'),
  reply('200 without success', 200, failure(7000, 'No route for that URI'), 'final'),
];

/** 2xx, and not what was asked for. */
export const BROKEN: readonly OddReply[] = [
  reply('200 with an empty body', 200, '', 'doubtful', true),
  reply('200 with half a body', 200, '{"success":true,"result":{"uid":"2a95', 'doubtful', true),
  reply('200 with null', 200, 'null', 'doubtful', true),
  reply('200 with a list', 200, '[]', 'doubtful', true),
  reply('200 without `success`', 200, '{"result":{}}', 'doubtful', true),
  reply('200 with a textual success', 200, '{"success":"true","result":{}}', 'doubtful', true),
  reply('200 with a number for a result', 200, '{"success":true,"errors":[],"result":7}', 'doubtful', true),
  reply(
    "200 with another key's uid",
    200,
    '{"success":true,"errors":[],"result":{"uid":"ffffffffffffffffffffffffffffffff"}}',
    'doubtful',
    true,
  ),
  reply('200 with more than 1 MiB', 200, undefined, 'doubtful', true),
  reply('204', 204, '', 'doubtful', true),
];
