import { beforeAll, describe, expect, test } from '@jest/globals';
import { failure, failureEnvelope, reply, successEnvelope } from '../support/faults.ts';
import { KEY, someKeys } from '../support/keys.ts';
import { type Fate, play, playEach } from '../support/scenario.ts';

const AT_ONCE = { 'max-retries': '0' };

describe.each([200, 400])('a failure of HTTP %d is understood', (status) => {
  const OF = { message: 'Some error' };
  const ROWS: readonly (readonly [what: string, envelope: object, told: string])[] = [
    ['without `messages` and `result`', { success: false, errors: [OF] }, 'no code: Some error'],
    [
      'with null in their place',
      { success: false, errors: [OF], messages: null, result: null },
      'Some error',
    ],
    ['with a code below 1000', failureEnvelope({ ...OF, code: 971 }), 'code 971: Some error'],
    ['with the code 0', failureEnvelope({ ...OF, code: 0 }), 'code 0: Some error'],
    ['with a code in digits', failureEnvelope({ ...OF, code: '7000' }), 'code 7000: Some error'],
    ['with a code in words', failureEnvelope({ ...OF, code: 'denied' }), 'code denied: Some error'],
    ['with a null code', failureEnvelope({ ...OF, code: null }), 'no code: Some error'],
    ['without a message', failureEnvelope({ code: 1 }), 'code 1: no message'],
    ['with a message that is no text', failureEnvelope({ code: 1, message: { a: 1 } }), 'code 1: no message'],
    ['with a text for an error', { success: false, errors: ['Some error'] }, 'no code: Some error'],
    ['with null for an error', { success: false, errors: [null] }, 'no code: no message'],
    ['without errors', { success: false }, 'no success, and gave no error: "{"success":false}"'],
    ['with null errors', { success: false, errors: null }, 'no success, and gave no error'],
    ['with no errors', failureEnvelope(), 'no success, and gave no error'],
    ['with errors that are no list', { success: false, errors: { code: 1 } }, 'gave no error'],
    [
      'with a chain of errors',
      failureEnvelope({ ...OF, error_chain: [{ code: 2, message: 'Deeper', error_chain: [{ code: 3 }] }] }),
      'Some error (beneath it code 2: Deeper (beneath it code 3: no message))',
    ],
    [
      'with a null chain',
      failureEnvelope({ ...OF, error_chain: null, source: null }),
      'no code: Some error (cf-ray',
    ],
    [
      'with a pointer and a link',
      failureEnvelope({ ...OF, source: { pointer: '/key_id' }, documentation_url: 'https://example.com/1' }),
      'Some error (at /key_id, see https://example.com/1)',
    ],
  ];
  let fates: readonly Fate[];
  beforeAll(async () => {
    const faults = ROWS.map(([, envelope]) => reply(status, envelope));
    ({ fates } = await playEach(faults, { inputs: AT_ONCE }));
  });

  test.each(ROWS.map(([what, , told], index) => ({ what, told, index })))('$what', ({ told, index }) => {
    const result = fates[index]?.result;
    expect(result).toMatchObject({ status: 'failed', error: { http_status: status } });
    expect(result?.error?.message).toContain(`Cloudflare answered HTTP ${status}`);
    expect(result?.error?.message).toContain(told);
  });
});

test('a failure of HTTP 200 fails the step, and is said to be no success', async () => {
  const { transcript } = await play({
    prepare: (cloudflare) => {
      cloudflare.next('DELETE', failure(200, 1101, 'Worker threw exception'));
    },
  });
  expect(transcript).toMatchInlineSnapshot(`
    "--- wire
    DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a

    --- log
    Error: Could not delete TURN key 2a95132c15732412d22c1476fa83f27a: Cloudflare answered HTTP 200, yet no success, code 1101: Worker threw exception (cf-ray <cf-ray>). If it persists, give Cloudflare support the cf-ray.

    --- outputs
    status: failed
    uid: 2a95132c15732412d22c1476fa83f27a
    name:
    created:
    modified:
    deleted-count: 0
    results: [{"uid":"2a95132c15732412d22c1476fa83f27a","name":"","created":"","modified":"","status":"failed","error":{"http_status":200,"code":1101,"message":"Cloudflare answered HTTP 200, yet no success, code 1101: Worker threw exception (cf-ray <cf-ray>). If it persists, give Cloudflare support the cf-ray.","ray_id":"<cf-ray>"}}]

    --- exit code
    1
    "
  `);
});

