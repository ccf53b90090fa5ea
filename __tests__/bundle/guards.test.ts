import { describe, expect, test } from '@jest/globals';
import { id, named, setStage } from '../support/stage.ts';

describe('expected-name, beside key-id', () => {
  test('reads every key first, and then deletes', async () => {
    const { perform } = await setStage({ keys: named('preview-1') });
    expect((await perform({ 'key-id': id(1), 'expected-name': 'staging\npreview-*' })).transcript)
      .toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000001
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000001

      --- log
      Deleted TURN key 00000000000000000000000000000001 ("preview-1", created 2026-03-01T09:30:00Z).

      --- outputs
      status: deleted
      uid: 00000000000000000000000000000001
      name: preview-1
      created: 2026-03-01T09:30:00Z
      modified: 2026-03-01T09:30:00Z
      deleted-count: 1
      results: [{"uid":"00000000000000000000000000000001","name":"preview-1","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"deleted"}]

      --- exit code
      0
      "
    `);
  });

  test('deletes nothing when one of three names is another', async () => {
    const { perform } = await setStage({ keys: named('preview-1', 'production', 'preview-3') });
    expect(
      (await perform({ 'key-id': `${id(1)},${id(2)},${id(3)}`, 'expected-name': 'preview-*\nstaging' }))
        .transcript,
    ).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000001
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000002
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000003

      --- log
      Error: Nothing was deleted: TURN key 00000000000000000000000000000002 is named "production". No pattern of 'expected-name' ("preview-*", "staging") matches. Check that the right keys are selected; if they are, mend 'expected-name'.

      --- outputs
      status: failed
      uid:
      name:
      created:
      modified:
      deleted-count: 0
      results: [{"uid":"00000000000000000000000000000001","name":"preview-1","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"The step refused, and deleted nothing.","ray_id":null}},{"uid":"00000000000000000000000000000002","name":"production","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"The step refused, and deleted nothing.","ray_id":null}},{"uid":"00000000000000000000000000000003","name":"preview-3","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"The step refused, and deleted nothing.","ray_id":null}}]

      --- exit code
      1
      "
    `);
  });

  test('sends no DELETE before the last key is read, however slow that is', async () => {
    const { cloudflare, perform } = await setStage({ keys: named(...Array.from({ length: 20 }, () => 'p')) });
    cloudflare.next({ method: 'GET', key: id(3) }, { kind: 'pass', delayMs: 150 });
    const ids = [...cloudflare.keys.keys()].join(' ');
    const { requests } = await perform({ 'key-id': ids, 'expected-name': 'p' });
    expect(requests.map(({ method }) => method)).toEqual([
      ...Array.from({ length: 20 }, () => 'GET'),
      ...Array.from({ length: 20 }, () => 'DELETE'),
    ]);
    expect(cloudflare.mostAtOnce).toBeGreaterThan(1);
    expect(cloudflare.mostAtOnce).toBeLessThanOrEqual(8);
  });

  test.each([
    ['Preview', 'preview', 'is named "Preview"'],
    ['', 'preview', 'is named ""'],
    [undefined, 'preview', 'came without its name'],
    ['preview-pr-41', 'preview-pr-{closed-pr}', 'is named "preview-pr-41"'],
    ['a', 'b*\n*c', 'is named "a"'],
    ['::error::a\nb', 'b', String.raw`is named "::error::a\u{a}b"`],
  ])('does not take the name %j for %j', async (name, pattern, shown) => {
    const { perform } = await setStage({ keys: [{ uid: id(1), name }] });
    const { errors, deletes, rows } = await perform({ 'key-id': id(1), 'expected-name': pattern });
    expect(deletes).toEqual([]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`TURN key ${id(1)} ${shown}. No pattern of 'expected-name' (`);
    expect(rows.map(({ status }) => status)).toEqual(['not-attempted']);
  });

  test.each([
    ['preview-pr-{closed-pr}', 'preview-pr-{closed-pr}'],
    ['production', 'prod*'],
    ['a, b', 'a, b'],
  ])('takes the name %j for %j', async (name, pattern) => {
    const { perform } = await setStage({ keys: [{ uid: id(1), name }] });
    expect((await perform({ 'key-id': id(1), 'expected-name': pattern })).deletes).toEqual([id(1)]);
  });

  test('lets a key that does not exist be not found, and deletes the others', async () => {
    const { perform } = await setStage({ keys: named('p') });
    const { rows, deletes, run } = await perform({
      'key-id': `${id(9)} ${id(1)}`,
      'expected-name': 'p',
      'if-not-found': 'warn',
    });
    expect(deletes).toEqual([id(1)]);
    expect(rows.map(({ uid, status }) => [uid, status])).toEqual([
      [id(9), 'not-found'],
      [id(1), 'deleted'],
    ]);
    expect(run.annotations).toEqual([
      {
        level: 'warning',
        message: `TURN key ${id(9)} was not found, so there was nothing to delete. Cloudflare says that it does not exist.`,
      },
    ]);
  });

  test.each(['*', '**', 'preview\n*'])('that would let every name pass (%j) is refused', async (pattern) => {
    const { perform } = await setStage({ keys: named('p') });
    const { requests, errors } = await perform({ 'key-id': id(1), 'expected-name': pattern });
    expect(requests).toEqual([]);
    expect(errors).toEqual([
      expect.stringMatching(
        /^Input 'expected-name': the line "\*+" matches every name, which is not allowed\.$/,
      ),
    ]);
  });
});

describe('what was read before the deletion', () => {
  test.each(['null', 'missing'] as const)(
    'by ID fills the outputs when the result of the deletion is %s',
    async (withoutResult) => {
      const key = {
        uid: id(1),
        name: 'p',
        created: '2026-01-02T03:04:05Z',
        modified: '2026-02-03T04:05:06Z',
      };
      const { cloudflare, perform } = await setStage({ keys: [key] });
      const result = withoutResult === 'null' ? { result: null } : {};
      cloudflare.next('DELETE', {
        kind: 'reply',
        status: 200,
        body: { success: true, errors: [], messages: [], ...result },
        takesEffect: true,
      });
      const { run, rows } = await perform({ 'key-id': id(1), 'expected-name': 'p' });
      expect(run.outputs).toMatchObject({ status: 'deleted', ...key });
      expect(rows).toEqual([{ ...key, status: 'deleted' }]);
    },
  );

  test('gives way, field by field, to what the deletion says', async () => {
    const key = { uid: id(1), name: 'p', created: '2026-01-02T03:04:05Z', modified: '2026-02-03T04:05:06Z' };
    const { cloudflare, perform } = await setStage({ keys: [key] });
    const newer = { name: 'renamed', modified: '2026-03-04T05:06:07Z' };
    cloudflare.next('DELETE', {
      kind: 'reply',
      status: 200,
      body: { success: true, result: newer },
      takesEffect: true,
    });
    const { run } = await perform({ 'key-name': 'p' });
    expect(run.outputs).toMatchObject({ ...key, ...newer });
  });

  test('tells of a key whose deletion then fails', async () => {
    const { perform } = await setStage({ keys: named('p'), readOnly: 405 });
    const { rows, errors, run } = await perform({ 'key-name': 'p' });
    expect(rows).toMatchObject([
      {
        uid: id(1),
        name: 'p',
        created: '2026-03-01T09:30:00Z',
        status: 'failed',
        error: { http_status: 405, code: 10405 },
      },
    ]);
    expect(run.outputs).toMatchObject({ status: 'failed', uid: id(1), name: 'p' });
    expect(errors).toEqual([
      expect.stringContaining('Most often this means that the token can read and not delete'),
    ]);
  });
});

describe('expected-name, beside key-name', () => {
  test('holds every key that the names picked against the patterns', async () => {
    const { perform } = await setStage({ keys: named('preview-1', 'production', 'preview-2') });
    const { deletes, errors, rows, requests } = await perform({
      'key-name': '*pr*',
      'expected-name': 'preview-*',
    });
    expect(requests).toHaveLength(1);
    expect(deletes).toEqual([]);
    expect(errors).toEqual([
      `Nothing was deleted: TURN key ${id(2)} is named "production". No pattern of 'expected-name' ("preview-*") matches. ` +
        "Check that the right keys are selected; if they are, mend 'expected-name'.",
    ]);
    expect(rows.map(({ name, status }) => [name, status])).toEqual([
      ['preview-1', 'not-attempted'],
      ['production', 'not-attempted'],
      ['preview-2', 'not-attempted'],
    ]);
  });

  test('passes when all match, and needs no other read', async () => {
    const { perform } = await setStage({ keys: named('preview-1', 'production') });
    const { deletes, requests } = await perform({ 'key-name': 'p*1', 'expected-name': 'preview-*' });
    expect(deletes).toEqual([id(1)]);
    expect(requests).toHaveLength(2);
  });

  test('shows five strangers at most', async () => {
    const { perform } = await setStage({ keys: named(...Array.from({ length: 7 }, (_, n) => `p-${n}`)) });
    const { errors } = await perform({ 'key-name': 'p-*', 'expected-name': 'q' });
    expect(errors[0]).toContain(`${id(5)} is named "p-4", and 2 more keys. No pattern`);
  });

  test('has nothing to say of a name that no key bears', async () => {
    const { perform } = await setStage({ keys: [] });
    const { run } = await perform({ 'key-name': 'p', 'expected-name': 'q', 'if-not-found': 'ignore' });
    expect(run.exitCode).toBe(0);
  });
});

describe('max-keys', () => {
  test('refuses more names than it allows, and deletes nothing', async () => {
    const { perform } = await setStage({ keys: named('p-1', 'p-2', 'p-3') });
    expect((await perform({ 'key-name': 'p-*', 'max-keys': '2' })).transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys

      --- log
      Of 3 TURN keys in the account, 3 selected.
      Error: Nothing was deleted: 3 keys are selected, and 'max-keys' allows 2. Narrow the selection, or raise 'max-keys' (at most 1000) if all of them are to go.

      --- outputs
      status: failed
      uid:
      name:
      created:
      modified:
      deleted-count: 0
      results: [{"uid":"00000000000000000000000000000001","name":"p-1","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"The step refused, and deleted nothing.","ray_id":null}},{"uid":"00000000000000000000000000000002","name":"p-2","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"The step refused, and deleted nothing.","ray_id":null}},{"uid":"00000000000000000000000000000003","name":"p-3","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"The step refused, and deleted nothing.","ray_id":null}}]

      --- exit code
      1
      "
    `);
  });

  test('refuses more IDs than it allows before any request', async () => {
    const { perform } = await setStage({ keys: named('p-1', 'p-2', 'p-3') });
    const { requests, errors } = await perform({ 'key-id': `${id(1)}\n${id(2)}\n${id(3)}`, 'max-keys': '2' });
    expect(requests).toEqual([]);
    expect(errors).toEqual([
      "Input 'key-id' names 3 keys, and 'max-keys' allows 2. Raise 'max-keys' (at most 1000) if all of them are to go.",
    ]);
  });

  test('allows as many as it says; names that no key bears and keys picked twice do not count', async () => {
    const { perform } = await setStage({ keys: named('p-1', 'p-2', 'p-3') });
    const { deletes } = await perform({
      'key-name': 'gone\np-1\np-*\ngone too\np-3',
      'max-keys': '3',
      'if-not-found': 'ignore',
    });
    expect(deletes).toEqual([id(1), id(2), id(3)]);
  });

  test('counts a repeated ID once', async () => {
    const { perform } = await setStage({ keys: named('p-1') });
    const { deletes } = await perform({ 'key-id': `${id(1)},${id(1)} ${id(1)}`, 'max-keys': '1' });
    expect(deletes).toEqual([id(1)]);
  });

  test('counts what older-than leaves', async () => {
    const { perform } = await setStage({
      keys: [
        { uid: id(1), name: 'p-1' },
        { uid: id(2), name: 'p-2', created: undefined },
      ],
    });
    const { deletes } = await perform({ 'key-name': 'p-*', 'max-keys': '1', 'older-than': '1m' });
    expect(deletes).toEqual([id(1)]);
  });

  test('is 100 unless given', async () => {
    const { perform } = await setStage({ keys: named(...Array.from({ length: 101 }, () => 'p-1')) });
    const { errors } = await perform({ 'key-name': 'p-*' });
    expect(errors).toEqual([expect.stringContaining("101 keys are selected, and 'max-keys' allows 100.")]);
  });
});
