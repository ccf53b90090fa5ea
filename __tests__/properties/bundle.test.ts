import { expect } from '@jest/globals';
import fc from 'fast-check';
import { isRecord } from '../../src/lib/objects.ts';
import { TOKEN, type TurnKey } from '../support/cloudflare-double.ts';
import * as faults from '../support/faults.ts';
import { expectHarmless } from '../support/invariants.ts';
import { MAY_BE_DELETED } from '../support/report-rules.ts';
import { startRawServer } from '../support/raw-server.ts';
import { GITHUB_TOKEN, runAction } from '../support/runner.ts';
import { someKeys } from '../support/keys.ts';
import { play } from '../support/scenario.ts';
import {
  anyResponse,
  anyBody,
  anyBytes,
  anyDate,
  anyHeaders,
  anyJson,
  anyKey,
  anyStatus,
  anyText,
  anyToken,
  anyVariable,
  isRateLimit,
  readResponse,
} from './arbitraries.ts';
import { property } from './property.ts';

// `play` checks each run of the bundle against the invariants: __tests__/support/invariants.ts.

/** One process tries as many values as it has keys. */
const KEYS = someKeys(40);
const DAY_MS = 24 * 60 * 60 * 1000;

function forEachKey<T>(value: (uid: string) => fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> {
  return fc.tuple(...KEYS.map(({ uid }) => value(uid)));
}

/** Whether redaction leaves a text as it is: it has no beginning of a token that is long enough. */
function isPlain(text: string): boolean {
  return [TOKEN, GITHUB_TOKEN].every((token) => !text.includes(token.slice(0, 16)));
}

property(
  'any responses to the deletions of many keys',
  6,
  fc.record({
    // A refused token and a rate limit affect the other keys.
    responses: forEachKey((uid) =>
      anyResponse(uid).filter(
        ({ status, body }) => ![401, 403].includes(status) && !isRateLimit(status, body),
      ),
    ),
    debug: fc.boolean(),
    ifNotFound: fc.constantFrom('error', 'warn', 'ignore'),
  }),
  async ({ responses, debug, ifNotFound }) => {
    const { results } = await play({
      keys: KEYS,
      debug,
      mayMissFaults: true,
      inputs: { 'max-retries': '0', 'if-not-found': ifNotFound },
      prepare: (cloudflare) => {
        for (const [index, { status, headers, body }] of responses.entries()) {
          const uid = KEYS[index]?.uid ?? '';
          const meaning = readResponse(status, body);
          if (meaning === 'not-found') cloudflare.keys.delete(uid);
          const sent = { ...headers, 'retry-after': undefined };
          cloudflare.next(
            { key: uid },
            faults.respond(status, body, { headers: sent, takesEffect: meaning === 'deleted' }),
          );
        }
      },
    });
    expect(results).toHaveLength(KEYS.length);
    for (const [index, { status, body }] of responses.entries()) {
      const uid = KEYS[index]?.uid ?? '';
      const result = results[index];
      expect(result).toMatchObject({ uid, status: readResponse(status, body, uid) });
      // A refused deletion did not take effect, and must not be reported as a possible one.
      if (status >= 300 && status < 500 && status !== 408)
        expect(result?.error?.message ?? '').not.toMatch(MAY_BE_DELETED);
      if (result?.status !== 'deleted') continue;
      const key = (JSON.parse(String(body)) as { readonly result?: Partial<TurnKey> | null }).result ?? {};
      for (const field of ['name', 'created', 'modified'] as const) {
        if (isPlain(key[field] ?? '')) expect(result[field]).toBe((key[field] ?? '').toWellFormed());
      }
    }
  },
);

property(
  'any response to the list of the keys',
  10,
  fc.record({
    response: fc.oneof(
      {
        weight: 2,
        arbitrary: fc.record({
          status: fc.constant(200),
          headers: anyHeaders,
          body: fc
            .array(fc.tuple(fc.constantFrom('production-', ''), anyKey(...KEYS.map(({ uid }) => uid))), {
              maxLength: 30,
            })
            .map((keys) => keys.map(([start, key]) => ({ ...key, name: `${start}${nameOf(key)}` })))
            .map((result) => JSON.stringify({ success: true, result })),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          status: fc.constant(200),
          headers: anyHeaders,
          body: fc.constantFrom(
            '{"success":true}',
            '{"success":true,"result":null}',
            '{"success":true,"result":[]}',
          ),
        }),
      },
      { weight: 1, arbitrary: fc.record({ status: anyStatus, headers: anyHeaders, body: anyBody }) },
    ),
    dryRun: fc.boolean(),
  }),
  async ({ response: { status, headers, body }, dryRun }) => {
    const { cloudflare } = await play({
      keys: KEYS,
      inputs: {
        'key-name': 'production-*',
        'max-retries': '0',
        // A rate limit is waited for until then.
        'timeout-seconds': '5',
        'dry-run': String(dryRun),
      },
      prepare: ({ next }) => {
        next('GET', faults.respond(status, body, { headers }));
      },
    });
    const deleted = cloudflare.requests
      .filter(({ method }) => method === 'DELETE')
      .map(({ path }) => path.split('/').at(-1));
    const listed = readResponse(status, body) === 'deleted' && !dryRun ? listOf(body) : [];
    const selected = listed.filter((key) => nameOf(key).startsWith('production-')).map(({ uid }) => uid);
    expect(deleted.filter((uid) => !selected.includes(uid ?? ''))).toEqual([]);
    expect(deleted.length).toBe(new Set(deleted).size);
  },
);

function nameOf(key: object): string {
  return 'name' in key ? String(key.name) : '';
}

/** The keys of a list; none if an entry is not a key, since nothing is deleted then. */
function listOf(body: string | Buffer): readonly Partial<TurnKey>[] {
  const { result } = JSON.parse(String(body)) as { readonly result?: unknown };
  return Array.isArray(result) && result.every(isRecord) ? result : [];
}

property(
  'any names, dates and messages of the keys that a pattern picks',
  6,
  fc.record({
    keys: forEachKey(() => fc.record({ name: anyText, created: anyDate, modified: anyDate })),
    message: anyText,
    olderThan: fc.constantFrom('0m', '1d'),
    dryRun: fc.boolean(),
  }),
  async ({ keys, message, olderThan, dryRun }) => {
    const named = keys.map((key, index) => ({
      ...key,
      uid: KEYS[index]?.uid ?? '',
      name: `preview-${key.name}`,
    }));
    const { results, run } = await play({
      keys: named,
      inputs: {
        'key-name': 'preview-*',
        'older-than': olderThan,
        'expected-name': 'preview-*',
        'dry-run': String(dryRun),
      },
      prepare: ({ next }) => {
        const page = { success: true, messages: [{ code: 1, message }], errors: [], result: named };
        next({ method: 'GET' }, faults.respond(200, page));
      },
    });
    const isSelected = ({ created }: { readonly created: string }): boolean =>
      olderThan === '0m' || isOld(created);
    expect(run.exitCode).toBe(0);
    expect(results.map(({ uid, status }) => [uid, status])).toEqual(
      named.map((key) => [key.uid, isSelected(key) ? (dryRun ? 'would-delete' : 'deleted') : 'kept']),
    );
    for (const [index, { name, created }] of named.entries()) {
      if (isPlain(name)) expect(results[index]?.name).toBe(name.toWellFormed());
      if (isPlain(created)) expect(results[index]?.created).toBe(created.toWellFormed());
    }
  },
);

/** Whether a text is a date of the arbitrary, since 2010, that is more than a day ago. */
function isOld(created: string): boolean {
  const isDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(created);
  return isDate && created >= '2010' && Date.parse(created) < Date.now() - DAY_MS;
}

const RIGHT = {
  'key-id': KEYS.slice(0, 3)
    .map(({ uid }) => uid)
    .join(' '),
  'max-retries': '0',
  'timeout-seconds': '60',
};

const REPLACEMENTS = {
  'account-id': anyVariable,
  'api-token': fc.oneof(
    anyVariable,
    fc.constantFrom(`"${TOKEN}"`, `Bearer ${TOKEN}`, `${TOKEN}\n${TOKEN}`, `x ${TOKEN}`),
  ),
  'key-id': anyVariable,
  'key-name': fc.oneof(fc.constantFrom('preview-*\npreview-1', 'preview-{closed-pr}'), anyVariable),
  'expected-name': fc.oneof(fc.constantFrom('p*', 'preview-1'), anyVariable),
  'older-than': fc.oneof(fc.constantFrom('7d'), anyVariable),
  'unused-for': fc.oneof(fc.constantFrom('24h', '31d'), anyVariable),
  'if-in-use': fc.oneof(fc.constantFrom('keep', 'error'), anyVariable),
  'if-not-found': fc.oneof(fc.constantFrom('error', 'warn', 'ignore'), anyVariable),
  'if-ambiguous': fc.oneof(fc.constantFrom('error', 'delete-all'), anyVariable),
  'max-keys': fc.oneof(fc.constantFrom('3', '2', '1001'), anyVariable),
  'dry-run': fc.oneof(fc.constantFrom('true', 'True'), anyVariable),
  verify: fc.oneof(fc.constantFrom('true', 'yes'), anyVariable),
  'max-retries': fc.oneof(fc.constantFrom('10', '11'), anyVariable),
  'timeout-seconds': fc.oneof(fc.constantFrom('3600', '0'), anyVariable),
  'api-base-url': fc.oneof(
    fc.constantFrom('http://example.com', `https://u:${TOKEN}@example.com`, 'file:///etc/passwd'),
    // It must not lead to another machine.
    anyVariable.filter((text) => !URL.canParse(text.trim())),
  ),
} as const;

property(
  'any token, and inputs of which some are replaced by any text',
  16,
  fc.record({
    token: anyToken,
    others: fc
      .subarray(Object.keys(REPLACEMENTS) as (keyof typeof REPLACEMENTS)[], { maxLength: 2 })
      .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, REPLACEMENTS[name]])))),
    asVariables: fc.boolean(),
  }),
  async ({ token, others, asVariables }) => {
    const masked = (others['key-id'] ?? '').split(/[\s,]+/).filter((id) => id.length >= 37);
    const { run } = await play({
      keys: KEYS.slice(0, 3),
      cloudflare: { token },
      inputs: ({ account, baseUrl }) => ({
        'account-id': asVariables ? '' : account,
        'api-token': asVariables ? '' : token,
        'api-base-url': asVariables ? '' : baseUrl,
        ...RIGHT,
        ...others,
      }),
      env: ({ account, baseUrl }) =>
        asVariables
          ? { CLOUDFLARE_ACCOUNT_ID: account, CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_API_BASE_URL: baseUrl }
          : {},
      secrets: masked,
    });
    // Like Cloudflare, the double accepts only a Bearer token as RFC 6750 describes it.
    const isBearer = /^[\w.~+/-]+=*$/.test(token);
    if (Object.keys(others).length === 0) expect(run.outputs['deleted-count']).toBe(isBearer ? '3' : '0');
  },
);

