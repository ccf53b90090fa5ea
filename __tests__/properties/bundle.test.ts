import { expect } from '@jest/globals';
import fc from 'fast-check';
import { TOKEN } from '../support/cloudflare-double.ts';
import { reply } from '../support/faults.ts';
import { play, someKeys } from '../support/scenario.ts';
import {
  anyBody,
  anyHeaders,
  anyStatus,
  anyText,
  anyVariable,
  honestFault,
  saysSuccess,
} from './arbitraries.ts';
import { property } from './property.ts';

// `play` holds each run of the bundle against what must be true of every run: __tests__/support/invariants.ts.

/** One process tries so many values as it has keys. */
const KEYS = someKeys(40);

function forEachKey<T>(values: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> {
  return fc.array(values, { minLength: KEYS.length, maxLength: KEYS.length, size: 'max' });
}

const anyAnswer = fc.record({
  // A token that is refused would stop all the other keys.
  status: anyStatus.filter((status) => status !== 401 && status !== 403),
  headers: anyHeaders.map((headers) => ({ ...headers, 'retry-after': undefined })),
  body: anyBody,
});

property(
  'any answers to the deletions of many keys',
  4,
  fc.record({ answers: forEachKey(anyAnswer), debug: fc.boolean() }),
  async ({ answers, debug }) => {
    const { results } = await play({
      keys: KEYS,
      debug,
      inputs: { 'max-retries': '0' },
      prepare: (cloudflare) => {
        for (const [index, { status, headers, body }] of answers.entries()) {
          const takesEffect = saysSuccess(status, body);
          cloudflare.next({ key: KEYS[index]?.uid ?? '' }, reply(status, body, { headers, takesEffect }));
        }
      },
    });
    expect(results).toHaveLength(KEYS.length);
    expect(results.map(({ status }) => status)).not.toContain('not-attempted');
  },
);

property(
  'any answer to the list of the keys',
  8,
  fc.record({
    status: anyStatus,
    headers: anyHeaders,
    body: anyBody,
    name: anyVariable,
    dryRun: fc.boolean(),
  }),
  async ({ status, headers, body, name, dryRun }) => {
    const { cloudflare } = await play({
      inputs: {
        'key-id': '',
        'key-name': `production-*\n*${name}`,
        'max-retries': '0',
        'dry-run': String(dryRun),
      },
      prepare: ({ next }) => {
        next('GET', reply(status, body, { headers }));
      },
    });
    if (dryRun || !saysSuccess(status, body)) {
      expect(cloudflare.requests.map(({ method }) => method)).not.toContain('DELETE');
    }
  },
);

property(
  'any names, dates and messages of the keys that a pattern picks',
  4,
  fc.record({
    keys: forEachKey(fc.record({ name: anyText, created: anyText, modified: anyText })),
    message: anyText,
  }),
  async ({ keys, message }) => {
    const named = keys.map((key, index) => ({
      uid: KEYS[index]?.uid ?? '',
      ...key,
      name: `preview-${key.name}`,
    }));
    const { run } = await play({
      keys: named,
      inputs: { 'key-id': '', 'key-name': 'preview-*', 'older-than': '1d', 'expected-name': 'preview-*' },
      prepare: ({ next }) => {
        const page = { success: true, messages: [{ code: 1, message }], errors: [], result: named };
        next({ method: 'GET' }, reply(200, page));
      },
    });
    expect(run.exitCode).toBe(0);
  },
);

const seldomValid = (...valid: readonly [string, ...string[]]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...valid) }, { weight: 1, arbitrary: anyVariable });

property(
  'any inputs',
  16,
  fc.record({
    'account-id': seldomValid('023e105f4ecef8ad9ca31a8372d0c353', ''),
    'api-token': fc.constantFrom(TOKEN, `"${TOKEN}"`, `Bearer ${TOKEN}`, `${TOKEN}\n${TOKEN}`, `x ${TOKEN}`),
    'key-id': seldomValid(
      '',
      KEYS.slice(0, 3)
        .map(({ uid }) => uid)
        .join(' '),
    ),
    'key-name': seldomValid('', 'preview-*\npreview-1'),
    'expected-name': seldomValid('', 'p*'),
    'older-than': seldomValid('', '7d'),
    'if-not-found': seldomValid('error', 'warn', 'ignore'),
    'if-ambiguous': seldomValid('error', 'delete-all'),
    'max-keys': seldomValid('100', '1'),
    'dry-run': seldomValid('true', 'false'),
    verify: seldomValid('true', 'false'),
    'max-retries': seldomValid('0'),
    'timeout-seconds': seldomValid('5'),
  }),
  async (inputs) => {
    const masked = inputs['key-id'].split(/[\s,]+/).filter((id) => id.length >= 37);
    await play({ inputs, keys: KEYS.slice(0, 3), secrets: masked });
  },
);

property(
  'any faults, in real time and within the budget',
  1,
  forEachKey(fc.array(honestFault, { maxLength: 2 })),
  async (plans) => {
    const seconds = 3;
    const { run } = await play({
      keys: KEYS,
      inputs: { 'max-retries': '1', 'timeout-seconds': `${seconds}` },
      prepare: (cloudflare) => {
        for (const [index, faults] of plans.entries()) {
          cloudflare.next({ method: 'DELETE', key: KEYS[index]?.uid ?? '' }, ...faults);
        }
      },
    });
    // What starting and ending a process takes on a machine that is busy with other tests comes on top.
    expect(run.durationMs).toBeLessThan((seconds + 5) * 1000);
  },
);
