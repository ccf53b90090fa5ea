import { describe, expect, test } from '@jest/globals';
import { outcome } from '../../../src/delete-keys.ts';
import type { KeyStatus, Outcome } from '../../../src/delete-keys.ts';
import { AnswerError, ConnectionError, InputError, Refusal, RequestError } from '../../../src/http/errors.ts';
import type { Log } from '../../../src/output/log.ts';
import {
  announce,
  explain,
  logOutcome,
  outputsOf,
  reportError,
  reportOutcomes,
  tally,
} from '../../../src/output/report.ts';
import type { Report } from '../../../src/output/report.ts';

const id = (n: number): string => n.toString(16).padStart(32, '0');

/** The outcome of the nth key. */
const made = (n: number, status: KeyStatus, more: Partial<Outcome> = {}): Outcome => ({
  ...outcome({ uid: id(n), known: { name: `n-${n}` } }, status),
  ...more,
});

const NOT_FOUND_ADVICE =
  'Check the ID or name and `account-id`; if the key may be gone already, set `if-not-found: ignore`.';

type Line = readonly [level: string, message: string];

/** A log, and what is written to it; `setFailed` writes to it, too. */
function openLines(): {
  readonly log: Log;
  readonly lines: readonly Line[];
  readonly setFailed: (message: string) => void;
} {
  const lines: Line[] = [];
  const to =
    (level: string) =>
    (message: string): void =>
      void lines.push([level, message]);
  return {
    log: {
      debug: to('debug'),
      info: to('info'),
      notice: to('notice'),
      warning: to('warning'),
      error: to('error'),
    },
    lines,
    setFailed: to('failed'),
  };
}

describe('the report of a run', () => {
  const report = (
    outcomes: readonly Outcome[],
    ifNotFound: 'error' | 'warn' | 'ignore' = 'error',
    cancelled = false,
  ): Report => reportOutcomes(outcomes, { ifNotFound, cancelled });

  test.each<readonly [readonly KeyStatus[], string]>([
    [[], 'not-found'],
    [['deleted'], 'deleted'],
    [['not-found'], 'not-found'],
    [['not-found', 'deleted'], 'deleted'],
    [['would-delete', 'not-found'], 'would-delete'],
    [['deleted', 'failed'], 'failed'],
    [['deleted', 'not-attempted'], 'failed'],
    [['would-delete', 'failed'], 'failed'],
  ])('of %j says %s', (statuses, expected) => {
    const outcomes = statuses.map((status, n) => made(n + 1, status));
    expect(report(outcomes, 'ignore').status).toBe(expected);
    expect(report(outcomes).outcomes).toBe(outcomes);
  });

  test('that deleted all has no failure', () => {
    const outcomes = [made(1, 'deleted'), made(2, 'would-delete')];
    expect(report(outcomes)).toEqual({ status: 'would-delete', outcomes, failures: [], closing: '' });
    expect(report(outcomes).failures).toHaveLength(0);
  });

  test('with one failure says it alone', () => {
    expect(report([made(1, 'deleted'), made(2, 'failed', { reason: 'It said no.' })])).toMatchObject({
      failures: [`Could not delete TURN key ${id(2)} ("n-2"): It said no.`],
      closing: '',
    });
  });

  test('says of a failure after a confirmed deletion that it was confirmed', () => {
    expect(report([made(2, 'failed', { reason: 'It said no.', confirmed: true })]).failures).toEqual([
      `Cloudflare confirmed the deletion of TURN key ${id(2)} ("n-2"), but it could not be verified: It said no.`,
    ]);
  });

  test('with several failures has a closing sentence', () => {
    const outcomes = [
      made(1, 'failed', { reason: 'A.' }),
      made(2, 'deleted'),
      made(3, 'not-found', { reason: 'B.' }),
    ];
    expect(report(outcomes)).toMatchObject({
      failures: [
        `Could not delete TURN key ${id(1)} ("n-1"): A.`,
        `TURN key ${id(3)} was not found, so there was nothing to delete. B. ${NOT_FOUND_ADVICE}`,
      ],
      closing: 'TURN keys: 1 deleted, 1 not found, 1 failed. The output `results` tells of each.',
    });
    expect(report(outcomes, 'warn').failures).toHaveLength(1);
    expect(report(outcomes, 'ignore').failures).toHaveLength(1);
  });

  test('that left keys unattempted says why', () => {
    const unattempted = made(9, 'not-attempted', { reason: 'The run was cancelled.' });
    expect(
      report([made(1, 'deleted'), unattempted, made(3, 'not-attempted', { reason: 'Other.' })]),
    ).toMatchObject({
      status: 'failed',
      failures: ['TURN keys: 1 deleted, 2 not attempted. The run was cancelled.'],
      closing: '',
    });
    expect(report([made(1, 'failed', { reason: 'A.' }), unattempted])).toMatchObject({
      failures: [`Could not delete TURN key ${id(1)} ("n-1"): A.`],
      closing: 'TURN keys: 1 failed, 1 not attempted. The run was cancelled.',
    });
    expect(
      report([made(1, 'failed', { reason: 'A.' }), made(2, 'failed', { reason: 'B.' }), unattempted]).closing,
    ).toBe(
      'TURN keys: 2 failed, 1 not attempted. The run was cancelled. The output `results` tells of each.',
    );
  });

  test('that was cancelled when all was done fails all the same, once', () => {
    const late = 'The run was cancelled; every key had been dealt with by then.';
    expect(report([made(1, 'deleted')], 'error', true)).toMatchObject({
      status: 'deleted',
      failures: [late],
      closing: '',
    });
    expect(report([made(1, 'failed', { reason: 'A.' })], 'error', true).failures).toHaveLength(1);
    expect(report([made(1, 'not-attempted', { reason: 'A.' })], 'error', true).failures).toEqual([
      'TURN keys: 1 not attempted. A.',
    ]);
  });

  test('says of a name that no key bears no more than that', () => {
    expect(report([made(1, 'not-found', { uid: '', reason: 'No key is named so.' })]).failures).toEqual([
      `No key is named so. ${NOT_FOUND_ADVICE}`,
    ]);
  });
});

