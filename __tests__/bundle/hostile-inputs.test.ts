import { describe, expect, test } from '@jest/globals';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { playRefusal } from '../support/scenario.ts';

const INPUTS = [
  'account-id',
  'key-id',
  'expected-name',
  'older-than',
  'if-not-found',
  'if-ambiguous',
  'max-keys',
  'dry-run',
  'verify',
  'max-retries',
  'timeout-seconds',
  'api-base-url',
] as const;

describe('hostile text in every input at once is refused, and each problem is one line:', () => {
  // A variable can't contain NUL.
  const texts = HOSTILE_TEXTS.filter((text) => text.isWellFormed()).map((text) => text.replaceAll('\0', ''));
  test.concurrent.each(texts.map((text) => [JSON.stringify(text).slice(0, 50), text] as const))(
    '%s',
    async (_start, text) => {
      const errors = await playRefusal({
        inputs: Object.fromEntries(INPUTS.map((name) => [name, text])),
        // A text longer than a key ID may be a secret, so it isn't shown.
        secrets: text.length > 1_000 ? [text] : [],
      });
      for (const error of errors.slice(0, -1)) {
        expect(error).toMatch(/^(Input|Inputs) '/);
        expect(error.length).toBeLessThan(400);
      }
      expect(errors.at(-1)).toMatch(/^\d+ problems with the inputs; nothing was deleted\.$/);
    },
  );
});
