import { readFileSync } from 'node:fs';
import { isRecord } from '../lib/objects.ts';
import { readValue } from './definitions.ts';
import type { AddProblem, Environment, InputSource, InputValue } from './definitions.ts';
import { quote } from '../lib/sanitize.ts';

/** Has the runner mask the tokens, before anything else is printed. Returns them, and the parts of them that could be printed alone. */
export function maskSecrets(core: InputSource, env: Environment): readonly string[] {
  const secrets = [
    ...secretsIn(readValue(core, env, 'api-token').value),
    core.getInput('github-token'),
  ].filter(Boolean);
  for (const secret of secrets) core.setSecret(secret);
  return secrets;
}

/** The token, and whatever of it could be printed apart from the rest: without quotes and "Bearer", and its pieces. */
function secretsIn(token: string): readonly string[] {
  const bare = unwrapToken(token);
  return [...new Set([token, bare, ...bare.split(/\s/).filter((piece) => piece.length >= 8)])];
}

function unwrapToken(token: string): string {
  return token
    .replace(/^(authorization:)?\s*bearer\s+/i, '')
    .replace(/^(["'`])(.*)\1$/s, '$2')
    .replace(/^bearer\s/i, '')
    .trim();
}

/** Finds what is wrong with the account ID; `token` is what must not be shown. */
export function checkAccountId(
  { value: text, source: origin }: InputValue,
  token: string,
  report: AddProblem,
): void {
  const hint =
    "The account ID is the 32 hexadecimal digits in the dashboard's address, behind dash.cloudflare.com/.";
  if (text === '') {
    report(`Input 'account-id' is needed, or the environment variable CLOUDFLARE_ACCOUNT_ID. ${hint}`);
  } else if (looksSecret(text, token)) {
    report(`${origin} holds a secret, not an account ID (its value is not shown). ${hint}`);
  } else if (text.includes('@')) {
    report(`${origin} looks like an e-mail address; got ${quote(text)}. ${hint}`);
  } else if (/^[\w-]+(\.[\w-]+)+$/.test(text)) {
    report(`${origin} looks like a domain; got ${quote(text)}. ${hint}`);
  } else if (!/^[A-Za-z0-9_-]{1,32}$/.test(text)) {
    report(`${origin} must be 1 to 32 letters, digits, "-" or "_"; got ${quote(text)}. ${hint}`);
  }
}

/** Whether a value in the wrong place is the token, or has the form of one, so that it must not be quoted. */
function looksSecret(text: string, token: string): boolean {
  return text === token || hasSecretForm(text);
}

function hasSecretForm(text: string): boolean {
  return /[A-Za-z0-9_-]{37,}/.test(text);
}

/** Quotes the value of an input that takes none of this form, or says that it looks like a secret, which is not shown. */
export function quoteInput(text: string): string {
  return hasSecretForm(text) ? 'a value that looks like a secret and is not shown' : quote(text);
}

/** Finds what is wrong with the API token, without ever showing it. */
export function checkToken(
  { value: text, source: origin }: InputValue,
  env: Environment,
  report: AddProblem,
): void {
  const problem = (what: string): void => {
    report(`${origin} ${what} Its value is not shown.`);
  };
  if (text === '') {
    report(
      `Input 'api-token' is needed, or the environment variable CLOUDFLARE_API_TOKEN; it is empty. ${explainMissingSecret(env)}`,
    );
  } else if (/^(authorization:\s*)?bearer\b/i.test(text)) {
    problem('must be the token alone, without "Bearer" in front.');
  } else if (/^["'`]|["'`]$/.test(text)) {
    problem('must be the token alone, without quotes around it.');
  } else if (/\s/.test(text)) {
    problem('has white space or a line break inside: it must be one token, on one line.');
  } else if (/[^\x21-\x7e]/.test(text)) {
    problem('has a character outside printable ASCII: copy the token again.');
  } else if (text.startsWith('cfk_') || /^[0-9a-f]{37,45}$/.test(text)) {
    problem(
      'has the form of a Global API Key, which is no API token: create a token with the permission Account › Cloudflare Calls › Edit.',
    );
  }
}

/**
 * Says why a secret can be empty in this run, as far as its event tells. Whose run it is depends on who set it off, not on
 * whose pull request it is about: a person who closes Dependabot's pull request has the secrets.
 */
function explainMissingSecret(env: Environment): string {
  if (env['GITHUB_ACTOR'] === 'dependabot[bot]') {
    return "This run is Dependabot's, which gets no Actions secrets: add the secret to the repository's Dependabot secrets, or skip the step for Dependabot.";
  }
  const { pull_request: pull } = env['GITHUB_EVENT_NAME'] === 'pull_request_target' ? {} : readEvent(env);
  const head = isRecord(pull) ? pull['head'] : undefined;
  // The repository is null when the fork is gone.
  const repository = isRecord(head) && isRecord(head['repo']) ? head['repo']['full_name'] : undefined;
  if (isRecord(head) && repository !== env['GITHUB_REPOSITORY']) {
    return "This run comes from a fork, and GitHub gives it no secrets: skip the step for forks, or delete the key from a workflow that runs on the repository's own behalf.";
  }
  return 'Check that the secret exists and is spelt the same, and that a reusable workflow is called with it.';
}

function readEvent(env: Environment): Readonly<Record<string, unknown>> {
  try {
    const event: unknown = JSON.parse(readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'));
    return isRecord(event) ? event : {};
  } catch {
    return {};
  }
}

/** Finds what is missing to ask GitHub about pull requests. */
export function checkGitHub(token: string, env: Environment, report: AddProblem): void {
  if (token === '') {
    report(
      "Input 'github-token' is needed for {closed-pr} in 'key-name', and is empty: leave it out to use the job's own token, or give one that can read pull requests.",
    );
  }
  if (!/^[^/\s]+\/[^/\s]+$/.test(env['GITHUB_REPOSITORY'] ?? '')) {
    report(
      "{closed-pr} in 'key-name' needs the environment variable GITHUB_REPOSITORY (owner/name), which the runner sets; it is missing.",
    );
  }
}
