import { describe, expect, test } from '@jest/globals';
import { reply, successEnvelope } from '../support/faults.ts';
import { KEY, someKeys } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

const NOBODY = { 'key-id': '0123456789abcdef0123456789abcdef' };

describe('a key that is there', () => {
  test('is deleted with one request, and told in full', async () => {
    const { transcript } = await play();
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a

      --- log
      Deleted TURN key 2a95132c15732412d22c1476fa83f27a ("production-realtime-app", created 2026-03-01T09:30:00Z).

      --- outputs
      status: deleted
      uid: 2a95132c15732412d22c1476fa83f27a
      name: production-realtime-app
      created: 2026-03-01T09:30:00Z
      modified: 2026-03-02T10:00:00Z
      deleted-count: 1
      results: [{"uid":"2a95132c15732412d22c1476fa83f27a","name":"production-realtime-app","created":"2026-03-01T09:30:00Z","modified":"2026-03-02T10:00:00Z","status":"deleted"}]

      --- exit code
      0
      "
    `);
  });

  test('is asked for with the token, and nothing that a DELETE does not need', async () => {
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

  test('has its token masked before anything else is printed', async () => {
    const { run } = await play({ debug: true });
    expect(run.commands[0]).toMatchObject({ name: 'add-mask', data: run.masks[0] });
    expect(run.stdout.startsWith('::add-mask::cfut_')).toBe(true);
  });

  test.each([
    ['no result', { withoutResult: 'missing' }],
    ['a null result', { withoutResult: 'null' }],
  ] as const)(
    'is deleted by an answer with %s; its ID is the one that was asked for',
    async (_what, cloudflare) => {
      const { run, results } = await play({ cloudflare });
      expect(results).toEqual([{ uid: KEY.uid, name: '', created: '', modified: '', status: 'deleted' }]);
      expect(run.log).toBe(`Deleted TURN key ${KEY.uid}.\n`);
    },
  );

  test.each([
    ['its uid alone', { uid: KEY.uid }, { uid: KEY.uid, name: '', created: '', modified: '' }],
    ['no uid', { name: 'a' }, { uid: KEY.uid, name: 'a', created: '', modified: '' }],
    [
      'null fields',
      { ...KEY, name: null, modified: null },
      { uid: KEY.uid, name: '', created: KEY.created, modified: '' },
    ],
    ['an empty name and more fields', { ...KEY, name: '', secret: 1 }, { ...KEY, name: '' }],
  ])('is deleted by an answer that tells %s', async (_what, result, told) => {
    const { results } = await play({
      prepare: (cloudflare) => {
        cloudflare.next('DELETE', reply(200, successEnvelope(result), { takesEffect: true }));
      },
    });
    expect(results).toEqual([{ ...told, status: 'deleted' }]);
  });
});

describe('several keys', () => {
  test('are deleted each once, in whatever way they are listed', async () => {
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

  test('one of which does not exist: the others are deleted, and the step fails', async () => {
    const { run, results, errors } = await play({ inputs: { 'key-id': `${NOBODY['key-id']},${KEY.uid}` } });
    expect(results).toMatchObject([
      { uid: NOBODY['key-id'], status: 'not-found' },
      { uid: KEY.uid, status: 'deleted' },
    ]);
    expect(run.outputs).toMatchObject({ status: 'deleted', 'deleted-count': '1', uid: '' });
    expect(errors).toEqual([
      expect.stringContaining(`TURN key ${NOBODY['key-id']} was not found, so there was nothing to delete.`),
    ]);
  });
});

describe('a key that does not exist', () => {
  test('fails the step', async () => {
    const { transcript } = await play({ inputs: NOBODY });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/0123456789abcdef0123456789abcdef

      --- log
      Error: TURN key 0123456789abcdef0123456789abcdef was not found, so there was nothing to delete. Cloudflare answered HTTP 404, code 20008: TURN key not found (cf-ray <cf-ray>). Check the ID or name and \`account-id\`; if the key may be gone already, set \`if-not-found: ignore\`.

      --- outputs
      status: not-found
      uid: 0123456789abcdef0123456789abcdef
      name:
      created:
      modified:
      deleted-count: 0
      results: [{"uid":"0123456789abcdef0123456789abcdef","name":"","created":"","modified":"","status":"not-found"}]

      --- exit code
      1
      "
    `);
  });

  test('is a warning, if so asked', async () => {
    const { transcript } = await play({ inputs: { ...NOBODY, 'if-not-found': 'warn' } });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/0123456789abcdef0123456789abcdef

      --- log
      Warning: TURN key 0123456789abcdef0123456789abcdef was not found, so there was nothing to delete. Cloudflare answered HTTP 404, code 20008: TURN key not found (cf-ray <cf-ray>).

      --- outputs
      status: not-found
      uid: 0123456789abcdef0123456789abcdef
      name:
      created:
      modified:
      deleted-count: 0
      results: [{"uid":"0123456789abcdef0123456789abcdef","name":"","created":"","modified":"","status":"not-found"}]

      --- exit code
      0
      "
    `);
  });

  test('is a line of the log, if so asked', async () => {
    const { transcript } = await play({ inputs: { ...NOBODY, 'if-not-found': 'ignore' } });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/0123456789abcdef0123456789abcdef

      --- log
      TURN key 0123456789abcdef0123456789abcdef was not found, so there was nothing to delete. Cloudflare answered HTTP 404, code 20008: TURN key not found (cf-ray <cf-ray>).

      --- outputs
      status: not-found
      uid: 0123456789abcdef0123456789abcdef
      name:
      created:
      modified:
      deleted-count: 0
      results: [{"uid":"0123456789abcdef0123456789abcdef","name":"","created":"","modified":"","status":"not-found"}]

      --- exit code
      0
      "
    `);
  });
});
