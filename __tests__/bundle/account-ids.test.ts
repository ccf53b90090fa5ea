import { describe, expect, test } from '@jest/globals';
import { ACCOUNT, TOKEN } from '../support/cloudflare-double.ts';
import { play, playRefusal } from '../support/scenario.ts';

describe('an account ID', () => {
  test.concurrent.each([
    ['', "Input 'account-id' is needed, or the environment variable CLOUDFLARE_ACCOUNT_ID."],
    ['me@example.com', 'Input \'account-id\' looks like an e-mail address; got "me@example.com".'],
    ['example.com', 'Input \'account-id\' looks like a domain; got "example.com".'],
    ['my account', 'must be 1 to 32 letters, digits, "-" or "_"; got "my account".'],
    ['../../zones', 'must be 1 to 32 letters, digits, "-" or "_"; got "../../zones".'],
    ['a'.repeat(33), `must be 1 to 32 letters, digits, "-" or "_"; got "${'a'.repeat(33)}".`],
    ['ａｂｃ', 'must be 1 to 32 letters, digits, "-" or "_"; got "ａｂｃ".'],
    [`${ACCOUNT}\n::error::x`, String.raw`got "${ACCOUNT}\u{a}::error::x".`],
  ])('%j', async (value, said) => {
    const errors = await playRefusal({ inputs: { 'account-id': value } });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(said);
    expect(errors[0]).toContain('behind dash.cloudflare.com/.');
  });

  test('that is the token is not shown', async () => {
    for (const value of [TOKEN, 'cfut_another40charactersanda4checksum012345']) {
      const errors = await playRefusal({ inputs: { 'account-id': value }, secrets: [value] });
      expect(errors).toEqual([
        expect.stringContaining('holds a secret, not an account ID (its value is not shown)'),
      ]);
    }
  });

  test('may have any of the letters that IDs are made of', async () => {
    const { results } = await play({ cloudflare: { account: 'a-Z_0' } });
    expect(results).toMatchObject([{ status: 'deleted' }]);
  });
});
