/** An entry of `errors` or `messages`. Every field is as it came, but that a code in digits is a number. */
export type ApiMessage = {
  readonly code: number | string | undefined;
  readonly message: string;
  readonly documentationUrl: string;
  /** `source.pointer`: the part of the request that the entry is about. */
  readonly pointer: string;
  /** `error_chain`: what lies beneath an error. */
  readonly chain: readonly ApiMessage[];
};

/** What Cloudflare's API wraps every answer in. `success` is undefined where the answer has no boolean there. */
export type Envelope = {
  readonly success: boolean | undefined;
  readonly errors: readonly ApiMessage[];
  readonly messages: readonly ApiMessage[];
  readonly result: unknown;
  /** `result_info.total_pages` of a list, as a number or in digits; NaN if it is anything else, undefined if it is missing. */
  readonly totalPages: number | undefined;
};

// Deeper chains than this are of no use to anyone, and a hostile one must not exhaust the stack.
const CHAIN_DEPTH = 8;

/**
 * Reads an envelope, and is lenient about everything that decides nothing: `errors` and `messages` may be missing,
 * null, or hold entries without a code or a message. Each string is made well-formed, and passed through `redact`.
 * Returns undefined if the body is not a JSON object.
 *
 * Source: https://developers.cloudflare.com/api/resources/calls/subresources/turn/methods/delete/
 */
export function readEnvelope(body: string, redact: (text: string) => string): Envelope | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body.replace(/^\ufeff/, ''), (key, value: unknown) => {
      if (typeof value !== 'string') return value;
      // Half a surrogate pair cannot be written in UTF-8, and would differ from place to place.
      const text = value.toWellFormed();
      // An ID is no secret, and is compared with the one asked for: it is redacted where it is shown.
      return key === 'uid' ? text : redact(text);
    });
  } catch {
    // Not JSON: no record either.
  }
  if (!isRecord(json)) return undefined;
  const { success, result, result_info: info } = json;
  const totalPages = isRecord(info) ? info['total_pages'] : undefined;
  return {
    success: typeof success === 'boolean' ? success : undefined,
    errors: readMessages(json['errors'], CHAIN_DEPTH),
    messages: readMessages(json['messages'], CHAIN_DEPTH),
    result,
    totalPages: readCount(totalPages),
  };
}

/** Whether a value is a JSON object: not null, not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readMessages(value: unknown, depth: number): readonly ApiMessage[] {
  if (!Array.isArray(value) || depth === 0) return [];
  return value.map((entry: unknown) => {
    const fields: Readonly<Record<string, unknown>> = isRecord(entry) ? entry : { message: entry };
    const source = fields['source'];
    return {
      code: readCode(fields['code']),
      message: asString(fields['message']),
      documentationUrl: asString(fields['documentation_url']),
      pointer: isRecord(source) ? asString(source['pointer']) : '',
      chain: readMessages(fields['error_chain'], depth - 1),
    };
  });
}

function readCount(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(count) ? Number(count) : Number.NaN;
}

function readCode(code: unknown): number | string | undefined {
  if (typeof code === 'number') return code;
  if (typeof code !== 'string' || code.trim() === '') return undefined;
  return /^\d{1,15}$/.test(code.trim()) ? Number(code) : code;
}

function asString(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
