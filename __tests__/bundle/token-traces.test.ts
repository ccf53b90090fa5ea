import { describe, expect, test } from '@jest/globals';
import { startCloudflare, TOKEN } from '../support/cloudflare-double.ts';
import { runAction } from '../support/runner.ts';
import { KEY } from '../support/keys.ts';
import { playRefusal } from '../support/scenario.ts';

/** Every part of a secret that is long enough to be redacted. */
function piecesOf(secret: string): readonly string[] {
  return Array.from({ length: secret.length - 15 }, (_, start) => secret.slice(start, start + 16));
}

// Long texts are truncated before they are shown, wherever that is within the token.
const PADDINGS = Array.from({ length: 50 }, (_, n) => 75 + n);

describe('a token in a text that is truncated is not shown', () => {
  test.concurrent.each<[string, (text: string) => string]>([
    ['older-than', (text) => text],
    ['key-name', (text) => `${text}*{closed-pr}`],
  ])('in %s', async (name, make) => {
    for (const padding of name === 'key-name' ? [PADDINGS] : [[100], [119]]) {
      const value = padding.map((length) => make('p'.repeat(length) + TOKEN)).join('\n');
      const pieces = piecesOf(TOKEN);
      const errors = await playRefusal({
        inputs: { ...(name === 'older-than' && { 'key-id': '', 'key-name': 'x' }), [name]: value },
        secrets: pieces,
      });
      expect(errors.length).toBeGreaterThan(0);
    }
  });
});

describe('a short token that is part of the key ID', () => {
  const token = KEY.uid.slice(0, 3);

  test.concurrent.each([
    { by: 'ID', inputs: { 'key-id': KEY.uid } },
    { by: 'name', inputs: { 'key-name': KEY.name } },
    { by: 'ID, after a read', inputs: { 'key-id': KEY.uid, 'expected-name': KEY.name } },
    { by: 'ID, read back', inputs: { 'key-id': KEY.uid, verify: 'true' } },
  ])('does not keep the step from deleting it by its $by', async ({ inputs }) => {
    const cloudflare = await startCloudflare({ token, keys: [KEY] });
    try {
      const run = await runAction({
        inputs: {
          'account-id': cloudflare.account,
          'api-token': token,
          'api-base-url': cloudflare.baseUrl,
          ...inputs,
        },
      });
      expect(run.annotations).toEqual([]);
      expect(run.exitCode).toBe(0);
      expect(run.outputs).toMatchObject({ status: 'deleted', 'deleted-count': '1', name: KEY.name });
      const shown = [run.log, run.summary, ...Object.values(run.outputs)].join('\n');
      expect(shown).not.toContain(token);
      expect(shown).toContain(`***${KEY.uid.slice(token.length)}`);
      expect(cloudflare.keys.size).toBe(0);
    } finally {
      await cloudflare.close();
    }
  });
});