property(
  'any response of GitHub about the pull requests',
  8,
  fc.record({
    status: fc.oneof({ arbitrary: fc.constant(200), weight: 3 }, { arbitrary: anyStatus, weight: 1 }),
    headers: anyHeaders.map((headers) => ({ ...headers, 'retry-after': undefined })),
    body: fc.oneof(
      {
        weight: 3,
        arbitrary: fc
          .record(
            {
              data: fc.record({
                repository: fc.record(
                  Object.fromEntries(
                    [1, 2, 3, 4, 5].map((number) => [
                      `pr${number}`,
                      fc.oneof(
                        fc.record({
                          number: fc.constant(number),
                          state: fc.constantFrom('OPEN', 'CLOSED', 'MERGED'),
                        }),
                        fc.record({ number: fc.nat(6), state: fc.oneof(fc.constant('CLOSED'), anyJson) }),
                        fc.constant(null),
                        anyJson,
                      ),
                    ]),
                  ),
                  { requiredKeys: [] },
                ),
              }),
              errors: fc.array(
                fc.record({
                  type: fc.oneof(fc.constantFrom('NOT_FOUND', 'FORBIDDEN', 'RATE_LIMITED'), anyText),
                  path: fc.oneof(fc.tuple(fc.constant('repository'), fc.constantFrom('pr1', 'pr2')), anyJson),
                  message: anyText,
                }),
                { maxLength: 3 },
              ),
            },
            { requiredKeys: ['data'] },
          )
          .map((response) => JSON.stringify(response)),
      },
      { weight: 1, arbitrary: anyBody },
    ),
  }),
  async ({ status, headers, body }) => {
    const keys = someKeys(5);
    const { cloudflare } = await play({
      keys,
      inputs: { 'key-name': 'preview-{closed-pr}', 'max-retries': '0', 'timeout-seconds': '5' },
      github: { faults: [faults.respond(status, body, { headers })] },
    });
    for (const { uid, name } of keys) {
      if (cloudflare.keys.has(uid)) continue;
      // The response must say that this number is closed.
      const number = name?.slice('preview-'.length);
      expect(status).toBeLessThan(300);
      expect(String(body)).toMatch(new RegExp(`"number":${number},"state":"(CLOSED|MERGED)"`));
    }
  },
);

property(
  'any bytes instead of a response',
  8,
  fc.record({ bytes: anyBytes, linger: fc.boolean() }),
  async ({ bytes, linger }) => {
    const server = await startRawServer(bytes, { linger });
    const run = await runAction({
      inputs: {
        'account-id': '023e105f4ecef8ad9ca31a8372d0c353',
        'api-token': TOKEN,
        'api-base-url': `http://127.0.0.1:${server.port}`,
        'key-id': KEYS[0]?.uid ?? '',
        'max-retries': '0',
        // Too short for a busy machine to send the request, perhaps: the step fails then, too.
        'timeout-seconds': '1',
      },
    });
    await server.close();
    expectHarmless(run, [TOKEN, GITHUB_TOKEN]);
    expect(run.durationMs).toBeLessThan(HUNG_MS);
    if (run.exitCode === 0) expect(bytes.toString('latin1')).toMatch(/"success"\s*:\s*true/);
    expect(run.outputs['status']).toBe(run.exitCode === 0 ? 'deleted' : 'failed');
  },
);

// Only a step that does not end at its time limit takes longer.
const HUNG_MS = 60_000;
