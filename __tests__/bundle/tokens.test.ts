import { describe, expect, test } from '@jest/globals';
import { play, playRefusal, type Scenario } from '../support/scenario.ts';

describe('a token', () => {
  const BARE = 'Qd7_a-K0x2Vt9Lw4Zs6Jn8Pb1Rf3Hc5Yg7Me0Ui2';
  test.concurrent.each([
    ['with "Bearer " in front', `Bearer ${BARE}`, 'without "Bearer" in front'],
    ['with "bearer " in front', `bearer  ${BARE}`, 'without "Bearer" in front'],
    ['with the whole header', `Authorization: Bearer ${BARE}`, 'without "Bearer" in front'],
    ['in double quotes', `"${BARE}"`, 'without quotes around it'],
    ['in single quotes', `'${BARE}'`, 'without quotes around it'],
    ['in backticks', `\`${BARE}\``, 'without quotes around it'],
    ['with a quote at its end', `${BARE}"`, 'without quotes around it'],
    ['with "Bearer " in quotes', `"Bearer ${BARE}"`, 'without quotes around it'],
    ['with a space inside', `${BARE} ${BARE}`, 'white space or a line break inside'],
    ['with a line break inside', `${BARE}\n${BARE}x`, 'white space or a line break inside'],
    ['with a carriage return inside', `${BARE}\r${BARE}x`, 'white space or a line break inside'],
    ['with a letter outside ASCII', `${BARE}é`, 'a character outside printable ASCII'],
    ['with a zero-width space', `${BARE}\u200b`, 'a character outside printable ASCII'],
    ['with a control character', `${BARE}\u0007x`, 'a character outside printable ASCII'],
    [
      'that is a new Global API Key',
      'cfk_Qd7aK0x2Vt9Lw4Zs6Jn8Pb1Rf3Hc5Yg7Me0Ui2',
      'has the form of a Global API Key',
    ],
    [
      'that is an old Global API Key',
      '1234567890abcdef1234567890abcdef12345',
      'has the form of a Global API Key',
    ],
    [
      'that is a longer Global API Key',
      '0123456789abcdef'.repeat(3).slice(0, 45),
      'has the form of a Global API Key',
    ],
  ])('%s', async (_what, token, said) => {
    const secrets = token.split(/\s/).filter((piece) => piece.length >= 20);
    const errors = await playRefusal({ inputs: { 'api-token': token }, secrets: [BARE, ...secrets] });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^Input 'api-token' (must|has) /);
    expect(errors[0]).toContain(said);
    expect(errors[0]).toContain('Its value is not shown.');
  });

  test('from the variable is named so', async () => {
    const errors = await playRefusal({
      inputs: { 'api-token': '' },
      env: { CLOUDFLARE_API_TOKEN: `"${BARE}"` },
      secrets: [BARE, `"${BARE}"`],
    });
    expect(errors).toEqual([
      expect.stringMatching(/^Environment variable CLOUDFLARE_API_TOKEN must be the token alone/),
    ]);
  });

  test.concurrent.each([BARE, '1234567890abcdef1234567890abcdef1234', `${BARE}.~+/=`])(
    'may be %j',
    async (token) => {
      const { cloudflare } = await play({ cloudflare: { token }, secrets: [token] });
      expect(cloudflare.requests[0]?.headers.authorization).toBe(`Bearer ${token}`);
    },
  );
});

describe('an empty token', () => {
  const pull = (login: string, repo: unknown): object => ({
    event: { pull_request: { user: { login }, head: { repo } } },
  });
  const DEPENDABOT = "add the secret to the repository's Dependabot secrets";
  const FORK = 'This run comes from a fork, and GitHub gives it no secrets';
  const OTHERWISE = 'Check that the secret exists and is spelt the same';

  test.concurrent.each([
    ["in a run of Dependabot's", { env: { GITHUB_ACTOR: 'dependabot[bot]' } }, DEPENDABOT],
    [
      "in a pull request of Dependabot's that a person closed",
      pull('dependabot[bot]', { full_name: 'octocat/calls-demo' }),
      OTHERWISE,
    ],
    ['in a pull request from a fork', pull('mona', { full_name: 'mona/calls-demo' }), FORK],
    ['in a pull request from a fork that was deleted', pull('mona', null), FORK],
    [
      'in a pull request of the repository itself',
      pull('mona', { full_name: 'octocat/calls-demo' }),
      OTHERWISE,
    ],
    ['in a push', { event: { ref: 'refs/heads/main' } }, OTHERWISE],
    ['without a payload', { omit: ['GITHUB_EVENT_PATH'] }, OTHERWISE],
    ['with a payload that is a list', { event: [{ pull_request: 1 }] }, OTHERWISE],
    ['with an odd payload', { event: { pull_request: { user: 7, head: [] } } }, OTHERWISE],
    [
      'in a run on behalf of the repository',
      {
        ...pull('mona', { full_name: 'mona/calls-demo' }),
        env: { GITHUB_EVENT_NAME: 'pull_request_target' },
      },
      OTHERWISE,
    ],
  ])('%s', async (_what, scenario: Scenario, said) => {
    const errors = await playRefusal({ ...scenario, inputs: { 'api-token': ' \n ' } });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(
      "Input 'api-token' is needed, or the environment variable CLOUDFLARE_API_TOKEN; it is empty.",
    );
    expect(errors[0]).toContain(said);
  });
});
