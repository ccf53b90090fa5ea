import { describe, expect, test } from '@jest/globals';
import { failure, type Fault, found, reset, stall } from '../support/faults.ts';
import { id, KEY, named } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

describe('verify', () => {
  test('reads the key back until Cloudflare reports that it is gone', async () => {
    const { transcript } = await play({
      inputs: { verify: 'true' },
      prepare: ({ next }) => {
        next('GET', found(KEY), found(KEY));
      },
    });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a

      --- log
      Deleted TURN key 2a95132c15732412d22c1476fa83f27a ("production-realtime-app", created 2026-03-01T09:30:00Z): read back, and Cloudflare reports that it is gone.

      --- outputs
      uid: 2a95132c15732412d22c1476fa83f27a
      name: production-realtime-app
      created: 2026-03-01T09:30:00Z
      modified: 2026-03-02T10:00:00Z
      deleted-count: 1
      results: [{"uid":"2a95132c15732412d22c1476fa83f27a","name":"production-realtime-app","created":"2026-03-01T09:30:00Z","modified":"2026-03-02T10:00:00Z","status":"deleted","reason":"read back, and Cloudflare reports that it is gone"}]
      status: deleted

      --- exit code
      0
      "
    `);
  });

  test('reads each key back once if Cloudflare is consistent', async () => {
    const { requests, run } = await play({
      keys: named('a-1', 'a-2', 'a-3'),
      inputs: { 'key-name': 'a-*', verify: 'true' },
    });
    const readBack = requests.filter(({ method, path }) => method === 'GET' && /turn_keys\/\w/.test(path));
    expect(readBack).toHaveLength(3);
    expect(requests).toHaveLength(7);
    expect(run.outputs).toMatchObject({ status: 'deleted', 'deleted-count': '3' });
  });

  test('fails a key that still exists at the time limit, and does not count it', async () => {
    const { run, results, errors } = await play({
      keys: named('a', 'b'),
      inputs: { verify: 'true', 'timeout-seconds': '5' },
      prepare: ({ always }) => {
        always({ method: 'GET', key: id(1) }, found({ uid: id(1), name: 'a' }));
      },
    });
    expect(errors).toEqual([
      expect.stringMatching(/^Cloudflare confirmed the deletion of TURN key 0{31}1 .*still returned it/),
    ]);
    expect(results.map(({ uid, status }) => [uid, status])).toEqual([
      [id(1), 'failed'],
      [id(2), 'deleted'],
    ]);
    expect(run.outputs).toMatchObject({ status: 'failed', 'deleted-count': '1' });
  });

  test.each<readonly [string, Fault, object]>([
    ['an error', failure(400, 7000, 'No route for that URI'), { http_status: 400, code: 7000 }],
    ['a lost connection', reset(), { http_status: null, code: null }],
    ["another key's ID", found({ ...KEY, uid: id(3) }), { http_status: 200, code: null }],
    ['the time limit', stall(), { http_status: null, code: null }],
  ])(
    'that fails with %s fails the key, and says that its deletion was confirmed',
    async (_what, fault, error) => {
      const { errors, results, run } = await play({
        inputs: { verify: 'true', 'max-retries': '0', 'timeout-seconds': '5' },
        prepare: ({ next }) => {
          next('GET', fault);
        },
      });
      expect(errors).toEqual([
        expect.stringMatching(
          /^Cloudflare confirmed the deletion of TURN key .*, but it could not be verified: /,
        ),
      ]);
      expect(results).toMatchObject([{ ...KEY, status: 'failed', error }]);
      expect(run.outputs).toMatchObject({ status: 'failed', 'deleted-count': '0' });
    },
  );

  test('does not read back a key that was not found', async () => {
    const { requests } = await play({
      keys: [],
      inputs: { 'key-id': id(1), verify: 'true', 'if-not-found': 'warn' },
    });
    expect(requests.map(({ method }) => method)).toEqual(['DELETE']);
  });
});
