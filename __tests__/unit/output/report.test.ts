import { describe, expect, test } from '@jest/globals';
import type { IfNotFound, KeyStatus, Outcome } from '../../../src/keys/outcome.ts';
import {
  describeKey,
  explain,
  explainNotFound,
  hasSucceeded,
  logOutcome,
  redactReport,
  reportSuccess,
  tally,
} from '../../../src/output/report.ts';
import { redactor } from '../../../src/lib/redact.ts';
import { openLog } from '../../../src/output/log.ts';
import { id } from '../../support/keys.ts';
import { outcome, recordLog, report } from './outcomes.ts';
import type { Line } from './outcomes.ts';

const all = (statuses: readonly KeyStatus[]): readonly Outcome[] =>
  statuses.map((status, index) => outcome(index + 1, status));

describe('a run succeeds', () => {
  test.each<readonly [readonly KeyStatus[], IfNotFound, boolean]>([
    [[], 'error', true],
    [['deleted', 'would-delete', 'kept'], 'error', true],
    [['deleted', 'not-found'], 'warn', true],
    [['deleted', 'not-found'], 'ignore', true],
    [['deleted', 'not-found'], 'error', false],
    [['deleted', 'failed'], 'ignore', false],
    [['deleted', 'not-attempted'], 'ignore', false],
  ])('of %j, if-not-found: %s: %j', (statuses, ifNotFound, expected) => {
    expect(hasSucceeded(all(statuses), { ifNotFound, cancelled: false })).toBe(expected);
  });

  test('never if it was cancelled', () => {
    expect(hasSucceeded(all(['deleted']), { ifNotFound: 'error', cancelled: true })).toBe(false);
  });
});

describe('the status of a run that succeeds', () => {
  test.each<readonly [readonly KeyStatus[], string]>([
    [[], 'not-found'],
    [['deleted'], 'deleted'],
    [['not-found'], 'not-found'],
    [['kept'], 'kept'],
    [['kept', 'kept'], 'kept'],
    [['not-found', 'deleted', 'kept'], 'deleted'],
    [['would-delete', 'not-found', 'kept'], 'would-delete'],
    [['kept', 'not-found'], 'not-found'],
  ])('of %j is %s', (statuses, expected) => {
    const outcomes = all(statuses);
    expect(reportSuccess(outcomes)).toEqual({
      status: expected,
      outcomes,
      failures: [],
      closing: '',
      headline: tally(outcomes),
      endedEarly: false,
    });
  });

  test('is kept if all picked keys are kept, even if names have no key', () => {
    const noKey = outcome(2, 'not-found', { uid: '' });
    expect(reportSuccess([outcome(1, 'kept'), noKey]).status).toBe('kept');
    expect(reportSuccess([noKey]).status).toBe('not-found');
  });
});

test('keys are counted by what became of them, always in the same order', () => {
  const statuses = [
    'not-attempted',
    'failed',
    'kept',
    'not-found',
    'would-delete',
    'deleted',
    'deleted',
  ] as const;
  expect(tally(all(statuses))).toBe(
    'TURN keys: 2 deleted, 1 would be deleted, 1 not found, 1 kept, 1 failed, 1 not attempted',
  );
  expect(tally([])).toBe('TURN keys: none selected');
});

