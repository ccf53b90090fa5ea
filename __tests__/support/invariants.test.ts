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
    ['if it masks what is no secret', print('::add-mask::deleted')],
    ['if it prints a stack', print(new Error('x').stack ?? '')],
    ['if it crashes', 'throw new Error("x");'],
    ['if it prints an object', print('[object Object]')],
    ['if it prints nothing in particular', print('Deleted undefined.')],
    ['if an annotation is empty', print('::warning:: ')],
    ['if it prints an empty line', print('')],
    ['if a command has properties', print('::notice title=owned::Deleted.')],
    ['if a message of somebody else is an annotation', print('::notice::owned')],
    ['if it prints a command that nobody meant', print('::set-output name=status::deleted')],
    ['if it prints a command of the old form', print('name ##[debug]x')],
    ['if it moves the cursor', print('\u001b[2J')],
    ['if it turns text round', print('a\u202eb')],
    ['if it breaks a message into lines', print('::notice::a%0Ab')],
    ['if it warns on stderr', 'console.error("careful");'],
    ['if it sets a variable for later steps', write('GITHUB_ENV', 'A=1\n')],
    [
      'if its summary is too large',
      `fs.writeFileSync(process.env.GITHUB_STEP_SUMMARY, 'x'.repeat(1024 * 1024));`,
    ],
    ['if it is green with an error', print('::error::No.')],
    ['if an error is no sentence', `${print('::error::No')} process.exitCode = 1;`],
    ['if it is red without one', 'process.exitCode = 1;'],
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
    ['if it is not sent, and not masked', '', [], [], true],
    ['unless Cloudflare gets another', MASKS, [asked('DELETE', 'Bearer other')], [], false],
    ['unless Cloudflare is sent that of GitHub', MASKS, [{ ...right, path: '/ghs_x' }], [], false],
    ['unless a deletion has a body', MASKS, [{ ...right, body: '{}' }], [], false],
    ['unless GitHub gets another', MASKS, [], [asked('POST', `token ${SECRET}`)], false],
    ['unless GitHub is sent that of Cloudflare', MASKS, [], [{ ...question, body: SECRET }], false],
    ['unless it is sent, and not masked', print('::add-mask::ghs_x'), [right], [], false],
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

test('a planned fault must happen, unless it stays for every request', () => {
  const source = { kind: 'reset' } as const;
  const lasting = { faults: [{ match: '*', source, left: Infinity }] };
  expect(() => {
    expectFaultsMet(lasting, undefined);
  }).not.toThrow();
  expect(() => {
    expectFaultsMet(lasting, { faults: [{ match: '*', source, left: 1 }] });
  }).toThrow();
});

type More = Asked & { readonly exitCode?: number; readonly deletes?: number };

