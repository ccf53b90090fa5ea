import { describe, expect, test } from '@jest/globals';
import { listed, respond, successEnvelope } from '../support/faults.ts';
import { id, named } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

describe('an exact name', () => {
  test('costs one list and one deletion; case counts', async () => {
    const { transcript } = await play({
      keys: named('production', 'staging', 'Staging', 'staging-2'),
      inputs: { 'key-name': 'staging' },
    });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000002

      --- log
      Selected 1 of 4 TURN keys.
      Deleted TURN key 00000000000000000000000000000002 ("staging", created 2026-03-01T09:30:00Z).

      --- outputs
      uid: 00000000000000000000000000000002
      name: staging
      created: 2026-03-01T09:30:00Z
      modified: 2026-03-01T09:30:00Z
      deleted-count: 1
      results: [{"uid":"00000000000000000000000000000002","name":"staging","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"deleted"}]
      status: deleted

      --- exit code
      0
      "
    `);
  });

  test('that no key has is a row without an ID, and does not stop the others', async () => {
    const { transcript } = await play({
      keys: named('production', 'staging'),
      inputs: { 'key-name': 'gone\nstaging' },
    });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000002

      --- log
      Selected 1 of 2 TURN keys.
      Deleted TURN key 00000000000000000000000000000002 ("staging", created 2026-03-01T09:30:00Z).
      Error: No key of the account is named "gone". Check the ID or name and \`account-id\`; if the key may already have been deleted, set \`if-not-found: ignore\`.

      --- outputs
      uid: 00000000000000000000000000000002
      name: staging
      created: 2026-03-01T09:30:00Z
      modified: 2026-03-01T09:30:00Z
      deleted-count: 1
      results: [{"uid":"","name":"gone","created":"","modified":"","status":"not-found","reason":"No key of the account is named \\"gone\\"."},{"uid":"00000000000000000000000000000002","name":"staging","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"deleted"}]
      status: not-found

      --- exit code
      1
      "
    `);
  });

  test('of a key that someone else deletes after the list is not found', async () => {
    const { run, results } = await play({
      keys: named('staging'),
      inputs: { 'key-name': 'staging', 'if-not-found': 'ignore' },
      prepare: ({ next }) => {
        next('GET', listed([{ uid: id(9), name: 'staging' }]));
      },
    });
    expect(results).toEqual([
      {
        uid: id(9),
        name: 'staging',
        created: '',
        modified: '',
        status: 'not-found',
        reason: expect.stringMatching(/^Cloudflare returned HTTP 404, code 20008/),
      },
    ]);
    expect(run.outputs).toMatchObject({ status: 'not-found', uid: id(9), name: 'staging' });
  });
});

describe('a pattern', () => {
  test('picks every name that it fits, from one list', async () => {
    const { transcript } = await play({
      keys: named('preview-1', 'production', 'preview-2', 'my-preview-3'),
      inputs: { 'key-name': 'preview-*' },
    });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000001
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000003

      --- log
      Selected 2 of 4 TURN keys.
      Deleted TURN key 00000000000000000000000000000001 ("preview-1", created 2026-03-01T09:30:00Z).
      Deleted TURN key 00000000000000000000000000000003 ("preview-2", created 2026-03-01T09:30:00Z).

      --- outputs
      uid:
      name:
      created:
      modified:
      deleted-count: 2
      results: [{"uid":"00000000000000000000000000000001","name":"preview-1","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"deleted"},{"uid":"00000000000000000000000000000003","name":"preview-2","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"deleted"}]
      status: deleted

      --- exit code
      0
      "
    `);
  });

  test('that matches nothing is a run with nothing to do, and succeeds', async () => {
    const { transcript } = await play({ keys: named('production'), inputs: { 'key-name': 'preview-*' } });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys

      --- log
      Selected 0 of 1 TURN key.

      --- outputs
      uid:
      name:
      created:
      modified:
      deleted-count: 0
      results: []
      status: not-found

      --- exit code
      0
      "
    `);
  });
});

test('a key that several lines pick is deleted once; keys are in the order of the lines, then of the list', async () => {
  const { results, errors } = await play({
    keys: named('b-1', 'a-1', 'c', 'a-2', 'b-2'),
    inputs: { 'key-name': 'x\nc\na-*\na-2\ny\n*-2\nb-*\nc\nx' },
  });
  expect(results.map(({ name, status }) => [name, status])).toEqual([
    ['x', 'not-found'],
    ['c', 'deleted'],
    ['a-1', 'deleted'],
    ['a-2', 'deleted'],
    ['y', 'not-found'],
    ['b-2', 'deleted'],
    ['b-1', 'deleted'],
  ]);
  expect(errors).toHaveLength(3);
});

