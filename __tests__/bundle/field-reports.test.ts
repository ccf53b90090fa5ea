import { expect, test } from '@jest/globals';
import { failure, html, stall } from '../support/faults.ts';
import { id, KEY } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

// Problems that users of similar tools reported, where no other test of the bundle shows the right behavior.

test('a key that never existed is only probably deleted if an attempt before "not found" may have reached Cloudflare', async () => {
  const { results, run } = await play({
    keys: [],
    inputs: { 'key-id': id(1) },
    prepare: ({ next }) => {
      next('DELETE', html());
    },
  });
  expect(results).toMatchObject([
    {
      status: 'deleted',
      reason: expect.stringMatching(/^probably by an earlier attempt \(Cloudflare returned HTTP 502/),
    },
  ]);
  expect(run.log).toMatch(
    new RegExp(`^Deleted TURN key ${id(1)}: probably by an earlier attempt .* doesn't exist\\.$`, 'm'),
  );
  expect(run.summary).toContain('probably by an earlier attempt');
});

test('a lock-out is waited for, not blamed on the permissions of the token', async () => {
  const { errors, requests } = await play({
    prepare: ({ next }) => {
      next(
        'DELETE',
        failure(403, 9109, 'Max auth failures reached, please check your Authorization header.'),
      );
    },
  });
  expect(requests).toHaveLength(1);
  expect(errors).toEqual([expect.stringMatching(/locks out|locked out|lock-out/i)]);
  expect(errors[0]).not.toContain('Calls Write');
});

// On Windows, which has no such signal, the runner ends the process at once.
(process.platform === 'win32' ? test.skip : test)(
  'a run that is cancelled shortly before its time limit reports that it was cancelled',
  async () => {
    const { errors, results } = await play({
      // Less than what a cancelled run leaves to its requests.
      inputs: { 'timeout-seconds': '3' },
      prepare: ({ always }) => {
        always('DELETE', stall());
      },
      cancel: { name: 'SIGINT', when: (cloudflare) => cloudflare.received('DELETE') },
    });
    expect(results).toMatchObject([{ status: 'failed' }]);
    expect(errors).toEqual([expect.stringContaining('The run was cancelled')]);
    expect(errors[0]).not.toContain('time limit');
  },
);

test('a proxy whose host is unknown is reported so and retried, even if its name contains "certificate"', async () => {
  // A label of more than 63 characters is too long for a host name, so that no resolver is asked.
  const host = `certificate-${'a'.repeat(64)}.invalid`;
  const { errors, run } = await play({
    inputs: { 'api-base-url': 'https://api.cloudflare.test/client/v4', 'max-retries': '1' },
    env: { HTTPS_PROXY: `http://${host}:3128` },
  });
  expect(run.log).toMatch(/Retrying in [\d.]+ s \(retry 1 of 1\)/);
  expect(errors).toEqual([
    expect.stringMatching(/^Could not delete TURN key .* ENOTFOUND.* All 2 attempts failed\./),
  ]);
  expect(errors[0]).toContain(host);
  expect(errors[0]).not.toContain('is not trusted');
  expect(errors[0]).not.toContain('NODE_EXTRA_CA_CERTS');
  expect(errors[0]).toContain(KEY.uid);
});
