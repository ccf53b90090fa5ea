import * as faults from '../__tests__/support/faults.ts';

/** A fault that a deletion can meet. */
export type Entry = {
  readonly title: string;
  /** The fault, after a deletion that was carried out or in the place of it. */
  readonly make: (takesEffect: boolean) => faults.Fault;
  /** Whether a server that does so can have carried the deletion out before. */
  readonly canTakeEffect: boolean;
};

/** The faults of which docs/faults.md tells. */
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
  refused('HTTP 429 without `Retry-After`', faults.rateLimit()),
  refused('HTTP 429, `Retry-After: 1`', faults.rateLimit({ retryAfter: 1 })),
  refused('HTTP 429, `Retry-After` of an hour', faults.rateLimit({ retryAfter: 3600 })),
  refused(
    'HTTP 200, code 971',
    faults.failure(200, 971, 'Please wait and consider throttling your request speed'),
  ),
  refused('HTTP 307', faults.redirect('https://example.com/')),
  refused('HTTP 401, code 10000', faults.failure(401, 10000, 'Authentication error')),
  refused('HTTP 403, code 9109', faults.failure(403, 9109, 'Invalid access token')),
  refused('HTTP 404, code 7003', faults.failure(404, 7003, 'Could not route')),
  refused('HTTP 405, code 10405', faults.failure(405, 10405, 'Method not allowed')),
];

function lost(title: string, make: Entry['make']): Entry {
  return { title, make, canTakeEffect: true };
}

function refused(title: string, fault: faults.Fault): Entry {
  return { title, make: () => fault, canTakeEffect: false };
}
