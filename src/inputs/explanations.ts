/** The sentences about wrong inputs: what is wrong with which input, its value unless it can be a secret, and the remedy. */
import { formatNumber, pluralize } from '../lib/format.ts';
import { isRecord } from '../lib/objects.ts';
import { quote, truncate } from '../lib/sanitize.ts';
import { DEFAULTS, VARIABLES } from './definitions.ts';
import type { Environment, InputValue, SafetyInput, Surroundings } from './definitions.ts';
import { MAX_ID_LENGTH, hasSecretForm } from './secret-forms.ts';
import type { OtherSecret, TokenFault } from './secret-forms.ts';
import { findNearMiss } from './spelling.ts';

const PERMISSION = 'Account › Cloudflare Calls › Edit ("Calls Write")';

const ACCOUNT_ID_HINT =
  "The account ID is the 32 hexadecimal digits in the dashboard's URL, after dash.cloudflare.com/.";

/** Quotes the value of an input, or says that it looks like a secret, which is not shown. */
export function quoteInput(text: string): string {
  return hasSecretForm(text) ? 'a value that looks like a secret and is not shown' : quote(text);
}

/** Quotes a URL in a clause, unless it could contain a password. */
export function quoteUrl(value: string): string {
  return value.includes('@') ? 'its value is not shown' : `got ${quoteInput(value)}`;
}

/**
 * Inputs that don't exist and are close to one: `dry_run: true` would delete. An empty one is misspelled, too. Names that are
 * not close to an input are left to the runner's warning.
 */
export function explainMisspellings(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const meant = findNearMiss(name);
    if (meant === undefined) return [];
    return [
      `Input '${truncate(name, 40)}' doesn't exist; did you mean '${meant}'? Correct its name, or remove it.`,
    ];
  });
}

/** An empty input whose default would switch a safety off. */
export function explainEmptySafetyInput(name: SafetyInput): string {
  const fallback = name === 'dry-run' ? DEFAULTS[name] : `'${DEFAULTS[name]}'`;
  return (
    `Input '${name}' is empty. An expression that gives no value can be the cause, such as a misspelled ` +
    `input or a variable that isn't set. Correct it, leave the input out, or write its default: \`\${{ inputs.${name} || ${fallback} }}\`.`
  );
}

/** A value that isn't one of the allowed words. */
export function explainChoice({ value, source }: InputValue, choices: readonly string[]): string {
  return `${source} must be ${choices.join(' or ')}; got ${quoteInput(value)}.`;
}

/** A value that isn't a whole number in the allowed range. */
export function explainInteger({ value, source }: InputValue, min: number, max: number): string {
  return `${source} must be a whole number from ${min} to ${max}; got ${quoteInput(value)}.`;
}

/** A value that isn't a time span, or is longer than `longest`. */
export function explainSpan({ value, source }: InputValue, longest?: string): string {
  const limit = longest === undefined ? '' : `, and at most ${longest}`;
  return `${source} must be a whole number followed by m, h, d or w, such as 12h or 7d${limit}; got ${quoteInput(value)}.`;
}

/** An `older-than` with `key-id`. */
export function explainAgeOfIds({ value, source }: InputValue): string {
  return `${source} can only be used with 'key-name': 'key-id' selects keys whatever their age; got ${quoteInput(value)}. Leave it out, or set it to ${DEFAULTS['older-than']}.`;
}

/** A value that isn't an account ID. */
export function explainAccountId({ value, source }: InputValue, isSecret: boolean): string {
  if (isSecret) {
    return `${source} contains a secret, not an account ID (its value is not shown). ${ACCOUNT_ID_HINT}`;
  }
  const is = value.includes('@')
    ? 'looks like an e-mail address'
    : /^[\w-]+(\.[\w-]+)+$/.test(value)
      ? 'looks like a domain'
      : 'must be 1 to 32 letters, digits, "-" or "_"';
  return `${source} ${is}; got ${quote(value)}. ${ACCOUNT_ID_HINT}`;
}

