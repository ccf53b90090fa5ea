import { expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloudflare } from './support/cloudflare-double.ts';
import { runStep } from './support/recording-core.ts';

test('an event file that cannot be read deletes nothing, and is named', async () => {
  const cloudflare = await startCloudflare({ keys: [{ name: 'pr-1' }] });
  const folder = mkdtempSync(join(tmpdir(), 'event-'));
  const before = process.env['GITHUB_EVENT_PATH'];
  // @actions/github reads it as it is loaded.
  process.env['GITHUB_EVENT_PATH'] = join(folder, 'event.json');
  writeFileSync(process.env['GITHUB_EVENT_PATH'], '{');
  try {
    const { told, succeeded, outputs } = await runStep(
      {
        'account-id': cloudflare.account,
        'api-token': cloudflare.token,
        'api-base-url': cloudflare.baseUrl,
        'github-token': 'ghs_x',
        'key-name': 'pr-{closed-pr}',
      },
      { env: { GITHUB_REPOSITORY: 'octocat/calls-demo' } },
    );
    expect(succeeded).toBe(false);
    expect(told.at(-1)?.join(': ')).toMatch(
      /^setFailed: Nothing was deleted, because what the runner says of this run could not be read \(GITHUB_EVENT_PATH, GITHUB_API_URL\): .*JSON.*\.$/,
    );
    expect(outputs).toMatchObject({ status: 'failed', results: '[]' });
    expect(cloudflare.keys.size).toBe(1);
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, 'GITHUB_EVENT_PATH');
    else process.env['GITHUB_EVENT_PATH'] = before;
    rmSync(folder, { recursive: true });
    await cloudflare.close();
  }
});