describe('20008 says "not found"', () => {
  const ROWS: readonly (readonly [what: string, status: number, envelope: object])[] = [
    ['with HTTP 200', 200, failureEnvelope({ code: 20008, message: 'TURN key not found' })],
    ['with HTTP 400', 400, failureEnvelope({ code: 20008, message: 'TURN key not found' })],
    ['with HTTP 404', 404, failureEnvelope({ code: 20008, message: 'TURN key not found' })],
    ['with HTTP 500', 500, failureEnvelope({ code: 20008, message: 'TURN key not found' })],
    ['as a string', 404, failureEnvelope({ code: '20008', message: 'TURN key not found' })],
    ['without a message', 404, { errors: [{ code: 20008 }] }],
    [
      'beside success',
      200,
      successEnvelope(null, { errors: [{ code: 20008, message: 'TURN key not found' }] }),
    ],
    [
      'beside another error',
      400,
      failureEnvelope({ code: 1 }, { code: 20008, message: 'TURN key not found' }),
    ],
  ];
  let played: Awaited<ReturnType<typeof playEach>>;
  beforeAll(async () => {
    const faults = ROWS.map(([, status, envelope]) => reply(status, envelope));
    played = await playEach(faults, { inputs: { 'if-not-found': 'ignore' } });
  });

  test.each(ROWS.map(([what], index) => ({ what, index })))('$what', ({ index }) => {
    expect(played.fates[index]).toMatchObject({ result: { status: 'not-found' }, requests: 1 });
  });

  test('of every key: the step deleted none, and does not fail if so asked', () => {
    const { run } = played;
    expect(run.outputs).toMatchObject({ status: 'not-found', 'deleted-count': '0' });
    expect(run.annotations).toEqual([]);
  });

  test('and HTTP 404 without it does not', async () => {
    const bodies = [failureEnvelope({ code: 7003, message: 'Could not route' }), 'not found', undefined];
    const { fates } = await playEach(bodies.map((body) => reply(404, body)));
    for (const { result } of fates) {
      expect(result).toMatchObject({ status: 'failed', error: { http_status: 404 } });
    }
  });
});

test('a success that comes with another status than 2xx is none', async () => {
  const statuses = [304, 400, 404, 409, 418, 500];
  const { fates } = await playEach(
    statuses.map((status) => reply(status, successEnvelope(null))),
    { inputs: AT_ONCE },
  );
  expect(fates.map(({ result }) => [result?.status, result?.error?.http_status])).toEqual(
    statuses.map((status) => ['failed', status]),
  );
});

