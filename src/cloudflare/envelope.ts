import { parseJson } from '../lib/json.ts';
import { isRecord } from '../lib/objects.ts';

/** An entry of `errors` or `messages`. Every field is as Cloudflare sent it, except that a code in digits is a number. */
export type ApiMessage = {
  readonly code: number | string | undefined;
  readonly message: string;
  readonly documentationUrl: string;
  /** `source.pointer`: the part of the request that the entry is about. */
  readonly pointer: string;
  /** `error_chain`: the errors that caused this one. */
  readonly chain: readonly ApiMessage[];
};

/** What Cloudflare's API wraps every response in. `success` is undefined where the response has no boolean there. */
export type Envelope = {
  readonly success: boolean | undefined;
  readonly errors: readonly ApiMessage[];
  readonly messages: readonly ApiMessage[];
  readonly result: unknown;
  /** What a list says of itself, in `result_info` or beside it. */
  readonly resultInfo: Readonly<Record<string, unknown>>;
};

// A chain is cut here: a longer one helps nobody, and a hostile one must not exhaust the stack.
const CHAIN_DEPTH = 8;

/**
 * Reads an envelope, and is lenient about everything that decides nothing: `errors` and `messages` may be missing,
 * null, or hold entries without a code or a message. Returns undefined if the body is not a JSON object.
 *
 * Source: https://developers.cloudflare.com/api/resources/calls/subresources/turn/methods/delete/
 */
export function readEnvelope(body: string): Envelope | undefined {
  const json = parseJson(body);
  if (!isRecord(json)) return undefined;
  const { success, errors, messages, result, result_info: info, ...beside } = json;
  return {
    success: typeof success === 'boolean' ? success : undefined,
    errors: readMessages(errors),
    messages: readMessages(messages),
    result,
    resultInfo: { ...beside, ...(isRecord(info) && info) },
  };
}

/** Reads a list of errors or messages; anything else is an empty one. GraphQL has the code in `extensions`. */
export function readMessages(value: unknown, depth = CHAIN_DEPTH): readonly ApiMessage[] {
  if (!Array.isArray(value) || depth === 0) return [];
  return value.map((entry: unknown) => {
    const fields: Readonly<Record<string, unknown>> = isRecord(entry) ? entry : { message: entry };
    const { source, extensions } = fields;
    return {
      code: readCode(fields['code'] ?? (isRecord(extensions) ? extensions['code'] : undefined)),
      message: asString(fields['message']),
      documentationUrl: asString(fields['documentation_url']),
      pointer: isRecord(source) ? asString(source['pointer']) : '',
      chain: readMessages(fields['error_chain'], depth - 1),
    };
  });
}

function readCode(code: unknown): number | string | undefined {
  if (typeof code === 'number') return code;
  if (typeof code !== 'string' || code.trim() === '') return undefined;
  return /^\d{1,15}$/.test(code.trim()) ? Number(code) : code;
}

function asString(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
