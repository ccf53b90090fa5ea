import * as faults from '../../__tests__/support/faults.ts';

/** A fault that a deletion can meet. */
export type Entry = {
  readonly title: string;
  /** The fault, after a deletion that was carried out or in the place of it. */
  readonly make: (takesEffect: boolean) => faults.Fault;
  /** Whether a server that does so can have carried the deletion out before, and whether it can have not. */
  readonly takesEffect: readonly boolean[];
};

/** Faults that the requests of a step meet one after the other; those that follow are answered as usual. */
export type Sequence = {
  readonly title: string;
  readonly faults: readonly faults.Fault[];
  /** Somebody else deletes the key when the first request comes. */
  readonly byAnother?: true;
};

/** What is wrong that no fault of the double can be. */
export type Obstacle =
  'nothing listens' | 'nothing listens at first' | 'no TLS' | 'unknown certificate' | 'no key';

const DONE = { takesEffect: true };
const THROTTLED = faults.failure(200, 971, 'Please wait and consider throttling your request speed');

/** The faults that docs/faults.md tells of. */
export const CATALOGUE: readonly Entry[] = [
  lost('Connection reset before an answer', (takesEffect) => faults.reset({ takesEffect })),
  lost('Connection lost in the middle of the answer', (takesEffect) => faults.cut({ takesEffect })),
  lost('No answer, connection open', (takesEffect) => faults.stall({ takesEffect })),
  lost('Half an answer, then nothing', (takesEffect) => faults.stallBody({ takesEffect })),
  lost('One byte after the other, for ever', (takesEffect) => faults.drip({ takesEffect, everyMs: 200 })),
  lost('More than 1 MiB', (takesEffect) => faults.oversized({ takesEffect })),
  lost('An answer without end', (takesEffect) => faults.oversized({ takesEffect, endless: true })),
  lost('HTTP 502, an HTML page', (takesEffect) => faults.html({ takesEffect })),
  lost('HTTP 503, plain text', (takesEffect) =>
    faults.reply(503, 'upstream connect error', { takesEffect, headers: { 'content-type': 'text/plain' } }),
  ),
  lost('HTTP 504, `Retry-After: 1`', (takesEffect) =>
    faults.reply(504, 'upstream request timeout', { takesEffect, headers: { 'retry-after': '1' } }),
  ),
  lost('HTTP 408', (takesEffect) => faults.html({ takesEffect, status: 408, title: 'Request Timeout' })),
  lost('HTTP 200, an HTML page', (takesEffect) =>
    faults.html({ takesEffect, status: 200, title: 'Welcome' }),
  ),
  lost('HTTP 200, success, and the `uid` of another key', (takesEffect) =>
    faults.reply(200, faults.successEnvelope({ uid: '0'.repeat(32) }), { takesEffect }),
  ),
  carriedOut('HTTP 200, success, and `"result": null`', (takesEffect) =>
    faults.reply(200, faults.successEnvelope(null), { takesEffect }),
  ),
  carriedOut('The usual answer, whole, after 20 seconds', () => faults.pass({ delayMs: 20_000 })),
  refused('HTTP 429 without `Retry-After`', faults.rateLimit()),
  refused('HTTP 429, `Retry-After: 1`', faults.rateLimit({ retryAfter: 1 })),
  refused('HTTP 429, `Retry-After` of an hour', faults.rateLimit({ retryAfter: 3600 })),
  refused('HTTP 200, code 971', THROTTLED),
  refused('HTTP 307', faults.redirect('https://example.com/')),
  refused('HTTP 401, code 10000', faults.failure(401, 10000, 'Authentication error')),
  refused('HTTP 403, code 9109', faults.failure(403, 9109, 'Invalid access token')),
  refused('HTTP 404, code 7003', faults.failure(404, 7003, 'Could not route')),
  refused('HTTP 405, code 10405', faults.failure(405, 10405, 'Method not allowed')),
];

/** Several faults in one step, of which docs/faults.md tells too. */
export const SEQUENCES: readonly Sequence[] = [
  { title: 'Reset, then HTTP 503', faults: [faults.reset(), faults.reply(503)] },
  { title: 'Reset after the deletion, then HTTP 503', faults: [faults.reset(DONE), faults.reply(503)] },
  { title: 'Cut off after the deletion, then HTTP 429', faults: [faults.cut(DONE), faults.rateLimit()] },
  { title: 'HTTP 429, then reset after the deletion', faults: [faults.rateLimit(), faults.reset(DONE)] },
  { title: 'HTTP 200 with code 971, then HTTP 429', faults: [THROTTLED, faults.rateLimit()] },
  { title: 'HTTP 429, while somebody else deletes the key', faults: [faults.rateLimit()], byAnother: true },
  {
    title: 'HTTP 502 after the deletion, then HTTP 429, `Retry-After` of an hour',
    faults: [faults.html(DONE), faults.rateLimit({ retryAfter: 3600 })],
  },
  {
    title: 'HTTP 502 after the deletion, then HTTP 403, code 9109',
    faults: [faults.html(DONE), faults.failure(403, 9109, 'Invalid access token')],
  },
  {
    title: 'Reset, then HTTP 503, then cut off',
    faults: [faults.reset(), faults.reply(503), faults.cut()],
  },
  {
    title: 'Reset, then HTTP 503, then cut off after the deletion',
    faults: [faults.reset(), faults.reply(503), faults.cut(DONE)],
  },
];

/** The obstacles, and whether each is there for the first attempt or for all of them. */
export const OBSTACLES: readonly {
  readonly title: string;
  readonly obstacle: Obstacle;
  readonly once: boolean;
}[] = [
  { title: 'Connection refused', obstacle: 'nothing listens at first', once: true },
  { title: 'Connection refused', obstacle: 'nothing listens', once: false },
  { title: 'No TLS where it should be', obstacle: 'no TLS', once: false },
  { title: 'A certificate that nobody vouches for', obstacle: 'unknown certificate', once: false },
  { title: 'HTTP 404, code 20008: there is no such key', obstacle: 'no key', once: false },
];

function lost(title: string, make: Entry['make']): Entry {
  return { title, make, takesEffect: [false, true] };
}

function carriedOut(title: string, make: Entry['make']): Entry {
  return { title, make, takesEffect: [true] };
}

function refused(title: string, fault: faults.Fault): Entry {
  return { title, make: () => fault, takesEffect: [false] };
}