const TOKEN_FAULTS = {
  bearer: 'must be only the token, without "Bearer" in front of it.',
  quotes: 'must be only the token, without quotes around it.',
  'white-space': 'contains white space or a line break: it must be one token, on one line.',
  'non-ascii': 'contains a character outside printable ASCII: copy the token again.',
  'global-api-key': `has the form of a Global API Key, which isn't an API token: create an API token with the permission ${PERMISSION}.`,
  'turn-key-token': `has the form of a TURN key API token (64 hexadecimal digits), which can't delete keys: create a Cloudflare API token with the permission ${PERMISSION}.`,
} as const satisfies Record<TokenFault | OtherSecret, string>;

/** A value that isn't a token, or is a secret of another kind. It is never shown. */
export function explainToken(source: string, fault: TokenFault | OtherSecret): string {
  return `${source} ${TOKEN_FAULTS[fault]} Its value is not shown.`;
}

/** The account ID, the API token or both are empty. */
export function explainMissingCredentials(
  missing: readonly ('account-id' | 'api-token')[],
  context: { readonly env: Environment; readonly readFile: Surroundings['readFile'] },
): string {
  const both = missing.length > 1;
  const inputs = `Input${both ? 's' : ''} ${missing.map((name) => `'${name}'`).join(' and ')}`;
  const variables = `environment variable${both ? 's' : ''} ${missing.map((name) => VARIABLES[name]).join(' and ')}`;
  const reason = explainMissingSecret(context.env, context.readFile);
  return [
    `${inputs} ${both ? 'are' : 'is'} required, or the ${variables}; ${both ? 'both are' : 'it is'} empty.`,
    reason ?? OTHER_REASONS,
    ...(reason === undefined && missing.includes('account-id') ? [ACCOUNT_ID_HINT] : []),
  ].join(' ');
}

const OTHER_REASONS =
  'If it comes from a secret or a variable, check its name, that the job names its `environment:` (if it belongs to one), ' +
  'and that a reusable workflow is called with its `secrets:`.';

/**
 * Says why secrets are empty in this run, if its event shows it. That depends on who started the run, not on whose pull
 * request it is about: a person who closes Dependabot's pull request has the secrets.
 *
 * Sources: https://docs.github.com/en/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions
 * and https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets
 */
function explainMissingSecret(env: Environment, readFile: Surroundings['readFile']): string | undefined {
  if (env['GITHUB_ACTOR'] === 'dependabot[bot]') {
    return "Dependabot started this run, and its runs get no Actions secrets: add the value to the repository's Dependabot secrets, or skip the step for Dependabot.";
  }
  const { pull_request: pullRequest, repository } = readEvent(env, readFile);
  const head = isRecord(pullRequest) ? pullRequest['head'] : undefined;
  // A run for pull_request_target is the target's own. The head's repository is null when the fork was deleted.
  if (isRecord(head) && env['GITHUB_EVENT_NAME'] !== 'pull_request_target') {
    const name = isRecord(head['repo']) ? head['repo']['full_name'] : undefined;
    if (name !== env['GITHUB_REPOSITORY']) {
      return "This run is for a pull request from a fork, and GitHub gives it no secrets: skip the step for forks, or delete the key in a workflow that doesn't run for the fork, such as a scheduled one.";
    }
  }
  if (isRecord(repository) && repository['fork'] === true) {
    return "This repository is a fork, and a fork doesn't get the secrets of the repository that it was forked from: skip the step in forks (`if: ${{ !github.event.repository.fork }}`), or add the secret to the fork.";
  }
  return undefined;
}

function readEvent(env: Environment, readFile: Surroundings['readFile']): Readonly<Record<string, unknown>> {
  try {
    const event: unknown = JSON.parse(readFile(env['GITHUB_EVENT_PATH'] ?? ''));
    return isRecord(event) ? event : {};
  } catch {
    return {};
  }
}

/** Both `key-id` and `key-name` are set, or neither. */
export function explainOneSelector(bothSet: boolean): string {
  return bothSet
    ? "Inputs 'key-id' and 'key-name' can't be used together; set only one."
    : "Input 'key-id' or 'key-name' is required, and both are empty. If the value is the output of a job, check that the job " +
        'ran and set it: GitHub empties job outputs that contain a secret, so store a key ID in a variable, not in a secret.';
}

