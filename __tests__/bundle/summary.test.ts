import { describe, expect, test } from '@jest/globals';
import { tmpdir } from 'node:os';
import { failure } from '../support/faults.ts';
import { KEY, someKeys } from '../support/keys.ts';
import { play } from '../support/scenario.ts';
import { steady } from '../support/transcript.ts';

const MEBIBYTE = 1024 * 1024;

describe('the summary', () => {
  test('of a deletion', async () => {
    const { run } = await play();
    expect(steady(run.summary)).toMatchInlineSnapshot(`
      "<h2>TURN keys: 1 deleted</h2>
      <table><tr><th>Key</th><th>Name</th><th>Created</th><th>Result</th></tr><tr><td nowrap><code>2a95132c15732412d22c1476fa83f27a</code></td><td nowrap><code>production-realtime-app</code></td><td nowrap>2026-03-01T09:30:00Z (<age>)</td><td nowrap>✅ deleted</td></tr></table>
      <p><a href="https://dash.cloudflare.com/?to=/:account/realtime/turn">TURN keys in the Cloudflare dashboard</a></p>
      <p>Deleting a key stops new credentials from being issued. Do not assume that it ends those already issued: they can go on working for hours (Cloudflare issues them for 48 at most), and once the key is gone they can no longer be revoked. If they must end, <a href="https://developers.cloudflare.com/realtime/turn/generate-credentials/">revoke them</a> before deleting the key.</p>
      "
    `);
  });

  test('of several keys', async () => {
    const gone = { ...KEY, uid: '1'.repeat(32) };
    const stuck = { ...KEY, uid: '2'.repeat(32) };
    const { run } = await play({
      keys: [KEY, gone, stuck],
      inputs: { 'if-not-found': 'ignore' },
      prepare: (cloudflare) => {
        cloudflare.next({ key: gone.uid }, failure(404, 20008, 'TURN key not found'));
        cloudflare.next({ key: stuck.uid }, failure(405, 10405, 'Method not allowed'));
      },
    });
    expect(steady(run.summary)).toMatchInlineSnapshot(`
      "<h2>TURN keys: 1 deleted, 1 not found, 1 failed</h2>
      <table><tr><th>Key</th><th>Name</th><th>Created</th><th>Result</th></tr><tr><td nowrap><code>2a95132c15732412d22c1476fa83f27a</code></td><td nowrap><code>production-realtime-app</code></td><td nowrap>2026-03-01T09:30:00Z (<age>)</td><td nowrap>✅ deleted</td></tr><tr><td nowrap><code>11111111111111111111111111111111</code></td><td nowrap>–</td><td nowrap>–</td><td nowrap>⚪ not found</td></tr><tr><td nowrap><code>22222222222222222222222222222222</code></td><td nowrap>–</td><td nowrap>–</td><td nowrap>❌ failed</td></tr></table>
      <ul><li>❌ <code>22222222222222222222222222222222</code>: <code>Cloudflare returned HTTP 405, code 10405: Method not allowed (cf-ray <cf-ray>). The same token deleted other keys in this run, so its permission is not in doubt: run the job again with &#96;if-not-found: ignore&#96;. If it happens again, check that the token was not revoked meanwhile, or contact Cloudflare support with the cf-ray.</code></li><li>⚪ <code>11111111111111111111111111111111</code>: <code>Cloudflare returned HTTP 404, code 20008: TURN key not found (cf-ray <cf-ray>).</code></li></ul>
      <p><a href="https://dash.cloudflare.com/?to=/:account/realtime/turn">TURN keys in the Cloudflare dashboard</a></p>
      <p>Deleting a key stops new credentials from being issued. Do not assume that it ends those already issued: they can go on working for hours (Cloudflare issues them for 48 at most), and once the key is gone they can no longer be revoked. If they must end, <a href="https://developers.cloudflare.com/realtime/turn/generate-credentials/">revoke them</a> before deleting the key.</p>
      "
    `);
  });

  test('of wrong inputs', async () => {
    const { run } = await play({ inputs: { 'key-id': 'x', 'max-keys': '0' } });
    expect(run.summary).toMatchInlineSnapshot(`
      "<h2>Nothing was deleted, because of 2 problems with the inputs</h2>
      <ul><li><code>Input &#39;key-id&#39; must hold key IDs of 32 letters, digits, &#34;-&#34; or &#34;_&#34;; got &#34;x&#34; (1 character).</code></li><li><code>Input &#39;max-keys&#39; must be a whole number from 1 to 1000; got &#34;0&#34;.</code></li></ul>
      <p><a href="https://dash.cloudflare.com/?to=/:account/realtime/turn">TURN keys in the Cloudflare dashboard</a></p>
      "
    `);
  });

  test('stays under 1 MiB, however many keys with however long names', async () => {
    const keys = someKeys(1000).map((key) => ({ ...key, name: `${key.uid} <&> ${'n'.repeat(50_000)}` }));
    const { run, results } = await play({ keys, inputs: { 'max-keys': '1000' } });
    expect(results.map(({ status }) => status)).toEqual(keys.map(() => 'deleted'));
    expect(Buffer.byteLength(run.summary)).toBeLessThan(MEBIBYTE);
    expect(run.summary).toContain(keys.at(-1)?.uid);
  });
});

describe('a summary that cannot be written does not fail the step:', () => {
  test.each([
    ['there is no variable', { omit: ['GITHUB_STEP_SUMMARY'] }],
    ['the file is a folder', { env: { GITHUB_STEP_SUMMARY: tmpdir() } }],
  ])('%s', async (_what, scenario) => {
    const { run } = await play(scenario);
    expect(run.outputs).toMatchObject({ status: 'deleted', 'deleted-count': '1' });
    expect(run.log).toMatch(/^Deleted TURN key .*\nThe job summary could not be written \(.+\)\.\n$/);
    expect(run.annotations).toEqual([]);
  });
});
