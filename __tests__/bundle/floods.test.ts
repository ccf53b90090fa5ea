import { describe, expect, test } from '@jest/globals';
import { failureEnvelope, reply, successEnvelope } from '../support/faults.ts';
import { KEY, play, someKeys } from '../support/scenario.ts';

const some = (length: number): readonly object[] =>
  Array.from({ length }, (_, code) => ({ code, message: 'One of many' }));

describe('an answer that says too much', () => {
  test.concurrent.each([
    ['messages', 'notice', 'Cloudflare says: code'],
    ['errors', 'warning', 'Cloudflare says, beside success: code'],
  ])('in `%s`, is told no more than twenty of them', async (field, level, start) => {
    const { run } = await play({
      prepare: (cloudflare) => {
        const body = successEnvelope(KEY, { [field]: some(20_000) });
        cloudflare.next('DELETE', reply(200, body, { takesEffect: true }));
      },
    });
    expect(run.outputs).toMatchObject({ status: 'deleted' });
    expect(run.annotations).toEqual(
      Array.from({ length: 20 }, (_, code) => ({ level, message: `${start} ${code}: One of many` })),
    );
    expect(run.log.split('\n').length).toBeLessThan(25);
  });

  test.concurrent.each([
    [5, 'code 4: One of many (cf-ray'],
    [6, 'code 4: One of many; and 1 more error (cf-ray'],
    [8, 'code 4: One of many; and 3 more errors (cf-ray'],
  ])('with %d errors: five are told, and how many more there were', async (number, said) => {
    const { errors } = await play({
      prepare: (cloudflare) => {
        cloudflare.next('DELETE', reply(400, failureEnvelope(...some(number))));
      },
    });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(said);
    expect(errors[0]).not.toContain('code 5:');
  });

  test.concurrent('of when a key was created is cut in the log, and not in the outputs', async () => {
    const created = '2026-03-01T09:30:00Z'.padEnd(50_000, '0');
    const keys = someKeys(3).map((key) => ({ ...key, created }));
    const { run, results } = await play({ keys });
    for (const line of run.log.split('\n')) expect(line.length).toBeLessThan(200);
    expect(run.log).toMatch(/created 2026-03-01T09:30:00Z0+…\)\.$/m);
    expect(results.map((result) => result.created)).toEqual([created, created, created]);
  });
});
