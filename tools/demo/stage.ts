import {
  type CloudflareDouble,
  startCloudflare,
  type TurnKey,
} from '../../__tests__/support/cloudflare-double.ts';
import { startGithub } from '../../__tests__/support/github-double.ts';
import type { WireRequest } from '../../__tests__/support/loopback.ts';
import { type Run, runAction } from '../../__tests__/support/runner.ts';
import { selectorsOf } from '../lib/interface.ts';
import { readProjectInterface } from '../lib/project.ts';
import { KEYS, PREVIEW_KEY, PULL_REQUESTS, USAGE } from './keys.ts';

/** A run of the action, and its doubles. */
export type Performance = {
  readonly inputs: Readonly<Record<string, string>>;
  readonly run: Run;
  /** The requests to the doubles, and the keys that are left; `undefined` on the real API. */
  readonly doubles:
    { readonly requests: readonly WireRequest[]; readonly keys: readonly TurnKey[] } | undefined;
};

/** Runs the action on doubles of Cloudflare and GitHub. The default key is that of a preview. */
export async function performOnDoubles(
  given: Readonly<Record<string, string>>,
  actionFolder: string,
  prepare?: (cloudflare: CloudflareDouble) => void,
): Promise<Performance> {
  const selectors = selectorsOf(readProjectInterface());
  const cloudflare = await startCloudflare({ keys: KEYS, analytics: { usage: USAGE } });
  const github = await startGithub({ pullRequests: PULL_REQUESTS });
  try {
    prepare?.(cloudflare);
    const inputs = {
      'account-id': cloudflare.account,
      'api-token': cloudflare.token,
      ...(selectors.some((name) => name in given) ? {} : { 'key-id': PREVIEW_KEY }),
      ...given,
      'api-base-url': cloudflare.baseUrl,
    };
    const run = await runAction({ inputs, env: github.env, actionFolder });
    const requests = [...cloudflare.requests, ...github.requests].sort((one, other) => one.at - other.at);
    return { inputs, run, doubles: { requests, keys: [...cloudflare.keys.values()] } };
  } finally {
    await Promise.all([cloudflare.close(), github.close()]);
  }
}

/** Runs the action on the API at `api-base-url`, with the variables of the caller's environment. */
export async function performOnApi(
  inputs: Readonly<Record<string, string>>,
  actionFolder: string,
): Promise<Performance> {
  const passed = Object.entries(process.env).filter(([name]) =>
    /^(CLOUDFLARE_\w+|GITHUB_(REPOSITORY|API_URL|GRAPHQL_URL|SERVER_URL)|NODE_EXTRA_CA_CERTS|(HTTPS?|NO)_PROXY)$/i.test(
      name,
    ),
  );
  const env = {
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    ...Object.fromEntries(passed),
  };
  // The default token of a test run is invalid on the real GitHub.
  const run = await runAction({ inputs, env, actionFolder, githubToken: process.env['GITHUB_TOKEN'] ?? '' });
  return { inputs, run, doubles: undefined };
}
