import { describe, expect, test } from '@jest/globals';
import { failure, pass, respond } from '../support/faults.ts';
import { someKeys } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

describe('many keys', () => {
  test('are deleted no more than eight at a time, over connections that stay open', async () => {
    const { run, results, cloudflare } = await play({ keys: someKeys(60), cloudflare: { latencyMs: 100 } });
    expect(results.map(({ uid, status }) => [uid, status])).toEqual(
      someKeys(60).map(({ uid }) => [uid, 'deleted']),
    );
    expect(run.outputs).toMatchObject({ status: 'deleted', 'deleted-count': '60' });
    expect(cloudflare.requests).toHaveLength(60);
    expect(cloudflare.mostAtOnce).toBeLessThanOrEqual(8);
    expect(cloudflare.connections).toBeLessThanOrEqual(8);
  });

  test('are all attempted, even if one of them fails', async () => {
    const keys = someKeys(12);
    const { run, results, errors } = await play({
      keys,
      prepare: (cloudflare) => {
        cloudflare.next({ key: keys[2]?.uid ?? '' }, failure(400, 1234, 'This one cannot go'));
        cloudflare.next({ key: keys[5]?.uid ?? '' }, failure(404, 20008, 'TURN key not found'));
      },
    });
    const statuses = keys.map(() => 'deleted');
    statuses[2] = 'failed';
    statuses[5] = 'not-found';
    expect(results.map(({ status }) => status)).toEqual(statuses);
    expect(run.outputs).toMatchObject({ status: 'failed', 'deleted-count': '10', uid: '', name: '' });
    expect(errors).toHaveLength(3);
    expect(errors[2]).toBe(
      'TURN keys: 10 deleted, 1 not found, 1 failed. The output `results` has the details.',
    );
  });
});

describe('an error that affects every key', () => {
  test.concurrent.each([401, 403])('stops new deletions from starting: HTTP %d', async (status) => {
    const keys = someKeys(40);
    const [first] = keys;
    const { run, results, errors, cloudflare } = await play({
      keys,
      prepare: (double) => {
        double.next({ key: first?.uid ?? '' }, failure(status, 10000, 'Authentication error'));
        // The others take long enough for that response to be read meanwhile.
        double.always('DELETE', pass({ delayMs: 2_000 }));
      },
    });
    expect(cloudflare.requests.length).toBeLessThanOrEqual(8);
    expect(results[0]).toMatchObject({ status: 'failed', error: { http_status: status, code: 10000 } });
    const requested = new Set(cloudflare.requests.map(({ path }) => path.slice(-32)));
    for (const { uid, status: outcome, error } of results.slice(1)) {
      expect(outcome).toBe(requested.has(uid) ? 'deleted' : 'not-attempted');
      if (outcome === 'not-attempted') {
        expect(error).toEqual({
          http_status: null,
          code: null,
          message: 'Another key failed with an error that affects every key. Fix that error first.',
          ray_id: null,
        });
      }
    }
    expect(run.outputs).toMatchObject({ status: 'failed', 'deleted-count': String(requested.size - 1) });
    expect(errors).toEqual([
      expect.stringMatching(
        /^Could not delete TURN key 0+1: .* TURN keys: \d+ deleted, 1 failed, \d+ not attempted\. Another key failed with an error that affects every key\. Fix that error first\.$/,
      ),
    ]);
  });

  test('stops a key that waits for its retry', async () => {
    const keys = someKeys(2);
    const [first, second] = keys;
    const { run, results } = await play({
      keys,
      prepare: (cloudflare) => {
        cloudflare.next(
          { key: first?.uid ?? '' },
          respond(503, 'busy', { headers: { 'retry-after': '60' } }),
        );
        cloudflare.next(
          { key: second?.uid ?? '' },
          failure(403, 9109, 'Invalid access token', { delayMs: 2_000 }),
        );
      },
    });
    expect(run.durationMs).toBeLessThan(50_000);
    expect(results).toMatchObject([{ status: 'failed' }, { status: 'failed' }]);
    expect(results[0]?.error?.message).toContain(
      'It was not retried. Another key failed with an error that affects every key. Fix that error first.',
    );
  });
});

describe('failures are annotated', () => {
  test.concurrent.each([
    [1, 1],
    [9, 10],
    [10, 10],
  ])('%d of them with %d annotations', async (failures, annotations) => {
    const keys = someKeys(failures + 1);
    const [, ...failing] = keys;
    const { run, errors, results } = await play({
      keys,
      prepare: (cloudflare) => {
        for (const { uid } of failing) cloudflare.next({ key: uid }, failure(400, 1234, 'It cannot go'));
      },
    });
    expect(errors).toHaveLength(annotations);
    const own = failures === 1 ? errors : errors.slice(0, -1);
    for (const [index, error] of own.entries()) {
      expect(error).toContain(
        `Could not delete TURN key ${failing[index]?.uid}: Cloudflare returned HTTP 400, code 1234`,
      );
    }
    if (failures > 1) {
      expect(errors.at(-1)).toBe(
        `TURN keys: 1 deleted, ${failures} failed. The output \`results\` has the details.`,
      );
    }
    // The log has each failure once.
    for (const { uid } of failing) expect(run.log.split(`TURN key ${uid}:`)).toHaveLength(2);
    expect(results.filter(({ status }) => status === 'failed')).toHaveLength(failures);
  });
});
