import type { Environment, InputValue } from './definitions.ts';
import type { BaseUrlFault } from './explanations.ts';
import type { AddProblem } from './problems.ts';

/** Reads the base URL, without a slash at the end. Empty, with a problem, if the token must not be sent to it. */
export function readBaseUrl({ value, source }: InputValue, addProblem: AddProblem): string {
  const fault = findFault(value);
  if (fault !== undefined) {
    addProblem((explanations) => explanations.explainBaseUrl({ value, source }, fault));
    return '';
  }
  const { origin, pathname } = new URL(value);
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

function findFault(value: string): BaseUrlFault | undefined {
  if (!URL.canParse(value)) return 'no-url';
  const { username, password, hostname, protocol } = new URL(value);
  if (username !== '' || password !== '') return 'password';
  if (isIpv6(hostname)) return 'ipv6';
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) return 'scheme';
  return value.includes('?') || value.includes('#') ? 'query' : undefined;
}

/** `localhost`, or 127.0.0.0/8, which `URL` writes in this form however it was spelled. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Whether the hostname of a `URL` is an IPv6 address, which @actions/http-client can't reach: it looks it up with its brackets. */
export function isIpv6(hostname: string): boolean {
  return hostname.startsWith('[');
}

/** Checks the proxy of a URL: @actions/http-client would connect without one that it can't read. */
export function checkProxy(
  url: URL,
  env: Environment,
  bypassesProxy: (url: URL) => boolean,
  addProblem: AddProblem,
): void {
  if (bypassesProxy(url)) return;
  const lower = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const name = env[lower] ? lower : lower.toUpperCase();
  const value = env[name] ?? '';
  if (value !== '' && !isProxyUrl(value)) {
    addProblem((explanations) => explanations.explainProxy(name));
  }
}

function isProxyUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, hostname } = new URL(value);
  try {
    decodeURIComponent(username + password);
  } catch {
    return false;
  }
  return (protocol === 'http:' || protocol === 'https:') && !isIpv6(hostname);
}
