import { describe, expect, test } from '@jest/globals';
import { ACCOUNT, TOKEN } from '../support/cloudflare-double.ts';
import { KEY } from '../support/keys.ts';
import { play, playRefusal } from '../support/scenario.ts';

test('all problems are reported together, and no request is sent', async () => {
  const { transcript } = await play({
    inputs: {
      'account-id': 'me@example.com',
      'api-token': '',
      'key-id': 'production-realtime-app',
      'older-than': '7 days',
      'if-not-found': 'skip',
      'max-keys': '0',
      'dry-run': 'yes',
      'max-retries': '11',
      'timeout-seconds': '1h',
      'api-base-url': 'http://api.cloudflare.com/client/v4',
    },
  });
  expect(transcript).toMatchInlineSnapshot(`
    "--- wire
    (none)

    --- log
    Error: Input 'account-id' looks like an e-mail address; got "me@example.com". The account ID is the 32 hexadecimal digits in the dashboard's URL, after dash.cloudflare.com/.
    Error: Input 'api-token' is required, or the environment variable CLOUDFLARE_API_TOKEN; it is empty. If it comes from a secret or a variable, check its name, that the job names its \`environment:\` (if it belongs to one), and that a reusable workflow is called with its \`secrets:\`.
    Error: Input 'key-id' must hold key IDs of 32 letters, digits, "-" or "_"; got "production-realtime-app" (23 characters).
    Error: Input 'older-than' must be a whole number followed by m, h, d or w, such as 12h or 7d; got "7 days".
    Error: Input 'if-not-found' must be error or warn or ignore; got "skip".
    Error: Input 'max-keys' must be a whole number from 1 to 1000; got "0".
    Error: Input 'dry-run' must be true or false; got "yes".
    Error: Input 'max-retries' must be a whole number from 0 to 10; got "11".
    Error: Input 'timeout-seconds' must be a whole number from 1 to 3600; got "1h".
    Input 'api-base-url' must begin with https://, or with http:// only for localhost and 127.0.0.0/8; got "http://api.cloudflare.com/client/v4".
    Error: 10 problems with the inputs; nothing was deleted.

    --- outputs
    uid:
    name:
    created:
    modified:
    deleted-count: 0
    results: []
    status: failed

    --- exit code
    1
    "
  `);
});

describe('a secret in the wrong place', () => {
  const PASSWORD = 'hunter2-hunter2';
  const TURN_KEY_TOKEN = '5f1c0de9a8b7c6d5e4f3a2b1c0d9e8f75f1c0de9a8b7c6d5e4f3a2b1c0d9e8f7';
  test.concurrent.each([
    ['account-id', TOKEN, TOKEN],
    ['api-token', `Bearer ${TOKEN}`, TOKEN],
    ['api-token', `"${TOKEN}"`, TOKEN],
    ['key-id', `${KEY.uid} ${TURN_KEY_TOKEN}`, TURN_KEY_TOKEN],
    ['api-base-url', `https://someone:${PASSWORD}@localhost/`, PASSWORD],
  ])('(%s) is refused, and not shown', async (name, value, secret) => {
    const errors = await playRefusal({ inputs: { [name]: value }, secrets: [secret] });
    expect(errors).toEqual([expect.stringMatching(new RegExp(`^Input '${name}' .*not shown`))]);
  });
});

test('an empty token is explained by the event of the run', async () => {
  const pull_request = { user: { login: 'mona' }, head: { repo: { full_name: 'mona/calls-demo' } } };
  const errors = await playRefusal({ inputs: { 'api-token': ' \n ' }, event: { pull_request } });
  expect(errors).toEqual([expect.stringMatching(/^Input 'api-token' .* it is empty\. .*\bfork\b/)]);
});

test('a misspelled input stops the step: `dry_run` must not delete', async () => {
  const errors = await playRefusal({
    env: { INPUT_DRY_RUN: 'true', INPUT_KEYID: KEY.uid, 'INPUT_EXPECTED NAME': 'x', INPUT_OLDER_THAN: ' ' },
  });
  expect(errors).toEqual([
    expect.stringMatching(/^Input 'dry_run' doesn't exist; did you mean 'dry-run'\?/),
    expect.stringMatching(/^Input 'keyid' doesn't exist; did you mean 'key-id'\?/),
    expect.stringMatching(/^Input 'expected name' doesn't exist; did you mean 'expected-name'\?/),
    expect.stringMatching(/^Input 'older_than' doesn't exist; did you mean 'older-than'\?/),
    '4 problems with the inputs; nothing was deleted.',
  ]);
});

test('an input that is like none stops nothing: the runner warns of it', async () => {
  const { results } = await play({ env: { 'INPUT_WHO-TO-GREET': 'Mona', INPUT_NAME: 'x' } });
  expect(results).toMatchObject([{ status: 'deleted' }]);
});

describe('inputs and variables', () => {
  test('are trimmed', async () => {
    const { run, cloudflare } = await play({
      inputs: {
        'account-id': ` ${ACCOUNT}\n`,
        'api-token': `\n${TOKEN}\n`,
        'key-id': `\t${KEY.uid} `,
        'if-not-found': ' error ',
        'max-keys': ' 1 ',
        'dry-run': 'false\n',
      },
    });
    expect(run.outputs).toMatchObject({ status: 'deleted', uid: KEY.uid });
    expect(cloudflare.requests).toHaveLength(1);
  });

  test('variables are used for inputs that are not set', async () => {
    const { run, results } = await play({
      inputs: { 'account-id': '', 'api-token': '  ', 'api-base-url': '' },
      env: ({ baseUrl }) => ({
        CLOUDFLARE_ACCOUNT_ID: ` ${ACCOUNT}\n`,
        CLOUDFLARE_API_TOKEN: `\t${TOKEN} `,
        CLOUDFLARE_API_BASE_URL: `${baseUrl} \n`,
      }),
    });
    expect(results).toMatchObject([{ status: 'deleted' }]);
    expect(run.masks).toContain(TOKEN);
  });

  test('an input takes precedence over its variable', async () => {
    const { results } = await play({
      env: {
        CLOUDFLARE_ACCOUNT_ID: 'another',
        CLOUDFLARE_API_TOKEN: 'cfut_another40charactersanda4checksum012345',
        CLOUDFLARE_API_BASE_URL: 'http://127.0.0.1:9',
      },
      secrets: ['cfut_another40charactersanda4checksum012345'],
    });
    expect(results).toMatchObject([{ status: 'deleted' }]);
  });

  test('a wrong variable is reported by its own name', async () => {
    const errors = await playRefusal({
      inputs: { 'account-id': '', 'api-base-url': '' },
      env: { CLOUDFLARE_ACCOUNT_ID: 'example.com', CLOUDFLARE_API_BASE_URL: 'ftp://example.com' },
    });
    expect(errors).toEqual([
      expect.stringMatching(
        /^Environment variable CLOUDFLARE_ACCOUNT_ID looks like a domain; got "example\.com"\./,
      ),
      expect.stringMatching(/^Environment variable CLOUDFLARE_API_BASE_URL must begin with https:\/\//),
      '2 problems with the inputs; nothing was deleted.',
    ]);
  });
});
