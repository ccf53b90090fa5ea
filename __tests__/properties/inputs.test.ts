import { expect } from '@jest/globals';
import fc from 'fast-check';
import { maskSecrets } from '../../src/inputs/credentials.ts';
import { DEFAULTS, INPUT_NAMES } from '../../src/inputs/definitions.ts';
import { InputError } from '../../src/inputs/input-error.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import type { Inputs } from '../../src/inputs/inputs.ts';
import { redactor } from '../../src/lib/redact.ts';
import { escapeLine } from '../../src/lib/sanitize.ts';
import { anyToken, anyVariable } from './arbitraries.ts';
import { property } from './property.ts';

const RIGHT: Readonly<Record<string, string>> = {
  ...DEFAULTS,
  'account-id': '023e105f4ecef8ad9ca31a8372d0c353',
  'api-token': 'cfut_Zq3yT8mWn5Kx2Vb7Rj4Lc9Ps6Dh1Fg0Ae8Uo5Yi2',
  'key-id': '2a95132c15732412d22c1476fa83f27a',
};
const VARIABLES = ['CLOUDFLARE_ACCOUNT_ID', 'CLOUDFLARE_API_TOKEN', 'CLOUDFLARE_API_BASE_URL', 'HTTPS_PROXY'];

/** Something that an input could be meant to be, whichever it is put into. */
const anyValue = fc.oneof(
  anyVariable,
  anyToken,
  fc.constantFrom(
    ...Object.values(RIGHT),
    '',
    'true',
    'warn',
    '7d',
    '1',
    'preview-*',
    'pr-{closed-pr}',
    '**',
  ),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.integer().map(String),
);

property(
  'whatever the inputs are, they are read as what they may be, or refused in sentences of one line that tell no token',
  2_000,
  fc.record({
    others: fc
      .subarray([...INPUT_NAMES, ...VARIABLES], { maxLength: 4 })
      .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, anyValue])))),
    right: fc.boolean(),
  }),
  async ({ others, right }) => {
    const given: Readonly<Record<string, string>> = { ...(right && RIGHT), ...others };
    const env = { GITHUB_REPOSITORY: 'octocat/calls-demo', ...others };
    const masked: string[] = [];
    const core = {
      getInput: (name: string) => (given[name] ?? '').trim(),
      setSecret: (secret: string) => void masked.push(secret),
    };
    const redact = redactor(maskSecrets(core, env));
    const surroundings = { readFile: () => '{}', bypassesProxy: () => false };
    let inputs: Inputs;
    try {
      inputs = await readInputs(core, env, surroundings);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      expect(error.problems).not.toEqual([]);
      const token = (given['api-token'] ?? '').trim() || (others['CLOUDFLARE_API_TOKEN'] ?? '').trim();
      for (const said of error.problems) {
        // A token of one letter takes that letter out of the names, too.
        expect([...INPUT_NAMES, ...VARIABLES].filter((name) => said.includes(name))).not.toEqual([]);
        const problem = redact(said);
        expect(problem).not.toMatch(/undefined|\[object Object\]/);
        expect(escapeLine(problem)).toBe(problem);
        if (token.length > 3) expect(problem).not.toContain(token);
      }
      return;
    }
    expect(masked).toContain(inputs.apiToken);
    expect(inputs.accountId).toMatch(/^[A-Za-z0-9_-]{1,32}$/);
    expect(inputs.apiToken).toMatch(/^[\x21-\x7e]+$/);
    const { protocol, hostname, username, password } = new URL(inputs.apiBaseUrl);
    expect(`${username}${password}`).toBe('');
    if (protocol !== 'https:')
      expect(`${protocol}//${hostname}`).toMatch(/^http:\/\/(localhost|127\.[\d.]+)$/);
    expect(inputs.maxKeys).toBeGreaterThanOrEqual(1);
    expect(inputs.maxKeys).toBeLessThanOrEqual(1000);
    expect(inputs.maxRetries).toBeLessThanOrEqual(10);
    expect(inputs.timeoutMs).toBeLessThanOrEqual(3_600_000);
    if (inputs.keys.by === 'id') {
      expect(inputs.keys.ids.length).toBeGreaterThan(0);
      expect(new Set(inputs.keys.ids).size).toBe(inputs.keys.ids.length);
      for (const id of inputs.keys.ids) expect(id).toMatch(/^[A-Za-z0-9_-]{32}$/);
    } else {
      expect(inputs.keys.lines.length).toBeGreaterThan(0);
    }
  },
);
