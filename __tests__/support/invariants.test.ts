import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloudflare } from './cloudflare-double.ts';
import { expectHarmless, expectTruthful } from './invariants.ts';
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
      `${print(`::add-mask::${SECRET}\n::error::No`)} process.exitCode = 1;`,
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
    ['if it is green with an error', print('::error::No')],
    ['if it is red without one', 'process.exitCode = 1;'],
  ])('%s', async (_what, script) => {
    const result = await run(script);
    expect(() => {
      expectHarmless(result, [SECRET]);
    }).toThrow();
  });
});

describe('what a step reports', () => {
  const RESULT = { uid: KEY, name: 'a', created: '', modified: '', status: 'deleted' };
  const OUTPUTS = { status: 'deleted', uid: KEY, name: 'a', created: '', modified: '', 'deleted-count': '1' };
  const ERROR = { http_status: 502, code: null, message: 'The key may be gone all the same.', ray_id: null };
  const FAILED = { ...OUTPUTS, status: 'failed', 'deleted-count': '0' };

  /** Reports this, of an account where the key was and now is or is not. */
  async function reported(outputs: object, results: readonly object[], there: boolean): Promise<() => void> {
    const lines = Object.entries({ ...outputs, results: JSON.stringify(results) }).map((pair) =>
      pair.join('='),
    );
    const exitCode = 'status' in outputs && outputs.status === 'failed' ? 1 : 0;
    const result = await run(
      `${write('GITHUB_OUTPUT', `${lines.join('\n')}\n`)} process.exitCode = ${exitCode};`,
    );
    const cloudflare = await startCloudflare({ keys: there ? [{ uid: KEY }] : [] });
    await cloudflare.close();
    return () => {
      expectTruthful(result, [KEY], cloudflare);
    };
  }

  test.each([
    ['the key is gone, and is said to be', OUTPUTS, [RESULT], false],
    ['the key may be gone, and is said to', FAILED, [{ ...RESULT, status: 'failed', error: ERROR }], false],
  ])('is true: %s', async (_what, outputs, results, there) => {
    expect(await reported(outputs, results, there)).not.toThrow();
  });

  test.each([
    ['the key is said to be gone, and is there', OUTPUTS, [RESULT], true],
    [
      'the key is gone, and nothing says so',
      { ...OUTPUTS, uid: '', name: '', 'deleted-count': '0' },
      [],
      false,
    ],
    [
      'the key is gone, and is said to have failed',
      FAILED,
      [{ ...RESULT, status: 'failed', error: { ...ERROR, message: 'No.' } }],
      false,
    ],
    ['a failure has no error', FAILED, [{ ...RESULT, status: 'failed' }], true],
    [
      'a failure has an empty error',
      FAILED,
      [{ ...RESULT, status: 'failed', error: { ...ERROR, message: '' } }],
      true,
    ],
    [
      'a key failed, and the step did not',
      { ...FAILED, status: 'deleted' },
      [{ ...RESULT, status: 'failed', error: ERROR }],
      true,
    ],
    ['the count is wrong', { ...OUTPUTS, 'deleted-count': '2' }, [RESULT], false],
    ['the name is another', { ...OUTPUTS, name: 'b' }, [RESULT], false],
    ['an output is missing', { status: 'deleted', uid: KEY }, [RESULT], false],
    ['there is an output too many', { ...OUTPUTS, more: '' }, [RESULT], false],
  ])('is not true: %s', async (_what, outputs, results, there) => {
    expect(await reported(outputs, results, there)).toThrow();
  });
});
