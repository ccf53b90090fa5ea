import { describe, expect, test } from '@jest/globals';
import { checkProxy, readBaseUrl } from '../../../src/inputs/base-url.ts';
import { collect, problemsOf } from './problems.ts';

const read = (value: string): ReturnType<typeof collect<string>> =>
  collect((addProblem) => readBaseUrl({ value, source: "Input 'api-base-url'" }, addProblem));

describe('a base URL', () => {
  test.each([
    ['https://api.cloudflare.com/client/v4', 'https://api.cloudflare.com/client/v4'],
    ['https://api.cloudflare.com/client/v4///', 'https://api.cloudflare.com/client/v4'],
    ['https://api.cloudflare.com', 'https://api.cloudflare.com'],
    ['https://api.cloudflare.com/', 'https://api.cloudflare.com'],
    ['HTTPS://API.Cloudflare.COM:443/client//v4', 'https://api.cloudflare.com/client//v4'],
    ['https://localhost', 'https://localhost'],
    ['https://192.0.2.1:8443/x', 'https://192.0.2.1:8443/x'],
    ['http://localhost:8080/client/v4', 'http://localhost:8080/client/v4'],
    ['http://127.0.0.1:1', 'http://127.0.0.1:1'],
    ['http://127.255.255.255', 'http://127.255.255.255'],
    ['http://127.1/x', 'http://127.0.0.1/x'],
    ['http://0x7f000001/x', 'http://127.0.0.1/x'],
    ['https://api.cloudflare.com/a/../b', 'https://api.cloudflare.com/b'],
  ])('can be %s', (value, expected) => {
    expect(read(value)).toEqual({ result: expected, problems: [] });
  });

  const scheme = 'must begin with https://, or with http:// only for localhost and 127.0.0.0/8';
  const query = 'must not contain a "?" or a "#"';
  const shape = 'must be a URL such as https://api.cloudflare.com/client/v4';
  const ipv6 = "must have a host name instead of an IPv6 address, which the HTTP client can't reach";
  const password = 'must not contain a user name or a password; its value is not shown.';

  test.each([
    ['', `${shape}; got "".`],
    ['api.cloudflare.com', `${shape}; got "api.cloudflare.com".`],
    ['https://', `${shape}; got "https://".`],
    ['https://[::1', `${shape}; got "https://[::1".`],
    ['://user@host', `${shape}; its value is not shown.`],
    [
      'cfut_Zq3yT8mWn5Kx2Vb7Rj4Lc9Ps6Dh1Fg0Ae8',
      `${shape}; got a value that looks like a secret and is not shown.`,
    ],
    ['http://api.cloudflare.com', `${scheme}; got "http://api.cloudflare.com".`],
    ['http://localhost.example', `${scheme}; got "http://localhost.example".`],
    ['http://xlocalhost', `${scheme}; got "http://xlocalhost".`],
    ['http://128.0.0.1', `${scheme}; got "http://128.0.0.1".`],
    ['http://1127.0.0.1.example', `${scheme}; got "http://1127.0.0.1.example".`],
    ['http://127.0.0.1.example', `${scheme}; got "http://127.0.0.1.example".`],
    ['http://0.0.0.0', `${scheme}; got "http://0.0.0.0".`],
    ['ftp://localhost/x', `${scheme}; got "ftp://localhost/x".`],
    ['file:///etc/passwd', `${scheme}; got "file:///etc/passwd".`],
    ['https://[::1]:8443/client/v4', `${ipv6}; got "https://[::1]:8443/client/v4".`],
    ['https://[2001:db8::1]/x', `${ipv6}; got "https://[2001:db8::1]/x".`],
    ['http://[::ffff:127.0.0.1]', `${ipv6}; got "http://[::ffff:127.0.0.1]".`],
    ['https://user@host', password],
    ['https://user:password@host', password],
    ['https://user:password@[::1]', password],
    ['https://:password@host', password],
    ['http://user@localhost', password],
    ['https://host/?', `${query}; got "https://host/?".`],
    ['https://host/?x=1', `${query}; got "https://host/?x=1".`],
    ['https://host/#', `${query}; got "https://host/#".`],
    ['https://host/#x', `${query}; got "https://host/#x".`],
    ['https://host/x@y?', `${query}; its value is not shown.`],
  ])('cannot be %j', (value, problem) => {
    expect(read(value)).toEqual({ result: '', problems: [`Input 'api-base-url' ${problem}`] });
  });
});

describe('a proxy', () => {
  const check = (
    env: Readonly<Record<string, string>>,
    url = 'https://api.cloudflare.com',
    bypassesProxy = (): boolean => false,
  ): readonly string[] =>
    problemsOf((addProblem) => {
      checkProxy(new URL(url), env, bypassesProxy, addProblem);
    });
  const wrong = (name: string): string =>
    `Environment variable ${name} must be the URL of a proxy, such as http://proxy.example:3128, with http:// or https:// in front and a host name or an IPv4 address; its value is not shown.`;

  test.each([
    '',
    'http://proxy.example:3128',
    'https://proxy.example',
    'http://192.0.2.1:3128/',
    'http://user:pass%20word@proxy.example:3128',
  ])('can be %j', (value) => {
    expect(check({ HTTPS_PROXY: value })).toEqual([]);
    expect(check({ https_proxy: value })).toEqual([]);
  });

  test.each([
    'proxy.example:3128',
    'proxy.example',
    '127.0.0.1:3128',
    'socks5://proxy.example:1080',
    'ftp://proxy.example',
    'http://user:100%@proxy.example',
    'http://100%zz:x@proxy.example',
    'http://[::1]:3128',
    'http://',
    'x',
  ])('cannot be %j', (value) => {
    expect(check({ HTTPS_PROXY: value })).toEqual([wrong('HTTPS_PROXY')]);
    expect(check({ https_proxy: value })).toEqual([wrong('https_proxy')]);
  });

  test('comes from the variable in lower case, if both are set', () => {
    expect(check({ https_proxy: 'http://proxy.example', HTTPS_PROXY: 'x' })).toEqual([]);
    expect(check({ https_proxy: 'x', HTTPS_PROXY: 'http://proxy.example' })).toEqual([wrong('https_proxy')]);
    expect(check({ https_proxy: '', HTTPS_PROXY: 'x' })).toEqual([wrong('HTTPS_PROXY')]);
  });

  test('of an http URL comes from other variables', () => {
    const env = { http_proxy: 'http://proxy.example', HTTP_PROXY: 'x', HTTPS_PROXY: 'y' };
    expect(check(env, 'http://github.example')).toEqual([]);
    expect(check({ HTTP_PROXY: 'x' }, 'http://github.example')).toEqual([wrong('HTTP_PROXY')]);
    expect(check({ HTTP_PROXY: 'x' })).toEqual([]);
  });

  test('is not checked for a URL that is reached without it', () => {
    const asked: string[] = [];
    const bypassesProxy = (url?: URL): boolean => asked.push(url?.href ?? '') > 0;
    expect(check({ HTTPS_PROXY: 'x' }, 'https://localhost:8443/x', bypassesProxy)).toEqual([]);
    expect(asked).toEqual(['https://localhost:8443/x']);
  });
});
