import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failure } from '../support/faults.ts';
import { KEY } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

const OTHER = { ...KEY, uid: 'f'.repeat(32), name: 'staging-realtime-app' };

describe('the output `status`', () => {
  const NOT_FOUND = failure(404, 20008, 'TURN key not found');
  const FAILED = failure(400, 1, 'No');
  test.concurrent.each([
    ['deleted', 'deleted', undefined, undefined],
    ['deleted', 'one was deleted, the other not found', undefined, NOT_FOUND],
    ['not-found', 'no key was found', NOT_FOUND, NOT_FOUND],
    ['failed', 'one was deleted, the other failed', undefined, FAILED],
    ['failed', 'one was not found, the other failed', NOT_FOUND, FAILED],
  ])('is %s if %s', async (status, _when, first, second) => {
    const { run } = await play({
      keys: [KEY, OTHER],
      inputs: { 'if-not-found': 'ignore' },
      prepare: (cloudflare) => {
        if (first !== undefined) cloudflare.always({ key: KEY.uid }, first);
        if (second !== undefined) cloudflare.always({ key: OTHER.uid }, second);
      },
    });
    expect(run.outputs['status']).toBe(status);
    expect(run.exitCode).toBe(status === 'failed' ? 1 : 0);
  });
});

describe('an entry of the output `results`', () => {
  test('has five fields, and an error only if the key failed', async () => {
    const { results } = await play({
      keys: [KEY, OTHER],
      prepare: (cloudflare) => {
        const headers = { 'cf-ray': '8f00b204e9800998-AMS' };
        cloudflare.next({ key: OTHER.uid }, failure(409, 1099, 'Busy', { headers }));
      },
    });
    expect(results).toEqual([
      { ...KEY, status: 'deleted' },
      {
        uid: OTHER.uid,
        name: '',
        created: '',
        modified: '',
        status: 'failed',
        error: {
          http_status: 409,
          code: 1099,
          message:
            'Cloudflare returned HTTP 409, code 1099: Busy (cf-ray 8f00b204e9800998-AMS). If it happens again, contact Cloudflare support with the cf-ray.',
          ray_id: '8f00b204e9800998-AMS',
        },
      },
    ]);
  });
});

test("the key ID is never masked: a masked value can't leave its job", async () => {
  const { run } = await play();
  for (const mask of run.masks) expect(KEY.uid).not.toContain(mask);
  expect(run.log).toContain(KEY.uid);
});

describe("outputs that can't be written", () => {
  const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  const isFolder = join(folder, 'folder');
  mkdirSync(isFolder);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['in a folder that does not exist', join(folder, 'nowhere', 'output')],
    ['in a file that is a folder', isFolder],
  ])('fail the step, though the key was deleted: %s', async (_what, file) => {
    const { run, errors, cloudflare } = await play({ env: { GITHUB_OUTPUT: file }, withoutOutputs: true });
    expect(cloudflare.keys.size).toBe(0);
    expect(run.log).toContain(`Deleted TURN key ${KEY.uid}`);
    expect(errors).toEqual([
      expect.stringMatching(
        /^The outputs could not be written \(.+\): later steps do not see `uid`, .*`results`, `status`\. Check the runner's disk\.$/,
      ),
    ]);
    expect(run.summary).toContain(KEY.uid);
  });

  test('are reported besides the failure of a key', async () => {
    const { errors } = await play({
      env: { GITHUB_OUTPUT: isFolder },
      withoutOutputs: true,
      prepare: (cloudflare) => {
        cloudflare.next('DELETE', failure(400, 1, 'No'));
      },
    });
    expect(errors).toEqual([
      expect.stringMatching(/^Could not delete TURN key/),
      expect.stringMatching(/^The outputs could not be written/),
      'TURN keys: 1 failed.',
    ]);
  });
});
