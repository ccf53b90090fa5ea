import { describe, expect, test } from '@jest/globals';
import { TOKEN } from '../support/cloudflare-double.ts';
import { reply, successEnvelope } from '../support/faults.ts';
import { wire } from '../support/runner.ts';
import { id, named, setStage } from '../support/stage.ts';

describe('an exact name', () => {
  test('costs one list and one deletion; case counts', async () => {
    const { perform } = await setStage({ keys: named('production', 'staging', 'Staging', 'staging-2') });
    expect((await perform({ 'key-name': 'staging' })).transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000002

      --- log
      Of 4 TURN keys in the account, 1 selected.
      Deleted TURN key 00000000000000000000000000000002 ("staging", created 2026-03-01T09:30:00Z).

      --- outputs
      status: deleted
      uid: 00000000000000000000000000000002
      name: staging
      created: 2026-03-01T09:30:00Z
      modified: 2026-03-01T09:30:00Z
      deleted-count: 1
      results: [{"uid":"00000000000000000000000000000002","name":"staging","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"deleted"}]

      --- exit code
      0
      "
    `);
  });

  test('may hold commas, spaces and characters that mean something in a regular expression', async () => {
    const { perform } = await setStage({ keys: named('one', 'two', 'one, two', 'a.c (x|y)', 'abc') });
    const { deletes, rows } = await perform({ 'key-name': '  one, two  \n\na.c (x|y)\n' });
    expect(deletes).toEqual([id(3), id(4)]);
    expect(rows.map(({ name }) => name)).toEqual(['one, two', 'a.c (x|y)']);
  });

  test('that no key bears is a row without an ID, and does not stop the others', async () => {
    const { perform } = await setStage({ keys: named('production', 'staging') });
    expect((await perform({ 'key-name': 'gone\nstaging' })).transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000002

      --- log
      Of 2 TURN keys in the account, 1 selected.
      Deleted TURN key 00000000000000000000000000000002 ("staging", created 2026-03-01T09:30:00Z).
      Error: No key of the account is named "gone". Check the ID or name and \`account-id\`; if the key may be gone already, set \`if-not-found: ignore\`.

      --- outputs
      status: deleted
      uid: 00000000000000000000000000000002
      name: staging
      created: 2026-03-01T09:30:00Z
      modified: 2026-03-01T09:30:00Z
      deleted-count: 1
      results: [{"uid":"","name":"gone","created":"","modified":"","status":"not-found"},{"uid":"00000000000000000000000000000002","name":"staging","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"deleted"}]

      --- exit code
      1
      "
    `);
  });

  test.each([
    ['error', 1, ['error']],
    ['warn', 0, ['warning']],
    ['ignore', 0, []],
  ])('that no key bears, under `if-not-found: %s`, ends with %d', async (ifNotFound, exitCode, levels) => {
    const { perform } = await setStage({ keys: named('production') });
    const { run, rows, deletes } = await perform({ 'key-name': 'gone', 'if-not-found': ifNotFound });
    expect(run.exitCode).toBe(exitCode);
    expect(run.annotations.map(({ level }) => level)).toEqual(levels);
    expect(run.log).toContain('No key of the account is named "gone".');
    expect(run.outputs).toMatchObject({ status: 'not-found', uid: '', name: '', 'deleted-count': '0' });
    expect(rows).toEqual([{ uid: '', name: 'gone', created: '', modified: '', status: 'not-found' }]);
    expect(deletes).toEqual([]);
  });

  test('of a key that is deleted by someone else after the list is not found', async () => {
    const { cloudflare, perform } = await setStage({ keys: named('staging') });
    cloudflare.next('GET', reply(200, successEnvelope([{ uid: id(9), name: 'staging' }])));
    const { rows, run } = await perform({ 'key-name': 'staging', 'if-not-found': 'ignore' });
    expect(rows).toEqual([{ uid: id(9), name: 'staging', created: '', modified: '', status: 'not-found' }]);
    expect(run.outputs).toMatchObject({ status: 'not-found', uid: id(9), name: 'staging' });
  });
});

describe('a pattern', () => {
  test('picks every name that it fits, from one list', async () => {
    const { perform } = await setStage({
      keys: named('preview-1', 'production', 'preview-2', 'my-preview-3'),
    });
    expect((await perform({ 'key-name': 'preview-*' })).transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000001
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/00000000000000000000000000000003

      --- log
      Of 4 TURN keys in the account, 2 selected.
      Deleted TURN key 00000000000000000000000000000001 ("preview-1", created 2026-03-01T09:30:00Z).
      Deleted TURN key 00000000000000000000000000000003 ("preview-2", created 2026-03-01T09:30:00Z).

      --- outputs
      status: deleted
      uid:
      name:
      created:
      modified:
      deleted-count: 2
      results: [{"uid":"00000000000000000000000000000001","name":"preview-1","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"deleted"},{"uid":"00000000000000000000000000000003","name":"preview-2","created":"2026-03-01T09:30:00Z","modified":"2026-03-01T09:30:00Z","status":"deleted"}]

      --- exit code
      0
      "
    `);
  });

  test.each([
    ['*-eu', ['preview-1-eu', '-eu']],
    ['preview-*-eu', ['preview-1-eu']],
    ['*review*', ['preview-1-eu', 'preview-1-us', 'review']],
    ['a.c*', ['a.c[1]']],
    ['a?c*', []],
    ['[a]*', []],
    ['*[1]', ['a.c[1]']],
    ['pre*pre*', []],
    ['review*', ['review']],
  ])('%s: everything but the * is literal', async (pattern, expected) => {
    const names = ['preview-1-eu', 'preview-1-us', 'review', 'PReview', '-eu', 'a.c[1]', 'abc'];
    const { cloudflare, perform } = await setStage({ keys: named(...names) });
    const { rows } = await perform({ 'key-name': pattern });
    expect(rows.map(({ name }) => name)).toEqual(expected);
    expect([...cloudflare.keys.values()].map(({ name }) => name)).toEqual(
      names.filter((name) => !expected.includes(name)),
    );
  });

  test('that matches nothing is a run with nothing to do, and succeeds', async () => {
    const { perform } = await setStage({ keys: named('production') });
    expect((await perform({ 'key-name': 'preview-*' })).transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys

      --- log
      Of 1 TURN key in the account, 0 selected.

      --- outputs
      status: not-found
      uid:
      name:
      created:
      modified:
      deleted-count: 0
      results: []

      --- exit code
      0
      "
    `);
  });

  test.each([
    ['*', 'matches every name'],
    ['***', 'matches every name'],
    ['preview\n*\nstaging', 'matches every name'],
    ['preview-{closed-pr}-*', 'has both {closed-pr} and a "*"'],
    ['{closed-pr}-{closed-pr}', 'has {closed-pr} more than once'],
  ])('%j is refused before any request', async (lines, clause) => {
    const { perform } = await setStage({ keys: named('preview') });
    const { requests, errors, run } = await perform({ 'key-name': lines });
    expect(requests).toEqual([]);
    expect(errors).toEqual([
      expect.stringMatching(/^Input 'key-name': the line ".*" .*, which is not allowed\.$/),
    ]);
    expect(errors[0]).toContain(` ${clause}, which`);
    expect(run.outputs).toMatchObject({ status: 'failed', results: '[]' });
  });

  test('of fifty wildcards is matched with names of 50,000 characters in no time', async () => {
    const hostile = 'a'.repeat(50_000);
    const { perform } = await setStage({ keys: named(...Array.from({ length: 10 }, () => hostile), 'aab') });
    const { rows, run } = await perform({ 'key-name': `${'*a'.repeat(50)}*b\n*aab*` });
    expect(rows.map(({ name }) => name)).toEqual(['aab']);
    expect(run.durationMs).toBeLessThan(5_000);
  });
});

describe('several lines', () => {
  test('pick a key once, and keys stand in the order of the lines, then of the list', async () => {
    const { perform } = await setStage({ keys: named('b-1', 'a-1', 'c', 'a-2', 'b-2') });
    const { rows, deletes } = await perform({ 'key-name': 'c\na-*\na-2\n*-2\nb-*\nc\n*-1' });
    expect(rows.map(({ name }) => name)).toEqual(['c', 'a-1', 'a-2', 'b-2', 'b-1']);
    expect(deletes).toEqual([1, 2, 3, 4, 5].map(id));
  });

  test('of which each exact name that nobody bears has its row, in its place', async () => {
    const { perform } = await setStage({ keys: named('a', 'b') });
    const { rows, run, errors } = await perform({ 'key-name': 'x\na\ny\nb\nx' });
    expect(rows.map(({ uid, name, status }) => [uid, name, status])).toEqual([
      ['', 'x', 'not-found'],
      [id(1), 'a', 'deleted'],
      ['', 'y', 'not-found'],
      [id(2), 'b', 'deleted'],
    ]);
    expect(errors).toEqual([
      expect.stringContaining('No key of the account is named "x".'),
      expect.stringContaining('No key of the account is named "y".'),
      'TURN keys: 2 deleted, 2 not found. The output `results` tells of each.',
    ]);
    expect(run.outputs['status']).toBe('deleted');
  });
});

describe('the list', () => {
  test('is followed through its pages, should there ever be any', async () => {
    const { perform } = await setStage({ keys: named('a', 'b', 'c', 'd', 'last'), pageSize: 2 });
    const { requests, rows } = await perform({ 'key-name': 'last\na' });
    expect(wire(requests.slice(0, 3))).toMatchInlineSnapshot(`
      "GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys?page=2
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys?page=3
      "
    `);
    expect(rows.map(({ name, status }) => [name, status])).toEqual([
      ['last', 'deleted'],
      ['a', 'deleted'],
    ]);
  });

  test('with a key on two of its pages has it once', async () => {
    const { cloudflare, perform } = await setStage({ keys: named('a') });
    const page = successEnvelope([{ uid: id(1), name: 'a' }], { result_info: { total_pages: 2 } });
    cloudflare.next('GET', reply(200, page), reply(200, page));
    const { rows, deletes } = await perform({ 'key-name': 'a' });
    expect(rows.map(({ uid, status }) => [uid, status])).toEqual([[id(1), 'deleted']]);
    expect(deletes).toEqual([id(1)]);
  });

  test.each([
    ['null', { withoutResult: 'null' }],
    ['missing', { withoutResult: 'missing' }],
    ['without a key', { keys: [] }],
    ['without a page', { keys: [], pageSize: 10 }],
  ] as const)('whose result is %s is empty', async (_what, options) => {
    const { perform } = await setStage(options);
    const { rows, run, requests } = await perform({ 'key-name': 'a\na-*', 'if-not-found': 'warn' });
    expect(requests).toHaveLength(1);
    expect(run.log).toContain('Of 0 TURN keys in the account, 0 selected.');
    expect(rows).toEqual([{ uid: '', name: 'a', created: '', modified: '', status: 'not-found' }]);
  });

  test('may tell of a key no more than its ID and name, or less', async () => {
    const { cloudflare, perform } = await setStage({ keys: named('a-1') });
    const keys = [{}, { uid: id(3) }, { name: null, uid: null }, { name: 'b' }, { uid: id(1), name: 'a-1' }];
    cloudflare.next('GET', reply(200, successEnvelope(keys)));
    const { rows } = await perform({ 'key-name': 'a-*' });
    expect(rows.map(({ uid, status }) => [uid, status])).toEqual([[id(1), 'deleted']]);
  });
});

describe('a name that several keys bear', () => {
  const twins = [
    { uid: id(1), name: 'twin', created: '2026-01-02T03:04:05Z' },
    { uid: id(2), name: 'other' },
    { uid: id(3), name: 'twin', created: undefined },
  ];

  test('is refused, with their IDs and dates', async () => {
    const { perform } = await setStage({ keys: twins });
    expect((await perform({ 'key-name': 'other\ntwin' })).transcript).toMatchInlineSnapshot(`
      "--- wire
      GET /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys

      --- log
      Error: Nothing was deleted: 2 keys bear the name "twin": 00000000000000000000000000000001 (created "2026-01-02T03:04:05Z"), 00000000000000000000000000000003 (created at an unknown time). Give the ID of the right one in 'key-id', or set 'if-ambiguous: delete-all' to delete them all.

      --- outputs
      status: failed
      uid:
      name:
      created:
      modified:
      deleted-count: 0
      results: [{"uid":"00000000000000000000000000000001","name":"twin","created":"2026-01-02T03:04:05Z","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"The step refused, and deleted nothing.","ray_id":null}},{"uid":"00000000000000000000000000000003","name":"twin","created":"","modified":"2026-03-01T09:30:00Z","status":"not-attempted","error":{"http_status":null,"code":null,"message":"The step refused, and deleted nothing.","ray_id":null}}]

      --- exit code
      1
      "
    `);
  });

  test('deletes them all under `if-ambiguous: delete-all`', async () => {
    const { perform } = await setStage({ keys: twins });
    const { deletes, rows, run } = await perform({ 'key-name': 'twin', 'if-ambiguous': 'delete-all' });
    expect(deletes).toEqual([id(1), id(3)]);
    expect(rows.map(({ uid, status }) => [uid, status])).toEqual([
      [id(1), 'deleted'],
      [id(3), 'deleted'],
    ]);
    expect(run.outputs).toMatchObject({ status: 'deleted', uid: '', name: '', 'deleted-count': '2' });
  });

  test('is still ambiguous when `older-than` leaves one of them', async () => {
    const keys = [
      { uid: id(1), name: 'twin', created: '2020-01-02T03:04:05Z' },
      { uid: id(2), name: 'twin', created: new Date().toISOString() },
    ];
    const { perform } = await setStage({ keys });
    const { deletes, errors } = await perform({ 'key-name': 'twin', 'older-than': '1d' });
    expect(deletes).toEqual([]);
    expect(errors).toEqual([expect.stringMatching(/^Nothing was deleted: 2 keys bear the name "twin": /)]);
  });

  test('is no matter to a pattern', async () => {
    const { perform } = await setStage({ keys: twins });
    expect((await perform({ 'key-name': 'twin*' })).deletes).toEqual([id(1), id(3)]);
  });

  test('shows ten of them at most', async () => {
    const { perform } = await setStage({ keys: named(...Array.from({ length: 13 }, () => 'twin')) });
    const { errors, rows } = await perform({ 'key-name': 'twin' });
    expect(errors[0]).toContain(`${id(10)} (created "2026-03-01T09:30:00Z") and 3 more. Give the ID`);
    expect(errors[0]).not.toContain(id(11));
    expect(rows.map(({ status }) => status)).toEqual(Array.from({ length: 13 }, () => 'not-attempted'));
  });
});

describe('a name', () => {
  const hostile = [
    '::error::evil',
    'evil\n::error::evil\r\n::set-output name=status::evil',
    'evil ##[error]evil ##[group]evil',
    'evil\u2028::warning::evil\u0085::notice::evil',
    'evil</code></td><script>alert(1)</script><img src=x onerror=alert(1)>',
    'evil\n\n# Heading\n\n| a | b |\n|---|---|\n[link](javascript:alert(1)) @octocat #1 :tada:',
    'evil`"\'&amp;%0A::error::%25',
    'evil\u202e\u200b\ufeff\u0000\u001b[31m',
    'evil\ud800 lone surrogate',
    `evil${'x'.repeat(50_000)}`,
    'evil\nghadelimiter_1\nstatus<<EOF\ndeleted\nEOF',
  ];

  test.each(hostile.map((name) => [JSON.stringify(name).slice(0, 60), name] as const))(
    '%s is data, in the log, the outputs and the summary',
    async (_shown, name) => {
      const { perform } = await setStage({ keys: [{ uid: id(1), name }] });
      const { run, deletes } = await perform({ 'key-name': '*evil*' });
      expect(deletes).toEqual([id(1)]);
      expect(run.annotations).toEqual([]);
      expect(
        run.commands.filter((command) => command.name !== 'add-mask' && command.name !== 'debug'),
      ).toEqual([]);
      expect(run.stdout).not.toMatch(/\p{Cf}|\p{Zl}|\p{Zp}|[^\n\P{Cc}]/u);
      expect(run.log.trimEnd().split('\n')).toHaveLength(2);
      expect(run.outputs['name']).toBe(name.toWellFormed());
      expect(run.outputs['status']).toBe('deleted');
      expect(run.summary).not.toMatch(/<script|<img|\n\n|\n#|\n\||`/);
    },
  );

  test('that repeats the token is redacted, and so are dates that do', async () => {
    const { perform } = await setStage({
      keys: [{ uid: id(1), name: `evil ${TOKEN}`, created: TOKEN, modified: `${TOKEN}${TOKEN}` }],
    });
    const { run } = await perform({ 'key-name': 'evil*' });
    expect(run.outputs).toMatchObject({ name: 'evil ***', created: '***', modified: '******' });
  });

  test('that is asked for and repeats the token is redacted where it is not found', async () => {
    const { perform } = await setStage({ keys: named('a') });
    const { errors, rows } = await perform({ 'key-name': `b ${TOKEN}` });
    expect(errors).toEqual([expect.stringContaining('No key of the account is named "b ***".')]);
    expect(rows).toMatchObject([{ uid: '', name: 'b ***' }]);
  });
});
