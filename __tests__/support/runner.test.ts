import { afterEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCommandFile } from './command-files.ts';
import { runAction } from './runner.ts';
import { transcript } from './transcript.ts';
import { commandReader, lineSplitter } from './workflow-commands.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An action of two inputs that runs this script. */
function action(script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'action-'));
  folders.push(folder);
  mkdirSync(join(folder, 'dist'));
  writeFileSync(
    join(folder, 'action.yml'),
    `name: probe
inputs:
  key-id: {}
  max-keys: { default: '100' }
  github-token: { default: '\${{ github.token }}' }
runs: { using: node24, main: dist/index.js }
`,
  );
  writeFileSync(join(folder, 'dist/index.js'), script);
  return folder;
}

const run = (script: string, options: Parameters<typeof runAction>[0] = {}): ReturnType<typeof runAction> =>
  runAction({ ...options, actionFolder: action(script) });

describe('the environment of a step', () => {
  test('has every input, as set, by default or empty, and no variables of this process', async () => {
    process.env['CLOUDFLARE_API_TOKEN'] = 'of this process';
    const { stdout, nodeVersion } = await run('console.log(JSON.stringify(process.env))', {
      inputs: { 'key-id': ' a b ' },
      githubToken: 'ghs_x',
      omit: ['GITHUB_STEP_SUMMARY'],
      env: { GITHUB_REPOSITORY: 'someone/else', HTTPS_PROXY: 'http://127.0.0.1:1' },
    });
    delete process.env['CLOUDFLARE_API_TOKEN'];
    const env: unknown = JSON.parse(stdout);
    expect(env).toMatchObject({
      'INPUT_KEY-ID': ' a b ',
      'INPUT_MAX-KEYS': '100',
      'INPUT_GITHUB-TOKEN': 'ghs_x',
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: 'someone/else',
      HTTPS_PROXY: 'http://127.0.0.1:1',
    });
    for (const absent of ['CLOUDFLARE_API_TOKEN', 'GITHUB_STEP_SUMMARY', 'NODE_OPTIONS', 'RUNNER_DEBUG']) {
      expect(env).not.toHaveProperty(absent);
    }
    expect(nodeVersion).toMatch(/^v\d+/);
  });

  test('rejects an input that action.yml does not have', async () => {
    await expect(run('', { inputs: { 'key-di': 'x' } })).rejects.toThrow("action.yml has no input 'key-di'");
  });

  test('has the event as a file', async () => {
    const script = 'console.log(require("fs").readFileSync(process.env.GITHUB_EVENT_PATH, "utf8"))';
    expect((await run(script, { event: { number: 41 } })).stdout).toBe('{"number":41}\n');
  });
});

describe('what a step prints', () => {
  test('becomes annotations, masks and a log', async () => {
    const script = String.raw`
      console.log('before s3cret');
      console.log('::add-mask::s3cret');
      console.log('with s3cret');
      console.log('::debug::nobody sees this');
      console.error('  ::error title=Key%3A one::first%0Asecond 100%25');
      require('fs').appendFileSync(process.env.GITHUB_OUTPUT, 'status<<E\nfailed\nE\n');
      process.exitCode = 3;`;
    const result = await run(script);
    expect(result.annotations).toEqual([
      { level: 'error', title: 'Key: one', message: 'first\nsecond 100%' },
    ]);
    expect(result.masks).toEqual(['s3cret']);
    expect(result.debug).toEqual(['nobody sees this']);
    expect(transcript(result, [])).toMatchInlineSnapshot(`
      "--- wire
      (none)

      --- log
      before s3cret
      with ***
      Error: first
      second 100%

      --- outputs
      status: failed

      --- exit code
      3
      "
    `);
  });

  test('shows debug lines with debug logging on', async () => {
    const { log } = await run('console.log("::debug::" + process.env.RUNNER_DEBUG)', { debug: true });
    expect(log).toBe('##[debug]1\n');
  });

  test('is read even if the last line has no end', async () => {
    const { annotations } = await run('process.stdout.write("x\\r::warning::y")');
    expect(annotations).toEqual([{ level: 'warning', message: 'y' }]);
  });
});

test('a run is cancelled by a signal', async () => {
  let started = (): void => undefined;
  const after = new Promise<void>((resolve) => (started = resolve));
  const script = `process.once('SIGINT', () => process.exit(7)); setInterval(() => {}, 1000); console.log('up')`;
  const { exitCode } = await run(script, {
    signal: { name: 'SIGINT', after },
    onLine: (line) => {
      if (line === 'up') started();
    },
  });
  expect(exitCode).toBe(7);
});

describe('workflow commands', () => {
  test.each([
    ['::error::x', 'error', 'x'],
    ['\t ::ERROR file=a.ts,line=1::x', 'error', 'x'],
    ['a name that says ##[error]x', 'error', 'x'],
    ['##[warning code=1;]a%0Ab%5D', 'warning', 'a\nb]'],
    ['::set-output name=status::deleted', 'set-output', 'deleted'],
    ['::notice::%250A stays text', 'notice', '%0A stays text'],
  ])('%j is a command', (line, name, data) => {
    expect(commandReader().read(line)).toMatchObject({ name, data });
  });

  test.each([
    'x ::error::y',
    '::nothing::x',
    '::error:x',
    '# #[error]x',
    '##[nothing]x',
    '',
    '%0A::error::x',
  ])('%j is not a command', (line) => {
    expect(commandReader().read(line)).toBeUndefined();
  });

  test('stop between stop-commands and its token', () => {
    const reader = commandReader();
    const lines = ['::stop-commands::Pause', '::error::x', '::pause::', '::error::y'];
    expect(lines.map((line) => reader.read(line)?.name)).toEqual([
      'stop-commands',
      undefined,
      'pause',
      'error',
    ]);
  });

  test('are on lines with any line ending, wherever the text is split', () => {
    const text = 'a\r\nb\rc\nd\r\r\ne';
    for (let cut = 0; cut <= text.length; cut += 1) {
      const lines: string[] = [];
      const splitter = lineSplitter((line) => lines.push(line));
      splitter.write(text.slice(0, cut));
      splitter.write(text.slice(cut));
      splitter.end();
      expect(lines).toEqual(['a', 'b', 'c', 'd', '', 'e']);
    }
  });
});

describe('command files', () => {
  test('hold plain values and blocks', () => {
    expect(parseCommandFile('a=1=2\n\nb<<E\nx\n\ny=<<E\nE\nc<<E\n\nE\n')).toEqual({
      a: '1=2',
      b: 'x\n\ny=<<E',
      c: '',
    });
  });

  test.each(['a', '=1', '<<E\nE\n', 'a<<E\nx\n', 'a<<\n'])('%j fails the step', (text) => {
    expect(() => parseCommandFile(text)).toThrow('Invalid');
  });
});
