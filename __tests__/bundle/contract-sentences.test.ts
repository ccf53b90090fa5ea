import { describe, expect, test } from '@jest/globals';
import { apiError } from '../support/api-errors.ts';
import { failure, listed, stall } from '../support/faults.ts';
import { KEY, someKeys } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

describe('a list of which a later page says less than the first', () => {
  test('is held to what the first one promised', async () => {
    const [one, two, three] = someKeys(3);
    const { run, cloudflare } = await play({
      keys: someKeys(3),
      inputs: { 'key-id': '', 'key-name': 'preview-*' },
      prepare: ({ next }) => {
        next('GET', listed([one], { result_info: { total_pages: 3 } }), listed([two]), listed([three]));
      },
    });
    expect(run.outputs['deleted-count']).toBe('3');
    expect(cloudflare.requests.filter(({ method }) => method === 'GET')).toHaveLength(3);
  });
});

test('a key that an internal error of HTTP 403 has deleted is reported as deleted', async () => {
  const { run } = await play({
    prepare: ({ next }) => {
      next('DELETE', { ...apiError('internal error'), takesEffect: true });
    },
  });
  expect(run.outputs['status']).toBe('deleted');
  expect(run.log).toContain('probably by an earlier attempt (Cloudflare returned HTTP 403, code 10001');
});

test('keys in use that are kept do not count for max-keys, with key-id too', async () => {
  const keys = someKeys(3);
  const { run } = await play({
    keys,
    inputs: { 'max-keys': '2', 'unused-for': '24h', 'if-in-use': 'keep' },
    cloudflare: { analytics: { usage: { [keys[0]?.uid ?? '']: 5 } } },
  });
  expect(run.outputs).toMatchObject({ status: 'deleted', 'deleted-count': '2' });
});

test('a question about usage that the time limit ends says so, and nothing of the network', async () => {
  const { errors } = await play({
    inputs: { 'unused-for': '24h', 'timeout-seconds': '3' },
    prepare: ({ always }) => {
      always('POST', stall());
    },
  });
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(/The step reached its time limit of 3 seconds: [^.]*\.$/);
});

test('a token of which a server escapes every character is redacted', async () => {
  const { errors, cloudflare } = await play({
    prepare: ({ always, token }) => {
      const escaped = [...Buffer.from(token)].map((byte) => `%${byte.toString(16)}`).join('');
      always('DELETE', failure(400, 1, `no such token: ${escaped}`));
    },
  });
  expect(errors[0]).toContain('no such token: *** (cf-ray');
  expect(cloudflare.keys.has(KEY.uid)).toBe(true);
});
