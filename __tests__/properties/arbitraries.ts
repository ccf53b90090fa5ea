import fc from 'fast-check';
import { TOKEN } from '../support/cloudflare-double.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { GITHUB_TOKEN } from '../support/runner.ts';

const FRAGMENTS = [
  ...HOSTILE_TEXTS.filter((text) => text.length < 1000),
  TOKEN,
  `Bearer ${TOKEN}`,
  GITHUB_TOKEN,
  encodeURIComponent(`<${TOKEN}>`),
  '{closed-pr}',
  '*',
  '%25',
  '\n\n',
];

// Like fast-check's unit 'binary', which takes a second and a half to index all characters.
const anyCharacter = fc
  .nat(0x10ffff - 0x800)
  .map((index) => String.fromCodePoint(index < 0xd800 ? index : index + 0x800));

/** Any text: of any characters, of any code units, or of hostile pieces. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: anyCharacter, maxLength: 5 })), {
      maxLength: 6,
    })
    .map((pieces) => pieces.join('')),
);

/** Any text that an environment variable can hold. */
export const anyVariable: fc.Arbitrary<string> = anyText.map((text) =>
  text.replaceAll('\0', '').toWellFormed(),
);

/** Any JSON value. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      anyText,
      fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, ''),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(fc.constantFrom('uid', 'name', 'code', 'message', 'success', 'result'), anyText),
      tie('value'),
      {
        maxKeys: 4,
      },
    ),
  ),
})).value;

const anyEntry: fc.Arbitrary<unknown> = fc.oneof(
  fc.record(
    {
      code: fc.oneof(
        fc.constantFrom<unknown>(971, 1000, 7003, 9109, 10000, 10405, '7000', 0, 20008, '20008'),
        anyJson,
      ),
      message: fc.oneof(anyText, anyJson),
      documentation_url: fc.oneof(anyText, anyJson),
      source: fc.oneof(fc.record({ pointer: fc.oneof(anyText, anyJson) }), anyJson),
      error_chain: fc.oneof(fc.array(fc.record({ code: fc.nat(), message: anyText })), anyJson),
    },
    { requiredKeys: [] },
  ),
  anyJson,
);

const anyEntries: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: fc.array(anyEntry, { maxLength: 4 }), weight: 3 },
  { arbitrary: anyJson, weight: 1 },
);

/** Any JSON in the shape of an envelope. */
const anyEnvelope: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.record(
  {
    success: fc.oneof(fc.boolean(), anyJson),
    errors: anyEntries,
    messages: anyEntries,
    result: fc.oneof(
      fc.constant(null),
      fc.record({ name: anyText, created: anyText, modified: anyText }, { requiredKeys: [] }),
      anyJson,
    ),
    result_info: fc.oneof(fc.record({ total_pages: fc.oneof(fc.integer(), anyJson) }), anyJson),
  },
  { requiredKeys: [] },
);

/** Any body of a response. */
export const anyBody: fc.Arbitrary<string | Buffer> = fc.oneof(
  anyEnvelope.map((envelope) => JSON.stringify(envelope)),
  anyEnvelope.chain((envelope) => {
    const json = JSON.stringify(envelope);
    return fc.nat(json.length).map((length) => json.slice(0, length));
  }),
  anyJson.map((json) => JSON.stringify(json)),
  anyText,
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);

/** Any status of a final response. */
export const anyStatus: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(
    200,
    201,
    204,
    301,
    304,
    307,
    400,
    401,
    403,
    404,
    405,
    408,
    409,
    429,
    500,
    502,
    503,
    520,
    530,
  ),
  fc.integer({ min: 200, max: 999 }),
);

/** Headers that the step reads, with any value that a header can have. */
export const anyHeaders: fc.Arbitrary<Readonly<Record<string, string>>> = fc.record(
  {
    'cf-ray': headerValue(),
    'retry-after': fc.oneof(fc.constantFrom('0', '1', '99999999999999999999', 'soon'), headerValue()),
    location: headerValue(),
    'content-type': headerValue(),
    'set-cookie': headerValue(),
  },
  { requiredKeys: [] },
);

function headerValue(): fc.Arbitrary<string> {
  return anyText.map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, ''));
}

/** A response to a request. */
export type AnyResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

/** A key in the response to a list or a deletion: its ID is mostly one of these, and its other fields may be anything. */
export function anyKey(...uids: readonly string[]): fc.Arbitrary<object> {
  return fc.record(
    {
      uid: fc.oneof({ arbitrary: fc.constantFrom(...uids), weight: 8 }, { arbitrary: anyText, weight: 1 }),
      name: anyText,
      created: anyDate,
      modified: anyDate,
    },
    { requiredKeys: ['uid'] },
  );
}

