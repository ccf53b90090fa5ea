import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../../src/keys/outcome.ts';
import { OUTPUTS, writeOutputs } from '../../../src/output/outputs.ts';
import type { Row } from '../../../src/output/row.ts';
import { id } from '../../support/keys.ts';
import { outcome, report } from './outcomes.ts';

/** The outputs of a step that had these outcomes, and the warnings about them. */
async function written(
  outcomes: readonly Outcome[],
): Promise<{ readonly outputs: Readonly<Record<string, string>>; readonly warnings: readonly string[] }> {
  const outputs: Record<string, string> = {};
  const warnings: string[] = [];
  await writeOutputs(report({ outcomes }), {
    setOutput: (name, value) => void (outputs[name] = String(value)),
    warn: (message) => void warnings.push(message),
  });
  return { outputs, warnings };
}

async function rowsOf(outcomes: readonly Outcome[]): Promise<readonly Row[]> {
  const { outputs, warnings } = await written(outcomes);
  expect(warnings).toEqual([]);
  expect(Buffer.byteLength(outputs['results'] ?? '')).toBeLessThanOrEqual(900_000);
  return JSON.parse(outputs['results'] ?? '') as readonly Row[];
}

describe('the outputs', () => {
  test('are about the one key that was selected', async () => {
    const { outputs } = await written([outcome(1, 'deleted', { created: 'c', modified: 'm' })]);
    expect(outputs).toEqual({
      status: 'deleted',
      uid: id(1),
      name: 'n-1',
      created: 'c',
      modified: 'm',
      'deleted-count': '1',
      results: JSON.stringify([{ uid: id(1), name: 'n-1', created: 'c', modified: 'm', status: 'deleted' }]),
    });
  });

  test('are about it beside names that no key has and keys that were kept', async () => {
    const { outputs } = await written([
      outcome(2, 'not-found', { uid: '' }),
      outcome(1, 'deleted'),
      outcome(3, 'kept'),
    ]);
    expect(outputs).toMatchObject({ uid: id(1), name: 'n-1', 'deleted-count': '1' });
  });

  test.each<readonly [string, readonly Outcome[]]>([
    ['no key', []],
    ['two keys', [outcome(1, 'deleted'), outcome(2, 'failed')]],
    ['a kept key', [outcome(1, 'kept')]],
    ['a name that no key has', [outcome(1, 'not-found', { uid: '' })]],
  ])('are empty for %s', async (_what, outcomes) => {
    const { outputs } = await written(outcomes);
    expect(outputs).toMatchObject({ uid: '', name: '', created: '', modified: '' });
  });

  test('count what was deleted', async () => {
    const statuses = [
      'deleted',
      'failed',
      'deleted',
      'not-found',
      'would-delete',
      'not-attempted',
      'kept',
    ] as const;
    const { outputs } = await written(statuses.map((status, n) => outcome(n, status)));
    expect(outputs['deleted-count']).toBe('2');
  });
});

