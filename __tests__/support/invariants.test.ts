import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Asked,
  expectFaultsMet,
  expectHarmless,
  expectTokensGuarded,
  expectTruthful,
} from './invariants.ts';
import type { WireRequest } from './loopback.ts';
import { type Run, runAction } from './runner.ts';

const SECRET = 'cfut_0123456789';
const KEY = '2a95132c15732412d22c1476fa83f27a';
const folder = mkdtempSync(join(tmpdir(), 'action-'));
mkdirSync(join(folder, 'dist'));
writeFileSync(join(folder, 'action.yml'), 'name: probe\nruns: { using: node24, main: dist/index.js }\n');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(script: string): Promise<Run> {
  writeFileSync(join(folder, 'dist/index.js'), `const fs = require('node:fs'); ${script}`);
  return runAction({ actionFolder: folder });
}

const print = (text: string): string => `process.stdout.write(${JSON.stringify(`${text}\n`)});`;
const write = (variable: string, text: string): string =>
  `fs.appendFileSync(process.env.${variable}, ${JSON.stringify(text)});`;

describe('a step is harmless', () => {
  test.each([
    ['with nothing to say', ''],
    [
      'with masks, messages and a failure',
      `${print(`::add-mask::${SECRET}\n::error::No.`)} process.exitCode = 1;`,
    ],
  ])('%s', async (_what, script) => {
    expectHarmless(await run(script), [SECRET]);
  });
});

describe('a step is not harmless', () => {
  test.each([
    ['if it prints a secret', print(`token ${SECRET}`)],
    ['if it prints a secret on stderr', `console.error('${SECRET}');`],
    ['if it writes a secret into an output', write('GITHUB_OUTPUT', `a=${SECRET}\n`)],
    ['if it writes a secret into the summary', write('GITHUB_STEP_SUMMARY', SECRET)],
    ["if it masks a text that isn't a secret", print('::add-mask::deleted')],
    ['if it prints a stack', print(new Error('x').stack ?? '')],
    ['if it crashes', 'throw new Error("x");'],
    ['if it prints an object', print('[object Object]')],
    ['if it prints an undefined value', print('Deleted undefined.')],
    ['if an annotation is empty', print('::warning:: ')],
    ['if it prints an empty line', print('')],
    ['if a command has properties', print('::notice title=owned::Deleted.')],
    ["if an attacker's message is an annotation", print('::notice::owned')],
    ['if an annotation is longer than GitHub shows', print(`::notice::${'語'.repeat(1366)}`)],
    [
      'if there are more errors than GitHub shows',
      `${print(Array.from({ length: 11 }, () => '::error::No.').join('\n'))} process.exitCode = 1;`,
    ],
    ['if it prints an unintended command', print('::set-output name=status::deleted')],
    ['if it prints a command of the old form', print('name ##[debug]x')],
    ['if it moves the cursor', print('\u001b[2J')],
    ['if it reorders text', print('a\u202eb')],
    ['if it breaks a message into lines', print('::notice::a%0Ab')],
    ['if it warns on stderr', 'console.error("careful");'],
    ['if it sets a variable for later steps', write('GITHUB_ENV', 'A=1\n')],
    [
      'if its summary is too large',
      `fs.writeFileSync(process.env.GITHUB_STEP_SUMMARY, 'x'.repeat(1024 * 1024));`,
    ],
    ['if it is green with an error', print('::error::No.')],
    ["if an error isn't a sentence", `${print('::error::No')} process.exitCode = 1;`],
    ['if it is red without an error', 'process.exitCode = 1;'],
  ])('%s', async (_what, script) => {
    const result = await run(script);
    expect(() => {
      expectHarmless(result, [SECRET]);
    }).toThrow();
  });
});

