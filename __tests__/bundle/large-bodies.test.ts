import { describe, expect, test } from '@jest/globals';
import { oversized, reply } from '../support/faults.ts';
import { play } from '../support/scenario.ts';

describe('a body of more than 1 MiB', () => {
  test.concurrent.each([
    ['that ends', oversized({ takesEffect: true })],
    ['that never ends', oversized({ takesEffect: true, endless: true })],
  ])('%s, with HTTP 200: read no further, not asked for again', async (_what, fault) => {
    const { run, errors, cloudflare } = await play({
      prepare: (double) => {
        double.always('DELETE', fault);
      },
    });
    expect(errors[0]).toMatch(
      /HTTP 200 with a body of more than 1 MiB \(cf-ray .*The key may be gone all the same/,
    );
    expect(cloudflare.requests).toHaveLength(1);
    expect(run.durationMs).toBeLessThan(5_000);
  });

  test.concurrent('is too large by one byte, and not by none', async () => {
    const filled = (bytes: number): string => {
      const envelope = JSON.stringify({ success: true });
      return envelope + ' '.repeat(bytes - envelope.length);
    };
    for (const [bytes, status] of [
      [1024 * 1024, 'deleted'],
      [1024 * 1024 + 1, 'failed'],
    ] as const) {
      const { results } = await play({
        prepare: (double) => {
          double.next('DELETE', reply(200, filled(bytes), { takesEffect: true }));
        },
      });
      expect(results).toMatchObject([{ status }]);
    }
  });
});
