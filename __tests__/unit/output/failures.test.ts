import { describe, expect, test } from '@jest/globals';
import { StoppedError } from '../../../src/lib/deadline.ts';
import { RefusalError } from '../../../src/keys/refusal.ts';
import type { PlannedKey } from '../../../src/keys/planned-key.ts';
import type { IfNotFound, Outcome } from '../../../src/keys/outcome.ts';
import {
  addFailure,
  annotateFailures,
  reportDefect,
  reportFailedRun,
  reportProblems,
  reportRefusal,
} from '../../../src/output/failures.ts';
import type { Report } from '../../../src/output/report.ts';
import { id } from '../../support/keys.ts';
import { outcome, recordLog, report } from './outcomes.ts';
import type { Line } from './outcomes.ts';

const NOT_FOUND_ADVICE =
  'Check the ID or name and `account-id`; if the key may already have been deleted, set `if-not-found: ignore`.';

const CANCELLED =
  'The run was cancelled: run the step again for the remaining keys, with `if-not-found: ignore`.';

describe('a run that fails', () => {
  const failedRun = (
    outcomes: readonly Outcome[],
    { ifNotFound = 'error', cancelled = false }: { ifNotFound?: IfNotFound; cancelled?: boolean } = {},
  ): Report => reportFailedRun(outcomes, { ifNotFound, cancelled });

  test('for one key has one failure', () => {
    expect(failedRun([outcome(1, 'deleted'), outcome(2, 'failed', { reason: 'It said no.' })])).toMatchObject(
      {
        status: 'failed',
        failures: [`Could not delete TURN key ${id(2)} ("n-2"): It said no.`],
        closing: '',
        headline: 'TURN keys: 1 deleted, 1 failed',
        endedEarly: false,
      },
    );
  });

  test('only because keys do not exist is not found, whatever else was deleted', () => {
    const missing = outcome(2, 'not-found', { uid: '', reason: 'No key is named "nope".' });
    expect(failedRun([outcome(1, 'deleted'), missing])).toMatchObject({
      status: 'not-found',
      failures: [`No key is named "nope". ${NOT_FOUND_ADVICE}`],
      closing: '',
    });
    expect(failedRun([outcome(1, 'would-delete'), missing]).status).toBe('not-found');
    expect(failedRun([outcome(1, 'failed'), missing]).status).toBe('failed');
    expect(failedRun([outcome(1, 'not-attempted'), missing]).status).toBe('failed');
    expect(failedRun([missing], { cancelled: true }).status).toBe('failed');
  });

  test('says of a failure after a confirmed deletion that it was confirmed', () => {
    expect(failedRun([outcome(2, 'failed', { reason: 'It said no.', confirmed: true })]).failures).toEqual([
      `Cloudflare confirmed the deletion of TURN key ${id(2)} ("n-2"), but it could not be verified: It said no.`,
    ]);
  });

  test('for several keys has a closing sentence', () => {
    const outcomes = [
      outcome(1, 'failed', { reason: 'A.' }),
      outcome(2, 'deleted'),
      outcome(3, 'not-found', { reason: 'B.' }),
    ];
    expect(failedRun(outcomes)).toMatchObject({
      failures: [
        `Could not delete TURN key ${id(1)} ("n-1"): A.`,
        `TURN key ${id(3)} was not found, so there was nothing to delete. B. ${NOT_FOUND_ADVICE}`,
      ],
      closing: 'TURN keys: 1 deleted, 1 not found, 1 failed. The output `results` has the details.',
    });
    expect(failedRun(outcomes, { ifNotFound: 'warn' }).failures).toHaveLength(1);
    expect(failedRun(outcomes, { ifNotFound: 'ignore' }).failures).toHaveLength(1);
  });

  test('with keys that were not attempted says why', () => {
    const unattempted = outcome(9, 'not-attempted', { reason: 'The time is up.' });
    const other = outcome(3, 'not-attempted', { reason: 'Other.' });
    const [failedA, failedB] = [
      outcome(1, 'failed', { reason: 'A.' }),
      outcome(2, 'failed', { reason: 'B.' }),
    ];
    expect(failedRun([outcome(1, 'deleted'), unattempted, other])).toMatchObject({
      status: 'failed',
      failures: ['TURN keys: 1 deleted, 2 not attempted. The time is up.'],
      closing: '',
    });
    expect(failedRun([failedA, unattempted])).toMatchObject({
      failures: [`Could not delete TURN key ${id(1)} ("n-1"): A.`],
      closing: 'TURN keys: 1 failed, 1 not attempted. The time is up.',
    });
    expect(failedRun([failedA, failedB, unattempted]).closing).toBe(
      'TURN keys: 2 failed, 1 not attempted. The time is up. The output `results` has the details.',
    );
  });
});

