import { describe, expect, test } from '@jest/globals';
import {
  cut,
  failure,
  type Fault,
  html,
  oversized,
  pass,
  rateLimit,
  respond,
  reset,
} from '../support/faults.ts';
import { makeForwarder } from '../support/forwarder.ts';
import { KEY } from '../support/keys.ts';
import { play, type Played } from '../support/scenario.ts';

const NOT_FOUND = failure(404, 20008, 'TURN key not found');
const NOW = { 'retry-after': '0' };

/** Plays the deletion of a key whose attempts have these faults, in this order; then Cloudflare responds as usual. */
function playFaults(...faults: readonly Fault[]): Promise<Played> {
  return play({
    prepare: (cloudflare) => {
      cloudflare.next('DELETE', ...faults);
    },
  });
}

describe('a lost response', () => {
  test('after the deletion took effect: the retry gets "not found", which means deleted', async () => {
    const { transcript } = await playFaults(respond(502, 'bad gateway', { headers: NOW, takesEffect: true }));
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a

      --- log
      Cloudflare returned HTTP 502 with an unexpected response body: "bad gateway" (cf-ray <cf-ray>). Retrying in 0 s (retry 1 of 5).
      Deleted TURN key 2a95132c15732412d22c1476fa83f27a: probably by an earlier attempt (Cloudflare returned HTTP 502 with an unexpected response body: "bad gateway" (cf-ray <cf-ray>)): Cloudflare now reports that the key doesn't exist.

      --- outputs
      uid: 2a95132c15732412d22c1476fa83f27a
      name:
      created:
      modified:
      deleted-count: 1
      results: [{"uid":"2a95132c15732412d22c1476fa83f27a","name":"","created":"","modified":"","status":"deleted","reason":"probably by an earlier attempt (Cloudflare returned HTTP 502 with an unexpected response body: \\"bad gateway\\" (cf-ray <cf-ray>)): Cloudflare now reports that the key doesn't exist"}]
      status: deleted

      --- exit code
      0
      "
    `);
  });

  const LOST: readonly (readonly [string, (options: { takesEffect: boolean }) => Fault, RegExp])[] = [
    ['a connection reset', reset, /was lost before a complete response was received \(ECONNRESET/],
    ['a body cut short', cut, /was lost before a complete response was received \(ECONNRESET/],
    [
      'HTTP 500 in an envelope',
      (options) => failure(500, 10000, 'Oops', { ...options, headers: NOW }),
      /code 10000: Oops/,
    ],
    ['HTTP 502 as a page', (options) => html(options), /502: Bad gateway/],
    ['HTTP 503, larger than 1 MiB', (options) => oversized({ ...options, status: 503 }), /more than 1 MiB/],
  ];

  test.concurrent.each(LOST)(
    '(%s) after the deletion took effect: deleted, and the log says why',
    async (_what, fault, why) => {
      const { run, results, cloudflare } = await playFaults(fault({ takesEffect: true }));
      expect(results).toMatchObject([{ uid: KEY.uid, status: 'deleted' }]);
      expect(run.log).toContain('probably by an earlier attempt');
      expect(run.log).toMatch(why);
      expect(cloudflare.requests).toHaveLength(2);
      expect(run.annotations).toEqual([]);
    },
  );

  test.concurrent.each(LOST)(
    '(%s) before it took effect: deleted by the retry',
    async (_what, fault, why) => {
      const { run, results, cloudflare } = await playFaults(fault({ takesEffect: false }));
      expect(results).toMatchObject([{ ...KEY, status: 'deleted' }]);
      expect(run.log).toMatch(
        /Retrying in [\d.]+ s \(retry 1 of 5\)\.\nDeleted TURN key \w+ \("production-realtime-app"/,
      );
      expect(run.log).toMatch(why);
      expect(cloudflare.requests).toHaveLength(2);
    },
  );
});

describe('an attempt that cannot have reached Cloudflare,', () => {
  /** Runs the step while no server listens, and starts one after the first attempt. */
  async function refusedFirst(fault: Fault): Promise<Played> {
    const forwarder = await makeForwarder();
    let port = 0;
    try {
      return await play({
        inputs: { 'api-base-url': `http://127.0.0.1:${forwarder.port}/client/v4`, 'if-not-found': 'warn' },
        prepare: (cloudflare) => {
          port = cloudflare.port;
          cloudflare.next('DELETE', fault);
        },
        onLine: (line) => {
          if (line.includes('ECONNREFUSED')) void forwarder.open(port);
        },
      });
    } finally {
      await forwarder.close();
    }
  }

  test.concurrent('as the connection was refused: "not found" means not found', async () => {
    const { run, results, cloudflare } = await refusedFirst(NOT_FOUND);
    expect(results).toMatchObject([{ status: 'not-found' }]);
    expect(run.log).toMatch(/^127\.0\.0\.1:\d+ refused the connection \(ECONNREFUSED\)\. Retrying in/);
    expect(run.annotations).toMatchObject([{ level: 'warning' }]);
    expect(cloudflare.requests).toHaveLength(1);
  });

  test.concurrent('as the connection was refused: the retry deletes', async () => {
    const { run, results } = await refusedFirst(pass());
    expect(results).toMatchObject([{ status: 'deleted' }]);
    expect(run.log).not.toContain('an earlier attempt');
  });

  test.concurrent('as the rate limit was exceeded: "not found" means not found', async () => {
    const { run, results, cloudflare } = await play({
      inputs: { 'if-not-found': 'ignore' },
      prepare: (double) => {
        double.next('DELETE', rateLimit({ retryAfter: 0 }), NOT_FOUND);
      },
    });
    expect(results).toMatchObject([{ status: 'not-found' }]);
    expect(run.outputs).toMatchObject({ status: 'not-found', 'deleted-count': '0' });
    expect(cloudflare.requests).toHaveLength(2);
  });

  test.concurrent(
    'as every connection was refused: failed, and the key cannot have been deleted',
    async () => {
      const { port } = await makeForwarder();
      const { errors } = await play({
        inputs: { 'api-base-url': `http://127.0.0.1:${port}`, 'max-retries': '1' },
      });
      expect(errors).toEqual([
        `Could not delete TURN key ${KEY.uid}: 127.0.0.1:${port} refused the connection (ECONNREFUSED). All 2 attempts failed. ` +
          'Check `api-base-url`, and whether a firewall or proxy (`HTTPS_PROXY`) is between the runner and it.',
      ]);
    },
  );

  test.concurrent('as the host is unknown: failed, and the key cannot have been deleted', async () => {
    // A label of 64 characters is too long for a host name, so that no resolver is asked.
    const host = `${'a'.repeat(64)}.invalid`;
    const { errors } = await play({ inputs: { 'api-base-url': `https://${host}/`, 'max-retries': '0' } });
    expect(errors).toEqual([
      `Could not delete TURN key ${KEY.uid}: The host ${host} was not found (ENOTFOUND). ` +
        "Check the spelling of `api-base-url`, and the runner's DNS and proxy (`HTTPS_PROXY`).",
    ]);
  });
});

test('a deletion may still have taken effect after a later attempt that cannot have reached Cloudflare', async () => {
  const { run, results } = await playFaults(
    respond(503, '', { headers: NOW, takesEffect: true }),
    rateLimit({ retryAfter: 0 }),
  );
  expect(results).toMatchObject([{ status: 'deleted' }]);
  expect(run.log).toContain('(Cloudflare returned HTTP 503 with an unexpected response body: an empty body');
});
