import { describe, expect, test } from '@jest/globals';
import { failure, html } from '../support/faults.ts';
import { play } from '../support/scenario.ts';

const PERMISSION = 'permission `Account › Cloudflare Calls › Edit` ("Calls Write")';

describe('an error response', () => {
  test('is reported with everything that it contains, and with what to do', async () => {
    const { transcript } = await play({
      prepare: (cloudflare) => {
        cloudflare.next(
          'DELETE',
          failure(400, 6003, 'Invalid request headers', {
            error: {
              documentation_url: 'https://developers.cloudflare.com/errors/6003',
              source: { pointer: '/headers/authorization' },
              error_chain: [{ code: 6111, message: 'Invalid format for Authorization header' }],
            },
          }),
        );
      },
    });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a

      --- log
      Error: Could not delete TURN key 2a95132c15732412d22c1476fa83f27a: Cloudflare returned HTTP 400, code 6003: Invalid request headers (at /headers/authorization, see https://developers.cloudflare.com/errors/6003, beneath it code 6111: Invalid format for Authorization header) (cf-ray <cf-ray>). The token is malformed: \`api-token\` must be an API token only, without quotes, line breaks or "Bearer ", and neither a Global API Key nor the API token of a TURN key (64 characters).

      --- outputs
      uid: 2a95132c15732412d22c1476fa83f27a
      name:
      created:
      modified:
      deleted-count: 0
      results: [{"uid":"2a95132c15732412d22c1476fa83f27a","name":"","created":"","modified":"","status":"failed","error":{"http_status":400,"code":6003,"message":"Cloudflare returned HTTP 400, code 6003: Invalid request headers (at /headers/authorization, see https://developers.cloudflare.com/errors/6003, beneath it code 6111: Invalid format for Authorization header) (cf-ray <cf-ray>). The token is malformed: \`api-token\` must be an API token only, without quotes, line breaks or \\"Bearer \\", and neither a Global API Key nor the API token of a TURN key (64 characters).","ray_id":"<cf-ray>"}}]
      status: failed

      --- exit code
      1
      "
    `);
  });

  test('says that Cloudflare does not recognize the token', async () => {
    const { errors } = await play({
      cloudflare: { token: 'another' },
      inputs: { 'api-token': 'cfut_unknown' },
    });
    expect(errors).toEqual([
      expect.stringMatching(/HTTP 401, code 10000: Authentication error .*`api-token`/),
    ]);
  });

  test('says that the account may be wrong', async () => {
    const { errors, results } = await play({ inputs: { 'account-id': 'f'.repeat(32) } });
    expect(errors).toEqual([
      expect.stringMatching(
        /HTTP 404, code 7003: .* This does not say that the key is gone: check `account-id`/,
      ),
    ]);
    expect(results).toMatchObject([{ status: 'failed', error: { http_status: 404, code: 7003 } }]);
  });

  test('names the permission that a token which can only read lacks', async () => {
    const { errors } = await play({ cloudflare: { readOnly: 405 } });
    expect(errors).toEqual([expect.stringContaining(PERMISSION)]);
  });
});

test('HTTP 403 with an HTML page says nothing about the token', async () => {
  const { errors } = await play({
    prepare: (cloudflare) => {
      cloudflare.next('DELETE', html({ status: 403, title: 'Attention Required!' }));
    },
  });
  expect(errors).toEqual([
    expect.stringMatching(
      /HTTP 403 with an unexpected response body: .* Cloudflare's edge may have refused the runner before the request reached it/,
    ),
  ]);
  expect(errors[0]).not.toMatch(/token/i);
});