const TURN_KEY_TOKEN_LENGTH = 64;

/** How many wrong IDs get a sentence each. */
const MAX_WRONG_IDS = 5;

/** A `key-id` with words that aren't key IDs, or without any. Anything longer than an ID can be a secret, and is not shown. */
export function explainKeyIds({ value, source }: InputValue, wrong: readonly string[]): readonly string[] {
  if (wrong.length === 0) return [`${source} contains no key ID; got ${quote(value)}.`];
  const long = wrong.filter((id) => id.length > MAX_ID_LENGTH);
  function hasTokenLength(id: string): boolean {
    return id.length === TURN_KEY_TOKEN_LENGTH;
  }
  const short = wrong.filter((id) => id.length <= MAX_ID_LENGTH);
  const shown = short
    .slice(0, MAX_WRONG_IDS)
    .map(
      (id) =>
        `${source} must hold key IDs of 32 letters, digits, "-" or "_"; got ${quote(id)} (${pluralize(id.length, 'character')}).`,
    );
  return [
    ...(long.some(hasTokenLength)
      ? [
          `${source} contains 64 characters, the length of a TURN key API token, not of a key ID (or of two IDs without a separator): use the \`uid\`, 32 characters. ` +
            'The value is masked and not shown. If it is a token and was committed to the repository, others can use it: replace the key.',
        ]
      : []),
    ...(long.every(hasTokenLength)
      ? []
      : [
          `${source} contains something longer than a key ID, possibly a token: a key ID is 32 characters. The value is masked and not shown.`,
        ]),
    ...shown,
    ...(short.length > MAX_WRONG_IDS
      ? [`${source} contains ${short.length - MAX_WRONG_IDS} more that aren't key IDs.`]
      : []),
  ];
}

/** More IDs than `max-keys` allows. */
export function explainTooManyIds(number: number, maxKeys: number): string {
  return (
    `Input 'key-id' contains ${pluralize(number, 'ID')}, and 'max-keys' allows ${formatNumber(maxKeys)}. ` +
    "If all of them are to be deleted, raise 'max-keys' (at most 1000)."
  );
}

/** `if-in-use: keep` without a time: usage would not be read, and nothing kept. */
export function explainKeepWithoutTime(): string {
  return "Input 'if-in-use' is keep, but 'unused-for' is not set, so no key would be checked for use: set 'unused-for', such as 24h, or remove 'if-in-use'.";
}

/** More lines than an input can have. */
export function explainTooManyLines(source: string, number: number, max: number): string {
  return `${source} has ${formatNumber(number)} lines, and can have at most ${formatNumber(max)}: use patterns, or several steps.`;
}

/** A line that can't be used; `problem` is a clause, such as `matches every name`. */
export function explainLine(source: string, line: string, problem: string): string {
  return `${source}: the line ${quote(line)} ${problem}, which isn't allowed.`;
}

const BASE_URL_FAULTS = {
  'no-url': `must be a URL such as ${DEFAULTS['api-base-url']}`,
  password: 'must not contain a user name or a password',
  ipv6: "must have a host name instead of an IPv6 address, which the HTTP client can't reach",
  scheme: 'must begin with https://, or with http:// only for localhost and 127.0.0.0/8',
  query: 'must not contain a "?" or a "#"',
} as const;

/** What keeps a text from being a base URL. */
export type BaseUrlFault = keyof typeof BASE_URL_FAULTS;

/** A value that isn't a URL, or one that the token must not be sent to. */
export function explainBaseUrl({ value, source }: InputValue, fault: BaseUrlFault): string {
  return `${source} ${BASE_URL_FAULTS[fault]}; ${quoteUrl(value)}.`;
}

/** A proxy that the HTTP client can't use. */
export function explainProxy(variable: string): string {
  return `Environment variable ${variable} must be the URL of a proxy, such as http://proxy.example:3128, with http:// or https:// in front and a host name or an IPv4 address; its value is not shown.`;
}
