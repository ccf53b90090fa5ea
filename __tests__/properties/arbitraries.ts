import fc from 'fast-check';
import { TOKEN } from '../support/cloudflare-double.ts';
import * as faults from '../support/faults.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';

const FRAGMENTS = [
  ...HOSTILE_TEXTS.filter((text) => text.length < 1000),
  TOKEN,
  `Bearer ${TOKEN}`,
  encodeURIComponent(`<${TOKEN}>`),
  '{closed-pr}',
  '*',
  '%25',
  '\n\n',
];

/** Any text: of any characters, of any code units, or of pieces that somebody chose to do harm. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: 'binary', maxLength: 5 })), {
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
      code: fc.oneof(fc.constantFrom<unknown>(971, 1000, 7003, 9109, 10000, 10405, '7000', 0), anyJson),
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

/** Any JSON in the form of an envelope. */
export const anyEnvelope: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.record(
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

/** Any body of an answer. */
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

/** Any status that ends an exchange. */
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

/** Whether an answer says success by the contract, read in another way than the action does. */
export function saysSuccess(status: number, body: string | Buffer): boolean {
  try {
    const text = new TextDecoder().decode(typeof body === 'string' ? Buffer.from(body) : body);
    const json = JSON.parse(text) as { readonly success?: unknown } | null;
    return Math.floor(status / 100) === 2 && !Array.isArray(json) && json?.success === true;
  } catch {
    return false;
  }
}

/** Headers that mean something to the step, with any value that a header can have. */
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

/**
 * A fault that tells no lie: none says success of a deletion that did not take place, or "not found" of a key that is
 * there, and what takes effect before its answer is lost is answered by nothing that means "refused".
 */
export const honestFault: fc.Arbitrary<faults.Fault> = fc.boolean().chain((takesEffect) =>
  fc.oneof(
    fc.constantFrom(
      faults.pass(),
      faults.reset({ takesEffect }),
      faults.cut({ takesEffect }),
      faults.cut({ takesEffect, status: 503 }),
      faults.stall({ takesEffect }),
      faults.stallBody({ takesEffect }),
      faults.oversized({ takesEffect }),
      faults.html({ takesEffect }),
      faults.html({ takesEffect, status: 200 }),
      faults.html({ takesEffect, status: 408, title: 'Request timeout' }),
      faults.redirect('http://127.0.0.1:9/'),
      faults.rateLimit(),
      faults.rateLimit({ retryAfter: 0 }),
      faults.rateLimit({ retryAfter: 1 }),
      faults.rateLimit({ retryAfter: 86_400 }),
      faults.rateLimit({ retryAfter: 'soon' }),
      faults.failure(200, 971, 'Please wait and consider throttling your request speed'),
      faults.failure(401, 10000, 'Authentication error'),
      faults.failure(403, 9109, 'Invalid access token'),
      faults.failure(404, 7003, 'Could not route'),
      faults.failure(405, 10405, 'Method not allowed'),
      // Success, but of another key, or with a result that is none.
      faults.reply(200, faults.successEnvelope({ uid: 'another' }), { takesEffect: true }),
      faults.reply(200, faults.successEnvelope([]), { takesEffect: true }),
      faults.reply(200, faults.successEnvelope(null), { takesEffect: true }),
      faults.reply(204, undefined, { takesEffect: true }),
    ),
    fc
      .tuple(fc.integer({ min: 500, max: 599 }), anyHeaders, anyBody)
      .map(([status, headers, body]) => faults.reply(status, body, { headers, takesEffect })),
    fc
      .tuple(fc.integer({ min: 400, max: 499 }), anyHeaders, anyEntries)
      .filter(([, , errors]) => !JSON.stringify(errors).includes('20008'))
      .map(([status, headers, errors]) => faults.reply(status, { success: false, errors }, { headers })),
  ),
);
