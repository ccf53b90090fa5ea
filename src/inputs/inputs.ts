import { checkProxy, readBaseUrl } from './base-url.ts';
import { readKeys, readLines, readOlderThan, readUnusedFor } from './key-selectors.ts';
import type { KeySelectors } from './key-selectors.ts';
import { checkAccountId, checkGitHub, checkToken, quoteInput } from './credentials.ts';
import { InputError } from './input-error.ts';
import { misspeltInputs, readValue } from './definitions.ts';
import type { AddProblem, Environment, InputName, InputSource, InputValue } from './definitions.ts';
import type { NamePattern } from '../keys/name-pattern.ts';
import { pluralize } from '../lib/format.ts';

/** What the step was asked to do: every input and variable, checked. Times are in milliseconds. */
export type Inputs = {
  readonly accountId: string;
  readonly apiToken: string;
  /** Without a slash at the end. */
  readonly apiBaseUrl: string;
  readonly keys: KeySelectors;
  readonly expectedNames: readonly NamePattern[];
  /** 0 without an age limit. */
  readonly olderThanMs: number;
  /** 0 unless usage is asked for. */
  readonly unusedForMs: number;
  readonly ifInUse: 'error' | 'keep';
  readonly ifNotFound: 'error' | 'warn' | 'ignore';
  readonly ifAmbiguous: 'error' | 'delete-all';
  readonly maxKeys: number;
  readonly dryRun: boolean;
  readonly verify: boolean;
  readonly maxRetries: number;
  readonly timeoutMs: number;
  readonly githubToken: string;
};

/**
 * Reads the inputs and their variables, and finds every problem before it reports any.
 * @throws InputError with a sentence for each problem, which names the input and quotes the value, but never a secret
 */
export function readInputs(core: InputSource, env: Environment): Inputs {
  const problems: string[] = [];
  const report: AddProblem = (problem) => void problems.push(problem);
  const read = (name: InputName): InputValue => readValue(core, env, name);
  /** One of some words. */
  const word = <T extends string>(name: InputName, words: readonly [T, ...(readonly T[])]): T => {
    const { value: text, source: origin } = read(name);
    const found = words.find((each) => each === text);
    if (found === undefined) report(`${origin} must be ${words.join(' or ')}; got ${quoteInput(text)}.`);
    return found ?? words[0];
  };
  const wholeNumber = (name: InputName, least: number, most: number): number => {
    const { value: text, source: origin } = read(name);
    const isOne = /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
    if (!isOne) report(`${origin} must be a whole number from ${least} to ${most}; got ${quoteInput(text)}.`);
    return isOne ? Number(text) : most;
  };

  for (const problem of misspeltInputs(env)) report(problem);
  const accountId = read('account-id');
  const apiToken = read('api-token');
  checkAccountId(accountId, apiToken.value, report);
  checkToken(apiToken, env, report);
  const keys = readKeys(read('key-id'), read('key-name'), core, report);
  const githubToken = read('github-token').value;
  if (keys.by === 'name' && keys.lines.some(({ kind }) => kind === 'template')) {
    checkGitHub(githubToken, env, report);
  }
  const expected = read('expected-name');
  // `*` alone means any name.
  const expectedNames = expected.value === '*' ? [] : readLines(expected, false, report);
  const olderThanMs = readOlderThan(read('older-than'), keys.by === 'id' && keys.ids.length > 0, report);
  const unusedForMs = readUnusedFor(read('unused-for'), report);
  const ifInUse = word('if-in-use', ['error', 'keep']);
  const ifNotFound = word('if-not-found', ['error', 'warn', 'ignore']);
  const ifAmbiguous = word('if-ambiguous', ['error', 'delete-all']);
  const maxKeys = wholeNumber('max-keys', 1, 1000);
  if (keys.by === 'id' && keys.ids.length > maxKeys) {
    report(
      `Input 'key-id' names ${pluralize(keys.ids.length, 'key')}, and 'max-keys' allows ${maxKeys}. ` +
        "Raise 'max-keys' (at most 1000) if all of them are to go.",
    );
  }
  const dryRun = word('dry-run', ['true', 'false']) === 'true';
  const verify = word('verify', ['true', 'false']) === 'true';
  const maxRetries = wholeNumber('max-retries', 0, 10);
  const timeoutMs = wholeNumber('timeout-seconds', 1, 3600) * 1000;
  const apiBaseUrl = readBaseUrl(read('api-base-url'), report);
  if (apiBaseUrl !== '') checkProxy(apiBaseUrl, env, report);

  if (problems.length > 0) throw new InputError(problems);
  return {
    accountId: accountId.value,
    apiToken: apiToken.value,
    apiBaseUrl,
    keys,
    expectedNames,
    olderThanMs,
    unusedForMs,
    ifInUse,
    ifNotFound,
    ifAmbiguous,
    maxKeys,
    dryRun,
    verify,
    maxRetries,
    timeoutMs,
    githubToken,
  };
}