describe('a cancelled run says so once', () => {
  const shownOf = (outcomes: readonly Outcome[]): string => {
    const { failures, closing, status, headline } = reportFailedRun(outcomes, {
      ifNotFound: 'ignore',
      cancelled: true,
    });
    expect(status).toBe('failed');
    expect(headline).toMatch(/; the run was cancelled$/);
    // Of many failures, only the first have an annotation: the closing sentence always has one.
    const shown = failures.length === 1 ? `${failures.join(' ')} ${closing}` : closing;
    expect(shown.match(/The run was cancelled/g)).toHaveLength(1);
    return shown.trim();
  };
  const failed = (n: number, reason: string): Outcome => outcome(n, 'failed', { reason });

  test.each<readonly [string, readonly Outcome[], string]>([
    ['that handled every key', [outcome(1, 'deleted')], 'The run was cancelled, but every key was handled.'],
    ['without any key', [], 'The run was cancelled, but every key was handled.'],
    [
      'whose remaining keys say so',
      [outcome(1, 'not-attempted', { reason: CANCELLED })],
      `TURN keys: 1 not attempted. ${CANCELLED}`,
    ],
    [
      'whose remaining keys have another reason',
      [outcome(1, 'not-attempted', { reason: 'Another key failed.' })],
      'TURN keys: 1 not attempted. Another key failed. The run was cancelled.',
    ],
    [
      'whose only failure says so',
      [failed(1, CANCELLED)],
      `Could not delete TURN key ${id(1)} ("n-1"): ${CANCELLED}`,
    ],
    [
      'whose only failure does not say so',
      [failed(1, 'No.')],
      `Could not delete TURN key ${id(1)} ("n-1"): No. The run was cancelled, but every key was handled.`,
    ],
    [
      'with many failures, one of which says so',
      [failed(1, CANCELLED), failed(2, 'No.')],
      'TURN keys: 2 failed. The run was cancelled. The output `results` has the details.',
    ],
    [
      'with many failures, none of which says so',
      [failed(1, 'No.'), failed(2, 'No.')],
      'TURN keys: 2 failed. The run was cancelled, but every key was handled. The output `results` has the details.',
    ],
  ])('%s', (_what, outcomes, expected) => {
    expect(shownOf(outcomes)).toBe(expected);
  });
});

