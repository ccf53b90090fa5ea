import { describe, expect, test } from '@jest/globals';
import { failure, found, html, reset, stall } from '../support/faults.ts';
import { wire } from '../support/runner.ts';
import { id, named, setStage } from '../support/stage.ts';

const KEY = { uid: id(1), name: 'a', created: '2026-03-01T09:30:00Z', modified: '2026-03-01T09:30:00Z' };

describe('verify', () => {
  test('reads the key back until Cloudflare says that it is gone', async () => {
    const { cloudflare, perform } = await setStage({ keys: [KEY] });
    cloudflare.next('GET', found(KEY), found(KEY));
    const { transcript, requests } = await perform({ 'key-id': id(1), verify: 'true' });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000001
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000001
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000001
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000001

      --- log
      Deleted TURN key 00000000000000000000000000000001 ("a", created 2026-03-01T09:30:00Z): read back, and Cloudflare says that it is gone.

      --- outputs
      status: deleted
      uid: 00000000000000000000000000000001
      name: a
      created: 2026-03-01T09:30:00Z
      modified: 2026-03-01T09:30:00Z
      deleted-count: 1
      results: [{"uid":"00000000000000000000000000000001","name":"a","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"deleted"}]

      --- exit code
      0
      "
    `);
    const [, first, second, third] = requests.map(({ at }) => at);
    const waits = [(second ?? 0) - (first ?? 0), (third ?? 0) - (second ?? 0)];
    expect(waits[0]).toBeGreaterThanOrEqual(495);
    expect(waits[1]).toBeGreaterThanOrEqual(995);
  });

  test('asks once where Cloudflare is consistent, after each of the deletions', async () => {
    const { perform } = await setStage({ keys: named('a-1', 'a-2', 'a-3') });
    const { requests, run } = await perform({ 'key-name': 'a-*', verify: 'true' });
    expect(wire(requests).match(/GET .*turn_keys\/\w+/g)).toHaveLength(3);
    expect(requests).toHaveLength(7);
    expect(run.outputs).toMatchObject({ status: 'deleted', 'deleted-count': '3' });
  });

  test('fails a key that is still there at the end, and does not count it', async () => {
    const { cloudflare, perform } = await setStage({ keys: [KEY, { ...KEY, uid: id(2) }] });
    cloudflare.always({ method: 'GET', key: id(1) }, found(KEY));
    const { run, rows, errors } = await perform({
      'key-id': `${id(1)} ${id(2)}`,
      verify: 'true',
      'timeout-seconds': '3',
    });
    expect(run.durationMs).toBeLessThan(3_000);
    expect(errors).toEqual([
      `Cloudflare confirmed the deletion of TURN key ${id(1)} ("a", created 2026-03-01T09:30:00Z), but it could not be verified: Cloudflare still returned it each time it was read back (3 times): look in the dashboard, and run the step again.`,
    ]);
    expect(rows.map(({ uid, status }) => [uid, status])).toEqual([
      [id(1), 'failed'],
      [id(2), 'deleted'],
    ]);
    expect(run.outputs).toMatchObject({ status: 'failed', 'deleted-count': '1' });
  });

  test.each([
    ['an error', failure(400, 7000, 'No route for that URI'), 400, 7000],
    ['a 404 that is not "not found"', failure(404, 7003, 'Could not route'), 404, 7003],
    ['HTML', html(), 502, null],
    ['a lost connection', reset(), null, null],
    ["another key's ID", found({ ...KEY, uid: id(3) }), 200, null],
  ])(
    'that meets %s fails the key, and says that its deletion was confirmed',
    async (_what, fault, status, code) => {
      const { cloudflare, perform } = await setStage({ keys: [KEY] });
      cloudflare.next('GET', fault);
      const { errors, rows, run } = await perform({ 'key-id': id(1), verify: 'true', 'max-retries': '0' });
      expect(errors).toEqual([
        expect.stringMatching(
          /^Cloudflare confirmed the deletion of TURN key 0{31}1 \("a", created [\dTZ:-]+\), but it could not be verified: /,
        ),
      ]);
      expect(rows).toMatchObject([{ ...KEY, status: 'failed', error: { http_status: status, code } }]);
      expect(run.outputs).toMatchObject({ status: 'failed', 'deleted-count': '0' });
    },
  );

  test('that the budget ends says so, and that its deletion was confirmed', async () => {
    const { cloudflare, perform } = await setStage({ keys: [KEY] });
    cloudflare.next('GET', stall());
    const { errors } = await perform({ 'key-id': id(1), verify: 'true', 'timeout-seconds': '1' });
    expect(errors).toEqual([
      expect.stringMatching(
        /^Cloudflare confirmed the deletion of TURN key 0{31}1 \("a", created [\dTZ:-]+\), but it could not be verified: .* The step's budget of 1 second ran out: raise `timeout-seconds`, or give the step fewer keys\.$/,
      ),
    ]);
  });

  test('retries a read as any other request', async () => {
    const { cloudflare, perform } = await setStage({ keys: [KEY] });
    cloudflare.next('GET', failure(503, 0, 'busy', { headers: { 'retry-after': '0' } }));
    const { requests, run } = await perform({ 'key-id': id(1), verify: 'true' });
    expect(requests.map(({ method }) => method)).toEqual(['DELETE', 'GET', 'GET']);
    expect(run.outputs['status']).toBe('deleted');
  });

  test('reads nothing back that was not found', async () => {
    const { perform } = await setStage({ keys: [] });
    const { requests } = await perform({ 'key-id': id(1), verify: 'true', 'if-not-found': 'warn' });
    expect(requests.map(({ method }) => method)).toEqual(['DELETE']);
  });
});
