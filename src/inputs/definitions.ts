import { isKeyOf } from '../lib/objects.ts';

/** The value of an input that isn't set, the same as in action.yml. */
export const DEFAULTS = {
  'expected-name': '*',
  'older-than': '0m',
  'unused-for': '0m',
  'if-in-use': 'error',
  'if-not-found': 'error',
  'if-ambiguous': 'error',
  'max-keys': '100',
  'dry-run': 'false',
  verify: 'false',
  'max-retries': '5',
  'timeout-seconds': '300',
  'api-base-url': 'https://api.cloudflare.com/client/v4',
} as const;

/** The variable that an input falls back to. */
export const VARIABLES = {
  'account-id': 'CLOUDFLARE_ACCOUNT_ID',
  'api-token': 'CLOUDFLARE_API_TOKEN',
  'api-base-url': 'CLOUDFLARE_API_BASE_URL',
} as const;

/** Every input of action.yml. */
export const INPUT_NAMES = [
  'account-id',
  'api-token',
  'key-id',
  'key-name',
  'expected-name',
  'older-than',
  'unused-for',
  'if-in-use',
  'if-not-found',
  'if-ambiguous',
  'max-keys',
  'dry-run',
  'verify',
  'max-retries',
  'timeout-seconds',
  'api-base-url',
  'github-token',
] as const;

/** The inputs whose defaults switch a safety off: an empty one must not be treated as its default. */
const SAFETY_INPUTS = ['expected-name', 'older-than', 'unused-for', 'dry-run'] as const;

/** The name of an input. */
export type InputName = (typeof INPUT_NAMES)[number];
/** The name of an input that can't be empty. */
export type SafetyInput = (typeof SAFETY_INPUTS)[number];
/** The environment of the step. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The part of @actions/core that reading the inputs uses. */
export type InputSource = {
  readonly getInput: (name: string) => string;
  readonly setSecret: (secret: string) => void;
};

/** What reading the inputs uses of the step's surroundings. */
export type Surroundings = {
  /** The text of a file. Throws as `readFileSync` does. */
  readonly readFile: (path: string) => string;
  /** Whether requests to this URL are never sent through a proxy. */
  readonly bypassesProxy: (url: URL) => boolean;
};

/** A trimmed value and where it came from, as a message names it. */
export type InputValue = { readonly value: string; readonly source: string };

/** Reads an input, or else its variable, or else its default. All are trimmed, and an empty one is treated as unset. */
export function readValue(core: InputSource, env: Environment, name: InputName): InputValue {
  const source = `Input '${name}'`;
  const value = core.getInput(name).trim();
  if (value !== '') return { value, source };
  const variable = isKeyOf(VARIABLES, name) ? VARIABLES[name] : undefined;
  const fallback = variable === undefined ? '' : (env[variable]?.trim() ?? '');
  if (fallback !== '') return { value: fallback, source: `Environment variable ${variable ?? ''}` };
  return { value: isKeyOf(DEFAULTS, name) ? DEFAULTS[name] : '', source };
}

// https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#inputs
const PREFIX = 'INPUT_';

/**
 * The safety inputs that are set and empty. The runner sets one that the workflow leaves out to the default of action.yml,
 * so an empty one was set to an empty value, or to an expression that has none.
 */
export function emptySafetyInputs(env: Environment): readonly SafetyInput[] {
  return SAFETY_INPUTS.filter((name) => env[`${PREFIX}${name.toUpperCase()}`]?.trim() === '');
}

/** The names of inputs that action.yml doesn't have, in lower case: the runner passes them on, and only warns. */
export function unknownInputs(env: Environment): readonly string[] {
  return Object.keys(env)
    .filter((variable) => variable.startsWith(PREFIX))
    .map((variable) => variable.slice(PREFIX.length).toLowerCase())
    .filter((name) => !INPUT_NAMES.some((known) => known === name));
}
