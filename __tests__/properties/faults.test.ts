import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Budget } from '../../src/lib/deadline.ts';
import { openCloudflare } from '../../src/cloudflare/api.ts';
import { deleteKeys } from '../../src/delete-keys.ts';
import { Stopped } from '../../src/http/errors.ts';
import { openHttp } from '../../src/http/client.ts';
import { openLog } from '../../src/output/log.ts';
import { outputsOf, reportOutcomes } from '../../src/output/report.ts';
import { openRetries } from '../../src/http/retry.ts';
import { redactor } from '../../src/lib/sanitize.ts';
import { openTurnKeys } from '../../src/cloudflare/turn-keys.ts';
import { startCloudflare, TOKEN } from '../support/cloudflare-double.ts';
import { type Fault, found } from '../support/faults.ts';
import { MAY_BE_GONE, type Result } from '../support/invariants.ts';
import { someKeys } from '../support/keys.ts';
import { honestFault } from './arbitraries.ts';
import { property } from './property.ts';

const BUDGET_MS = 300_000;
/** What a silent server costs, in real time. */
const IDLE_MS = 30;

const anyKey = fc.record({
  faults: fc.array(honestFault, { maxLength: 5 }),
  /** Whether the key is there at first. */
  exists: fc.oneof({ arbitrary: fc.constant(true), weight: 3 }, { arbitrary: fc.constant(false), weight: 1 }),
  /** How often the key is still found when it is read back. */
  stillFound: fc.nat(3),
});

property(
  'whatever faults the requests for several keys meet, what is told of each key agrees with what is left of it',
  60,
  fc.record({
    keys: fc.array(anyKey, { minLength: 1, maxLength: 6 }),
    maxRetries: fc.nat(4),
    verify: fc.boolean(),
    ifNotFound: fc.constantFrom('error', 'warn', 'ignore'),
  }),
  async ({ keys: plans, maxRetries, verify, ifNotFound }) => {
    const keys = someKeys(plans.length);
    const before = keys.filter((_key, index) => plans[index]?.exists);
    const cloudflare = await startCloudflare({ keys: before });
    const http = openHttp({ debug: () => undefined }, IDLE_MS);
    try {
      for (const [index, plan] of plans.entries()) {
        const key = keys[index];
        if (key === undefined) continue;
        cloudflare.next(
          { method: 'DELETE', key: key.uid },
          ...plan.faults.filter((fault) => plan.exists || !saysDeleted(fault)),
        );
        const lag = Array.from({ length: plan.exists ? plan.stillFound : 0 }, () => found(key));
        cloudflare.next({ method: 'GET', key: key.uid }, ...lag);
      }
      const { budget, wait, now } = quickTime();
      const said: string[] = [];
      const say = (message: string | Error): void => void said.push(String(message));
      const redact = redactor([TOKEN]);
      const log = openLog({ debug: say, info: say, notice: say, warning: say, error: say }, redact);
      const api = openCloudflare({
        apiBaseUrl: cloudflare.baseUrl,
        accountId: cloudflare.account,
        apiToken: TOKEN,
        http,
        log,
        redact,
        end: budget.end,
      });
      const retries = openRetries({ maxRetries, budget, log, now, wait });
      const outcomes = await deleteKeys(
        keys.map(({ uid }) => ({ uid, known: {} })),
        {
          turnKeys: openTurnKeys(api, retries, budget.stop),
          budget,
          verify,
          onOutcome: () => undefined,
          wait,
        },
      );
      const report = reportOutcomes(outcomes, { ifNotFound, cancelled: false });
      const outputs = outputsOf(report);
      const results = JSON.parse(outputs['results'] ?? '') as readonly Result[];

      expect(results.map(({ uid }) => uid)).toEqual(keys.map(({ uid }) => uid));
      const asked = (uid: string): number =>
        cloudflare.requests.filter(({ method, path }) => method === 'DELETE' && path.endsWith(uid)).length;
      for (const { uid, status, error } of results) {
        const existed = before.some((key) => key.uid === uid);
        expect(asked(uid)).toBeLessThanOrEqual(maxRetries + 1);
        if (status === 'deleted') {
          expect(cloudflare.keys.has(uid)).toBe(false);
          // Of a key that was not there, only a lost answer can have said so.
          if (!existed) expect(asked(uid)).toBeGreaterThan(1);
        } else if (status === 'not-found') {
          expect(existed).toBe(false);
        } else if (cloudflare.keys.has(uid)) {
          expect(['failed', 'not-attempted']).toContain(status);
        } else if (existed) {
          expect(error?.message).toMatch(MAY_BE_GONE);
        }
        if (status === 'not-attempted') {
          expect(asked(uid)).toBe(0);
          expect(error?.message).not.toMatch(MAY_BE_GONE);
        }
        expect(error?.message ?? '').not.toMatch(/defect|undefined|\[object Object\]/);
      }
      const has = (...statuses: readonly string[]): boolean =>
        results.some(({ status }) => statuses.includes(status));
      const failed = has('failed', 'not-attempted');
      expect(outputs['status']).toBe(failed ? 'failed' : has('deleted') ? 'deleted' : 'not-found');
      expect(report.failures.length > 0).toBe(failed || (has('not-found') && ifNotFound === 'error'));
      expect([...said, ...report.failures, report.closing].join('\n')).not.toContain(TOKEN);
    } finally {
      http.close();
      await cloudflare.close();
    }
  },
);

/** Of a key that is not there, this would be a lie. */
function saysDeleted(fault: Fault): boolean {
  return fault.kind === 'reply' && Math.floor(fault.status / 100) === 2;
}

/** A budget whose waits pass at once and still use it up. */
function quickTime(): {
  readonly budget: Budget;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly now: () => number;
} {
  const start = Date.now();
  const stop = new AbortController();
  let passed = 0;
  return {
    budget: {
      limit: () => undefined,
      remaining: () => Math.max(0, BUDGET_MS - passed),
      stop: stop.signal,
      end: stop.signal,
      cancelled: () => false,
      close: () => undefined,
    },
    now: () => start + passed,
    wait: async (milliseconds, signal) => {
      signal.throwIfAborted();
      // A wait that does not fit is not begun.
      expect(milliseconds).toBeLessThanOrEqual(Math.max(0, BUDGET_MS - passed));
      passed += milliseconds;
      if (passed >= BUDGET_MS) stop.abort(new Stopped('the budget ran out'));
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
  };
}