describe('what a step reports', () => {
  const RESULT = { uid: KEY, name: 'a', created: '', modified: '', status: 'deleted' };
  const OUTPUTS = { status: 'deleted', uid: KEY, name: 'a', created: '', modified: '', 'deleted-count': '1' };
  const ERROR = { http_status: 502, code: null, message: 'The key may be gone all the same.', ray_id: null };
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

  /** Reports this for an account that had the key, with these keys left after this many DELETE requests. */
  async function reported(
    outputs: object,
    results: readonly object[],
    left: typeof gone,
    { exitCode, deletes = 1, ...more }: More = {},
  ): Promise<() => void> {
    const lines = Object.entries({ ...outputs, results: JSON.stringify(results) }).map((pair) =>
      pair.join('='),
    );
    const fails = 'status' in outputs && outputs.status === 'failed';
    const result = await run(
      `${write('GITHUB_OUTPUT', `${lines.join('\n')}\n`)} process.exitCode = ${exitCode ?? Number(fails)};`,
    );
    return () => {
      expectTruthful(result, [KEY], { keys: left, requests: Array<WireRequest>(deletes).fill(DELETE) }, more);
    };
  }

  const failed = (message: string): object => ({ ...RESULT, status: 'failed', error: { ...ERROR, message } });
  const NONE = { status: 'not-found', uid: '', name: '', created: '', modified: '', 'deleted-count': '0' };
  const ANOTHER = { ...RESULT, uid: 'f'.repeat(32) };

  test.each<readonly [string, object, readonly object[], typeof gone, More?]>([
    ['the key is gone, and is said to be', OUTPUTS, [RESULT], gone],
    ['the key may be gone, and is said to', FAILED, [failed(ERROR.message)], gone],
    ['the key is there, and may be gone', FAILED, [failed(ERROR.message)], there],
    ['nothing was selected', NONE, [], there, { deletes: 0 }],
    ['the step refused', { ...NONE, status: 'failed' }, [], there, { deletes: 0 }],
    [
      'a dry run would delete the key',
      { ...OUTPUTS, status: 'would-delete', 'deleted-count': '0' },
      [{ ...RESULT, status: 'would-delete' }],
      there,
      { deletes: 0 },
    ],
    [
      'a key that is not there is no failure, if so asked',
      { ...OUTPUTS, status: 'not-found', 'deleted-count': '0' },
      [{ ...RESULT, status: 'not-found' }],
      there,
      { ifNotFound: ' ignore' },
    ],
    [
      'every key was kept',
      { ...NONE, status: 'kept' },
      [{ ...RESULT, status: 'kept', reason: 'Pull request 7 is open.' }],
      there,
      { deletes: 0 },
    ],
    [
      'the only key is not there, and that is an error',
      { ...OUTPUTS, status: 'not-found', 'deleted-count': '0' },
      [{ ...RESULT, status: 'not-found' }],
      there,
      { exitCode: 1 },
    ],
    ['the run was cancelled after the last key', OUTPUTS, [RESULT], gone, { exitCode: 1, cancelled: true }],
  ])('is true: %s', async (_what, ...[outputs, results, left, more]) => {
    expect(await reported(outputs, results, left, more)).not.toThrow();
  });

  test.each<readonly [string, object, readonly object[], typeof gone, More?]>([
    ['the key is said to be gone, and is there', OUTPUTS, [RESULT], there],
    ['the key is said to be gone, and nobody asked for it', OUTPUTS, [RESULT], gone, { deletes: 0 }],
    [
      'a key that was never there is said to be gone',
      { ...OUTPUTS, uid: ANOTHER.uid },
      [ANOTHER],
      there,
      { deletes: 1 },
    ],
    [
      'the key is gone, and nothing says so',
      { ...OUTPUTS, uid: '', name: '', 'deleted-count': '0' },
      [],
      gone,
    ],
    ['the key is gone, and is said to have failed', FAILED, [failed('No.')], gone],
    ['a failure has no error', FAILED, [{ ...RESULT, status: 'failed' }], there],
    ['a failure has an empty error', FAILED, [failed('')], there],
    ['a key failed, and the step did not', { ...FAILED, status: 'deleted' }, [failed(ERROR.message)], there],
    ['the step deleted, and no key was', { ...NONE, status: 'deleted' }, [], there, { deletes: 0 }],
    ['the step failed, and every key was deleted', { ...OUTPUTS, status: 'failed' }, [RESULT], gone],
    ['every key was deleted, and the exit code says otherwise', OUTPUTS, [RESULT], gone, { exitCode: 1 }],
    ['the step failed, and its exit code does not say so', FAILED, [failed('No.')], there, { exitCode: 0 }],
    [
      'a key that is not there is an error, and the exit code does not say so',
      { ...OUTPUTS, status: 'not-found', 'deleted-count': '0' },
      [{ ...RESULT, status: 'not-found' }],
      there,
    ],
    [
      'a dry run deleted the key',
      { ...OUTPUTS, status: 'would-delete', 'deleted-count': '0' },
      [{ ...RESULT, status: 'would-delete' }],
      gone,
    ],
    [
      'a key that was asked for was not attempted',
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
    [
      'a key that was kept is gone',
      { ...NONE, status: 'kept' },
      [{ ...RESULT, status: 'kept', reason: 'Pull request 7 is open.' }],
      gone,
      { deletes: 0 },
    ],
    [
      'a key that was kept counts as selected',
      { ...OUTPUTS, status: 'kept', 'deleted-count': '0' },
      [{ ...RESULT, status: 'kept', reason: 'Pull request 7 is open.' }],
      there,
      { deletes: 0 },
    ],
    ['the count is wrong', { ...OUTPUTS, 'deleted-count': '2' }, [RESULT], gone],
    ['the name is another', { ...OUTPUTS, name: 'b' }, [RESULT], gone],
    ['an output is missing', { status: 'deleted', uid: KEY }, [RESULT], gone],
    ['there is an output too many', { ...OUTPUTS, more: '' }, [RESULT], gone],
  ])('is not true: %s', async (_what, ...[outputs, results, left, more]) => {
    expect(await reported(outputs, results, left, more)).toThrow();
  });
});
