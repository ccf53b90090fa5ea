import type { CloudflareDouble } from '../../__tests__/support/cloudflare-double.ts';
import { rateLimit, reset } from '../../__tests__/support/faults.ts';
import { PREVIEW_KEY, PRODUCTION_KEY } from './keys.ts';

export type Scenario = {
  readonly name: string;
  /** What the scenario shows, in a sentence. */
  readonly about: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly exitCode: 0 | 1;
  /** Plans the faults of Cloudflare. */
  readonly prepare?: (cloudflare: CloudflareDouble) => void;
};

const GONE = '0123456789abcdef0123456789abcdef';

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'by-id',
    about: 'One key, by its ID, takes one request.',
    inputs: { 'key-id': PREVIEW_KEY },
    exitCode: 0,
  },
  {
    name: 'not-found',
    about: 'A key that does not exist fails the step, unless if-not-found is warn or ignore.',
    inputs: { 'key-id': GONE },
    exitCode: 1,
  },
  {
    name: 'dry-run',
    about: 'Shows what a pattern would delete; nothing is deleted.',
    inputs: { 'key-name': 'preview-pr-*', 'older-than': '7d', 'dry-run': 'true' },
    exitCode: 0,
  },
  {
    name: 'guard',
    about: 'The ID is of the production key by mistake: expected-name refuses it, and nothing is deleted.',
    inputs: { 'key-id': PRODUCTION_KEY, 'expected-name': 'preview-*' },
    exitCode: 1,
  },
  {
    name: 'verify',
    about: 'The key is read back until Cloudflare reports that it is gone.',
    inputs: { 'key-name': 'staging-realtime-app', verify: 'true' },
    exitCode: 0,
  },
  {
    name: 'ambiguous',
    about: 'Two keys have the same name: the step deletes neither.',
    inputs: { 'key-name': 'load-test' },
    exitCode: 1,
  },
  {
    name: 'sweep',
    about: 'The keys of pull requests that are closed or merged: 43 is open, and 44 is an issue.',
    inputs: { 'key-name': 'preview-pr-{closed-pr}' },
    exitCode: 0,
  },
  {
    name: 'in-use',
    about:
      'The production key relayed traffic in the last 24 hours: unused-for refuses, and nothing is deleted.',
    inputs: { 'key-id': PRODUCTION_KEY, 'unused-for': '24h' },
    exitCode: 1,
  },
  {
    name: 'sweep-unused',
    about: 'The keys of previews that are not in use; if-in-use: keep skips the key that is.',
    inputs: { 'key-name': 'preview-pr-*', 'unused-for': '24h', 'if-in-use': 'keep' },
    exitCode: 0,
  },
  {
    name: 'rate-limit',
    about: 'Cloudflare asks to wait two seconds, and the step does.',
    inputs: { 'key-id': PREVIEW_KEY },
    exitCode: 0,
    prepare: (cloudflare: CloudflareDouble): void => {
      cloudflare.next('DELETE', rateLimit({ retryAfter: 2 }));
    },
  },
  {
    name: 'lost-response',
    about:
      'The key is deleted, but the response is lost: the retry gets "not found", which means probably deleted.',
    inputs: { 'key-id': PREVIEW_KEY },
    exitCode: 0,
    prepare: (cloudflare: CloudflareDouble): void => {
      cloudflare.next('DELETE', reset({ takesEffect: true }));
    },
  },
];
