import { describe, expect, test } from '@jest/globals';
import { KEY, someKeys } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

const ALL = { 'key-id': '', 'key-name': 'preview-*' };

describe('a list', () => {
  test('of 45 keys in pages of 20, with a total_count and no total_pages, is read whole', async () => {
    const { run } = await play({
      keys: someKeys(45),
      inputs: ALL,
      cloudflare: { pageSize: 20, paging: 'total-count' },
    });
    expect(run.exitCode).toBe(0);
    expect(run.outputs['deleted-count']).toBe('45');
  });

  test.each([
    ['cursor', /`cursor` "eyJvZmZzZXQiOjJ9", which stands for more keys/],
    ['one-page-only', /it promises 45 keys, and only 20 keys on 2 pages could be read/],
  ] as const)('that goes on where it cannot be read (%s) deletes nothing', async (paging, why) => {
    const { run, errors, cloudflare } = await play({
      keys: someKeys(45),
      inputs: ALL,
      cloudflare: { pageSize: 20, paging },
    });
    expect(run.outputs['status']).toBe('failed');
    expect(cloudflare.keys.size).toBe(45);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(why);
    expect(errors[0]).toContain("With half a list, other keys of the same name can't be ruled out");
  });

  test('that hides a second key of the same name behind a cursor deletes neither', async () => {
    const twin = { ...KEY, uid: 'b'.repeat(32) };
    const { run, cloudflare } = await play({
      keys: [KEY, twin],
      inputs: { 'key-id': '', 'key-name': KEY.name },
      cloudflare: { pageSize: 1, paging: 'cursor' },
    });
    expect(run.exitCode).toBe(1);
    expect(cloudflare.keys.size).toBe(2);
  });
});
