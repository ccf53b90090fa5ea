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
export type ServerResponse = {
  readonly status: number;
  /** Undefined for one of more than 1 MiB. */
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly meaning: Meaning;
  /** What whoever receives it then knows. */
  readonly tells?: Knowledge;
};

/** What a proper response tells about keys, their usage, or pull requests. */
export type Knowledge = {
  /** The keys on a page of the list. */
  readonly keys?: readonly string[];
  /** The bytes that each key relayed, whenever that was, as far as analytics has them. */
  readonly usage?: readonly (readonly [uid: string, bytes: number])[];
  /** The numbers whose pull requests it describes, or says that there is none. */
  readonly asked?: readonly number[];
  /** Pull requests that are closed or merged. */
  readonly closed?: readonly number[];
  /** That the request was over the quota. */
  readonly overQuota?: true;
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
export type OddResponse = Omit<ServerResponse, 'headers' | 'tells'> & {
  readonly name: string;
  /** Whether a DELETE may have been carried out. */
  readonly mayTakeEffect: boolean;
};

const response = (
  name: string,
  status: number,
  body: string | undefined,
  meaning: Meaning,
  mayTakeEffect = false,
): OddResponse => ({ name, status, body, meaning, mayTakeEffect });

/** The fault is the server's, and passes. */
export const SERVER_ERRORS: readonly OddResponse[] = [
  response('500', 500, failure(10500, 'Internal server error'), 'transient', true),
  response('502', 502, '<html><h1>502 Bad Gateway</h1></html>', 'transient', true),
  response('503', 503, 'upstream connect error or disconnect/reset before headers', 'transient', true),
  response('504', 504, 'upstream request timeout', 'transient', true),
  response('520', 520, '', 'transient', true),
  response('408', 408, '', 'transient', true),
  response('599', 599, 'null', 'transient', true),
  response(
    '403 internal error',
    403,
    failure(10001, 'An internal error occurred. Please try again'),
    'transient',
  ),
];

/** Too many requests. */
export const RATE_LIMITS: readonly OddResponse[] = [
  response('429', 429, '', 'rate-limited'),
  response('429 with code 10040', 429, failure(10040, 'Too many requests'), 'rate-limited'),
  response(
    '971 on 429',
    429,
    failure(971, 'Please wait and consider throttling your request speed'),
    'rate-limited',
  ),
  response(
    '971 on 200',
    200,
    failure('971', 'Please wait and consider throttling your request speed'),
    'rate-limited',
  ),
];

/** The request was refused, and not carried out. */
export const DENIALS: readonly OddResponse[] = [
  response('401', 401, failure(10000, 'Authentication error'), 'unauthorized'),
  response('403', 403, failure(10000, 'Authentication error'), 'forbidden'),
  response('403', 403, failure(10000, 'Authentication error'), 'forbidden'),
  response('403 from the edge', 403, 'error code: 1010', 'forbidden'),
  response('403 without an error', 403, '{"success":false,"errors":[],"result":null}', 'forbidden'),
  response('403 lock-out', 403, failure(9109, 'Max auth failures reached'), 'locked-out'),
  response('404 without a code', 404, '', 'final'),
  response('404 no route', 404, failure(7003, 'Could not route to /accounts/x'), 'final'),
  response('405', 405, failure(10405, 'Method not allowed for this authentication scheme'), 'final'),
  response('400', 400, failure(6003, 'Invalid request headers'), 'final'),
  response('400 at length', 400, failure(6003, `Invalid request headers: ${'…'.repeat(5_000)}`), 'final'),
  response('418', 418, 'a teapot', 'final'),
  response('302', 302, '', 'final'),
  response('200 without success', 200, failure(7000, 'No route for that URI'), 'final'),
];

/** A refusal that quotes what a header holds. */
export function quoteHeader(value: string): OddResponse {
  return response('400', 400, failure(6003, `Invalid request headers: ${value}`), 'final');
}

/** 2xx, and not what was asked for. */
export const BROKEN: readonly OddResponse[] = [
  response('200 with an empty body', 200, '', 'doubtful', true),
  response('200 with half a body', 200, '{"success":true,"result":{"uid":"2a95', 'doubtful', true),
  response('200 with null', 200, 'null', 'doubtful', true),
  response('200 with a list', 200, '[]', 'doubtful', true),
  response('200 without `success`', 200, '{"result":{}}', 'doubtful', true),
  response('200 with a textual success', 200, '{"success":"true","result":{}}', 'doubtful', true),
  response(
    '200 with a number for a result',
    200,
    '{"success":true,"errors":[],"result":7}',
    'doubtful',
    true,
  ),
  response(
    "200 with another key's uid",
    200,
    '{"success":true,"errors":[],"result":{"uid":"ffffffffffffffffffffffffffffffff"}}',
    'doubtful',
    true,
  ),
  response('200 with more than 1 MiB', 200, undefined, 'doubtful', true),
  response('204', 204, '', 'doubtful', true),
];