describe('a success', () => {
  test('may carry messages, which become notices', async () => {
    const message = { code: 10000, message: 'This API Token is valid and active' };
    const { transcript } = await play({
      prepare: (cloudflare) => {
        const more = {
          messages: [
            message,
            { ...message, source: { pointer: '/x' }, documentation_url: 'https://example.com' },
          ],
        };
        cloudflare.next('DELETE', reply(200, successEnvelope(KEY, more), { takesEffect: true }));
      },
    });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a

      --- log
      Notice: Cloudflare says: code 10000: This API Token is valid and active
      Notice: Cloudflare says: code 10000: This API Token is valid and active (at /x, see https://example.com)
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

  test('may carry errors, which become warnings', async () => {
    const body = successEnvelope(KEY, { errors: [{ code: 1000, message: 'careful' }] });
    const { run } = await play({
      prepare: (cloudflare) => {
        cloudflare.next('DELETE', reply(200, body, { takesEffect: true }));
      },
    });
    expect(run.outputs).toMatchObject({ status: 'deleted' });
    expect(run.annotations).toEqual([
      { level: 'warning', message: 'Cloudflare says, beside success: code 1000: careful' },
    ]);
  });

  test('may carry the same message for every key, which is one notice', async () => {
    const keys = someKeys(12);
    const { run } = await play({
      keys,
      prepare: (cloudflare) => {
        const body = successEnvelope(null, { messages: [{ code: 1, message: 'hello' }] });
        cloudflare.always('DELETE', reply(200, body, { takesEffect: true }));
      },
    });
    expect(run.annotations).toEqual([{ level: 'notice', message: 'Cloudflare says: code 1: hello' }]);
    expect(run.outputs).toMatchObject({ 'deleted-count': '12' });
  });

  test('may come with another status, or with less in it', async () => {
    const { fates } = await playEach(
      [
        reply(201, successEnvelope(null), { takesEffect: true }),
        reply(202, { success: true, errors: null, messages: null }, { takesEffect: true }),
        reply(299, { success: true }, { takesEffect: true }),
        reply(200, `\ufeff${JSON.stringify(successEnvelope(null))}`, { takesEffect: true }),
      ],
      { inputs: AT_ONCE },
    );
    expect(fates.map(({ result }) => result?.status)).toEqual(['deleted', 'deleted', 'deleted', 'deleted']);
  });
});

describe('an answer of HTTP 2xx that is no success leaves a doubt, and is not asked for again:', () => {
  const ROWS: readonly (readonly [what: string, status: number, body: unknown, told: string])[] = [
    ['`success` as a string', 200, { ...successEnvelope(KEY), success: 'true' }, 'no envelope'],
    ['`success` as a number', 200, { ...successEnvelope(KEY), success: 1 }, 'no envelope'],
    ['no `success`', 200, { result: KEY }, 'no envelope'],
    ['a list', 200, [successEnvelope(KEY)], 'no envelope'],
    ['null', 200, 'null', 'no envelope'],
    ['text', 200, 'OK', 'no envelope: "OK"'],
    ['nothing', 204, '', 'no envelope: an empty body'],
    ['a page', 200, '<html><body>Sign in to the Wi-Fi</body></html>', '"<html><body>Sign in to the Wi-Fi'],
    ['half an envelope', 200, '{"success":true,"resu', 'no envelope'],
    ['a list for a result', 200, successEnvelope([KEY]), 'a `result` that is no key'],
    ['a text for a result', 200, successEnvelope(KEY.uid), 'a `result` that is no key'],
    ['a name that is no text', 200, successEnvelope({ ...KEY, name: 7 }), 'a `result` that is no key'],
    [
      'the uid of another key',
      200,
      successEnvelope({ ...KEY, uid: 'f'.repeat(32) }),
      'another key\'s `uid`, "ffff',
    ],
    ['the uid in other letters', 200, successEnvelope({ uid: KEY.uid.toUpperCase() }), "another key's `uid`"],
  ];
  let fates: readonly Fate[];
  beforeAll(async () => {
    ({ fates } = await playEach(ROWS.map(([, status, body]) => reply(status, body, { takesEffect: true }))));
  });

  test.each(ROWS.map(([what, status, , told], index) => ({ what, status, told, index })))(
    '$what',
    ({ status, told, index }) => {
      const { result, requests } = fates[index] ?? {};
      expect(result).toMatchObject({ status: 'failed', error: { http_status: status } });
      expect(result?.error?.message).toContain(told);
      expect(result?.error?.message).toContain('The key may be gone all the same');
      expect(requests).toBe(1);
    },
  );
});
