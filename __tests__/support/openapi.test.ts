import { describe, expect, test } from '@jest/globals';
import { ACCOUNT, type CloudflareOptions, startCloudflare, TOKEN } from './cloudflare-double.ts';
import { KEY } from './keys.ts';

// The double checks each of its responses against the description, and fails the test when it is closed.
describe('the double responds as described', () => {
  type Ask = { readonly method: string; readonly path: string; readonly token: string };

  test.each<[string, CloudflareOptions, Partial<Ask>, number]>([
    ['a key, to read', {}, {}, 200],
    ['a key, to delete', {}, { method: 'DELETE' }, 200],
    ['a list', {}, { path: '' }, 200],
    ['a token it does not know', {}, { token: 'cfut_another' }, 401],
    ['a malformed token', {}, { token: '"quoted"' }, 400],
    ['a token that may not delete', { readOnly: 403 }, { method: 'DELETE' }, 403],
    ['a token that may only read', { readOnly: 405 }, { method: 'DELETE' }, 405],
    ['another account', { account: 'f'.repeat(32) }, {}, 404],
    ['no such key, to read', {}, { path: `/${'0'.repeat(32)}` }, 404],
    ['no such key, to delete', {}, { method: 'DELETE', path: `/${'0'.repeat(32)}` }, 404],
    ['a page of the list', { pageSize: 1 }, { path: '?page=2' }, 200],
    ['a list without a result', { withoutResult: 'missing' }, { path: '' }, 200],
    ['a list of null', { withoutResult: 'null' }, { path: '' }, 200],
    ['a deletion without a result', { withoutResult: 'missing' }, { method: 'DELETE' }, 200],
    ['a deletion of null', { withoutResult: 'null' }, { method: 'DELETE' }, 200],
  ])('%s', async (_what, options, ask, status) => {
    const cloudflare = await startCloudflare({ ...options, keys: [KEY, {}] });
    const { method = 'GET', path = `/${KEY.uid}`, token = TOKEN } = ask;
    const url = `${cloudflare.baseUrl}/accounts/${ACCOUNT}/calls/turn_keys${path}`;
    const response = await fetch(url, { method, headers: { authorization: `Bearer ${token}` } });
    await cloudflare.close();
    expect(response.status).toBe(status);
  });
});
