import { id } from '../../__tests__/support/keys.ts';
import { ACCOUNT, API_TOKEN, GITHUB_TOKEN } from './world.ts';
import type { Source, World } from './world.ts';

type Environment = Readonly<Record<string, string>>;

/** The variables that inputs fall back to. */
const VARIABLES = {
  'account-id': 'CLOUDFLARE_ACCOUNT_ID',
  'api-token': 'CLOUDFLARE_API_TOKEN',
  'api-base-url': 'CLOUDFLARE_API_BASE_URL',
} as const;

/** What those variables hold where they don't count. */
const OTHERS = {
  'account-id': 'b'.repeat(32),
  'api-token': 'cfut_anOtherT0kenOfTheJob_0123456789abcdefgh',
  'api-base-url': 'https://example.org/client/v4',
} as const;

/** The defaults of inputs for which an empty one means the same. */
const OPTIONAL = {
  'if-in-use': 'error',
  'if-not-found': 'error',
  'if-ambiguous': 'error',
  'max-keys': '100',
  verify: 'false',
  'max-retries': '5',
  'timeout-seconds': '300',
} as const;

const names = new Map<string, string>();

/** The variable in which the runner hands over an input, or the variable of this name. There are few. */
export function nameVariable(name: string): string {
  let variable = names.get(name);
  if (variable === undefined) {
    variable = name.startsWith('CLOUDFLARE_') ? name : `INPUT_${name.toUpperCase()}`;
    names.set(name, variable);
  }
  return variable;
}

/** Writes every input of action.yml as the runner hands it over, its default included, and the variables beside them. */
export function writeInputs({ select, settings, sources, isUntidy, mistake }: World): Environment {
  const env: Record<string, string> = {};
  const write = (name: string, value: string): void => {
    env[nameVariable(name)] = value;
  };
  const writeFrom = (source: Source | 'default', input: keyof typeof VARIABLES, value: string): void => {
    write(input, source === 'input' || source === 'both' ? value : '');
    if (source === 'variable') write(VARIABLES[input], value);
    if (source === 'both') write(VARIABLES[input], OTHERS[input]);
  };
  writeFrom(sources.account, 'account-id', ACCOUNT);
  writeFrom(sources.token, 'api-token', API_TOKEN);
  writeFrom(sources.baseUrl, 'api-base-url', `${sources.otherBaseUrl}/`);
  write(
    'key-id',
    select.by === 'id' ? select.positions.map((position) => id(position + 1)).join(select.separator) : '',
  );
  write('key-name', select.by === 'name' ? select.lines.join('\n') : '');
  write('expected-name', settings.expectedName);
  // With IDs, anything else is a mistake.
  write('older-than', select.by === 'id' ? '0m' : settings.olderThan);
  write('unused-for', settings.unusedFor);
  // Without a time, it would protect nothing, which is refused.
  write('if-in-use', settings.unusedFor === '0m' ? 'error' : settings.ifInUse);
  write('if-not-found', settings.ifNotFound);
  write('if-ambiguous', settings.ifAmbiguous);
  write('max-keys', String(settings.maxKeys));
  write('dry-run', String(settings.dryRun));
  write('verify', String(settings.verify));
  write('max-retries', String(settings.maxRetries));
  write('timeout-seconds', String(settings.timeoutSeconds));
  write('github-token', GITHUB_TOKEN);

  if (isUntidy) {
    for (const [name, value] of Object.entries(OPTIONAL)) {
      if (env[nameVariable(name)] === value) write(name, '');
    }
    for (const [variable, value] of Object.entries(env)) if (value !== '') env[variable] = ` ${value}\n`;
    write('note', 'about this step');
  }
  if (mistake !== undefined) {
    // A wrong value in one place counts only if there is none in the other.
    for (const [input, variable] of Object.entries(VARIABLES)) {
      if (!(input in mistake.inputs) && !(variable in mistake.inputs)) continue;
      write(input, '');
      write(variable, '');
    }
    for (const [input, value] of Object.entries(mistake.inputs)) write(input, value);
  }
  return env;
}

/** What each input says, in the input itself or else in its variable; empty if neither is set. */
export function readInputs(env: Environment): Readonly<Record<string, string>> {
  const inputs: Record<string, string> = {};
  for (const [variable, value] of Object.entries(env)) {
    if (variable.startsWith('INPUT_')) inputs[variable.slice('INPUT_'.length).toLowerCase()] = value.trim();
  }
  for (const [input, variable] of Object.entries(VARIABLES)) inputs[input] ||= env[variable]?.trim() ?? '';
  return inputs;
}
