import { describe, expect, test } from '@jest/globals';
import { type Proxy, startProxy } from '../support/proxy.ts';
import { startRawServer } from '../support/raw-server.ts';
import { KEY, named, someKeys } from '../support/keys.ts';
import { play, type Played, type Scenario } from '../support/scenario.ts';

// `play` checks that all outputs are written, and that everything printed is meant for people.

const CANCELLED =
  'The run was cancelled: run the step again for the remaining keys, with `if-not-found: ignore`.';
const TIMED_OUT =
  'The step reached its time limit of 3 seconds: raise `timeout-seconds`, or select fewer keys.';

// On Windows, which has no such signals, the runner ends the process at once.
const onPosix = process.platform === 'win32' ? test.skip : test.concurrent;

describe('a step behind a proxy that never responds', () => {
  const playBehind = async (
    scenario: (proxy: Proxy) => Scenario,
  ): Promise<Played & Pick<Proxy, 'connects'>> => {
    const proxy = await startProxy({ silent: true });
    try {
      return { ...(await play(scenario(proxy))), connects: proxy.connects };
    } finally {
      await proxy.close();
    }
  };
  const beyond = { 'api-base-url': 'https://api.example.test/client/v4' };
  const SILENCE = 'No complete response was received from api.example.test before the step had to stop.';

  test.concurrent('ends at its time limit, and reports', async () => {
    const { run, errors, results } = await playBehind(({ url }) => ({
      inputs: { ...beyond, 'timeout-seconds': '3' },
      env: { HTTPS_PROXY: url },
    }));
    expect(run.durationMs).toBeGreaterThan(2_950);
    expect(run.outputs).toMatchObject({ status: 'failed', uid: KEY.uid, 'deleted-count': '0' });
    const message = `${SILENCE} ${TIMED_OUT}`;
    expect(errors).toEqual([`Could not delete TURN key ${KEY.uid}: ${message}`]);
    expect(results).toMatchObject([{ status: 'failed', error: { message } }]);
    expect(run.summary).toContain('TURN keys: 1 failed');
  });

  onPosix('ends five seconds after it is cancelled, and reports', async () => {
    const { run, errors } = await playBehind(({ url, asked }) => ({
      inputs: beyond,
      env: { HTTPS_PROXY: url },
      cancel: { name: 'SIGINT', when: () => asked },
    }));
    expect(run.outputs).toMatchObject({ status: 'failed', uid: KEY.uid, 'deleted-count': '0' });
    expect(errors).toEqual([`Could not delete TURN key ${KEY.uid}: ${SILENCE} ${CANCELLED}`]);
  });

  test.concurrent('ends at its time limit on the way to GitHub too, and deletes nothing', async () => {
    const { errors, deletes, connects } = await playBehind(({ url }) => ({
      keys: named('pr-1'),
      github: { host: 'ghes.example', pullRequests: { 1: 'CLOSED' } },
      inputs: { 'key-name': 'pr-{closed-pr}', 'timeout-seconds': '3' },
      env: { HTTP_PROXY: url },
    }));
    expect(connects).toHaveLength(1);
    expect(errors).toEqual([
      expect.stringMatching(
        /^Nothing was deleted, because GitHub did not say which pull requests are closed\. No complete response /,
      ),
    ]);
    expect(deletes).toEqual([]);
  });
});

describe('a step whose server switches to another protocol', () => {
  test.concurrent.each([true, false])(
    'ends at its time limit, and reports, whether the connection stays open or not: %j',
    async (linger) => {
      const server = await startRawServer(
        'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n',
        { linger },
      );
      try {
        const { run, errors, results } = await play({
          inputs: { 'api-base-url': `http://127.0.0.1:${server.port}`, 'timeout-seconds': '3' },
        });
        expect(run.outputs).toMatchObject({ status: 'failed', uid: KEY.uid, 'deleted-count': '0' });
        expect(errors).toEqual([
          `Could not delete TURN key ${KEY.uid}: No complete response was received from 127.0.0.1:${server.port} before the step had to stop. ` +
            `${TIMED_OUT} The key may have been deleted: check the dashboard, or run the step again with \`if-not-found: ignore\`.`,
        ]);
        expect(results).toMatchObject([{ uid: KEY.uid, status: 'failed' }]);
      } finally {
        await server.close();
      }
    },
  );
});

describe('a cancelled step says what to do', () => {
  onPosix('before it deletes anything', async () => {
    const { errors, cloudflare } = await play({
      keys: someKeys(20),
      // Long enough for the signal to arrive meanwhile.
      cloudflare: { latencyMs: 2_000 },
      inputs: { 'expected-name': 'preview-*' },
      cancel: { name: 'SIGTERM', when: (double) => double.received('GET', 8) },
    });
    expect(cloudflare.keys.size).toBe(20);
    expect(errors).toEqual([
      expect.stringMatching(/^Nothing was deleted, because TURN key \w+ could not be read\. /),
    ]);
    expect(errors[0]).toContain(CANCELLED);
  });
});
