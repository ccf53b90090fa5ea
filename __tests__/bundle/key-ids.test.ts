import { describe, expect, test } from '@jest/globals';
import { KEY, play, playRefusal, someKeys } from '../support/scenario.ts';

const TURN_SECRET = '5f1c0de9a8b7c6d5e4f3a2b1c0d9e8f75f1c0de9a8b7c6d5e4f3a2b1c0d9e8f7';

describe('key IDs', () => {
  test.concurrent.each([
    ['no key at all', '', "Input 'key-id' or 'key-name' is needed, and both are empty."],
    ['nothing but separators', ' ,\n, ', 'Input \'key-id\' names no key; got ",\\u{a},".'],
    ['a name', 'my-key', 'got "my-key" (6 characters).'],
    ['31 characters', 'a'.repeat(31), '(31 characters).'],
    ['33 characters', 'a'.repeat(33), '(33 characters).'],
    ['a path', '../../../../user/tokens/verify--', 'got "../../../../user/tokens/verify--" (32 characters).'],
    ['a query', `${'a'.repeat(30)}?x`, '(32 characters).'],
    ['a letter outside ASCII', `${'a'.repeat(31)}é`, '(32 characters).'],
    ['quotes', `"${KEY.uid}"`, '(34 characters).'],
    ['a good one and a bad one', `${KEY.uid},x`, 'got "x" (1 character).'],
  ])('are not %s', async (_what, value, said) => {
    const errors = await playRefusal({ inputs: { 'key-id': value } });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(said);
  });

  test('are not the TURN secret of 64 characters: it is masked at once, and never printed', async () => {
    const { run, errors } = await play({
      inputs: { 'key-id': `${KEY.uid} ${TURN_SECRET}` },
      secrets: [TURN_SECRET],
    });
    expect(errors).toEqual([
      "Input 'key-id' holds 64 characters, which looks like the TURN key's secret and not its ID (or two IDs run together): give the `uid`, 32 characters. " +
        'Its value is masked and not shown; whoever has read it in a workflow file can use it, so replace the key if it was committed.',
    ]);
    expect(run.masks).toContain(TURN_SECRET);
  });

  test('are not an API token: it is masked, and never printed', async () => {
    const other = 'cfut_another40charactersanda4checksum012345';
    const errors = await playRefusal({ inputs: { 'key-id': other }, secrets: [other] });
    expect(errors).toEqual([
      expect.stringContaining('perhaps a token: an ID is 32 characters. Its value is masked'),
    ]);
  });

  test('of which many are bad are not all listed', async () => {
    const errors = await playRefusal({ inputs: { 'key-id': 'a b c d e f g h' } });
    expect(errors).toHaveLength(7);
    expect(errors[5]).toBe("Input 'key-id' holds 3 more that are no key IDs.");
    expect(errors[6]).toBe('6 problems with the inputs; nothing was deleted.');
  });

  test('and names exclude each other', async () => {
    const errors = await playRefusal({ inputs: { 'key-name': KEY.name } });
    expect(errors).toEqual(["Inputs 'key-id' and 'key-name' exclude each other: give one of them."]);
  });

  test('cannot be told from their age', async () => {
    const errors = await playRefusal({ inputs: { 'older-than': '7d' } });
    expect(errors).toEqual([
      "Input 'older-than' goes with 'key-name' alone: 'key-id' names keys outright, whatever their age.",
    ]);
  });

  test('are at most `max-keys`', async () => {
    const keys = someKeys(101);
    expect(await playRefusal({ keys })).toEqual([
      "Input 'key-id' names 101 keys, and 'max-keys' allows 100. Raise 'max-keys' (at most 1000) if all of them are to go.",
    ]);
    expect(await playRefusal({ keys: keys.slice(0, 2), inputs: { 'max-keys': '1' } })).toHaveLength(1);
    expect((await play({ keys, inputs: { 'max-keys': '101' } })).run.outputs['deleted-count']).toBe('101');
  });

  test('may have any of the letters that IDs are made of', async () => {
    const uid = 'abcXYZ0123456789_-abcXYZ01234567';
    const { results } = await play({ keys: [{ uid }] });
    expect(results).toMatchObject([{ uid, status: 'deleted' }]);
  });
});
