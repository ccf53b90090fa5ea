import * as faults from '../../__tests__/support/faults.ts';

/** A fault of a deletion. */
export type Entry = {
  readonly title: string;
  /** The fault, after the deletion took effect or instead of it. */
  readonly make: (takesEffect: boolean) => faults.Fault;
  /** Whether the deletion can have taken effect before such a fault: yes, no, or both. */
  readonly takesEffect: readonly boolean[];
};

/** Faults of the requests of a step, one after the other; later requests get the usual response. */
export type Sequence = {
  readonly title: string;
  readonly faults: readonly faults.Fault[];
  /** Another client deletes the key when the first request arrives. */
  readonly byAnother?: true;
  /** The key never existed. */
  readonly withoutKey?: true;
  /** The step deletes another key with the same token first. */
  readonly afterAnotherKey?: true;
};

/** A problem that the double can't produce as a fault. */
export type Obstacle = 'no server' | 'no server at first' | 'no TLS' | 'unknown certificate' | 'no key';

const DONE = { takesEffect: true };
// Late enough for the response to the other key to be read before it.
const FORBIDDEN = faults.failure(403, 10000, 'Authentication error', { delayMs: 3_000 });
const THROTTLED = faults.failure(200, 971, 'Please wait and consider throttling your request speed');

/** The faults in docs/faults.md. */
export const CATALOGUE: readonly Entry[] = [
  lost('Connection reset before a response', (takesEffect) => faults.reset({ takesEffect })),
  lost('Connection lost in the middle of the response', (takesEffect) => faults.cut({ takesEffect })),
  lost('No response, connection open', (takesEffect) => faults.stall({ takesEffect })),
  lost('Half a response, then nothing', (takesEffect) => faults.stallBody({ takesEffect })),
  lost('A response byte by byte, without end', (takesEffect) => faults.drip({ takesEffect, everyMs: 200 })),
  lost('A response of more than 1 MiB', (takesEffect) => faults.oversized({ takesEffect })),
  lost('A response without end', (takesEffect) => faults.oversized({ takesEffect, endless: true })),
  lost('HTTP 502, an HTML page', (takesEffect) => faults.html({ takesEffect })),
  lost('HTTP 503, plain text', (takesEffect) =>
    faults.respond(503, 'upstream connect error', { takesEffect, headers: { 'content-type': 'text/plain' } }),
  ),
  lost('HTTP 504, `Retry-After: 1`', (takesEffect) =>
    faults.respond(504, 'upstream request timeout', { takesEffect, headers: { 'retry-after': '1' } }),
  ),
  lost('HTTP 408', (takesEffect) => faults.html({ takesEffect, status: 408, title: 'Request Timeout' })),
  lost('HTTP 200, an HTML page', (takesEffect) =>
    faults.html({ takesEffect, status: 200, title: 'Welcome' }),
  ),
  lost('HTTP 200, success, and the `uid` of another key', (takesEffect) =>
    faults.respond(200, faults.successEnvelope({ uid: '0'.repeat(32) }), { takesEffect }),
  ),
  afterwards('HTTP 200, success, and `"result": null`', (takesEffect) =>
    faults.respond(200, faults.successEnvelope(null), { takesEffect }),
  ),
  afterwards('The usual response, after 20 seconds', () => faults.pass({ delayMs: 20_000 })),
  refused('HTTP 429 without `Retry-After`', faults.rateLimit()),
  // Seven seconds, so that the time limit doesn't end while a request is in flight.
  refused('HTTP 429, `Retry-After: 7`', faults.rateLimit({ retryAfter: 7 })),
  refused('HTTP 429, `Retry-After` of an hour', faults.rateLimit({ retryAfter: 3600 })),
  refused('HTTP 200, code 971', THROTTLED),
  refused('HTTP 307', faults.redirect('https://example.com/')),
  refused('HTTP 401, code 10000', faults.failure(401, 10000, 'Authentication error')),
  refused('HTTP 403, code 9109', faults.failure(403, 9109, 'Invalid access token')),
  refused('HTTP 404, code 7003', faults.failure(404, 7003, 'Could not route')),
  refused('HTTP 405, code 10405', faults.failure(405, 10405, 'Method not allowed')),
];

/** Several faults in one step, also in docs/faults.md. */
export const SEQUENCES: readonly Sequence[] = [
  { title: 'Reset, then HTTP 503', faults: [faults.reset(), faults.respond(503)] },
  { title: 'Reset after the deletion, then HTTP 503', faults: [faults.reset(DONE), faults.respond(503)] },
  { title: 'Lost after the deletion, then HTTP 429', faults: [faults.cut(DONE), faults.rateLimit()] },
  { title: 'HTTP 429, then reset after the deletion', faults: [faults.rateLimit(), faults.reset(DONE)] },
  { title: 'HTTP 200 with code 971, then HTTP 429', faults: [THROTTLED, faults.rateLimit()] },
  { title: 'HTTP 429, while another client deletes the key', faults: [faults.rateLimit()], byAnother: true },
  {
    title: 'HTTP 429 without `Retry-After`, four times',
    faults: [faults.rateLimit(), faults.rateLimit(), faults.rateLimit(), faults.rateLimit()],
  },
  {
    title: 'HTTP 502, then HTTP 404, code 20008: the key never existed',
    faults: [faults.html()],
    withoutKey: true,
  },
  {
    title: 'HTTP 403, code 10000, once, after another key was deleted',
    faults: [FORBIDDEN],
    afterAnotherKey: true,
  },
  {
    title: 'HTTP 403, code 10000, each time, after another key was deleted',
    faults: [FORBIDDEN, FORBIDDEN, FORBIDDEN],
    afterAnotherKey: true,
  },
  {
    title: 'HTTP 502 after the deletion, then HTTP 429, `Retry-After` of an hour',
    faults: [faults.html(DONE), faults.rateLimit({ retryAfter: 3600 })],
  },
  {
    title: 'HTTP 502 after the deletion, then HTTP 403, code 9109',
    faults: [faults.html(DONE), faults.failure(403, 9109, 'Invalid access token')],
  },
  {
    title: 'Reset, then HTTP 503, then lost',
    faults: [faults.reset(), faults.respond(503), faults.cut()],
  },
  {
    title: 'Reset, then HTTP 503, then lost after the deletion',
    faults: [faults.reset(), faults.respond(503), faults.cut(DONE)],
  },
];

/** The obstacles, and whether each is there only for the first attempt. */
export const OBSTACLES: readonly {
  readonly title: string;
  readonly obstacle: Obstacle;
  readonly once: boolean;
}[] = [
  { title: 'Connection refused', obstacle: 'no server at first', once: true },
  { title: 'Connection refused', obstacle: 'no server', once: false },
  { title: 'No TLS on a port for https', obstacle: 'no TLS', once: false },
  { title: 'A certificate that is not trusted', obstacle: 'unknown certificate', once: false },
  { title: 'HTTP 404, code 20008: the key never existed', obstacle: 'no key', once: false },
];

function lost(title: string, make: Entry['make']): Entry {
  return { title, make, takesEffect: [false, true] };
}

function afterwards(title: string, make: Entry['make']): Entry {
  return { title, make, takesEffect: [true] };
}

function refused(title: string, fault: faults.Fault): Entry {
  return { title, make: () => fault, takesEffect: [false] };
}