describe('the list', () => {
  test('is followed through its pages', async () => {
    const { requests, deletes } = await play({
      keys: named('a', 'b', 'c', 'd', 'last'),
      cloudflare: { pageSize: 2 },
      inputs: { 'key-name': 'last\na' },
    });
    const pages = requests.filter(({ method }) => method === 'GET').map(({ path }) => path);
    expect(pages.map((path) => path.split('turn_keys')[1])).toEqual(['', '?page=2', '?page=3']);
    expect(deletes).toEqual([id(1), id(5)]);
  });

  test('without a result is empty', async () => {
    const { requests, results } = await play({
      cloudflare: { withoutResult: 'missing' },
      inputs: { 'key-name': 'a\na-*', 'if-not-found': 'warn' },
    });
    expect(requests).toHaveLength(1);
    expect(results).toEqual([
      {
        uid: '',
        name: 'a',
        created: '',
        modified: '',
        status: 'not-found',
        reason: 'No key of the account is named "a".',
      },
    ]);
  });

  test('of more than 1 MiB is refused, with what works instead', async () => {
    const { deletes, errors } = await play({
      keys: named(...Array.from({ length: 22 }, (_, n) => `a-${n}`.padEnd(50_000, 'x'))),
      inputs: { 'key-name': 'a-*' },
    });
    expect(deletes).toEqual([]);
    expect(errors).toEqual([expect.stringMatching(/^Nothing was deleted, .* more than 1 MiB .*`key-id`/)]);
  });
});

describe('a name that several keys have', () => {
  const keys = [
    { uid: id(1), name: 'twin', created: '2026-01-02T03:04:05Z' },
    { uid: id(2), name: 'other' },
    { uid: id(3), name: 'twin', created: undefined },
  ];

  test('is refused, with their IDs and dates', async () => {
    const { transcript } = await play({ keys, inputs: { 'key-name': 'other\ntwin' } });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys

      --- log
      Error: Nothing was deleted: 2 keys are named "twin": 00000000000000000000000000000001 (created "2026-01-02T03:04:05Z"), 00000000000000000000000000000003 (created at an unknown time). Set the ID of the right one in 'key-id', or 'if-ambiguous: delete-all' to delete them all.

      --- outputs
      uid:
      name:
      created:
      modified:
      deleted-count: 0
      results: [{"uid":"00000000000000000000000000000001","name":"twin","created":"2026-01-02T03:04:05Z","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"Not attempted: the step was refused, and nothing was deleted.","ray_id":null}},{"uid":"00000000000000000000000000000003","name":"twin","created":"","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"Not attempted: the step was refused, and nothing was deleted.","ray_id":null}}]
      status: failed

      --- exit code
      1
      "
    `);
  });

  test('deletes them all under `if-ambiguous: delete-all`', async () => {
    const inputs = { 'key-name': 'twin', 'if-ambiguous': 'delete-all' };
    const { deletes, run } = await play({ keys, inputs });
    expect(deletes).toEqual([id(1), id(3)]);
    expect(run.outputs).toMatchObject({ status: 'deleted', uid: '', name: '', 'deleted-count': '2' });
  });
});

describe('what was read of a key', () => {
  const key = { uid: id(1), name: 'p', created: '2026-01-02T03:04:05Z', modified: '2026-02-03T04:05:06Z' };

  test.each([
    ['completes what the deletion leaves empty', { uid: id(1), name: '', created: '', modified: null }, {}],
    ['completes a deletion without a result', null, {}],
    ['is replaced by what the deletion returns', { name: 'renamed' }, { name: 'renamed' }],
  ])('%s', async (_what, result, newer) => {
    const { run, results } = await play({
      keys: [key],
      inputs: { 'key-name': 'p' },
      prepare: ({ next }) => {
        next('DELETE', respond(200, successEnvelope(result), { takesEffect: true }));
      },
    });
    expect(run.outputs).toMatchObject({ ...key, ...newer, status: 'deleted' });
    expect(results).toEqual([{ ...key, ...newer, status: 'deleted' }]);
  });

  test('is reported of a key whose deletion fails', async () => {
    const { run, results } = await play({
      keys: [key],
      cloudflare: { readOnly: 405 },
      inputs: { 'key-name': 'p' },
    });
    expect(results).toMatchObject([{ ...key, status: 'failed', error: { http_status: 405, code: 10405 } }]);
    expect(run.outputs).toMatchObject({ ...key, status: 'failed' });
  });
});
