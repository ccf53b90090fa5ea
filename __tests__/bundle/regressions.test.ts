import { describe, expect, test } from '@jest/globals';
import { TOKEN } from '../support/cloudflare-double.ts';
import { respond, reset } from '../support/faults.ts';
import { KEY } from '../support/keys.ts';
import { MAY_BE_DELETED } from '../support/report-rules.ts';
import { play } from '../support/scenario.ts';

// What the properties in __tests__/properties/ found, each as a plain example.

describe('a deletion that may have taken effect says so if there is no time for a retry,', () => {
  test.each([
    ['after a 500', respond(500, '', { takesEffect: true })],
    ['after a lost connection', reset({ takesEffect: true })],
  ])('%s', async (_after, first) => {
    const tooLong = { 'retry-after': '99999999999999999999' };
    const { errors, cloudflare } = await play({
      inputs: { 'max-retries': '1' },
      prepare: ({ next }) => {
        next('DELETE', first, respond(503, '', { headers: tooLong, takesEffect: true }));
      },
    });
    expect(cloudflare.keys.has(KEY.uid)).toBe(false);
    expect(errors).toEqual([expect.stringMatching(/It asked to wait more than a day/)]);
    expect(errors[0]).toMatch(MAY_BE_DELETED);
  });
});

test('a response that ends in the middle of the token does not show its beginning', async () => {
  const { errors } = await play({
    prepare: ({ next }) => {
      next('DELETE', respond(200, `{"success":true,"result":{"name":"${TOKEN.slice(0, 30)}`));
    },
  });
  expect(errors).toEqual([expect.stringContaining('{"success":true,"result":{"name":"***"')]);
});

test('a deletion that Cloudflare confirmed says so everywhere, even if it could not be verified', async () => {
  const { results, run, errors } = await play({
    inputs: { verify: 'true', 'max-retries': '0' },
    prepare: ({ next }) => {
      next('GET', respond(500, ''));
    },
  });
  const confirmed =
    'Cloudflare confirmed the deletion, but it could not be verified: Cloudflare returned HTTP 500';
  expect(results[0]?.error?.message).toContain(confirmed);
  expect(run.summary).toContain(confirmed);
  expect(errors).toEqual([expect.stringContaining('Cloudflare confirmed the deletion of TURN key')]);
});
