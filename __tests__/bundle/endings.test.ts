import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failure, stall } from '../support/faults.ts';
import { startProxy } from '../support/proxy.ts';
import { startRawServer } from '../support/raw-server.ts';
import { KEY, someKeys } from '../support/keys.ts';
import { play, type Played, type Scenario } from '../support/scenario.ts';

// `play` checks that all outputs were written, and that nothing was printed that is not meant for people.

const CANCELLED =
  'The run was cancelled: run the step again for the keys that are left, with `if-not-found: ignore`.';
const RAN_OUT =
  "The step's budget of 1 second ran out: raise `timeout-seconds`, or give the step fewer keys.";

// Windows has no such signals: its runner ends the process at once.
const onPosix = process.platform === 'win32' ? test.skip : test.concurrent;

describe('a step that meets a proxy which never answers', () => {
  const throughSilence = async ({
    inputs,
    ...scenario
  }: Omit<Scenario, 'inputs'> & { readonly inputs?: Record<string, string> }): Promise<Played> => {
    const proxy = await startProxy({ silent: true });
    try {
      return await play({
        ...scenario,
        inputs: { 'api-base-url': 'https://api.example.test/client/v4', ...inputs },
        env: { HTTPS_PROXY: proxy.url },
      });
    } finally {
      await proxy.close();
    }
  };

  test.concurrent('ends with its budget, and reports', async () => {
    const { run, errors, results } = await throughSilence({ inputs: { 'timeout-seconds': '1' } });
    expect(run.durationMs).toBeGreaterThan(950);
    expect(run.durationMs).toBeLessThan(5_000);
    expect(run.outputs).toMatchObject({ status: 'failed', uid: KEY.uid, 'deleted-count': '0' });
    const said = `No complete answer had come from api.example.test when the step had to stop. ${RAN_OUT}`;
    expect(errors).toEqual([`Could not delete TURN key ${KEY.uid}: ${said}`]);
    expect(results).toMatchObject([{ status: 'failed', error: { message: said } }]);
    expect(run.summary).toContain('TURN keys: 1 failed');
  });

  onPosix('ends five seconds after it is cancelled, and reports', async () => {
    const { run, errors } = await throughSilence({
      cancel: { name: 'SIGINT', when: () => new Promise((resolve) => setTimeout(resolve, 500)) },
    });
    expect(run.durationMs).toBeLessThan(7_500);
    expect(run.outputs).toMatchObject({ status: 'failed', uid: KEY.uid, 'deleted-count': '0' });
    expect(errors).toEqual([
      `Could not delete TURN key ${KEY.uid}: No complete answer had come from api.example.test when the step had to stop. ${CANCELLED}`,
    ]);
  });
});

describe('a step that is told to change to another protocol', () => {
  test.concurrent.each([true, false])(
    'ends with its budget, and reports, whether the server stays or goes: %j',
    async (linger) => {
      const server = await startRawServer(
        'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n',
        { linger },
      );
      try {
        const { run, errors, results } = await play({
          inputs: { 'api-base-url': `http://127.0.0.1:${server.port}`, 'timeout-seconds': '1' },
        });
        expect(run.durationMs).toBeLessThan(5_000);
        expect(run.outputs).toMatchObject({ status: 'failed', uid: KEY.uid, 'deleted-count': '0' });
        expect(errors).toEqual([
          `Could not delete TURN key ${KEY.uid}: No complete answer had come from 127.0.0.1:${server.port} when the step had to stop. ` +
            `${RAN_OUT} The key may be gone all the same: look in the dashboard, or run the step again with \`if-not-found: ignore\`.`,
        ]);
        expect(results).toMatchObject([{ uid: KEY.uid, status: 'failed' }]);
      } finally {
        await server.close();
      }
    },
  );
});

describe('a step that runs out of its budget says what to do', () => {
  test.concurrent('before it came to delete anything', async () => {
    const { errors, results } = await play({
      inputs: { 'key-id': '', 'key-name': 'preview-*', 'timeout-seconds': '1' },
      prepare: (cloudflare) => {
        cloudflare.next('GET', stall());
      },
    });
    expect(results).toEqual([]);
    expect(errors).toEqual([
      expect.stringMatching(
        /^Nothing was deleted, because the account's TURN keys could not be listed\. .* ran out: raise `timeout-seconds`, or give the step fewer keys\.$/,
      ),
    ]);
  });
});

describe('a step that is cancelled says what to do', () => {
  onPosix('before it came to delete anything', async () => {
    const { run, errors, cloudflare } = await play({
      keys: someKeys(20),
      cloudflare: { latencyMs: 300 },
      inputs: { 'expected-name': 'preview-*' },
      cancel: { name: 'SIGTERM', when: (double) => double.received('GET', 8) },
    });
    expect(run.durationMs).toBeLessThan(5_000);
    expect(cloudflare.keys.size).toBe(20);
    expect(errors).toEqual([
      expect.stringMatching(/^Nothing was deleted, because TURN key \w+ could not be read\. /),
    ]);
    expect(errors[0]).toContain(CANCELLED);
  });
});

describe('a step that cannot write its outputs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  const isFolder = join(folder, 'folder');
  mkdirSync(isFolder);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.concurrent.each([
    [1, 'TURN keys: 1 failed.'],
    [2, 'TURN keys: 2 failed. The output `results` tells of each.'],
  ])('and fails on %d keys counts them at the end', async (failures, closing) => {
    const { errors } = await play({
      keys: someKeys(failures),
      env: { GITHUB_OUTPUT: isFolder },
      withoutOutputs: true,
      prepare: (cloudflare) => {
        cloudflare.always('DELETE', failure(400, 1, 'No'));
      },
    });
    expect(errors).toHaveLength(failures + 2);
    expect(errors.at(-2)).toMatch(/^The outputs could not be written \(/);
    expect(errors.at(-1)).toBe(closing);
  });
});

test('a step that ends before it could report is red, and says so', async () => {
  // Nothing keeps this process alive: its timers and sockets do not count, so that it ends while it waits for an answer.
  const letGo = `import { subscribe } from 'node:diagnostics_channel';
    const { setTimeout } = globalThis;
    globalThis.setTimeout = (...args) => setTimeout(...args).unref();
    subscribe('net.client.socket', ({ socket }) => socket.once('connect', () => socket.unref()));`;
  const { run, errors } = await play({
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(letGo)}` },
    withoutOutputs: true,
    prepare: (cloudflare) => {
      cloudflare.always('DELETE', stall());
    },
  });
  expect(run.outputs).toEqual({});
  expect(run.durationMs).toBeLessThan(5_000);
  expect(errors).toEqual([
    'The step ended before it could report: look in the dashboard for what was deleted.',
  ]);
});
