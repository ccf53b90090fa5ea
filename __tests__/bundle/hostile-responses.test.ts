import { describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { respond } from '../support/faults.ts';
import { startRawServer } from '../support/raw-server.ts';
import { play, playEach } from '../support/scenario.ts';

// One of each kind; unit/cloudflare has all bodies, and properties/ makes up more. `play` checks the invariants of every run;
// these tests check that each response is a failure, and that the step ends.

const BODIES: Readonly<Record<string, string | Buffer | object>> = {
  nothing: '',
  'compressed bytes': gzipSync('{"success":true}'),
  'text that is not JSON': '<!DOCTYPE html><title>Sign in</title><script>alert(1)</script>',
  'JSON that is not an envelope': { result: { success: true } },
  'a failure without errors': { success: false, errors: [], result: null },
  'a body too deep for recursion': `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
};

test('a hostile body fails its key', async () => {
  const { run, fates } = await playEach(
    Object.values(BODIES).map((body) => respond(200, body)),
    { inputs: { 'max-retries': '0' } },
  );
  expect(run.exitCode).toBe(1);
  for (const [index, what] of Object.keys(BODIES).entries()) {
    const { status, error } = fates[index]?.result ?? {};
    expect([what, status, error?.http_status]).toEqual([what, 'failed', 200]);
  }
});

const HEAD = 'HTTP/1.1 200 OK\r\n';
const ENVELOPE = '{"success":true,"result":null}';

describe('a response that is not HTTP', () => {
  test.concurrent.each([
    ['nothing', '', false],
    ['noise', 'owned\r\n\r\n', false],
    ['two lengths', `${HEAD}Content-Length: 30\r\nTransfer-Encoding: chunked\r\n\r\n${ENVELOPE}`, false],
    ['too many headers', `${HEAD}${'X-Owned: owned\r\n'.repeat(20_000)}`, false],
    ['a header that never ends, until the time limit', `${HEAD}X-Owned: `, true],
  ])('(%s) fails the step', async (_what, bytes, linger) => {
    const server = await startRawServer(bytes, { linger });
    try {
      const { run, results } = await play({
        inputs: {
          'api-base-url': `http://127.0.0.1:${server.port}`,
          'max-retries': '0',
          'timeout-seconds': linger ? '3' : '100',
        },
      });
      expect(run.exitCode).toBe(1);
      expect(results).toMatchObject([{ status: 'failed' }]);
      expect(run.durationMs).toBeLessThan(60_000);
    } finally {
      await server.close();
    }
  });
});
