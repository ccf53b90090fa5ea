import { describe, expect, test } from '@jest/globals';
import { pass } from '../support/faults.ts';
import { id, named, someKeys } from '../support/keys.ts';
import { play, playRefusal } from '../support/scenario.ts';

describe('expected-name with key-id', () => {
  test('deletes nothing if one of three names is not expected', async () => {
    const { transcript } = await play({
      keys: named('preview-1', 'production', 'preview-3'),
      inputs: { 'key-id': `${id(1)},${id(2)},${id(3)}`, 'expected-name': 'preview-*\nstaging' },
    });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000001
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000002
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000003

      --- log
      Error: Nothing was deleted: TURN key 00000000000000000000000000000002 is named "production". This matches no pattern in \`expected-name\` ("preview-*", "staging"). Check that the right keys are selected; if they are, correct \`expected-name\`.

      --- outputs
      uid:
      name:
      created:
      modified:
      deleted-count: 0
      results: [{"uid":"00000000000000000000000000000001","name":"preview-1","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"Not attempted: the step was refused, and nothing was deleted.","ray_id":null}},{"uid":"00000000000000000000000000000002","name":"production","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"Not attempted: the step was refused, and nothing was deleted.","ray_id":null}},{"uid":"00000000000000000000000000000003","name":"preview-3","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"Not attempted: the step was refused, and nothing was deleted.","ray_id":null}}]
      status: failed

      --- exit code
      1
      "
    `);
  });

  test('sends no DELETE before the last key is read, however slow that is', async () => {
    const { requests, cloudflare } = await play({
      keys: someKeys(20),
      inputs: { 'expected-name': 'preview-*' },
      prepare: ({ next }) => {
        next({ method: 'GET', key: id(3) }, pass({ delayMs: 150 }));
      },
    });
    expect(requests.map(({ method }) => method)).toEqual([
      ...Array.from({ length: 20 }, () => 'GET'),
      ...Array.from({ length: 20 }, () => 'DELETE'),
    ]);
    expect(cloudflare.mostAtOnce).toBeLessThanOrEqual(8);
  });

  test.each([
    [undefined, 'preview', 'came without its name'],
    ['::error::a\nb', 'b', String.raw`is named "::error::a\u{a}b"`],
  ])('refuses the name %j for %j', async (name, pattern, shown) => {
    const { errors, deletes, results } = await play({
      keys: [{ uid: id(1), name }],
      inputs: { 'key-id': id(1), 'expected-name': pattern },
    });
    expect(deletes).toEqual([]);
    expect(errors).toEqual([expect.stringContaining(`TURN key ${id(1)} ${shown}. `)]);
    expect(results).toMatchObject([{ status: 'not-attempted' }]);
  });

  test('reports a key that does not exist as not found, and deletes the others', async () => {
    const { results, run } = await play({
      keys: named('p'),
      inputs: { 'key-id': `${id(9)} ${id(1)}`, 'expected-name': 'p', 'if-not-found': 'warn' },
    });
    expect(results.map(({ uid, status }) => [uid, status])).toEqual([
      [id(9), 'not-found'],
      [id(1), 'deleted'],
    ]);
    expect(run.annotations).toMatchObject([{ level: 'warning' }]);
  });
});

describe('expected-name with key-name', () => {
  test('checks every key that the names select, without another read', async () => {
    const { deletes, errors, requests, results } = await play({
      keys: named('preview-1', 'production', 'preview-2'),
      inputs: { 'key-name': '*pr*', 'expected-name': 'preview-*' },
    });
    expect(requests).toHaveLength(1);
    expect(deletes).toEqual([]);
    expect(errors).toEqual([
      expect.stringContaining(`Nothing was deleted: TURN key ${id(2)} is named "production". `),
    ]);
    expect(results.map(({ name, status }) => [name, status])).toEqual([
      ['preview-1', 'not-attempted'],
      ['production', 'not-attempted'],
      ['preview-2', 'not-attempted'],
    ]);
  });

  test('ignores a name that no key has', async () => {
    const inputs = { 'key-name': 'p', 'expected-name': 'q', 'if-not-found': 'ignore' };
    expect((await play({ keys: [], inputs })).run.exitCode).toBe(0);
  });
});

describe('max-keys', () => {
  test('refuses more names than it allows, and deletes nothing', async () => {
    const { transcript } = await play({
      keys: named('p-1', 'p-2', 'p-3'),
      inputs: { 'key-name': 'p-*', 'max-keys': '2' },
    });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys

      --- log
      Selected 3 of 3 TURN keys.
      Error: Nothing was deleted: 3 keys are selected, and 'max-keys' allows 2. Narrow the selection, or raise 'max-keys' (at most 1000) if all of them should be deleted.

      --- outputs
      uid:
      name:
      created:
      modified:
      deleted-count: 0
      results: [{"uid":"00000000000000000000000000000001","name":"p-1","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"Not attempted: the step was refused, and nothing was deleted.","ray_id":null}},{"uid":"00000000000000000000000000000002","name":"p-2","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"Not attempted: the step was refused, and nothing was deleted.","ray_id":null}},{"uid":"00000000000000000000000000000003","name":"p-3","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"Not attempted: the step was refused, and nothing was deleted.","ray_id":null}}]
      status: failed

      --- exit code
      1
      "
    `);
  });

  test('refuses more IDs than it allows before any request; its default is 100', async () => {
    const keys = someKeys(101);
    expect(await playRefusal({ keys })).toEqual([
      expect.stringMatching(/^Input 'key-id' contains 101 IDs, and 'max-keys' allows 100\. /),
    ]);
    const { run } = await play({ keys, inputs: { 'max-keys': '101' } });
    expect(run.outputs['deleted-count']).toBe('101');
  });

  test('does not count names that no key has, keys selected twice, and keys that are too new', async () => {
    const { deletes } = await play({
      keys: [...named('p-1', 'p-2', 'p-3'), { uid: id(4), name: 'p-4', created: undefined }],
      inputs: {
        'key-name': 'gone\np-1\np-*\ngone too\np-3',
        'older-than': '1m',
        'max-keys': '3',
        'if-not-found': 'ignore',
      },
    });
    expect(deletes).toEqual([id(1), id(2), id(3)]);
  });
});