describe('the results', () => {
  test('have the error of each key that failed or was not attempted', async () => {
    const rows = await rowsOf([
      outcome(1, 'failed', { reason: 'A.', response: { httpStatus: 403, code: 9109, rayId: 'abc-FRA' } }),
      outcome(2, 'failed', { reason: 'B.', response: { httpStatus: 502, code: undefined, rayId: '' } }),
      outcome(3, 'failed', { reason: 'C.' }),
      outcome(4, 'not-attempted', { reason: 'D.' }),
      outcome(5, 'failed', { reason: 'E.', confirmed: true }),
    ]);
    const none = { http_status: null, code: null, ray_id: null };
    expect(rows.map(({ error }) => error)).toEqual([
      { http_status: 403, code: 9109, message: 'A.', ray_id: 'abc-FRA' },
      { http_status: 502, code: null, message: 'B.', ray_id: null },
      { ...none, message: 'C.' },
      { ...none, message: 'D.' },
      { ...none, message: 'Cloudflare confirmed the deletion, but it could not be verified: E.' },
    ]);
    for (const row of rows) expect(row).not.toHaveProperty('reason');
  });

  test('have the reason of each other key that has one', async () => {
    const rows = await rowsOf([
      outcome(1, 'kept', { reason: 'its age is unknown' }),
      outcome(2, 'not-found', { reason: 'It said so.' }),
      outcome(3, 'deleted', { reason: 'probably by an earlier attempt' }),
      outcome(4, 'deleted'),
    ]);
    expect(rows.map((row) => row.reason)).toEqual([
      'its age is unknown',
      'It said so.',
      'probably by an earlier attempt',
      undefined,
    ]);
    expect(rows[3]).toEqual({ uid: id(4), name: 'n-4', created: '', modified: '', status: 'deleted' });
    for (const row of rows) expect(row).not.toHaveProperty('error');
  });

  const many = (count: number, more: Partial<Outcome>): readonly Outcome[] =>
    Array.from({ length: count }, (_, n) => outcome(n, 'failed', more));

  test('have a thousand ordinary keys whole', async () => {
    const rows = await rowsOf(many(1000, { reason: 'x'.repeat(300), created: '2026-03-01T09:30:00Z' }));
    expect(rows).toHaveLength(1000);
    expect(rows[999]?.error?.message).toBe('x'.repeat(300));
  });

  test.each<readonly [string, Partial<Outcome>]>([
    ['messages', { reason: 'x'.repeat(2_000) }],
    ['messages of escapes', { reason: '\u0001'.repeat(2_000) }],
    ['messages in another script', { reason: '语'.repeat(2_000) }],
    ['names', { name: 'n'.repeat(50_000) }],
    ['dates', { created: '1'.repeat(50_000), modified: '2'.repeat(50_000) }],
    ['codes', { response: { httpStatus: 400, code: 'c'.repeat(50_000), rayId: 'r'.repeat(16_000) } }],
    ['texts, all', { name: '"'.repeat(50_000), created: '\\'.repeat(50_000), reason: '\n'.repeat(5_000) }],
  ])('are whole for a thousand keys with long %s', async (_what, more) => {
    const rows = await rowsOf(many(1000, more));
    expect(rows.map(({ uid, status }) => [uid, status])).toEqual(
      Array.from({ length: 1000 }, (_, n) => [id(n), 'failed']),
    );
    for (const { error } of rows)
      expect(error).toMatchObject({ message: expect.stringMatching(/^(.*…)?$/s) });
  });

  test('are shortened no more than necessary', async () => {
    const { outputs } = await written(many(1000, { reason: 'x'.repeat(2_000) }));
    // Half the length would fit in half the bytes.
    expect(outputs['results']?.length).toBeGreaterThan(400_000);
  });

  test('leave one long name whole if it fits', async () => {
    const name = 'n'.repeat(800_000);
    expect((await rowsOf([outcome(1, 'deleted', { name })]))[0]?.name).toBe(name);
    const tooLong = `${name}${name}`;
    expect((await rowsOf([outcome(1, 'deleted', { name: tooLong })]))[0]?.name).toMatch(/^n{400000,}…$/);
    expect((await written([outcome(1, 'deleted', { name: tooLong })])).outputs['name']).toBe(tooLong);
  });

  test('omit kept and missing keys, and say so, if not even their IDs would fit', async () => {
    const { outputs, warnings } = await written([
      ...Array.from({ length: 5_000 }, (_, n) => outcome(n, 'kept', { reason: 'its age is unknown' })),
      ...Array.from({ length: 5_000 }, (_, n) => outcome(10_000 + n, 'not-found', { reason: 'It said so.' })),
      ...Array.from({ length: 1_000 }, (_, n) => outcome(20_000 + n, 'deleted')),
    ]);
    const rows = JSON.parse(outputs['results'] ?? '') as readonly Row[];
    expect(Buffer.byteLength(outputs['results'] ?? '')).toBeLessThanOrEqual(900_000);
    expect(rows.filter(({ status }) => status === 'deleted')).toHaveLength(1_000);
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['deleted', 'kept', 'not-found']));
    expect(rows.length).toBeGreaterThan(5_000);
    expect(warnings).toEqual([
      `The output \`results\` has no room for ${11_000 - rows.length} of the keys: see the log.`,
    ]);
  });
});

describe('outputs that cannot be written', () => {
  const writeWithout = async (
    isBroken: (name: string) => boolean,
  ): Promise<{ readonly outputs: Readonly<Record<string, unknown>>; readonly error: unknown }> => {
    const outputs: Record<string, unknown> = {};
    const setOutput = (name: string, value: unknown): void => {
      if (isBroken(name)) throw new Error('no space left');
      outputs[name] = value;
    };
    const writing = writeOutputs(report({ status: 'deleted' }), { setOutput, warn: () => undefined });
    const error: unknown = await writing.catch((reason: unknown) => reason);
    return { outputs, error };
  };

  test('do not stop the others, and are named', async () => {
    const { outputs, error } = await writeWithout((name) => name === 'uid' || name === 'name');
    expect(Object.keys(outputs)).toEqual(['created', 'modified', 'deleted-count', 'results', 'status']);
    expect(error).toMatchObject({
      message:
        "The outputs could not be written (no space left): later steps do not see `uid`, `name`. Check the runner's disk.",
      cause: expect.objectContaining({ message: 'no space left' }) as unknown,
    });
  });

  test('make the status failed, as the step is', async () => {
    const { outputs } = await writeWithout((name) => name === 'results');
    expect(outputs['status']).toBe('failed');
    expect((await writeWithout(() => false)).outputs['status']).toBe('deleted');
  });

  test('are all tried', async () => {
    const { error } = await writeWithout(() => true);
    for (const name of Object.keys(OUTPUTS)) expect(String(error)).toContain(`\`${name}\``);
  });
});
