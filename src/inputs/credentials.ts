import { readValue } from './definitions.ts';
import type { Environment, InputSource, InputValue, Surroundings } from './definitions.ts';
import type { AddProblem } from './problems.ts';
import {
  MAX_ID_LENGTH,
  findOtherSecret,
  findTokenFault,
  hasSecretForm,
  unwrapToken,
} from './secret-forms.ts';

/**
 * Masks the tokens, and what looks like a token in `key-id`, before anything else is printed.
 * Returns them, and the parts of them that could be printed by themselves.
 */
export function maskSecrets(core: InputSource, env: Environment): readonly string[] {
  const ids = readValue(core, env, 'key-id').value;
  const secrets = new Set([
    ...secretsIn(readValue(core, env, 'api-token').value),
    ...secretsIn(readValue(core, env, 'github-token').value),
    ...splitIds(ids).filter((id) => id.length > MAX_ID_LENGTH),
  ]);
  secrets.delete('');
  for (const secret of secrets) core.setSecret(secret);
  return [...secrets];
}

/** The token, and the parts of it that could be printed separately: without quotes and "Bearer", and its pieces. */
function secretsIn(token: string): readonly string[] {
  const bare = unwrapToken(token);
  return [token, bare, ...bare.split(/\s/).filter((piece) => piece.length >= 8)];
}

/** The IDs in `key-id`, each once. */
export function splitIds(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,]/).filter(Boolean))];
}

/** Checks that the account ID and the API token are set and have the right form. */
export function checkCredentials(
  accountId: InputValue,
  apiToken: InputValue,
  context: { readonly env: Environment; readonly readFile: Surroundings['readFile'] },
  addProblem: AddProblem,
): void {
  if (accountId.value !== '') checkAccountId(accountId, apiToken.value, addProblem);
  const missing = [
    ...(accountId.value === '' ? (['account-id'] as const) : []),
    ...(apiToken.value === '' ? (['api-token'] as const) : []),
  ];
  if (missing.length > 0) {
    addProblem((explanations) => explanations.explainMissingCredentials(missing, context));
  }
  if (apiToken.value !== '') checkApiToken(apiToken, addProblem);
}

function checkAccountId({ value, source }: InputValue, token: string, addProblem: AddProblem): void {
  if (/^[A-Za-z0-9_-]{1,32}$/.test(value) && value !== token) return;
  const isSecret = value === token || hasSecretForm(value);
  addProblem((explanations) => explanations.explainAccountId({ value, source }, isSecret));
}

function checkApiToken({ value, source }: InputValue, addProblem: AddProblem): void {
  const fault = findTokenFault(value) ?? findOtherSecret(value);
  if (fault !== undefined) addProblem((explanations) => explanations.explainToken(source, fault));
}
