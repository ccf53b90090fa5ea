import { bypassesProxy } from '../http/client.ts';
import { quoteInput } from './credentials.ts';
import { DEFAULTS } from './definitions.ts';
import type { AddProblem, Environment, InputValue } from './definitions.ts';

/** Reads the base URL, without a slash at the end. Empty, and reported, if it is none that may get the token. */
export function readBaseUrl({ value: text, source: origin }: InputValue, report: AddProblem): string {
  // Not quoted where it could hold a password.
  const got = (): string => (text.includes('@') ? 'its value is not shown' : `got ${quoteInput(text)}`);
  if (!URL.canParse(text)) {
    report(`${origin} must be a URL such as ${DEFAULTS['api-base-url']}; ${got()}.`);
    return '';
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    report(`${origin} must not hold a user name or a password; ${got()}.`);
  } else if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    report(
      `${origin} must begin with https://, or with http:// for localhost and 127.0.0.0/8 alone; ${got()}.`,
    );
  } else if (text.includes('?') || text.includes('#')) {
    report(`${origin} must not hold a "?" or a "#"; ${got()}.`);
  } else {
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  }
  return '';
}

/** 127.0.0.0/8 in the form that `URL` gives to any spelling of it, or `localhost`. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Finds a proxy that @actions/http-client could not read: it would connect without one. */
export function checkProxy(baseUrl: string, env: Environment, report: AddProblem): void {
  if (bypassesProxy(new URL(baseUrl))) return;
  const name = env['https_proxy'] ? 'https_proxy' : 'HTTPS_PROXY';
  const value = env[name] ?? '';
  if (value === '' || isProxyUrl(value)) return;
  report(
    `Environment variable ${name} must be the URL of a proxy, such as http://proxy.example:3128, with http:// or https:// in front; its value is not shown.`,
  );
}

function isProxyUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  try {
    decodeURIComponent(username + password);
  } catch {
    return false;
  }
  return protocol === 'http:' || protocol === 'https:';
}