describe('the report of a run that ended early', () => {
  test('has the problems of the inputs', () => {
    expect(reportError(new InputError(['A.']))).toEqual({
      status: 'failed',
      outcomes: [],
      failures: ['A.'],
      closing: '',
    });
    expect(reportError(new InputError(['A.', 'B.']))).toEqual({
      status: 'failed',
      outcomes: [],
      failures: ['A.', 'B.'],
      closing: '2 problems with the inputs; nothing was deleted.',
    });
  });

  test('has every key that had been selected', () => {
    const selected = [
      { uid: id(1), known: { name: 'a' } },
      { uid: '', known: { name: 'b' }, missing: 'None.' },
    ];
    const refused = 'The step refused, and deleted nothing.';
    expect(reportError(new Refusal('No.', { selected }))).toEqual({
      status: 'failed',
      outcomes: [
        {
          uid: id(1),
          name: 'a',
          created: '',
          modified: '',
          status: 'not-attempted',
          reason: refused,
          confirmed: false,
        },
        {
          uid: '',
          name: 'b',
          created: '',
          modified: '',
          status: 'not-found',
          reason: refused,
          confirmed: false,
        },
      ],
      failures: ['No.'],
      closing: '',
    });
  });

  test('has the answer to the read that failed', () => {
    const last = new AnswerError('It said no.', { failure: 'refused', status: 500 });
    const cause = new RequestError('It said no. Do something.', { last, meetsAll: false });
    const selected = [1, 2].map((n) => ({ uid: id(n), known: {} }));
    const { outcomes } = reportError(new Refusal('No.', { selected, failedUid: id(2), cause }));
    expect(outcomes[0]).toMatchObject({ status: 'not-attempted' });
    expect(outcomes[1]).toMatchObject({ status: 'failed', reason: 'No.', answer: last });
    expect(
      reportError(new Refusal('No.', { selected, failedUid: id(2), cause: last })).outcomes[1],
    ).not.toHaveProperty('answer');
  });

  test('describes a defect', () => {
    expect(reportError(new TypeError('x is no function'))).toEqual({
      status: 'failed',
      outcomes: [],
      failures: [expect.stringMatching(/^An unexpected error, .*\(TypeError: x is no function\)/)],
      closing: '',
    });
  });
});

