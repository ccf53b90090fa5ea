import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allTrials, attempt, type Trial } from '../../tools/fuzz/fault-trials.ts';

const KEY = '2a95132c15732412d22c1476fa83f27a';

test('docs/faults.md has a row for each trial, in order', () => {
  const page = readFileSync('docs/faults.md', 'utf8');
  const rows = [...page.matchAll(/^\| (.+?) \| (.+?) \| .*\d of \d+ \|$/gm)].map(([, ...cells]) => cells);
  const trials = (['first', 'every', 'sequence'] as const).flatMap((table) =>
    allTrials().filter((trial) => trial.table === table),
  );
  expect(rows).toEqual(trials.map(({ title, carriedOut }) => [title, carriedOut]));
});

describe('npm run faults', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trial-'));
    mkdirSync(join(folder, 'dist'));
    copyFileSync('action.yml', join(folder, 'action.yml'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const error = { http_status: 502, code: null, message: 'No.', ray_id: null };

  /** The complaints about a step that deletes nothing and reports this of the key. */
  async function contradiction(
    report: {
      readonly status: string;
      readonly row?: object;
      readonly step?: string;
      readonly exitCode: number;
    },
    trial: Partial<Trial> = {},
  ): Promise<string | undefined> {
    const { status, row, step = status, exitCode } = report;
    const result = {
      uid: KEY,
      name: '',
      created: '',
      modified: '',
      status,
      ...(status === 'failed' && { error }),
      ...row,
    };
    const outputs = {
      status: step,
      uid: result.uid,
      name: '',
      created: '',
      modified: '',
      'deleted-count': status === 'deleted' ? '1' : '0',
      results: JSON.stringify([result]),
    };
    const lines = Object.entries(outputs).map((pair) => `${pair.join('=')}\n`);
    writeFileSync(
      join(folder, 'dist/index.js'),
      `require('node:fs').appendFileSync(process.env.GITHUB_OUTPUT, ${JSON.stringify(lines.join(''))});
      if (${exitCode} === 1) console.log('::error::No.');
      process.exitCode = ${exitCode};`,
    );
    const whole: Trial = { title: '', table: 'first', carriedOut: 'no', ...trial };
    return (await attempt(whole, folder)).contradiction;
  }

  test('has no complaint about a step that reports the truth', async () => {
    expect(await contradiction({ status: 'failed', exitCode: 1 })).toBeUndefined();
    expect(await contradiction({ status: 'not-found', exitCode: 1 }, { obstacle: 'no key' })).toBeUndefined();
  });

  test.each([
    ['a key is said to be deleted, and is there', { status: 'deleted', exitCode: 0 }, /isThere/],
    ['a key is said not to be there, and is', { status: 'not-found', exitCode: 1 }, /^The key was not found/],
    ['a step that failed is green', { status: 'failed', exitCode: 0 }, /Expected: 1\s+Received: 0/],
    ['the results are of another key', { status: 'failed', row: { uid: 'f' }, exitCode: 1 }, /not those/],
    ['step and key differ', { status: 'failed', step: 'deleted', exitCode: 1 }, /Expected: "failed"/],
    [
      'a failure has no error',
      { status: 'failed', row: { error: undefined }, exitCode: 1 },
      /Expected: true/,
    ],
  ])('fails if %s', async (_what, report, said) => {
    expect(await contradiction(report)).toMatch(said);
  });

  test('fails if a step reports a key as deleted that it did not delete, in its row or its status', async () => {
    const taken = { status: 'deleted', exitCode: 0 };
    expect(await contradiction(taken, { obstacle: 'no key' })).toMatch(/Expected: >= 2/);
    const red = { status: 'not-found', step: 'deleted', exitCode: 1 };
    expect(await contradiction(red, { obstacle: 'no key' })).toMatch(/Expected value: "deleted"/);
  });
});