describe('a token is guarded', () => {
  const TOKENS = { apiToken: SECRET, githubToken: 'ghs_x' };
  const MASKS = print(`::add-mask::${SECRET}\n::add-mask::ghs_x\nDone.`);
  const asked = (method: string, authorization: string, body = ''): WireRequest => {
    return { method, path: '/', headers: { authorization }, body, at: 0 };
  };
  const right = asked('DELETE', `Bearer ${SECRET}`);
  const question = asked('POST', 'token ghs_x', '{}');

  test.each<readonly [string, string, readonly WireRequest[], readonly WireRequest[], boolean]>([
    ['if each owner gets its own', MASKS, [right], [question], true],
    ["if it isn't sent, and not masked", '', [], [], true],
    ['unless Cloudflare gets another token', MASKS, [asked('DELETE', 'Bearer other')], [], false],
    ["unless Cloudflare is sent GitHub's token", MASKS, [{ ...right, path: '/ghs_x' }], [], false],
    ['unless a deletion has a body', MASKS, [{ ...right, body: '{}' }], [], false],
    ['unless GitHub gets another token', MASKS, [], [asked('POST', `token ${SECRET}`)], false],
    ["unless GitHub is sent Cloudflare's token", MASKS, [], [{ ...question, body: SECRET }], false],
    ['unless it is sent without being masked', print('::add-mask::ghs_x'), [right], [], false],
    ['unless it is masked too late', print('Hello.') + MASKS, [right], [], false],
  ])('%s', async (_what, script, toCloudflare, toGithub, holds) => {
    const result = await run(script);
    const check = (): void => {
      expectTokensGuarded(result, TOKENS, toCloudflare, toGithub);
    };
    if (holds) expect(check).not.toThrow();
    else expect(check).toThrow();
  });
});

test('a planned fault must happen, unless it is for every request', () => {
  const source = { kind: 'reset' } as const;
  const lasting = { faults: [{ match: '*', source, left: Infinity }] };
  expect(() => {
    expectFaultsMet(lasting, undefined);
  }).not.toThrow();
  expect(() => {
    expectFaultsMet(lasting, { faults: [{ match: '*', source, left: 1 }] });
  }).toThrow();
});

type More = Asked & { readonly exitCode?: number; readonly deletes?: number; readonly summary?: string };

