import type { CloudflareDouble } from '../../__tests__/support/cloudflare-double.ts';
import { rateLimit, reset } from '../../__tests__/support/faults.ts';
import { PRODUCTION_KEY } from './keys.ts';

export type Scenario = {
  readonly name: string;
  /** What there is to see, in a sentence. */
  readonly about: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly exitCode: 0 | 1;
  /** What goes wrong at Cloudflare. */
  readonly prepare?: (cloudflare: CloudflareDouble) => void;
};

const GONE = '0123456789abcdef0123456789abcdef';

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'by-id',
    about: 'One key, by its ID: one request.',
    inputs: { 'key-id': PRODUCTION_KEY },
    exitCode: 0,
  },
  {
    name: 'not-found',
    about: 'A key that does not exist fails the step, unless if-not-found says otherwise.',
    inputs: { 'key-id': GONE },
    exitCode: 1,
  },
  {
    name: 'dry-run',
    about: 'What a pattern would delete; nothing is deleted.',
    inputs: { 'key-name': 'preview-pr-*', 'older-than': '7d', 'dry-run': 'true' },
    exitCode: 0,
  },
  {
    name: 'guard',
    about: 'An ID that turns out to belong to production: expected-name refuses, and nothing is deleted.',
    inputs: { 'key-id': PRODUCTION_KEY, 'expected-name': 'preview-*' },
    exitCode: 1,
  },
  {
    name: 'verify',
    about: 'The key is read back until Cloudflare says that it is gone.',
    inputs: { 'key-name': 'staging-realtime-app', verify: 'true' },
    exitCode: 0,
  },
  {
    name: 'ambiguous',
    about: 'Two keys bear the name: the step refuses rather than guess.',
    inputs: { 'key-name': 'load-test' },
    exitCode: 1,
  },
  {
    name: 'sweep',
    about: 'The keys of pull requests that are closed or merged; 43 is open, 44 is no pull request.',
    inputs: { 'key-name': 'preview-pr-{closed-pr}' },
    exitCode: 0,
  },
  {
    name: 'rate-limit',
    about: 'Cloudflare asks for two seconds of patience, and gets them.',
    inputs: { 'key-id': PRODUCTION_KEY },
    exitCode: 0,
    prepare: (cloudflare: CloudflareDouble): void => {
      cloudflare.next('DELETE', rateLimit({ retryAfter: 2 }));
    },
  },
  {
    name: 'lost-response',
    about:
      'The key is deleted, but the answer is lost: the second try is told "not found", and that means deleted.',
    inputs: { 'key-id': PRODUCTION_KEY },
    exitCode: 0,
    prepare: (cloudflare: CloudflareDouble): void => {
      cloudflare.next('DELETE', reset({ takesEffect: true }));
    },
  },
];