test('keys are counted by what became of them, always in the same order', () => {
  const all = (['not-attempted', 'failed', 'not-found', 'would-delete', 'deleted', 'deleted'] as const).map(
    (status, n) => made(n, status),
  );
  expect(tally(all)).toBe('TURN keys: 2 deleted, 1 would be deleted, 1 not found, 1 failed, 1 not attempted');
  expect(tally([])).toBe('TURN keys: none selected');
});

describe('a line about a key', () => {
  const linesOf = (each: Outcome, ifNotFound: 'error' | 'warn' | 'ignore' = 'error'): readonly Line[] => {
    const { log, lines } = openLines();
    logOutcome(each, ifNotFound, log);
    return lines;
  };

  test.each<readonly [Outcome, string]>([
    [made(1, 'deleted'), `Deleted TURN key ${id(1)} ("n-1").`],
    [made(1, 'deleted', { name: '', created: '' }), `Deleted TURN key ${id(1)}.`],
    [made(1, 'deleted', { name: '', created: 'c' }), `Deleted TURN key ${id(1)} ("", created c).`],
    [
      made(1, 'deleted', { created: 'c', reason: 'a note' }),
      `Deleted TURN key ${id(1)} ("n-1", created c): a note.`,
    ],
    [
      made(1, 'deleted', { created: 'c'.repeat(65) }),
      `Deleted TURN key ${id(1)} ("n-1", created ${'c'.repeat(63)}…).`,
    ],
    [made(1, 'would-delete', { created: 'c' }), `Would delete TURN key ${id(1)} ("n-1", created c).`],
  ])('%# says what became of it', (each, line) => {
    expect(linesOf(each)).toEqual([['info', line]]);
  });

  test('that failed or was not attempted is left to the end', () => {
    for (const status of ['failed', 'not-attempted'] as const)
      for (const ifNotFound of ['warn', 'ignore'] as const)
        expect(linesOf(made(1, status), ifNotFound)).toEqual([]);
  });

  test('that was not found warns, tells or leaves it to the end', () => {
    const gone = made(1, 'not-found', { reason: 'It said so.' });
    const said = `TURN key ${id(1)} was not found, so there was nothing to delete. It said so.`;
    expect(linesOf(gone, 'warn')).toEqual([['warning', said]]);
    expect(linesOf(gone, 'ignore')).toEqual([['info', said]]);
    expect(linesOf(gone, 'error')).toEqual([]);
    expect(linesOf({ ...gone, uid: '' }, 'ignore')).toEqual([['info', 'It said so.']]);
  });

  test.each(['failed', 'not-attempted'] as const)('that %s is left to the end', (status) => {
    expect(linesOf(made(1, status, { reason: 'A.' }))).toEqual([]);
  });
});

describe('why the step fails', () => {
  const announced = (
    failures: readonly string[],
    closing = '',
    outcomes: readonly Outcome[] = [],
  ): readonly Line[] => {
    const { log, lines, setFailed } = openLines();
    announce({ status: 'failed', outcomes, failures, closing }, log, setFailed);
    return lines;
  };
  const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `F${n}.`);

  test('is not said where it does not', () => {
    expect(announced([])).toEqual([]);
    expect(announced([], 'Closing.')).toEqual([]);
  });

  test('is one annotation', () => {
    expect(announced(['F.'])).toEqual([['failed', 'F.']]);
    expect(announced(['F.'], 'Closing.')).toEqual([['failed', 'F. Closing.']]);
  });

  test('is one annotation each, and a closing one', () => {
    expect(announced(['A.', 'B.'], 'Closing.')).toEqual([
      ['error', 'A.'],
      ['error', 'B.'],
      ['failed', 'Closing.'],
    ]);
    expect(announced(['A.', 'B.'], '', [made(1, 'deleted')])).toContainEqual([
      'failed',
      'TURN keys: 1 deleted.',
    ]);
  });

  test.each([
    [9, 9, 0],
    [10, 9, 1],
    [12, 9, 3],
  ])('of %d failures shows %d, and %d in the log alone', (count, errors, infos) => {
    const lines = announced(numbered(count), 'Closing.');
    expect(lines.map(([level]) => level)).toEqual([
      ...Array.from({ length: errors }, () => 'error'),
      ...Array.from({ length: infos }, () => 'info'),
      'failed',
    ]);
    expect(lines.slice(0, -1).map(([, message]) => message)).toEqual(numbered(count));
  });
});