describe('a line about a key', () => {
  const linesOf = (each: Outcome, ifNotFound: IfNotFound = 'error'): readonly Line[] => {
    const { log, lines } = recordLog();
    logOutcome(each, ifNotFound, log);
    return lines;
  };

  test.each<readonly [Outcome, string]>([
    [outcome(1, 'deleted'), `Deleted TURN key ${id(1)} ("n-1").`],
    [outcome(1, 'deleted', { reason: 'a note' }), `Deleted TURN key ${id(1)} ("n-1"): a note.`],
    [outcome(1, 'would-delete', { created: 'c' }), `Would delete TURN key ${id(1)} ("n-1", created c).`],
    [
      outcome(1, 'kept', { created: 'c', reason: 'created c, newer than `older-than` (7d)' }),
      `Kept TURN key ${id(1)} ("n-1"): created c, newer than \`older-than\` (7d).`,
    ],
  ])('%# says what became of it', (each, line) => {
    expect(linesOf(each)).toEqual([['info', line]]);
  });

  test('is short, however long its texts are, and redacted wherever a secret stands in them', () => {
    const secret = 'a-secret-of-24-characters';
    for (const status of ['deleted', 'would-delete', 'kept'] as const) {
      // Wherever the line is truncated, it is within a secret.
      const reason = `start ${secret.repeat(20_000)} end`;
      const { log, lines } = recordLog();
      const long = { reason, created: '1'.repeat(500_000), name: 'n'.repeat(500_000) };
      logOutcome(outcome(1, status, long), 'error', openLog(log, redactor([secret])));
      const [[, line] = ['', '']] = lines;
      expect(line.length).toBeLessThanOrEqual(4096);
      expect(line).not.toContain('characters');
      if (status !== 'would-delete') expect(line).toMatch(/: start [*]+ … [*]+ end\.$/);
    }
  });

  test('that was not found is a warning, a line, or left to the end', () => {
    const gone = outcome(1, 'not-found', { reason: 'It said so.' });
    const sentence = `TURN key ${id(1)} was not found, so there was nothing to delete. It said so.`;
    expect(linesOf(gone, 'warn')).toEqual([['warning', sentence]]);
    expect(linesOf(gone, 'ignore')).toEqual([['info', sentence]]);
    expect(linesOf(gone, 'error')).toEqual([]);
    expect(linesOf({ ...gone, uid: '' }, 'ignore')).toEqual([['info', 'It said so.']]);
  });

  test.each(['failed', 'not-attempted'] as const)('that %s is left to the end', (status) => {
    for (const ifNotFound of ['error', 'warn', 'ignore'] as const)
      expect(linesOf(outcome(1, status, { reason: 'A.' }), ifNotFound)).toEqual([]);
  });
});

test.each<readonly [Partial<Outcome>, string]>([
  [{ name: '', created: '' }, id(1)],
  [{ name: 'a "b"', created: '' }, `${id(1)} ("a "b"")`],
  [{ name: '', created: 'c' }, `${id(1)} ("", created c)`],
  [{ created: 'c'.repeat(65) }, `${id(1)} ("n-1", created ${'c'.repeat(63)}…)`],
])('a key of which %j is known is described as %s', (known, description) => {
  expect(describeKey(outcome(1, 'deleted', known))).toBe(description);
});

test('a name that no key has is not found without an ID', () => {
  expect(explainNotFound(outcome(1, 'not-found', { uid: '', reason: 'No key is named so.' }))).toBe(
    'No key is named so.',
  );
});

test('a confirmed deletion is explained as a failure only if it failed', () => {
  const confirmed = { reason: 'R.', confirmed: true };
  expect(explain(outcome(1, 'deleted', confirmed))).toBe('R.');
  expect(explain(outcome(1, 'failed', { reason: 'R.' }))).toBe('R.');
  expect(explain(outcome(1, 'failed', confirmed))).toBe(
    'Cloudflare confirmed the deletion, but it could not be verified: R.',
  );
});

test('a redacted report has no secret in anything that it shows', () => {
  const texts = { uid: 'secret', name: 'secret', created: 'secret', modified: 'secret', reason: 'secret' };
  const secretive = report({
    outcomes: [
      outcome(1, 'failed', { ...texts, response: { httpStatus: 400, code: 'secret', rayId: 'secret' } }),
      outcome(2, 'failed', { ...texts, response: { httpStatus: 400, code: 7, rayId: '' } }),
      outcome(3, 'failed', texts),
    ],
    failures: ['secret'],
    headline: 'secret',
  });
  const redacted = redactReport(secretive, (text) => text.replaceAll('secret', '***'));
  expect(JSON.stringify(redacted)).not.toContain('secret');
  const shown = { uid: '***', name: '***', created: '***', modified: '***', reason: '***' };
  expect(redacted).toEqual({
    ...secretive,
    outcomes: [
      outcome(1, 'failed', { ...shown, response: { httpStatus: 400, code: '***', rayId: '***' } }),
      outcome(2, 'failed', { ...shown, response: { httpStatus: 400, code: 7, rayId: '' } }),
      outcome(3, 'failed', shown),
    ],
    failures: ['***'],
    headline: '***',
  });
});
