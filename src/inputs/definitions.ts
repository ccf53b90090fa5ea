import { isKeyOf } from '../lib/objects.ts';
import { truncate } from '../lib/sanitize.ts';

/** What an input is when it is not given, as action.yml says too. */
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
const VARIABLES = {
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

/** The name of an input. */
export type InputName = (typeof INPUT_NAMES)[number];
/** The environment of the step. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What reading the inputs needs of @actions/core. */
export type InputSource = {
  readonly getInput: (name: string) => string;
  readonly setSecret: (secret: string) => void;
};

/** Takes a sentence about something that is wrong. */
export type AddProblem = (problem: string) => void;

/** A trimmed value and where it came from, as a message names it. */
export type InputValue = { readonly value: string; readonly source: string };

/** Reads an input, or else its variable, or else its default. All are trimmed, and empty counts as not given. */
export function readValue(core: InputSource, env: Environment, name: InputName): InputValue {
  const source = `Input '${name}'`;
  const text = core.getInput(name).trim();
  if (text !== '') return { value: text, source };
  const variable = isKeyOf(VARIABLES, name) ? VARIABLES[name] : undefined;
  const fallback = variable === undefined ? '' : (env[variable]?.trim() ?? '');
  if (fallback !== '') return { value: fallback, source: `Environment variable ${variable ?? ''}` };
  return { value: isKeyOf(DEFAULTS, name) ? DEFAULTS[name] : '', source };
}

/**
 * The runner hands over inputs that action.yml does not know, with a mere warning: `dry_run: true` would delete.
 * Finds those that differ from an input in their separators alone.
 */
export function misspeltInputs(env: Environment): readonly string[] {
  const plain = (name: string): string => name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  return Object.keys(env).flatMap((variable) => {
    if (!variable.startsWith('INPUT_') || !env[variable]?.trim()) return [];
    const name = variable.slice('INPUT_'.length).toLowerCase();
    if (INPUT_NAMES.some((known) => known === name)) return [];
    const meant = INPUT_NAMES.find((known) => plain(known) === plain(name));
    return meant === undefined ? [] : [`Input '${truncate(name, 40)}' does not exist: write '${meant}'.`];
  });
}