describe('a report', () => {
  const RESULT = { uid: KEY, name: 'a', created: '', modified: '', status: 'deleted' };
  const OUTPUTS = { status: 'deleted', uid: KEY, name: 'a', created: '', modified: '', 'deleted-count': '1' };
  const ERROR = { http_status: 502, code: null, message: 'The key may have been deleted.', ray_id: null };
  const FAILED = { ...OUTPUTS, status: 'failed', 'deleted-count': '0' };

  const there = new Map([[KEY, { uid: KEY }]]);
  const gone = new Map<string, { readonly uid: string }>();
  const DELETE = {
    method: 'DELETE',
    path: `/accounts/a/calls/turn_keys/${KEY}`,
    headers: {},
    body: '',
    at: 0,
  };

  /** Reports this of an account that had the key and has these left, after so many requests to delete it. */
  async function reported(
    outputs: object,
    results: readonly object[],
    left: typeof gone,
    { exitCode, deletes = 1, summary = '', ...more }: More = {},
  ): Promise<() => void> {
    const lines = Object.entries({ ...outputs, results: JSON.stringify(results) }).map((pair) =>
      pair.join('='),
    );
    const fails = 'status' in outputs && outputs.status === 'failed';
    const result = await run(
      `${write('GITHUB_OUTPUT', `${lines.join('\n')}\n`)} ${write('GITHUB_STEP_SUMMARY', summary)} process.exitCode = ${exitCode ?? Number(fails)};`,
    );
    return () => {
      expectTruthful(result, [KEY], { keys: left, requests: Array<WireRequest>(deletes).fill(DELETE) }, more);
    };
  }

  const failed = (message: string): object => ({ ...RESULT, status: 'failed', error: { ...ERROR, message } });
  const KEPT = { ...RESULT, status: 'kept', reason: 'Pull request 7 is open.' };
  const NOT_FOUND = { ...RESULT, status: 'not-found', reason: 'Cloudflare reports that it does not exist.' };
  const NO_SUCH_NAME = { ...NOT_FOUND, uid: '', name: 'b', reason: 'No key is named "b".' };
  const NONE = { status: 'not-found', uid: '', name: '', created: '', modified: '', 'deleted-count': '0' };
  const CREDENTIALS = 'Deleting a key stops new credentials from being issued.';
  const LONG = 'x'.repeat(900_000);
  const ANOTHER = { ...RESULT, uid: 'f'.repeat(32) };

  test.each<readonly [string, object, readonly object[], typeof gone, More?]>([
    ['the key is gone, and reported as deleted', OUTPUTS, [RESULT], gone],
    [
      'the key is gone, and the summary explains credentials',
      OUTPUTS,
      [RESULT],
      gone,
      { summary: CREDENTIALS },
    ],
    ['the key is gone, and may have been deleted', FAILED, [failed(ERROR.message)], gone],
    ['the key is there, and may have been deleted', FAILED, [failed(ERROR.message)], there],
    ['nothing was selected', NONE, [], there, { deletes: 0 }],
    ['the step was refused', { ...NONE, status: 'failed' }, [], there, { deletes: 0 }],
    [
      'a dry run would delete the key',
      { ...OUTPUTS, status: 'would-delete', 'deleted-count': '0' },
      [{ ...RESULT, status: 'would-delete' }],
      there,
      { deletes: 0 },
    ],
    [
      'a key is not found, and the step may ignore that',
      { ...OUTPUTS, status: 'not-found', 'deleted-count': '0' },
      [NOT_FOUND],
      there,
      { ifNotFound: ' ignore' },
    ],
    ['every key was kept', { ...NONE, status: 'kept' }, [KEPT], there, { deletes: 0 }],
    [
      'the only key is not found, and that is an error',
      { ...OUTPUTS, status: 'not-found', 'deleted-count': '0' },
      [NOT_FOUND],
      there,
      { exitCode: 1 },
    ],
    [
      'a key was deleted and a name not found, and that is an error',
      { ...OUTPUTS, status: 'not-found' },
      [RESULT, NO_SUCH_NAME],
      gone,
      { exitCode: 1 },
    ],
    [
      'every key that was picked was kept, and a name not found',
      { ...NONE, status: 'kept' },
      [KEPT, NO_SUCH_NAME],
      there,
      { deletes: 0, ifNotFound: 'warn' },
    ],
    [
      'the run was cancelled after the last key',
      { ...OUTPUTS, status: 'failed' },
      [RESULT],
      gone,
      { exitCode: 1, cancelled: true },
    ],
  ])('is true: %s', async (_what, ...[outputs, results, left, more]) => {
    expect(await reported(outputs, results, left, more)).not.toThrow();
  });

  test.each<readonly [string, object, readonly object[], typeof gone, More?]>([
    ['the key is reported as deleted, and is there', OUTPUTS, [RESULT], there],
    ['the key is reported as deleted, and no request was sent', OUTPUTS, [RESULT], gone, { deletes: 0 }],
    [
      'a key that never existed is reported as deleted',
      { ...OUTPUTS, uid: ANOTHER.uid },
      [ANOTHER],
      there,
      { deletes: 1 },
    ],
    ['the key is gone, and not reported', { ...OUTPUTS, uid: '', name: '', 'deleted-count': '0' }, [], gone],
    ['the key is gone, and reported as failed', FAILED, [failed('No.')], gone],
    ['a failure has no error', FAILED, [{ ...RESULT, status: 'failed' }], there],
    ['a failure has an empty error', FAILED, [failed('')], there],
    ['a key failed, and the step did not', { ...FAILED, status: 'deleted' }, [failed(ERROR.message)], there],
    ['the step deleted, and no key was', { ...NONE, status: 'deleted' }, [], there, { deletes: 0 }],
    ['the step failed, and every key was deleted', { ...OUTPUTS, status: 'failed' }, [RESULT], gone],
    ['every key was deleted, and the step is red', OUTPUTS, [RESULT], gone, { exitCode: 1 }],
    ['the step failed, and is green', FAILED, [failed('No.')], there, { exitCode: 0 }],
    [
      'a key that is not found is an error, and the step is green',
      { ...OUTPUTS, status: 'not-found', 'deleted-count': '0' },
      [NOT_FOUND],
      there,
    ],
    [
      'a name is not found, the step is red, and its status is deleted',
      OUTPUTS,
      [RESULT, NO_SUCH_NAME],
      gone,
      { exitCode: 1 },
    ],
    [
      'a name is not found, and its status is failed',
      { ...OUTPUTS, status: 'failed' },
      [RESULT, NO_SUCH_NAME],
      gone,
    ],
    [
      'the run was cancelled, and its status is deleted',
      OUTPUTS,
      [RESULT],
      gone,
      { exitCode: 1, cancelled: true },
    ],
    [
      'a key was kept and another not found, and the status is kept',
      { ...OUTPUTS, uid: ANOTHER.uid, status: 'kept', 'deleted-count': '0' },
      [KEPT, { ...NOT_FOUND, uid: ANOTHER.uid }],
      there,
      { deletes: 0, ifNotFound: 'warn' },
    ],
    [
      'a key was not found for no reason',
      { ...OUTPUTS, status: 'not-found', 'deleted-count': '0' },
      [{ ...RESULT, status: 'not-found' }],
      there,
      { exitCode: 1 },
    ],
    ['a row has a field too many', OUTPUTS, [{ ...RESULT, more: '' }], gone],
    ['a row lacks a field', OUTPUTS, [{ uid: KEY, name: 'a', created: '', status: 'deleted' }], gone],
    [
      'the results are longer than GitHub takes',
      { ...OUTPUTS, name: LONG },
      [{ ...RESULT, name: LONG }],
      gone,
    ],
    [
      'a dry run deleted the key',
      { ...OUTPUTS, status: 'would-delete', 'deleted-count': '0' },
      [{ ...RESULT, status: 'would-delete' }],
      gone,
    ],
    [
      'a request was sent for a key that was not attempted',
      FAILED,
      [{ ...RESULT, status: 'not-attempted', error: { ...ERROR, message: 'The run was cancelled.' } }],
      there,
    ],
    [
      'a key was kept for no reason',
      { ...NONE, status: 'kept' },
      [{ ...RESULT, status: 'kept' }],
      there,
      { deletes: 0 },
    ],
    ['a key that was kept is gone', { ...NONE, status: 'kept' }, [KEPT], gone, { deletes: 0 }],
    [
      'a key that was kept counts as selected',
      { ...OUTPUTS, status: 'kept', 'deleted-count': '0' },
      [KEPT],
      there,
      { deletes: 0 },
    ],
    [
      'a key was deleted, and the summary does not explain credentials',
      OUTPUTS,
      [RESULT],
      gone,
      { summary: 'x' },
    ],
    [
      'nothing was deleted, and the summary explains credentials',
      { ...NONE, status: 'failed' },
      [],
      there,
      { deletes: 0, summary: CREDENTIALS },
    ],
    ['the count is wrong', { ...OUTPUTS, 'deleted-count': '2' }, [RESULT], gone],
    ["the output `name` is another key's", { ...OUTPUTS, name: 'b' }, [RESULT], gone],
    ['an output is missing', { status: 'deleted', uid: KEY }, [RESULT], gone],
    ['there is one output too many', { ...OUTPUTS, more: '' }, [RESULT], gone],
  ])('is not true: %s', async (_what, ...[outputs, results, left, more]) => {
    expect(await reported(outputs, results, left, more)).toThrow();
  });
});
