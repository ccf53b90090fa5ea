import type { CloudflareDouble } from './cloudflare-double.ts';

/** Asks a double for its TURN keys, with its own token, as the tests of the double itself do. */
export async function askKeys(
  { baseUrl, account, token }: CloudflareDouble,
  method = 'GET',
  path = '',
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: unknown }> {
  const response = await fetch(`${baseUrl}/accounts/${account}/calls/turn_keys${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

/** Asks a double for analytics. */
export async function askAnalytics(
  { baseUrl, token }: CloudflareDouble,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: unknown }> {
  const response = await fetch(`${baseUrl}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
}

/** A query for the traffic of these keys, in the form that public programs use. */
export function trafficQuery(
  account: string,
  keys: readonly string[],
  since: string,
  until: string,
): { readonly query: string; readonly variables: Readonly<Record<string, string>> } {
  const groups = keys.map(
    (key, index) =>
      `k${index}: callsTurnUsageAdaptiveGroups(limit: 1, filter: { keyId: "${key}", datetimeMinute_geq: $since, datetimeMinute_lt: $until }) { sum { egressBytes ingressBytes } }`,
  );
  return {
    query: `query ($account: string!, $since: Time!, $until: Time!) {
      viewer { accounts(filter: { accountTag: $account }) { ${groups.join('\n')} } }
    }`,
    variables: { account, since, until },
  };
}

/** The value of JSON; anything else as text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
