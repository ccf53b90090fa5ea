import { messageOf } from '../lib/objects.ts';
import { truncate } from '../lib/sanitize.ts';
import { checkProxy, isIpv6 } from './base-url.ts';
import type { Environment, InputValue, Surroundings } from './definitions.ts';
import type { AddProblem } from './problems.ts';
import { findTokenFault } from './secret-forms.ts';

const NEEDS = "{closed-pr} in 'key-name' needs";

/**
 * Checks what a query to GitHub needs: the token, the repository, and the two things that @actions/github reads when it is
 * loaded, the URL of the API and the event file. The runner sets all but the token.
 */
export function checkGithub(
  { value, source }: InputValue,
  env: Environment,
  { readFile, bypassesProxy }: Surroundings,
  addProblem: AddProblem,
): void {
  const fault = findTokenFault(value);
  if (value === '') {
    addProblem(
      () =>
        `${source} is required for {closed-pr} in 'key-name', and is empty: leave it out to use the job's own token, or set one that can read pull requests.`,
    );
  } else if (fault !== undefined) {
    addProblem((explanations) => explanations.explainToken(source, fault));
  }
  if (!/^[^/\s]+\/[^/\s]+$/.test(env['GITHUB_REPOSITORY'] ?? '')) {
    addProblem(
      () =>
        `${NEEDS} the environment variable GITHUB_REPOSITORY (owner/name), which the runner sets; it is missing or has another form.`,
    );
  }
  checkApiUrl(env, bypassesProxy, addProblem);
  checkEventFile(env['GITHUB_EVENT_PATH'] ?? '', readFile, addProblem);
}

function checkApiUrl(
  env: Environment,
  bypassesProxy: Surroundings['bypassesProxy'],
  addProblem: AddProblem,
): void {
  // As in @actions/github, which also falls back to github.com.
  const set = env['GITHUB_API_URL'] ?? '';
  const value = set === '' ? 'https://api.github.com' : set;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || isIpv6(url.hostname)) {
    addProblem(
      ({ quoteUrl }) =>
        `${NEEDS} the environment variable GITHUB_API_URL to be an http or https URL with a host name, such as https://api.github.com, as the runner sets it; ${quoteUrl(value)}. Remove what sets it to something else.`,
    );
    return;
  }
  checkProxy(url, env, bypassesProxy, addProblem);
}

function checkEventFile(path: string, readFile: Surroundings['readFile'], addProblem: AddProblem): void {
  if (path === '') return;
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    // @actions/github ignores a file that doesn't exist.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    addProblem(() => explainEventFile(`it can't be read (${truncate(messageOf(error), 200)})`));
    return;
  }
  try {
    JSON.parse(text);
  } catch (error) {
    addProblem(() => explainEventFile(`it isn't valid JSON (${truncate(messageOf(error), 200)})`));
  }
}

function explainEventFile(reason: string): string {
  return `${NEEDS} the event file that GITHUB_EVENT_PATH names, and ${reason}. The runner writes it: check what changes the file or the variable before this step.`;
}
