import type { NamePattern } from '../keys/name-pattern.ts';
import type { IfNotFound } from '../keys/outcome.ts';
import { checkProxy, readBaseUrl } from './base-url.ts';
import { checkCredentials } from './credentials.ts';
import { emptySafetyInputs, readValue, unknownInputs } from './definitions.ts';
import type { Environment, InputName, InputSource, InputValue, Surroundings } from './definitions.ts';
import { InputError } from './input-error.ts';
import { readExpectedNames, readKeys, readOlderThan, readUnusedFor } from './key-selectors.ts';
import type { KeySelectors } from './key-selectors.ts';
import type { AddProblem, Explain } from './problems.ts';

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
  /** 0 if usage isn't checked. */
  readonly unusedForMs: number;
  readonly ifInUse: 'error' | 'keep';
  readonly ifNotFound: IfNotFound;
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
export async function readInputs(
  core: InputSource,
  env: Environment,
  { readFile, bypassesProxy }: Surroundings,
): Promise<Inputs> {
  const problems: Explain[] = [];
  function addProblem(explain: Explain): void {
    problems.push(explain);
  }
  function read(name: InputName): InputValue {
    return readValue(core, env, name);
  }

  const unknown = unknownInputs(env);
  if (unknown.length > 0) addProblem((explanations) => explanations.explainMisspellings(unknown));
  for (const name of emptySafetyInputs(env)) {
    addProblem((explanations) => explanations.explainEmptySafetyInput(name));
  }
  const accountId = read('account-id');
  const apiToken = read('api-token');
  checkCredentials(accountId, apiToken, { env, readFile }, addProblem);
  const keys = await readKeys(read('key-id'), read('key-name'), addProblem);
  const githubToken = read('github-token');
  if (keys.by === 'name' && keys.lines.some(({ kind }) => kind === 'template')) {
    const { checkGithub } = await import('./github-access.ts');
    checkGithub(githubToken, env, { readFile, bypassesProxy }, addProblem);
  }
  const expectedNames = await readExpectedNames(read('expected-name'), addProblem);
  const withIds = keys.by === 'id' && keys.ids.length > 0;
  const olderThanMs = readOlderThan(read('older-than'), withIds, addProblem);
  const unusedFor = read('unused-for');
  const unusedForMs = readUnusedFor(unusedFor, addProblem);
  const ifInUse = readChoice(read('if-in-use'), ['error', 'keep'], addProblem);
  if (ifInUse === 'keep' && /^0+[mhdw]$/.test(unusedFor.value)) {
    addProblem((explanations) => explanations.explainKeepWithoutTime());
  }
  const ifNotFound = readChoice(read('if-not-found'), ['error', 'warn', 'ignore'], addProblem);
  const ifAmbiguous = readChoice(read('if-ambiguous'), ['error', 'delete-all'], addProblem);
  const maxKeys = readInteger(read('max-keys'), 1, 1000, addProblem);
  // Keys in use that are kept don't count, and which those are is only known later.
  const mayKeep = unusedForMs > 0 && ifInUse === 'keep';
  if (keys.by === 'id' && keys.ids.length > maxKeys && !mayKeep) {
    const { length } = keys.ids;
    addProblem((explanations) => explanations.explainTooManyIds(length, maxKeys));
  }
  const dryRun = readChoice(read('dry-run'), ['true', 'false'], addProblem) === 'true';
  const verify = readChoice(read('verify'), ['true', 'false'], addProblem) === 'true';
  const maxRetries = readInteger(read('max-retries'), 0, 10, addProblem);
  const timeoutMs = readInteger(read('timeout-seconds'), 1, 3600, addProblem) * 1000;
  const apiBaseUrl = readBaseUrl(read('api-base-url'), addProblem);
  if (apiBaseUrl !== '') checkProxy(new URL(apiBaseUrl), env, bypassesProxy, addProblem);

  if (problems.length > 0) {
    const explanations = await import('./explanations.ts');
    // Each once: two URLs can have the same proxy.
    const sentences = new Set(problems.flatMap((explain) => explain(explanations)));
    // Inputs that don't exist may be none of ours.
    if (sentences.size > 0) throw new InputError([...sentences]);
  }
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
    githubToken: githubToken.value,
  };
}

/** Reads one of `choices`. For any other value it adds a problem and returns the first. */
function readChoice<T extends string>(
  input: InputValue,
  choices: readonly [T, ...(readonly T[])],
  addProblem: AddProblem,
): T {
  const choice = choices.find((each) => each === input.value);
  if (choice === undefined) addProblem((explanations) => explanations.explainChoice(input, choices));
  return choice ?? choices[0];
}

/** Reads a whole number from `min` to `max`. For any other value it adds a problem and returns `max`. */
function readInteger(input: InputValue, min: number, max: number, addProblem: AddProblem): number {
  const { value } = input;
  if (/^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
  addProblem((explanations) => explanations.explainInteger(input, min, max));
  return max;
}
