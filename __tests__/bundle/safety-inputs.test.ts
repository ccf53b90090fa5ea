import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KEY, named } from '../support/keys.ts';
import { play, playRefusal } from '../support/scenario.ts';

test('safety inputs whose expressions came to nothing are refused', async () => {
  const errors = await playRefusal({
    inputs: { 'expected-name': '', 'older-than': ' ', 'unused-for': '\n', 'dry-run': '' },
  });
  expect(errors).toEqual([
    expect.stringMatching(/^Input 'expected-name' is empty\. .*inputs\.expected-name \|\| '\*' \}\}`\.$/),
    expect.stringMatching(/^Input 'older-than' is empty\. .*inputs\.older-than \|\| '0m' \}\}`\.$/),
    expect.stringMatching(/^Input 'unused-for' is empty\. .*inputs\.unused-for \|\| '0m' \}\}`\.$/),
    expect.stringMatching(/^Input 'dry-run' is empty\. .*inputs\.dry-run \|\| false \}\}`\.$/),
    '4 problems with the inputs; nothing was deleted.',
  ]);
});

describe('what asking GitHub takes is checked before any request:', () => {
  const scenario = { keys: named('pr-1'), inputs: { 'key-name': 'pr-{closed-pr}' } };

  test('a token with a line break', async () => {
    const token = 'ghs_R2d5vK8xQm1Zt4\nYb7Np0Ws3Lc6Hf9Jg2Ae5U';
    const errors = await playRefusal({
      ...scenario,
      inputs: { ...scenario.inputs, 'github-token': token },
      secrets: token.split('\n'),
    });
    expect(errors).toEqual([
      expect.stringMatching(/^Input 'github-token' contains white space or a line break.*not shown\.$/),
    ]);
  });

  test('an address and an event file that @actions/github could not load with', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'event-'));
    try {
      const file = join(folder, 'event.json');
      writeFileSync(file, '{"action": "clo');
      const env = { GITHUB_API_URL: 'github.example', GITHUB_EVENT_PATH: file };
      const errors = await playRefusal({ ...scenario, env });
      expect(errors).toEqual([
        expect.stringMatching(/GITHUB_API_URL.*got "github\.example"/),
        expect.stringMatching(/GITHUB_EVENT_PATH.*isn't valid JSON/),
        '2 problems with the inputs; nothing was deleted.',
      ]);
      const { results } = await play({ env });
      expect(results).toMatchObject([{ uid: KEY.uid, status: 'deleted' }]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('a base URL with an IPv6 address is refused, with the advice to use a host name', async () => {
  const errors = await playRefusal({ inputs: { 'api-base-url': 'https://[::1]:8443/client/v4' } });
  expect(errors).toEqual([
    "Input 'api-base-url' must have a host name instead of an IPv6 address, which the HTTP client can't reach; got \"https://[::1]:8443/client/v4\".",
  ]);
});
