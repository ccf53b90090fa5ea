import { failure, type Fault } from './faults.ts';

/** An error of Cloudflare's REST API as it was seen: one code has several causes, and one cause several codes. */
export type ApiError = {
  readonly status: number;
  readonly code: number;
  readonly message: string;
  /** `error_chain`: the errors that caused it. */
  readonly chain?: readonly { readonly code: number; readonly message: string }[];
  readonly retryAfter?: number;
  /** What it can mean, the likeliest first. */
  readonly causes: readonly Cause[];
};

export type Cause =
  | 'no such key'
  | 'no such token'
  | 'dead token'
  | 'new token'
  | 'permission'
  | 'read only'
  | 'account'
  | 'IP filter'
  | 'Realtime not activated'
  | 'lock-out'
  | 'no header'
  | 'malformed token'
  | 'base URL'
  | 'rate limit'
  | 'transient';

const FORBIDDEN = [
  'permission',
  'account',
  'dead token',
  'new token',
  'IP filter',
  'Realtime not activated',
] as const satisfies readonly Cause[];
const CANNOT_WRITE = ['read only', 'new token'] as const satisfies readonly Cause[];

/** Every error of Cloudflare that public reports and its documentation mention, by a name. */
export const apiErrors = {
  'no such key': { status: 404, code: 20008, message: 'TURN key not found', causes: ['no such key'] },
  'no such key, without a 404': {
    status: 400,
    code: 20008,
    message: 'TURN key not found',
    causes: ['no such key'],
  },
  'no such token': { status: 401, code: 10000, message: 'Authentication error', causes: ['no such token'] },
  forbidden: { status: 403, code: 10000, message: 'Authentication error', causes: FORBIDDEN },
  'read only, 10000 on 405': {
    status: 405,
    code: 10000,
    message: 'DELETE method not allowed for the api_token authentication scheme',
    causes: CANNOT_WRITE,
  },
  'read only, 10000 on 400': {
    status: 400,
    code: 10000,
    message: 'DELETE method not allowed for the api_token authentication scheme',
    causes: CANNOT_WRITE,
  },
  'internal error': {
    status: 403,
    code: 10001,
    message: 'internal error. Please try again',
    causes: ['transient'],
  },
  'unable to authenticate, 403': {
    status: 403,
    code: 10001,
    message: 'Unable to authenticate request',
    causes: FORBIDDEN,
  },
  'unable to authenticate, 400': {
    status: 400,
    code: 10001,
    message: 'Unable to authenticate request',
    causes: FORBIDDEN,
  },
  'read only, 10001': {
    status: 403,
    code: 10001,
    message: 'method not allowed',
    causes: CANNOT_WRITE,
  },
  'no header': {
    status: 400,
    code: 9106,
    message: 'Missing X-Auth-Key, X-Auth-Email or Authorization headers',
    causes: ['no header'],
  },
  'dead token': { status: 403, code: 9109, message: 'Invalid access token', causes: ['dead token'] },
  'IP filter': {
    status: 403,
    code: 9109,
    message: 'Cannot use the access token from location: 203.0.113.7',
    causes: ['IP filter'],
  },
  unauthorized: {
    status: 403,
    code: 9109,
    message: 'Unauthorized to access requested resource',
    causes: ['permission', 'account'],
  },
  'lock-out': { status: 403, code: 9109, message: 'Max auth failures reached', causes: ['lock-out'] },
  'malformed token': {
    status: 400,
    code: 6003,
    message: 'Invalid request headers',
    chain: [{ code: 6111, message: 'Invalid format for Authorization header' }],
    causes: ['malformed token'],
  },
  'invalid token, 400': {
    status: 400,
    code: 1000,
    message: 'Invalid API Token',
    causes: ['no such token'],
  },
  'invalid token, 401': {
    status: 401,
    code: 1000,
    message: 'Invalid API Token',
    causes: ['no such token'],
  },
  'could not route, 404': {
    status: 404,
    code: 7003,
    message: 'Could not route to /accounts, perhaps your object identifier is invalid?',
    causes: ['account', 'base URL'],
  },
  'could not route, 400': {
    status: 400,
    code: 7003,
    message: 'Could not route to /accounts, perhaps your object identifier is invalid?',
    causes: ['account', 'base URL'],
  },
  'no route, 404': {
    status: 404,
    code: 7000,
    message: 'No route for that URI',
    causes: ['account', 'base URL'],
  },
  'no route, 400': {
    status: 400,
    code: 7000,
    message: 'No route for that URI',
    causes: ['account', 'base URL'],
  },
  'read only': {
    status: 405,
    code: 10405,
    message: 'Method not allowed for this authentication scheme',
    causes: CANNOT_WRITE,
  },
  throttled: {
    status: 429,
    code: 971,
    message: 'Please wait and consider throttling your request speed',
    causes: ['rate limit'],
  },
  'throttled with a 200': {
    status: 200,
    code: 971,
    message: 'Please wait and consider throttling your request speed',
    causes: ['rate limit'],
  },
  'unannounced limit': {
    status: 429,
    code: 10040,
    message: 'Rate limit exceeded',
    retryAfter: 60,
    causes: ['rate limit'],
  },
  'internal server error': {
    status: 500,
    code: 10500,
    message: 'Internal server error',
    causes: ['transient', 'permission'],
  },
} as const satisfies Readonly<Record<string, ApiError>>;

export type ApiErrorName = keyof typeof apiErrors;

/** The entry of `errors` that Cloudflare sends for it. */
export function errorEntry({ code, message, chain }: ApiError): object {
  return { code, message, ...(chain && { error_chain: chain }) };
}

/** Returns an error of the catalogue. */
export function apiError(
  name: ApiErrorName,
  options: { readonly takesEffect?: boolean; readonly delayMs?: number } = {},
): Fault {
  const error: ApiError = apiErrors[name];
  return failure(error.status, error.code, error.message, {
    ...options,
    error: errorEntry(error),
    ...(error.retryAfter !== undefined && { headers: { 'retry-after': `${error.retryAfter}` } }),
  });
}
