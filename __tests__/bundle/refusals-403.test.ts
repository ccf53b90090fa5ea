import { describe, expect, test } from '@jest/globals';
import { apiError } from '../support/api-errors.ts';
import { someKeys } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

describe('a 403', () => {
  test('for good names its causes, the likeliest first, and stops the step', async () => {
    const { errors, results, cloudflare } = await play({
      keys: someKeys(20),
      prepare: ({ always }) => {
        always('DELETE', apiError('forbidden'));
      },
    });
    expect(errors[0]).toMatch(
      /HTTP 403, code 10000: Authentication error \(cf-ray \w+-FRA\)\. This response has several causes, which it does not distinguish\. Check, in this order: \(1\) the token has the permission `Account › Cloudflare Calls › Edit` \("Calls Write"\);.*\(5\) Realtime/,
    );
    expect(results.filter(({ status }) => status === 'not-attempted')).toHaveLength(12);
    expect(cloudflare.requests).toHaveLength(8);
  });

  test('"internal error. Please try again" is retried', async () => {
    const { run, cloudflare } = await play({
      prepare: ({ next }) => {
        next('DELETE', apiError('internal error'));
      },
    });
    expect(run.outputs['status']).toBe('deleted');
    expect(cloudflare.requests).toHaveLength(2);
  });

  test('amid deletions of the same token is retried, and all 40 keys are deleted', async () => {
    let deletes = 0;
    const { run, cloudflare } = await play({
      keys: someKeys(40),
      prepare: ({ always }) => {
        always('DELETE', () => (++deletes === 15 ? apiError('forbidden') : undefined));
      },
    });
    expect(run.exitCode).toBe(0);
    expect(run.outputs['deleted-count']).toBe('40');
    expect(cloudflare.requests).toHaveLength(41);
  });

  test('that one key always meets, amid deletions of others, is the trouble of that key', async () => {
    const keys = someKeys(20);
    const { run, errors } = await play({
      keys,
      inputs: { 'max-retries': '1' },
      prepare: ({ always }) => {
        always({ method: 'DELETE', key: keys[14]?.uid ?? '' }, apiError('unauthorized'));
      },
    });
    expect(run.outputs['deleted-count']).toBe('19');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('The same token deleted other keys in this run');
  });
});
