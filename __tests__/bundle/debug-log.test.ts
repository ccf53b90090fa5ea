import { describe, expect, test } from '@jest/globals';
import { rateLimit, reset } from '../support/faults.ts';
import { KEY } from '../support/keys.ts';
import { play } from '../support/scenario.ts';
import { steady } from '../support/transcript.ts';

describe('the debug log', () => {
  test('has method, URL, status, cf-ray, attempt and time of each request', async () => {
    const { run } = await play({
      debug: true,
      prepare: (cloudflare) => {
        cloudflare.next('DELETE', rateLimit({ retryAfter: 0 }), reset());
      },
    });
    expect(steady(run.debug.join('\n'))).toMatchInlineSnapshot(`
      "DELETE http://127.0.0.1:<port>/client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a (attempt 1): HTTP 429, cf-ray <cf-ray>, <time>
      DELETE http://127.0.0.1:<port>/client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a (attempt 2): The connection to 127.0.0.1:<port> was lost before a complete response was received (ECONNRESET: read ECONNRESET)., <time>
      DELETE http://127.0.0.1:<port>/client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/calls/turn_keys/2a95132c15732412d22c1476fa83f27a (attempt 3): HTTP 200, cf-ray <cf-ray>, <time>"
    `);
    for (const line of run.debug) expect(line).toMatch(/, \d+ ms$/);
  });

  test('is not written unless debugging is on', async () => {
    const { run } = await play();
    expect(run.debug).toEqual([]);
    expect(run.log).toBe(`Deleted TURN key ${KEY.uid} ("${KEY.name}", created ${KEY.created}).\n`);
  });
});
