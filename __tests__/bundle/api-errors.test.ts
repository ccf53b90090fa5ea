import { beforeAll, describe, expect, test } from '@jest/globals';
import { failure, failureEnvelope, type Fault, html, reply } from '../support/faults.ts';
import { type Fate, play, playEach } from '../support/scenario.ts';

const AT_ONCE = { 'max-retries': '0' };
const PERMISSION = 'permission Account › Cloudflare Calls › Edit';

describe('an error of Cloudflare’s', () => {
  test('is told with everything that it says, and with what to do', async () => {
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
      Error: Could not delete TURN key 2a95132c15732412d22c1476fa83f27a: Cloudflare answered HTTP 400, code 6003: Invalid request headers (at /headers/authorization, see https://developers.cloudflare.com/errors/6003, beneath it code 6111: Invalid format for Authorization header) (cf-ray <cf-ray>). The token is malformed: \`api-token\` must be an API token alone, without quotes, line breaks or "Bearer ", and not a Global API Key.

      --- outputs
      status: failed
      uid: 2a95132c15732412d22c1476fa83f27a
      name:
      created:
      modified:
      deleted-count: 0
      results: [{"uid":"2a95132c15732412d22c1476fa83f27a","name":"","created":"","modified":"","status":"failed","error":{"http_status":400,"code":6003,"message":"Cloudflare answered HTTP 400, code 6003: Invalid request headers (at /headers/authorization, see https://developers.cloudflare.com/errors/6003, beneath it code 6111: Invalid format for Authorization header) (cf-ray <cf-ray>). The token is malformed: \`api-token\` must be an API token alone, without quotes, line breaks or \\"Bearer \\", and not a Global API Key.","ray_id":"<cf-ray>"}}]

      --- exit code
      1
      "
    `);
  });

  test('is told by a real refusal: a token that Cloudflare does not know', async () => {
    const { transcript } = await play({
      cloudflare: { token: 'another' },
      inputs: { 'api-token': 'cfut_unknown' },
    });
    expect(transcript).toMatchInlineSnapshot(`
      "--- wire
      DELETE /client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a

      --- log
      Error: Could not delete TURN key 2a95132c15732412d22c1476fa83f27a: Cloudflare answered HTTP 401, code 10000: Authentication error (cf-ray <cf-ray>). Cloudflare does not know this token: check that the secret behind \`api-token\` holds a current API token. One that was made a moment ago can be refused for a minute. https://developers.cloudflare.com/fundamentals/api/get-started/create-token/ says how to create one.

      --- outputs
      status: failed
      uid: 2a95132c15732412d22c1476fa83f27a
      name:
      created:
      modified:
      deleted-count: 0
      results: [{"uid":"2a95132c15732412d22c1476fa83f27a","name":"","created":"","modified":"","status":"failed","error":{"http_status":401,"code":10000,"message":"Cloudflare answered HTTP 401, code 10000: Authentication error (cf-ray <cf-ray>). Cloudflare does not know this token: check that the secret behind \`api-token\` holds a current API token. One that was made a moment ago can be refused for a minute. https://developers.cloudflare.com/fundamentals/api/get-started/create-token/ says how to create one.","ray_id":"<cf-ray>"}}]

      --- exit code
      1
      "
    `);
  });

  test('is told by a real refusal: a wrong account', async () => {
    const { errors, results } = await play({ inputs: { 'account-id': 'f'.repeat(32) } });
    expect(errors).toEqual([
      expect.stringMatching(
        /HTTP 404, code 7003: .* This does not say that the key is gone: check `account-id`/,
      ),
    ]);
    expect(results).toMatchObject([{ status: 'failed', error: { http_status: 404, code: 7003 } }]);
  });

  test.each([403, 405] as const)(
    'is told by a real refusal: a token that can only read, HTTP %d',
    async (readOnly) => {
      const { errors } = await play({ cloudflare: { readOnly } });
      expect(errors).toEqual([expect.stringContaining(PERMISSION)]);
    },
  );
});

test.concurrent.each([403, 405])('HTTP %d in HTML is no word on the token', async (status) => {
  const { errors } = await play({
    prepare: (cloudflare) => {
      cloudflare.next('DELETE', html({ status, title: 'Attention Required!' }));
    },
  });
  expect(errors).toEqual([
    expect.stringMatching(
      /a firewall or proxy between the runner and Cloudflare may have refused the request\.$/,
    ),
  ]);
  expect(errors[0]).not.toMatch(/token/i);
});

type Row = readonly [status: number, code: number, message: string, advice: string];

