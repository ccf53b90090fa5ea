import { describe, expect, test } from '@jest/globals';
import { play, playRefusal } from '../support/scenario.ts';

describe('a base URL is refused', () => {
  const URL = 'must be a URL such as https://api.cloudflare.com/client/v4';
  const HTTPS = 'must begin with https://, or with http:// for localhost and 127.0.0.0/8 alone';
  test.concurrent.each([
    ['api.cloudflare.com/client/v4', URL],
    ['https://', URL],
    ['https://[::1', URL],
    ['http://api.cloudflare.com/client/v4', HTTPS],
    ['http://localhost.example.com', HTTPS],
    ['http://127.0.0.1.example.com', HTTPS],
    ['http://128.0.0.1', HTTPS],
    ['http://[::1]/client/v4', HTTPS],
    ['http://0.0.0.0/', HTTPS],
    ['ftp://localhost/', HTTPS],
    ['file:///etc/passwd', HTTPS],
    ['javascript:alert(1)', HTTPS],
    ['https://localhost/client/v4?x=1', 'must not hold a "?" or a "#"'],
    ['https://localhost/client/v4?', 'must not hold a "?" or a "#"'],
    ['https://localhost/client/v4#x', 'must not hold a "?" or a "#"'],
  ])('%j', async (value, said) => {
    const errors = await playRefusal({ inputs: { 'api-base-url': value } });
    expect(errors).toEqual([`Input 'api-base-url' ${said}; got "${value}".`]);
  });

  test.concurrent.each([
    ['https://someone:hunter2-hunter2@localhost/', 'must not hold a user name or a password'],
    ['https://hunter2-hunter2@localhost/', 'must not hold a user name or a password'],
    ['http://127.0.0.1@hunter2-hunter2.example.com/', 'must not hold a user name or a password'],
    ['someone:hunter2-hunter2@localhost', 'must begin with https://'],
    ['//someone:hunter2-hunter2@localhost', 'must be a URL such as'],
  ])('%j, without what could be a password', async (value, said) => {
    const errors = await playRefusal({ inputs: { 'api-base-url': value }, secrets: ['hunter2-hunter2'] });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(said);
    expect(errors[0]).toMatch(/; its value is not shown\.$/);
  });
});

describe('a base URL may', () => {
  test.concurrent.each([
    ['end with slashes', '127.0.0.1', '/client/v4///'],
    ['name localhost', 'localhost', '/client/v4'],
    ['name LOCALHOST', 'LOCALHOST', '/client/v4'],
    ['write 127.0.0.1 as a number', '2130706433', '/client/v4'],
  ])('%s', async (_what, host, path) => {
    const { results, cloudflare } = await play({
      inputs: ({ port }) => ({ 'api-base-url': `http://${host}:${port}${path}` }),
    });
    expect(results).toMatchObject([{ status: 'deleted' }]);
    expect(cloudflare.requests[0]?.path).toMatch(/^\/client\/v4\/accounts\//);
  });

  test('name any other address of 127.0.0.0/8', async () => {
    const { errors } = await play({
      inputs: ({ port }) => ({
        'api-base-url': `http://127.1.2.3:${port}/client/v4`,
        'max-retries': '0',
        'timeout-seconds': '2',
      }),
    });
    expect(errors).toEqual([expect.stringMatching(/^Could not delete TURN key \w+: .*127\.1\.2\.3:\d+/)]);
  });

  test('hold no path', async () => {
    const { cloudflare } = await play({
      inputs: ({ port }) => ({ 'api-base-url': `http://127.0.0.1:${port}` }),
    });
    expect(cloudflare.requests[0]?.path).toMatch(/^\/accounts\/\w+\/calls\/turn_keys\/\w+$/);
  });
});
