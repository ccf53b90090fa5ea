import { describe, expect, test } from '@jest/globals';
import { checkProxy, readBaseUrl } from '../../../src/inputs/base-url.ts';

/** What a base URL is read as, and what is wrong with it. */
function read(text: string): readonly [string, readonly string[]] {
  const problems: string[] = [];
  const url = readBaseUrl({ text, origin: "Input 'api-base-url'" }, (problem) => void problems.push(problem));
  return [url, problems];
}

describe('a base URL', () => {
  test.each([
    ['https://api.cloudflare.com/client/v4', 'https://api.cloudflare.com/client/v4'],
    ['https://api.cloudflare.com/client/v4///', 'https://api.cloudflare.com/client/v4'],
    ['https://api.cloudflare.com', 'https://api.cloudflare.com'],
    ['https://api.cloudflare.com/', 'https://api.cloudflare.com'],
    ['HTTPS://API.Cloudflare.COM:443/client//v4', 'https://api.cloudflare.com/client//v4'],
    ['https://[2001:db8::1]:8443/x', 'https://[2001:db8::1]:8443/x'],
    ['https://localhost', 'https://localhost'],
    ['http://localhost:8080/client/v4', 'http://localhost:8080/client/v4'],
    ['http://127.0.0.1:1', 'http://127.0.0.1:1'],
    ['http://127.255.255.255', 'http://127.255.255.255'],
    ['http://127.1/x', 'http://127.0.0.1/x'],
    ['http://0x7f000001/x', 'http://127.0.0.1/x'],
    ['https://api.cloudflare.com/a/../b', 'https://api.cloudflare.com/b'],
  ])('%s is taken', (text, expected) => {
    expect(read(text)).toEqual([expected, []]);
  });

  const scheme = 'must begin with https://, or with http:// for localhost and 127.0.0.0/8 alone';
  const mark = 'must not hold a "?" or a "#"';
  const shape = 'must be a URL such as https://api.cloudflare.com/client/v4';
  const secret = 'must not hold a user name or a password; its value is not shown.';

  test.each([
    ['', `${shape}; got "".`],
    ['api.cloudflare.com', `${shape}; got "api.cloudflare.com".`],
    ['https://', `${shape}; got "https://".`],
    ['://user@host', `${shape}; its value is not shown.`],
    ['http://api.cloudflare.com', `${scheme}; got "http://api.cloudflare.com".`],
    ['http://localhost.example', `${scheme}; got "http://localhost.example".`],
    ['http://xlocalhost', `${scheme}; got "http://xlocalhost".`],
    ['http://128.0.0.1', `${scheme}; got "http://128.0.0.1".`],
    ['http://1127.0.0.1.example', `${scheme}; got "http://1127.0.0.1.example".`],
    ['http://127.0.0.1.example', `${scheme}; got "http://127.0.0.1.example".`],
    ['http://[::1]', `${scheme}; got "http://[::1]".`],
    ['http://0.0.0.0', `${scheme}; got "http://0.0.0.0".`],
    ['ftp://localhost/x', `${scheme}; got "ftp://localhost/x".`],
    ['file:///etc/passwd', `${scheme}; got "file:///etc/passwd".`],
    ['https://user@host', secret],
    ['https://user:password@host', secret],
    ['https://:password@host', secret],
    ['http://user@localhost', secret],
    ['https://host/?', `${mark}; got "https://host/?".`],
    ['https://host/?x=1', `${mark}; got "https://host/?x=1".`],
    ['https://host/#', `${mark}; got "https://host/#".`],
    ['https://host/#x', `${mark}; got "https://host/#x".`],
    ['https://host/x@y?', `${mark}; its value is not shown.`],
  ])('%s is refused', (text, problem) => {
    expect(read(text)).toEqual(['', [`Input 'api-base-url' ${problem}`]]);
  });
});

describe('a proxy', () => {
  const problems = (
    env: Readonly<Record<string, string>>,
    baseUrl = 'https://api.cloudflare.com',
  ): readonly string[] => {
    const found: string[] = [];
    checkProxy(baseUrl, env, (problem) => void found.push(problem));
    return found;
  };
  const wrong = (name: string): string =>
    `Environment variable ${name} must be the URL of a proxy, such as http://proxy.example:3128, with http:// or https:// in front; its value is not shown.`;

  test.each([
    '',
    'http://proxy.example:3128',
    'https://proxy.example',
    'http://user:pass%20word@proxy.example:3128',
    'http://[::1]:3128/',
  ])('%j is taken', (value) => {
    expect(problems({ HTTPS_PROXY: value })).toEqual([]);
    expect(problems({ https_proxy: value })).toEqual([]);
  });

  test.each([
    'proxy.example:3128',
    'proxy.example',
    '127.0.0.1:3128',
    'socks5://proxy.example:1080',
    'ftp://proxy.example',
    'http://user:100%@proxy.example',
    'http://100%zz:x@proxy.example',
    'http://',
    'x',
  ])('%j is refused', (value) => {
    expect(problems({ HTTPS_PROXY: value })).toEqual([wrong('HTTPS_PROXY')]);
    expect(problems({ https_proxy: value })).toEqual([wrong('https_proxy')]);
  });

  test('in lower case is the one that counts', () => {
    expect(problems({ https_proxy: 'http://proxy.example', HTTPS_PROXY: 'x' })).toEqual([]);
    expect(problems({ https_proxy: 'x', HTTPS_PROXY: 'http://proxy.example' })).toEqual([
      wrong('https_proxy'),
    ]);
    expect(problems({ https_proxy: '', HTTPS_PROXY: 'x' })).toEqual([wrong('HTTPS_PROXY')]);
  });

  test.each(['http://127.0.0.1:8080/x', 'http://localhost', 'https://localhost:8443'])(
    'means nothing for %s',
    (baseUrl) => {
      expect(problems({ HTTPS_PROXY: 'x' }, baseUrl)).toEqual([]);
    },
  );
});
