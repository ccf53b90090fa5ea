import { describe, expect, test } from '@jest/globals';
import { KEY, someKeys } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

const NO_SUCH_KEY = { 'key-id': '0123456789abcdef0123456789abcdef' };

describe('a key that exists', () => {
  test('is deleted with one request, and reported in full', async () => {
    const { transcript } = await play();
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a

      --- log
      Deleted TURN key 2a95132c15732412d22c1476fa83f27a ("production-realtime-app", created 2026-03-01T09:30:00Z).

      --- outputs
      uid: 2a95132c15732412d22c1476fa83f27a
      name: production-realtime-app
      created: 2026-03-01T09:30:00Z
      modified: 2026-03-02T10:00:00Z
      deleted-count: 1
      results: [{"uid":"2a95132c15732412d22c1476fa83f27a","name":"production-realtime-app","created":"2026-03-01T09:30:00Z","modified":"2026-03-02T10:00:00Z","status":"deleted"}]
      status: deleted

      --- exit code
      0
      "
    `);
  });

  test('is deleted by a request with the token, and only the headers that a DELETE needs', async () => {
    const { cloudflare } = await play();
    const [request, ...others] = cloudflare.requests;
    expect(others).toEqual([]);
    expect(request).toMatchObject({ method: 'DELETE', body: '' });
    expect(request?.headers).toEqual({
      accept: 'application/json',
      authorization: `Bearer ${cloudflare.token}`,
      connection: 'keep-alive',
      host: new URL(cloudflare.baseUrl).host,
      'user-agent': expect.stringMatching(/^delete-turn-key\/\d+\.\d+\.\d+$/),
    });
  });

  test('is reported with the ID of the request if the response has no result', async () => {
    const { run, results } = await play({ cloudflare: { withoutResult: 'missing' } });
    expect(results).toEqual([{ uid: KEY.uid, name: '', created: '', modified: '', status: 'deleted' }]);
    expect(run.log).toBe(`Deleted TURN key ${KEY.uid}.\n`);
  });
});

describe('several keys', () => {
  test('are deleted once each, however they are listed', async () => {
    const keys = someKeys(4);
    const [one, two, three, four] = keys.map(({ uid }) => uid);
    const { run, results, cloudflare } = await play({
      keys,
      inputs: { 'key-id': `\n${two}, ${one}\t${two},,\r\n  ${three}\n${four},${one}\n` },
    });
    expect(results.map(({ uid, status }) => `${uid} ${status}`)).toEqual(
      [two, one, three, four].map((uid) => `${uid} deleted`),
    );
    expect(cloudflare.requests).toHaveLength(4);
    expect(run.outputs).toMatchObject({
      status: 'deleted',
      'deleted-count': '4',
      uid: '',
      name: '',
      created: '',
    });
  });

  test('are deleted although one of them does not exist, and the step fails', async () => {
    const { run, results, errors } = await play({
      inputs: { 'key-id': `${NO_SUCH_KEY['key-id']},${KEY.uid}` },
    });
    expect(results).toMatchObject([
      { uid: NO_SUCH_KEY['key-id'], status: 'not-found' },
      { uid: KEY.uid, status: 'deleted' },
    ]);
    expect(run.outputs).toMatchObject({ status: 'not-found', 'deleted-count': '1', uid: '' });
    expect(errors).toEqual([
      expect.stringContaining(
        `TURN key ${NO_SUCH_KEY['key-id']} was not found, so there was nothing to delete.`,
      ),
    ]);
  });
});

describe('a key that does not exist', () => {
  test('fails the step', async () => {
    const { transcript } = await play({ inputs: NO_SUCH_KEY });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/0123456789abcdef0123456789abcdef

      --- log
      Error: TURN key 0123456789abcdef0123456789abcdef was not found, so there was nothing to delete. Cloudflare returned HTTP 404, code 20008: TURN key not found (cf-ray <cf-ray>). Check the ID or name and \`account-id\`; if the key may already have been deleted, set \`if-not-found: ignore\`.

      --- outputs
      uid: 0123456789abcdef0123456789abcdef
      name:
      created:
      modified:
      deleted-count: 0
      results: [{"uid":"0123456789abcdef0123456789abcdef","name":"","created":"","modified":"","status":"not-found","reason":"Cloudflare returned HTTP 404, code 20008: TURN key not found (cf-ray <cf-ray>)."}]
      status: not-found

      --- exit code
      1
      "
    `);
  });

  test.each([
    ['warn', 'a warning', ['warning']],
    ['ignore', 'a line of the log', []],
  ])('is, under `if-not-found: %s`, %s', async (ifNotFound, _what, levels) => {
    const { run } = await play({ inputs: { ...NO_SUCH_KEY, 'if-not-found': ifNotFound } });
    expect(run.exitCode).toBe(0);
    expect(run.annotations.map(({ level }) => level)).toEqual(levels);
    expect(run.log).toContain(`TURN key ${NO_SUCH_KEY['key-id']} was not found`);
    expect(run.outputs).toMatchObject({
      status: 'not-found',
      uid: NO_SUCH_KEY['key-id'],
      'deleted-count': '0',
    });
  });
});
