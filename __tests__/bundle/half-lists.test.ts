import { describe, expect, test } from '@jest/globals';
import { KEY, someKeys } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

describe('a list', () => {
  test('that goes on where it cannot be read deletes nothing', async () => {
    const { run, errors, cloudflare } = await play({
      keys: someKeys(45),
      inputs: { 'key-id': '', 'key-name': 'preview-*' },
      cloudflare: { pageSize: 20, paging: 'cursor' },
    });
    expect(run.outputs['status']).toBe('failed');
    expect(cloudflare.keys.size).toBe(45);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('`cursor` "eyJvZmZzZXQiOjJ9", which stands for more keys');
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
