import { describe, expect, test } from '@jest/globals';
import { failure, respond, reset } from '../support/faults.ts';
import { play, playEach } from '../support/scenario.ts';

const NOW = { 'retry-after': '0' };

describe('a retry', () => {
  test.concurrent('waits longer each time', async () => {
    const { run, cloudflare } = await play({
      prepare: (double) => {
        double.next('DELETE', reset(), reset());
      },
    });
    expect(run.log).toMatch(
      /in (0\.[5-9]|1) s \(retry 1 of 5\)\.\n.* in (1(\.\d)?|2) s \(retry 2 of 5\)\.\nDeleted TURN key/,
    );
    // A busy machine can only make them longer; a timer may be a millisecond early.
    const [first = 0, second = 0, third = 0] = cloudflare.requests.map(({ at }) => at);
    expect(second - first).toBeGreaterThan(490);
    expect(third - second).toBeGreaterThan(990);
  });

  test.concurrent('uses the same connection; there are at most `max-retries` of them', async () => {
    const { errors, cloudflare } = await play({
      inputs: { 'max-retries': '3' },
      prepare: (double) => {
        double.always('DELETE', respond(503, 'no', { headers: NOW }));
      },
    });
    expect(cloudflare.requests).toHaveLength(4);
    expect(cloudflare.connections).toBe(1);
    expect(errors[0]).toContain('All 4 attempts failed.');
  });

  test.concurrent('is never made if `max-retries` is 0', async () => {
    const { errors, cloudflare } = await play({
      inputs: { 'max-retries': '0' },
      prepare: (double) => {
        double.always('DELETE', respond(503, 'no', { headers: NOW }));
      },
    });
    expect(cloudflare.requests).toHaveLength(1);
    expect(errors[0]).not.toContain('attempt');
  });

  test.concurrent('is never made after a status that is not a server error', async () => {
    const statuses = [400, 404, 409, 499];
    const { fates } = await playEach(statuses.map((status) => failure(status, 1, 'No', { headers: NOW })));
    expect(fates.map(({ result, requests }) => [result?.error?.http_status, requests])).toEqual(
      statuses.map((status) => [status, 1]),
    );
  });
});
