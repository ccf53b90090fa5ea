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
  expect(rows).toEqual(trials.map(({ title, deletedBefore }) => [title, deletedBefore]));
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

  const GONE = { obstacle: 'no key', deletedBefore: 'never existed' } as const;
  const error = { http_status: 502, code: null, message: 'No.', ray_id: null };

  /** The contradiction of a step that deletes nothing and reports this. */
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
      ...(status === 'not-found' && { reason: 'Not found.' }),
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
    const whole: Trial = { title: '', table: 'first', deletedBefore: 'no', ...trial };
    return (await attempt(whole, folder)).contradiction;
  }

  test('finds no contradiction in a true report', async () => {
    expect(await contradiction({ status: 'failed', exitCode: 1 })).toBeUndefined();
    expect(await contradiction({ status: 'not-found', exitCode: 1 }, GONE)).toBeUndefined();
  });

  test.each([
    ['a key is reported as deleted, and exists', { status: 'deleted', exitCode: 0 }, /isThere/],
    [
      'a key is reported as not found, and exists',
      { status: 'not-found', exitCode: 1 },
      /^The key was reported/,
    ],
    ['a step that failed is green', { status: 'failed', exitCode: 0 }, /isFailed/],
    [
      'the results are those of another key',
      { status: 'failed', row: { uid: 'f' }, exitCode: 1 },
      /not those/,
    ],
    ['step and key differ', { status: 'failed', step: 'deleted', exitCode: 1 }, /Expected: "failed"/],
    [
      'a failure has no error',
      { status: 'failed', row: { error: undefined }, exitCode: 1 },
      /Expected: true/,
    ],
  ])('fails if %s', async (_what, report, message) => {
    expect(await contradiction(report)).toMatch(message);
  });

  test('fails if a step reports a key as deleted that it did not delete, in its row or as a whole', async () => {
    const taken = { status: 'deleted', exitCode: 0 };
    expect(await contradiction(taken, GONE)).toMatch(/Expected: >= 2/);
    const red = { status: 'not-found', step: 'deleted', exitCode: 1 };
    expect(await contradiction(red, GONE)).toMatch(/Expected: "not-found"/);
  });
});
