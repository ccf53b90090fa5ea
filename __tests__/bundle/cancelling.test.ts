import { describe, expect, test } from '@jest/globals';
import { pass, rateLimit, stall } from '../support/faults.ts';
import { KEY, someKeys } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

const CANCELLED =
  'The run was cancelled: run the step again for the remaining keys, with `if-not-found: ignore`.';

// On Windows, which has no such signals, the runner ends the process at once.
const onPosix = process.platform === 'win32' ? describe.skip : describe;

onPosix('a cancelled run', () => {
  test.concurrent.each(['SIGINT', 'SIGTERM'] as const)(
    'starts nothing new, lets requests in flight end, and reports: %s',
    async (name) => {
      const keys = someKeys(50);
      const { run, results, errors, cloudflare } = await play({
        keys,
        // Requests in flight last long enough for the signal to arrive meanwhile, and end within the five seconds.
        prepare: (double) => {
          double.next('DELETE', ...Array.from({ length: 16 }, () => pass()));
          double.always('DELETE', pass({ delayMs: 2_000 }));
        },
        cancel: { name, when: (double) => double.received('DELETE', 20) },
      });
      const asked = new Set(cloudflare.requests.map(({ path }) => path.slice(-32)));
      expect(asked.size).toBeGreaterThanOrEqual(20);
      expect(asked.size).toBeLessThanOrEqual(24);
      for (const { uid, status, error } of results) {
        expect(status).toBe(asked.has(uid) ? 'deleted' : 'not-attempted');
        if (status === 'not-attempted') expect(error?.message).toBe(CANCELLED);
      }
      expect(results.map(({ uid }) => uid)).toEqual(keys.map(({ uid }) => uid));
      expect(run.outputs).toMatchObject({ status: 'failed', 'deleted-count': String(asked.size) });
      const tally = `TURN keys: ${asked.size} deleted, ${50 - asked.size} not attempted`;
      expect(errors).toEqual([`${tally}. ${CANCELLED}`]);
      expect(run.summary).toContain(`<h2>${tally}; the run was cancelled</h2>`);
    },
  );

  test.concurrent('waits five seconds for requests that never end', async () => {
    const { run, errors, results, cloudflare } = await play({
      keys: someKeys(20),
      prepare: (double) => {
        double.next('DELETE', pass(), pass());
        double.always('DELETE', stall({ takesEffect: true }));
      },
      cancel: { name: 'SIGINT', when: (double) => double.received('DELETE', 10) },
    });
    expect(run.durationMs).toBeGreaterThan(5_000);
    expect(cloudflare.requests).toHaveLength(10);
    const statuses = results.map(({ status }) => status);
    expect(statuses.filter((status) => status === 'deleted')).toHaveLength(2);
    expect(statuses.filter((status) => status === 'failed')).toHaveLength(8);
    expect(statuses.filter((status) => status === 'not-attempted')).toHaveLength(10);
    expect(errors[0]).toMatch(
      /No complete response was received from 127\.0\.0\.1:\d+ before the step had to stop\. The run was cancelled: .* The key may have been deleted/,
    );
    expect(run.summary).toContain('2 deleted, 8 failed, 10 not attempted');
  });

  test.concurrent('ends a wait for the next attempt', async () => {
    let onRetry = (): void => undefined;
    const waits = new Promise<void>((resolve) => (onRetry = resolve));
    const { run, errors, results, cloudflare } = await play({
      prepare: (double) => {
        double.always('DELETE', rateLimit({ retryAfter: 60 }));
      },
      onLine: (line) => {
        if (line.includes('Retrying in 60 s')) onRetry();
      },
      cancel: { name: 'SIGTERM', when: () => waits },
    });
    expect(run.durationMs).toBeLessThan(50_000);
    expect(cloudflare.requests).toHaveLength(1);
    expect(results).toMatchObject([{ uid: KEY.uid, status: 'failed', error: { http_status: 429 } }]);
    expect(errors).toEqual([expect.stringContaining(`It was not retried. ${CANCELLED}`)]);
  });

  test.concurrent('fails, even if every key was handled', async () => {
    const { run, errors, results } = await play({
      cloudflare: { latencyMs: 3_000 },
      cancel: { name: 'SIGINT', when: (double) => double.received('DELETE') },
    });
    expect(results).toMatchObject([{ status: 'deleted' }]);
    expect(run.outputs).toMatchObject({ status: 'failed', 'deleted-count': '1' });
    expect(errors).toEqual(['The run was cancelled, but every key was handled.']);
  });
});
