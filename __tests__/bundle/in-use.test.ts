import { describe, expect, test } from '@jest/globals';
import { ANALYTICS, analyticsRefusals } from '../support/analytics-refusals.ts';
import { ago, id, named } from '../support/keys.ts';
import { play, type Played, type Scenario } from '../support/scenario.ts';

const GIGABYTES = 5_300_000_000;

/** Two keys, the second of which relayed 5.3 GB a moment ago. */
function sweep(inputs: Readonly<Record<string, string>>, more: Scenario = {}): Promise<Played> {
  return play({
    keys: named('preview-1', 'preview-2'),
    cloudflare: { analytics: { usage: { [id(2)]: GIGABYTES } } },
    ...more,
    inputs: { 'key-name': 'preview-*', ...inputs },
  });
}

describe('a key in use', () => {
  test('keeps everything from being deleted, and the error says how much it relayed, and when', async () => {
    const { run, deletes, errors } = await sweep({ 'unused-for': '24h' });
    expect({ exitCode: run.exitCode, status: run.outputs['status'], deletes }).toEqual({
      exitCode: 1,
      status: 'failed',
      deletes: [],
    });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(new RegExp(`Nothing was deleted.*${id(2)}.*5\\.3 GB.*24 ?h`));
  });

  test('is kept with if-in-use: keep, and the others are deleted', async () => {
    const { run, deletes, results } = await sweep({ 'unused-for': '24h', 'if-in-use': 'keep' });
    expect({ exitCode: run.exitCode, status: run.outputs['status'], deletes }).toEqual({
      exitCode: 0,
      status: 'deleted',
      deletes: [id(1)],
    });
    expect(results.map(({ status }) => status)).toEqual(['deleted', 'kept']);
    expect(results[1]?.reason).toContain('5.3 GB');
    expect(run.log).toContain('5.3 GB');
    expect(run.summary).toContain('5.3 GB');
  });

  test('counts by ID too, and one that nothing else is selected beside gives the status kept', async () => {
    const byId = { 'key-name': '', 'key-id': id(2), 'unused-for': '30m', 'if-in-use': 'keep' };
    const { run, deletes } = await sweep(byId);
    expect({ exitCode: run.exitCode, status: run.outputs['status'], uid: run.outputs['uid'] }).toEqual({
      exitCode: 0,
      status: 'kept',
      uid: '',
    });
    expect(deletes).toEqual([]);
  });

  test('is deleted when nobody asks', async () => {
    const { deletes, cloudflare } = await sweep({});
    expect(deletes).toEqual([id(1), id(2)]);
    expect(cloudflare.queries).toEqual([]);
  });
});

describe('the question about traffic', () => {
  test('is asked only for the keys that every other rule leaves, in a dry run too', async () => {
    const { cloudflare, results } = await sweep(
      { 'unused-for': '24h', 'older-than': '1d', 'dry-run': 'true' },
      {
        keys: [
          { uid: id(1), name: 'preview-1', created: ago(172_800_000) },
          { uid: id(2), name: 'preview-2', created: ago(60_000) },
        ],
      },
    );
    expect(cloudflare.queries.flatMap(({ groups }) => groups.map(({ keyId }) => keyId))).toEqual([id(1)]);
    expect(results.map(({ status }) => status)).toEqual(['would-delete', 'kept']);
  });

  test('is asked for up to ten keys a request, each with a filter of its own', async () => {
    const keys = named(...Array.from({ length: 12 }, (_, index) => `preview-${index + 1}`));
    const { cloudflare, deletes } = await sweep(
      { 'unused-for': '24h' },
      { keys, cloudflare: { analytics: {} } },
    );
    const sizes = cloudflare.queries.map(({ groups }) => groups.length);
    expect(sizes.toSorted((one, other) => other - one)).toEqual([10, 2]);
    const asked = cloudflare.queries.flatMap(({ groups }) => groups.map(({ keyId }) => keyId));
    expect(asked.toSorted()).toEqual(keys.map(({ uid }) => uid));
    expect(deletes).toHaveLength(12);
  });

  test.each([
    ['authz, account', /Account › Account Analytics › Read/],
    ['data: null', /Nothing was deleted/],
  ] as const)('refuses the step when the response is "%s"', async (refusal, says) => {
    const { run, deletes, errors } = await sweep(
      { 'unused-for': '24h', 'if-in-use': 'keep', 'max-retries': '0' },
      {
        prepare: (cloudflare) => {
          cloudflare.always(ANALYTICS, analyticsRefusals[refusal]);
        },
      },
    );
    expect({ exitCode: run.exitCode, deletes }).toEqual({ exitCode: 1, deletes: [] });
    expect(errors.join(' ')).toMatch(says);
    expect(errors.join(' ')).toMatch(/Nothing was deleted/);
  });
});
