import { describe, expect, test } from '@jest/globals';
import { failure } from '../support/faults.ts';
import { id, named } from '../support/keys.ts';
import { play, playRefusal } from '../support/scenario.ts';

describe('a dry run', () => {
  test('by ID reads each key and deletes nothing', async () => {
    const { transcript, run } = await play({
      keys: named('staging', 'production'),
      inputs: { 'key-id': `${id(1)} ${id(9)}`, 'dry-run': ' true ', 'if-not-found': 'warn' },
    });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000001
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000009

      --- log
      Would delete TURN key 00000000000000000000000000000001 ("staging", created 2026-03-01T09:30:00Z).
      Warning: TURN key 00000000000000000000000000000009 was not found, so there was nothing to delete. Cloudflare reports that it does not exist.
      Dry run: 1 TURN key would be deleted. The token can read keys; its permission to delete was not tested.

      --- outputs
      uid:
      name:
      created:
      modified:
      deleted-count: 0
      results: [{"uid":"00000000000000000000000000000001","name":"staging","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"would-delete"},{"uid":"00000000000000000000000000000009","name":"","created":"","modified":"","status":"not-found","reason":"Cloudflare reports that it does not exist."}]
      status: would-delete

      --- exit code
      0
      "
    `);
    expect(run.summary).toContain('1 would be deleted');
  });

  test('by name, with a pattern, a template, an age and guards, reads everything and deletes nothing', async () => {
    const created = '2026-01-02T03:04:05Z';
    const { transcript } = await play({
      keys: [
        { uid: id(1), name: 'staging', created },
        { uid: id(2), name: 'load-test-1', created },
        { uid: id(3), name: 'preview-pr-41', created },
        { uid: id(4), name: 'preview-pr-42', created },
        { uid: id(5), name: 'load-test-2', created: undefined },
      ],
      github: { pullRequests: { 41: 'MERGED', 42: 'OPEN' } },
      inputs: {
        'key-name': 'staging\nload-test-*\npreview-pr-{closed-pr}\ngone',
        'expected-name': 'staging\nload-*\npreview-pr-*',
        'older-than': '1d',
        'max-keys': '3',
        'if-not-found': 'ignore',
        'dry-run': 'true',
        verify: 'true',
      },
    });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys
      POST /api/graphql

      --- log
      Selected 3 of 5 TURN keys.
      Would delete TURN key 00000000000000000000000000000001 ("staging", created 2026-01-02T03:04:05Z).
      Would delete TURN key 00000000000000000000000000000002 ("load-test-1", created 2026-01-02T03:04:05Z).
      Kept TURN key 00000000000000000000000000000005 ("load-test-2"): its age is unknown.
      Would delete TURN key 00000000000000000000000000000003 ("preview-pr-41", created 2026-01-02T03:04:05Z).
      Kept TURN key 00000000000000000000000000000004 ("preview-pr-42"): pull request 42 is open.
      No key of the account is named "gone".
      Dry run: 3 TURN keys would be deleted. The token can read keys; its permission to delete was not tested.

      --- outputs
      uid:
      name:
      created:
      modified:
      deleted-count: 0
      results: [{"uid":"00000000000000000000000000000001","name":"staging","created":"2026-01-02T03:04:05Z","modified":"2026-03-01T09:30:00Z","status":"would-delete"},{"uid":"00000000000000000000000000000002","name":"load-test-1","created":"2026-01-02T03:04:05Z","modified":"2026-03-01T09:30:00Z","status":"would-delete"},{"uid":"00000000000000000000000000000005","name":"load-test-2","created":"","modified":"2026-03-01T09:30:00Z","status":"kept","reason":"its age is unknown"},{"uid":"00000000000000000000000000000003","name":"preview-pr-41","created":"2026-01-02T03:04:05Z","modified":"2026-03-01T09:30:00Z","status":"would-delete"},{"uid":"00000000000000000000000000000004","name":"preview-pr-42","created":"2026-01-02T03:04:05Z","modified":"2026-03-01T09:30:00Z","status":"kept","reason":"pull request 42 is open"},{"uid":"","name":"gone","created":"","modified":"","status":"not-found","reason":"No key of the account is named \\"gone\\"."}]
      status: would-delete

      --- exit code
      0
      "
    `);
  });

  test('is only true or false: any other word is refused', async () => {
    expect(await playRefusal({ inputs: { 'dry-run': 'TRUE' } })).toEqual([
      `Input 'dry-run' must be true or false; got "TRUE".`,
    ]);
  });

  test.each([
    ['error', 1],
    ['ignore', 0],
  ])('of a key that does not exist ends, under `if-not-found: %s`, with %d', async (ifNotFound, exitCode) => {
    const { run } = await play({
      keys: [],
      inputs: { 'key-id': id(1), 'dry-run': 'true', 'if-not-found': ifNotFound },
    });
    expect(run.exitCode).toBe(exitCode);
    expect(run.outputs).toMatchObject({ status: 'not-found', uid: id(1), 'deleted-count': '0' });
  });

  test('fails if the token cannot read', async () => {
    const { errors, run } = await play({
      keys: named('a'),
      inputs: { 'key-id': id(1), 'dry-run': 'true' },
      prepare: ({ next }) => {
        next('GET', failure(403, 10000, 'Authentication error'));
      },
    });
    expect(errors).toEqual([expect.stringMatching(/^Nothing was deleted, .* HTTP 403, code 10000/)]);
    expect(run.outputs).toMatchObject({ status: 'failed', uid: id(1) });
  });
});