const ERRORS: readonly Row[] = [
  [401, 10000, 'Authentication error', 'Cloudflare does not know this token'],
  [403, 10000, 'Authentication error', `The token is valid and lacks the ${PERMISSION}`],
  [403, 9109, 'Invalid access token', 'The token was revoked or has expired'],
  [403, 9109, 'Cannot use the access token from location: 192.0.2.7', 'remove its IP filter'],
  [403, 9109, 'Unauthorized to access requested resource', `lacks the ${PERMISSION}`],
  [400, 6003, 'Invalid request headers', 'The token is malformed'],
  [400, 6111, 'Invalid format for Authorization header', 'The token is malformed'],
  [400, 1000, 'Invalid API Token', 'Cloudflare does not know this token'],
  [401, 1000, 'Invalid API Token', 'Cloudflare does not know this token'],
  [404, 7003, 'Could not route to /accounts/x', 'This does not say that the key is gone: check `account-id`'],
  [400, 7003, 'Could not route to /accounts/x', 'This does not say that the key is gone: check `account-id`'],
  [404, 7000, 'No route for that URI', 'This does not say that the key is gone: check `account-id`'],
  [400, 7000, 'No route for that URI', 'This does not say that the key is gone: check `account-id`'],
  [
    405,
    10405,
    'Method not allowed for this authentication scheme',
    'Most often this means that the token can read and not delete',
  ],
  [403, 10001, 'method not allowed', `lacks the ${PERMISSION}`],
  [404, 1234, 'Something else', 'This does not say that the key is gone'],
  [429, 971, 'Please wait and consider throttling your request speed', '1,200 requests in 5 minutes'],
  [200, 971, 'Please wait and consider throttling your request speed', '1,200 requests in 5 minutes'],
  [500, 10000, 'Authentication error', 'https://www.cloudflarestatus.com'],
  [418, 42, 'Some new error', 'give Cloudflare support the cf-ray'],
];

const NOT_JSON: readonly (readonly [status: number, fault: Fault, said: string])[] = [
  [502, html(), '502: Bad gateway'],
  [503, reply(503, 'upstream connect error or disconnect/reset before headers'), 'upstream connect error'],
  [504, reply(504, 'upstream request timeout'), 'upstream request timeout'],
  [520, html({ status: 520, title: 'Web server is returning an unknown error' }), '520: Web server'],
  [530, html({ status: 530, title: 'Origin DNS error' }), '530: Origin'],
  [429, reply(429, ''), 'an empty body'],
  [404, reply(404, '404 page not found'), '404 page not found'],
  [403, html({ status: 403, title: 'Forbidden' }), '403: Forbidden'],
  [400, reply(400, '[1]'), '[1]'],
  [401, reply(401, 'null'), 'null'],
];

/** Plays each fault: those that would meet every key one by one, the others together. */
async function playAll(faults: readonly (Fault & { readonly status: number })[]): Promise<readonly Fate[]> {
  const meetsAll = ({ status }: { readonly status: number }): boolean => status === 401 || status === 403;
  const together = faults.filter((fault) => !meetsAll(fault));
  const [{ fates }, ...alone] = await Promise.all([
    playEach(together, { inputs: AT_ONCE }),
    ...faults.filter(meetsAll).map((fault) => playEach([fault], { inputs: AT_ONCE })),
  ]);
  const rest = { together: [...fates], alone: alone.flatMap((played) => played.fates) };
  return faults.flatMap((fault) => (meetsAll(fault) ? rest.alone : rest.together).shift() ?? []);
}

describe('what to do about', () => {
  let fates: readonly Fate[];
  beforeAll(async () => {
    fates = await playAll(
      ERRORS.map(([status, code, message]) => ({ ...failure(status, code, message), status })),
    );
  });

  test.each(ERRORS.map((row, index) => [...row, index] as const))(
    'HTTP %d, code %d, %j',
    (status, code, message, advice, index) => {
      const { result, requests } = fates[index] ?? {};
      expect(result).toMatchObject({ status: 'failed', error: { http_status: status, code } });
      const said = result?.error?.message ?? '';
      expect(said).toMatch(new RegExp(`^Cloudflare answered HTTP ${status}\\b`));
      expect(said).toContain(`code ${code}: ${message} (cf-ray ${result?.error?.ray_id ?? ''})`);
      expect(said).toContain(advice);
      expect(requests).toBe(1);
    },
  );
});

describe('an answer that is not JSON is shown:', () => {
  let fates: readonly Fate[];
  beforeAll(async () => {
    fates = await playAll(NOT_JSON.map(([status, fault]) => ({ ...fault, status })));
  });

  test.each(NOT_JSON.map(([status, , said], index) => ({ status, said, index })))(
    'HTTP $status, $said',
    ({ status, said, index }) => {
      const { result } = fates[index] ?? {};
      expect(result).toMatchObject({ status: 'failed', error: { http_status: status, code: null } });
      expect(result?.error?.message).toContain(`HTTP ${status} with something that is no envelope: `);
      expect(result?.error?.message).toContain(said);
    },
  );
});

test('several errors in one answer are all told, and the first code is the one in `results`', async () => {
  const { errors, results } = await play({
    prepare: (cloudflare) => {
      const first = { message: 'no code at all' };
      cloudflare.next(
        'DELETE',
        reply(400, failureEnvelope(first, { code: 12, message: 'b' }, { code: 13, message: 'c' })),
      );
    },
  });
  expect(errors[0]).toContain('no code: no code at all; code 12: b; code 13: c (cf-ray');
  expect(results[0]?.error?.code).toBe(12);
});
