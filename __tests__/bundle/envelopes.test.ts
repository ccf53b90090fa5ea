import { describe, expect, test } from '@jest/globals';
import { failure, failureEnvelope, respond, successEnvelope } from '../support/faults.ts';
import { KEY, someKeys } from '../support/keys.ts';
import { play, playEach } from '../support/scenario.ts';

test('HTTP 200 without success fails the step', async () => {
  const { transcript } = await play({
    prepare: (cloudflare) => {
      cloudflare.next('DELETE', failure(200, 1101, 'Worker threw exception'));
    },
  });
  expect(transcript).toMatchInlineSnapshot(`
    "--- wire
    DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a

    --- log
    Error: Could not delete TURN key 2a95132c15732412d22c1476fa83f27a: Cloudflare returned HTTP 200 without success, code 1101: Worker threw exception (cf-ray <cf-ray>). If it happens again, contact Cloudflare support with the cf-ray.

    --- outputs
    uid: 2a95132c15732412d22c1476fa83f27a
    name:
    created:
    modified:
    deleted-count: 0
    results: [{"uid":"2a95132c15732412d22c1476fa83f27a","name":"","created":"","modified":"","status":"failed","error":{"http_status":200,"code":1101,"message":"Cloudflare returned HTTP 200 without success, code 1101: Worker threw exception (cf-ray <cf-ray>). If it happens again, contact Cloudflare support with the cf-ray.","ray_id":"<cf-ray>"}}]
    status: failed

    --- exit code
    1
    "
  `);
});

test('code 20008 means "not found" with any status, as a number or a string, and HTTP 404 without it does not', async () => {
  const notFound = { code: 20008, message: 'TURN key not found' };
  const { run, fates } = await playEach(
    [
      respond(200, failureEnvelope(notFound)),
      respond(500, failureEnvelope(notFound)),
      respond(404, failureEnvelope({ ...notFound, code: '20008' })),
      respond(200, successEnvelope(null, { errors: [notFound] })),
      respond(404, 'not found'),
    ],
    { inputs: { 'if-not-found': 'ignore' } },
  );
  expect(fates.map(({ result, requests }) => [result?.status, requests])).toEqual([
    ...Array.from({ length: 4 }, () => ['not-found', 1]),
    ['failed', 1],
  ]);
  expect(run.outputs).toMatchObject({ status: 'failed', 'deleted-count': '0' });
});

describe('a success', () => {
  test('may carry messages, which become notices', async () => {
    const message = { code: 10000, message: 'This API Token is valid and active' };
    const { run } = await play({
      prepare: (cloudflare) => {
        const more = {
          messages: [
            message,
            { ...message, source: { pointer: '/x' }, documentation_url: 'https://example.com' },
          ],
        };
        cloudflare.next('DELETE', respond(200, successEnvelope(KEY, more), { takesEffect: true }));
      },
    });
    expect(run.log).toBe(
      'Notice: Cloudflare says: code 10000: This API Token is valid and active\n' +
        'Notice: Cloudflare says: code 10000: This API Token is valid and active (at /x, see https://example.com)\n' +
        `Deleted TURN key ${KEY.uid} ("${KEY.name}", created ${KEY.created}).\n`,
    );
  });

  test('may contain errors, which become warnings', async () => {
    const body = successEnvelope(KEY, { errors: [{ code: 1000, message: 'careful' }] });
    const { run } = await play({
      prepare: (cloudflare) => {
        cloudflare.next('DELETE', respond(200, body, { takesEffect: true }));
      },
    });
    expect(run.outputs).toMatchObject({ status: 'deleted' });
    expect(run.annotations).toEqual([
      {
        level: 'warning',
        message: 'Cloudflare reports success, with an error beside it: code 1000: careful',
      },
    ]);
  });

  test('may contain the same message for every key, which is one notice', async () => {
    const keys = someKeys(12);
    const { run } = await play({
      keys,
      prepare: (cloudflare) => {
        const body = successEnvelope(null, { messages: [{ code: 1, message: 'hello' }] });
        cloudflare.always('DELETE', respond(200, body, { takesEffect: true }));
      },
    });
    expect(run.annotations).toEqual([{ level: 'notice', message: 'Cloudflare says: code 1: hello' }]);
    expect(run.outputs).toMatchObject({ 'deleted-count': '12' });
  });

  test.each([
    ['another status, and only success', 299, '{"success":true}', 'deleted'],
    ['half of its body', 200, '{"success":true,"resu', 'failed'],
    ['the uid of another key', 200, successEnvelope({ ...KEY, uid: 'f'.repeat(32) }), 'failed'],
  ])('may have %s: one request', async (_what, status, body, becomes) => {
    const { results, requests } = await play({
      prepare: ({ next }) => {
        next('DELETE', respond(status, body, { takesEffect: true }));
      },
    });
    expect(requests).toHaveLength(1);
    expect(results).toMatchObject([{ status: becomes }]);
    // The invariants check that the failures say that the key may have been deleted.
  });
});