/** A date as Cloudflare writes it, or any text instead of one. */
export const anyDate: fc.Arbitrary<string> = fc.oneof(
  fc
    .date({ min: new Date('2009-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  anyText,
);

/** A response that reports the deletion of this key, or nearly so. */
function anySuccess(uid: string): fc.Arbitrary<AnyResponse> {
  return fc.record({
    status: fc.oneof(fc.constantFrom(200, 201, 202), fc.integer({ min: 200, max: 299 })),
    headers: anyHeaders,
    body: fc
      .record(
        {
          success: fc.constant(true),
          messages: anyEntries,
          result: fc.oneof(
            { arbitrary: anyKey(uid), weight: 6 },
            { arbitrary: fc.constant(null), weight: 1 },
            { arbitrary: anyJson, weight: 1 },
          ),
        },
        { requiredKeys: ['success'] },
      )
      .map((envelope) => JSON.stringify(envelope)),
  });
}

/** A response that reports that the key does not exist. */
const anyNotFound: fc.Arbitrary<AnyResponse> = fc.record({
  status: anyStatus,
  headers: anyHeaders,
  body: fc
    .tuple(fc.constantFrom<unknown>(20008, '20008'), anyText, fc.array(anyEntry, { maxLength: 2 }))
    .map(([code, message, others]) =>
      JSON.stringify({ success: false, errors: [...others, { code, message }] }),
    ),
});

/** Any response to the deletion of this key; nearly half of them report success. */
export function anyResponse(uid: string): fc.Arbitrary<AnyResponse> {
  return fc.oneof(
    { arbitrary: anySuccess(uid), weight: 4 },
    { arbitrary: anyNotFound, weight: 1 },
    { arbitrary: fc.record({ status: anyStatus, headers: anyHeaders, body: anyBody }), weight: 5 },
  );
}

/** Whether a response is a rate limit, for which the step waits. */
export function isRateLimit(status: number, body: string | Buffer): boolean {
  if (readResponse(status, body) === 'not-found') return false;
  const errors = asObject(parsed(body))?.['errors'];
  return (
    status === 429 ||
    (Array.isArray(errors) && errors.some((error) => Number(asObject(error)?.['code']) === 971))
  );
}

/** What a response to a deletion means by the contract, read in another way than the action reads it. */
export function readResponse(
  status: number,
  body: string | Buffer,
  uid?: string,
): 'deleted' | 'not-found' | 'failed' {
  const envelope = [204, 304].includes(status) ? undefined : asObject(parsed(body));
  if (envelope === undefined) return 'failed';
  const errors = Array.isArray(envelope['errors']) ? (envelope['errors'] as readonly unknown[]) : [];
  if (errors.some((error) => isMissing(asObject(error)?.['code']))) return 'not-found';
  if (Math.floor(status / 100) !== 2 || envelope['success'] !== true) return 'failed';
  if (uid === undefined || (envelope['result'] ?? null) === null) return 'deleted';
  const key = asObject(envelope['result']);
  const fields = ['uid', 'name', 'created', 'modified'].map((field) => key?.[field] ?? '');
  const isKey = key !== undefined && fields.every((field) => typeof field === 'string');
  return isKey && [null, undefined, uid].includes(key['uid'] as string) ? 'deleted' : 'failed';
}

/** The code of "TURN key not found", as a number or in digits. */
function isMissing(code: unknown): boolean {
  return code === 20008 || (typeof code === 'string' && /^\s*0*20008\s*$/.test(code));
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function parsed(body: string | Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(typeof body === 'string' ? Buffer.from(body) : body));
  } catch {
    return undefined;
  }
}

/** Any bytes instead of a response, many of them nearly one. */
export const anyBytes: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  // A valid response with some of its bytes replaced.
  fc
    .tuple(
      fc.constantFrom(
        'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 59\r\n\r\n{"success":true,"errors":[],"messages":[],"result":null}   ',
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{"success":true}\r\n0\r\n\r\n',
        'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.0 500 No\r\n\r\n{"success":false}',
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n',
      ),
      fc.array(fc.tuple(fc.nat(200), fc.nat(20), fc.uint8Array({ maxLength: 10 })), { maxLength: 3 }),
    )
    .map(([text, edits]) =>
      edits.reduce(
        (bytes, [at, length, replacement]) =>
          Buffer.concat([bytes.subarray(0, at), replacement, bytes.subarray(at + length)]),
        Buffer.from(text),
      ),
    ),
);

/** Any text that may be an API token: printable ASCII, with the characters that are special in JSON, URLs and expressions. */
export const anyToken: fc.Arbitrary<string> = fc.oneof(
  fc.constant(TOKEN),
  fc
    .string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 24,
      maxLength: 64,
    })
    .map((text) => `t${text}`)
    // A Global API Key, or quotes around it, would be refused.
    .filter((text) => !/^[0-9a-f]+$/.test(text) && !/["'`]$/.test(text)),
);
