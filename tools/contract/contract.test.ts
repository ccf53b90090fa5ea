import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  ACCOUNT,
  type CloudflareDouble,
  startCloudflare,
  TOKEN,
} from '../../__tests__/support/cloudflare-double.ts';
import { respond, successEnvelope } from '../../__tests__/support/faults.ts';
import { expectHarmless, expectTruthful } from '../../__tests__/support/invariants.ts';
import { type Prism, startPrism } from './prism.ts';
import { GITHUB_TOKEN, type Run, runAction } from '../../__tests__/support/runner.ts';
import { wire } from '../../__tests__/support/transcript.ts';
import { KEY } from '../../__tests__/support/keys.ts';

// The bundle against Cloudflare's published description of its API, by Prism, which is written by others.

async function act(prism: Prism, inputs: Readonly<Record<string, string>>): Promise<Run> {
  const run = await runAction({
    inputs: {
      'account-id': ACCOUNT,
      'api-token': TOKEN,
      'api-base-url': prism.baseUrl,
      'max-retries': '0',
      ...inputs,
    },
  });
  expectHarmless(run, [inputs['api-token'] ?? TOKEN, GITHUB_TOKEN]);
  return run;
}

describe('a server made from the description', () => {
  let prism: Prism;
  beforeAll(async () => {
    prism = await startPrism();
  });
  afterAll(() => prism.close());

  // The example of the description.
  const uid = '2a95132c15732412d22c1476fa83f27a';
  const told = { uid, created: '2014-01-02T02:20:00Z', modified: '2014-01-02T02:20:00Z' };

  test('accepts a deletion, and its response is understood', async () => {
    const { outputs, exitCode } = await act(prism, { 'key-id': uid });
    expect({ ...outputs, exitCode }).toMatchObject({ ...told, status: 'deleted', exitCode: 0 });
  });

  test('accepts a read, and its response is understood', async () => {
    const { outputs, exitCode } = await act(prism, { 'key-id': uid, 'dry-run': 'true' });
    expect({ ...outputs, exitCode }).toMatchObject({ ...told, status: 'would-delete', exitCode: 0 });
  });

  test('accepts a list, and its response is understood', async () => {
    const { log, exitCode } = await act(prism, { 'key-name': 'preview-*' });
    expect(log).toContain('Selected 0 of 1 TURN key.');
    expect(exitCode).toBe(0);
  });

  test('does not accept what is not described', async () => {
    const { annotations, exitCode } = await act(
      { ...prism, baseUrl: `${prism.baseUrl}/client/v4` },
      { 'key-id': uid },
    );
    expect(annotations[0]?.message).toMatch(/HTTP 404 .*Route not resolved/);
    expect(exitCode).toBe(1);
  });
});

// Prism lets a parameter pass that is not described, so that nothing between the two objects to pages.
test('a list of several pages is read through a server that lets pass only what is described', async () => {
  const keys = ['preview-1', 'production', 'preview-2'].map((name) => ({ name }));
  const cloudflare = await startCloudflare({ keys, pageSize: 1 });
  const prism = await startPrism(cloudflare.baseUrl);
  try {
    const { log, outputs } = await act(prism, { 'key-name': 'preview-*' });
    expect(log).toContain('Selected 2 of 3 TURN keys.');
    expect(outputs).toMatchObject({ status: 'deleted', 'deleted-count': '2' });
    const asked = cloudflare.requests.filter(({ method }) => method === 'GET');
    expect(asked.map(({ path }) => path.replace(/^.*turn_keys/, ''))).toEqual(['', '?page=2', '?page=3']);
  } finally {
    await prism.close();
    await cloudflare.close();
  }
});

describe('between the bundle and the double, where it lets pass only what is described,', () => {
  let cloudflare: CloudflareDouble;
  let prism: Prism;
  beforeEach(async () => {
    cloudflare = await startCloudflare({ keys: [KEY, { name: 'preview-1' }, { name: 'preview-2' }] });
    prism = await startPrism(cloudflare.baseUrl);
  });
  afterEach(async () => {
    await prism.close();
    await cloudflare.close();
  });

  test('keys are listed, read, deleted, and read back until they are gone', async () => {
    const before = [...cloudflare.keys.keys()];
    const byName = await act(prism, { 'key-name': 'preview-*', verify: 'true' });
    const byId = await act(prism, { 'key-id': KEY.uid, 'expected-name': 'production-*', verify: 'true' });
    expect([byName.outputs, byId.outputs]).toMatchObject([
      { status: 'deleted', 'deleted-count': '2' },
      { status: 'deleted', 'deleted-count': '1', ...KEY },
    ]);
    expectTruthful(byId, before.slice(0, 1), cloudflare);
    expect(cloudflare.keys.size).toBe(0);
    const again = await act(prism, { 'key-id': KEY.uid, 'if-not-found': 'ignore' });
    expect(again.outputs).toMatchObject({ status: 'not-found' });
    expect(wire(cloudflare.requests).split('\n')).toHaveLength(1 + 2 + 2 + 3 + 1 + 1);
  });

  test('what Cloudflare refuses is refused', async () => {
    const inputs = { 'key-id': KEY.uid };
    const runs = [
      await act(prism, { ...inputs, 'account-id': 'f'.repeat(32) }),
      await act(prism, { ...inputs, 'dry-run': 'true', 'api-token': 'cfut_unknown-to-cloudflare' }),
    ];
    expect(runs.map(({ annotations }) => annotations[0]?.message)).toEqual([
      expect.stringContaining('HTTP 404, code 7003'),
      expect.stringContaining('HTTP 401, code 10000'),
    ]);
  });

  test('a response that is not as described does not pass', async () => {
    cloudflare.next('DELETE', respond(200, successEnvelope({ uid: 'short' }), { takesEffect: true }));
    const run = await act(prism, { 'key-id': KEY.uid });
    expect(run.annotations[0]?.message).toMatch(/HTTP 500 .*Request\/Response not valid/);
  });
});