test('a confirmed deletion is explained as a failure only where it is one', () => {
  const confirmed = { reason: 'R.', confirmed: true };
  expect(explain(made(1, 'deleted', confirmed))).toBe('R.');
  expect(explain(made(1, 'failed', { reason: 'R.' }))).toBe('R.');
  expect(explain(made(1, 'failed', confirmed))).toBe(
    'Cloudflare confirmed the deletion, but it could not be verified: R.',
  );
});

describe('the outputs', () => {
  const report = (...outcomes: readonly Outcome[]): Report => ({
    status: 'deleted',
    outcomes,
    failures: [],
    closing: '',
  });

  test('tell of the one key that was selected', () => {
    const key = made(1, 'deleted', { created: 'c', modified: 'm' });
    expect(outputsOf(report(key))).toEqual({
      status: 'deleted',
      uid: id(1),
      name: 'n-1',
      created: 'c',
      modified: 'm',
      'deleted-count': '1',
      results: JSON.stringify([{ uid: id(1), name: 'n-1', created: 'c', modified: 'm', status: 'deleted' }]),
    });
  });

  test('tell of it beside names that no key bears', () => {
    expect(outputsOf(report(made(2, 'not-found', { uid: '' }), made(1, 'deleted')))).toMatchObject({
      uid: id(1),
      'deleted-count': '1',
    });
  });

  test.each([
    ['none', []],
    ['two', [made(1, 'deleted'), made(2, 'failed')]],
    ['a name alone', [made(1, 'not-found', { uid: '' })]],
  ])('are empty for %s', (_what, outcomes) => {
    expect(outputsOf(report(...outcomes))).toMatchObject({ uid: '', name: '', created: '', modified: '' });
  });

  test('count what was deleted', () => {
    const statuses = ['deleted', 'failed', 'deleted', 'not-found', 'would-delete', 'not-attempted'] as const;
    expect(outputsOf(report(...statuses.map((status, n) => made(n, status))))['deleted-count']).toBe('2');
  });

  test('have the error of each key that failed or was not attempted', () => {
    const entry = { message: '', documentationUrl: '', pointer: '', chain: [] };
    const answer = new AnswerError('It said no.', {
      failure: 'refused',
      status: 403,
      ray: 'abc-FRA',
      errors: [
        { ...entry, code: undefined },
        { ...entry, code: 9109 },
        { ...entry, code: 1 },
      ],
    });
    const bare = new AnswerError('It said no.', { failure: 'refused', status: 502 });
    const { results = '' } = outputsOf(
      report(
        made(1, 'failed', { reason: 'A.', answer }),
        made(2, 'failed', { reason: 'B.', answer: bare }),
        made(3, 'failed', { reason: 'C.' }),
        made(4, 'not-attempted', { reason: 'D.' }),
        made(5, 'not-found', { reason: 'E.' }),
        made(6, 'failed', { reason: 'F.', confirmed: true }),
      ),
    );
    const rows = JSON.parse(results) as readonly { readonly error?: object }[];
    expect(rows.map(({ error }) => error)).toEqual([
      { http_status: 403, code: 9109, message: 'A.', ray_id: 'abc-FRA' },
      { http_status: 502, code: null, message: 'B.', ray_id: null },
      { http_status: null, code: null, message: 'C.', ray_id: null },
      { http_status: null, code: null, message: 'D.', ray_id: null },
      undefined,
      {
        http_status: null,
        code: null,
        message: 'Cloudflare confirmed the deletion, but it could not be verified: F.',
        ray_id: null,
      },
    ]);
  });
});

test('a connection that failed is no answer', () => {
  const last = new ConnectionError('Lost.', { failure: 'lost', mayHaveArrived: true });
  const cause = new RequestError('Lost.', { last, meetsAll: false });
  const { outcomes } = reportError(
    new Refusal('No.', { selected: [{ uid: id(1), known: {} }], failedUid: id(1), cause }),
  );
  expect(outcomes[0]).not.toHaveProperty('answer');
});