describe('a step that ends before it deletes anything', () => {
  test('reports the problems of the inputs', () => {
    expect(reportProblems(['A.'])).toEqual({
      status: 'failed',
      outcomes: [],
      failures: ['A.'],
      closing: '',
      headline: 'Nothing was deleted, because of 1 problem with the inputs',
      endedEarly: true,
    });
    expect(reportProblems(['A.', 'B.'])).toMatchObject({
      failures: ['A.', 'B.'],
      closing: '2 problems with the inputs; nothing was deleted.',
      headline: 'Nothing was deleted, because of 2 problems with the inputs',
    });
  });

  const planned: readonly PlannedKey[] = [
    { uid: id(1), known: { name: 'a' }, plan: 'delete', reason: '' },
    { uid: '', known: { name: 'b' }, plan: 'not-found', reason: 'None.' },
    { uid: id(3), known: { name: 'c' }, plan: 'keep', reason: 'its age is unknown' },
  ];
  const refusal = (error: RefusalError, cancelled = false): Report =>
    reportRefusal(error, { response: undefined, cancelled });

  test('reports a refusal, with every key that was selected', () => {
    expect(refusal(new RefusalError('No.', { planned, why: 'it is Sunday' }))).toMatchObject({
      status: 'failed',
      outcomes: [
        {
          uid: id(1),
          name: 'a',
          status: 'not-attempted',
          reason: 'Not attempted: the step was refused, and nothing was deleted.',
        },
        { uid: '', name: 'b', status: 'not-found', reason: 'None.' },
        { uid: id(3), name: 'c', status: 'kept', reason: 'its age is unknown' },
      ],
      failures: ['No.'],
      closing: '',
      headline: 'Nothing was deleted, because it is Sunday',
      endedEarly: true,
    });
    expect(refusal(new RefusalError('No.')).headline).toBe('Nothing was deleted');
  });

  test('reports the response to the read that failed', () => {
    const response = { httpStatus: 500, code: 1, rayId: 'r' };
    const error = new RefusalError('No.', { planned, failedUid: id(1) });
    const { outcomes } = reportRefusal(error, { response, cancelled: false });
    expect(outcomes[0]).toMatchObject({ status: 'failed', reason: 'No.', response });
    expect(outcomes[1]).not.toHaveProperty('response');
    expect(refusal(error).outcomes[0]).not.toHaveProperty('response');
  });

  test('never mistakes a name that no key has for the key whose read failed', () => {
    const error = new RefusalError('No.', { planned, failedUid: '' });
    expect(refusal(error).outcomes.map(({ status }) => status)).toEqual([
      'not-attempted',
      'not-found',
      'kept',
    ]);
  });

  test('says that the run was cancelled, where the refusal does not', () => {
    expect(refusal(new RefusalError('No.'), true).closing).toBe('The run was cancelled.');
    expect(refusal(new RefusalError(`No. ${new StoppedError(CANCELLED).message}`), true).closing).toBe('');
  });

  test('reports a defect, and does not say that nothing was deleted', () => {
    expect(reportDefect(new TypeError('x is no function'))).toEqual({
      status: 'failed',
      outcomes: [],
      failures: [expect.stringMatching(/^An unexpected error, .*\(TypeError: x is no function\)/)],
      closing: '',
      headline: 'The step ended with an unexpected error',
      endedEarly: true,
    });
  });
});

describe('the annotations of a step that fails', () => {
  const annotated = (
    failures: readonly string[],
    closing = '',
    outcomes: readonly Outcome[] = [],
  ): readonly Line[] => {
    const { log, lines } = recordLog();
    annotateFailures(report({ outcomes, failures, closing }), log);
    return lines;
  };
  const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `F${n}.`);

  test('are one for one failure', () => {
    expect(annotated(['F.'])).toEqual([['setFailed', 'F.']]);
    expect(annotated(['F.'], 'Closing.')).toEqual([['setFailed', 'F. Closing.']]);
  });

  test('are one for each of several, and a closing one', () => {
    expect(annotated(['A.', 'B.'], 'Closing.')).toEqual([
      ['error', 'A.'],
      ['error', 'B.'],
      ['setFailed', 'Closing.'],
    ]);
    expect(annotated(['A.', 'B.'], '', [outcome(1, 'deleted')])).toContainEqual([
      'setFailed',
      'TURN keys: 1 deleted.',
    ]);
  });

  test.each([
    [9, 9, 0],
    [10, 9, 1],
    [12, 9, 3],
  ])('of %d failures are %d and the closing one, and %d are only in the log', (count, errors, infos) => {
    const lines = annotated(numbered(count), 'Closing.');
    expect(lines.map(([level]) => level)).toEqual([
      ...Array.from({ length: errors }, () => 'error'),
      ...Array.from({ length: infos }, () => 'info'),
      'setFailed',
    ]);
    expect(lines.slice(0, -1).map(([, message]) => message)).toEqual(numbered(count));
  });

  test('include a failure that was added, however many others there are', () => {
    for (const count of [0, 1, 8, 9, 20]) {
      const { log, lines } = recordLog();
      annotateFailures(addFailure(report({ failures: numbered(count) }), 'Added.'), log);
      expect(lines.filter(([level]) => level !== 'info')).toContainEqual([
        count === 0 ? 'setFailed' : 'error',
        'Added.',
      ]);
    }
  });
});
