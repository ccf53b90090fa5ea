import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { chooseModules } from '../../tools/mutation/modules.ts';

const COMMANDS = [
  'tools/bench/index.ts',
  'tools/fuzz/index.ts',
  'tools/fuzz/faults.ts',
  'tools/mutation/index.ts',
  'tools/simulate/index.ts',
];

test.concurrent.each(COMMANDS)('%s lists its options', async (command) => {
  const { exitCode, stdout, stderr } = await run(command, '--help');
  expect(stdout).toMatch(/^\S[^]*\.\n\n {2}npm run \w+ +\w/);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});

test.concurrent.each([
  ['tools/bench/index.ts', '--pears', "Unknown option '--pears'"],
  ['tools/bench/index.ts', '--pairs=0', '--pairs takes a whole number from 1 on, not "0".'],
  ['tools/fuzz/index.ts', '--seconds=', '--seconds takes a whole number from 10 on, not "".'],
  ['tools/fuzz/index.ts', '--seed=-1', '--seed takes a whole number from 0 on, not "-1".'],
  ['tools/fuzz/index.ts', '5', "Unexpected argument '5'"],
  ['tools/mutation/index.ts', 'no-such', 'src/ has no module no-such.'],
  ['tools/mutation/index.ts', '--all', "Unknown option '--all'"],
  ['tools/simulate/index.ts', '--runs=0', '--runs takes a whole number from 1 on, not "0".'],
  [
    'tools/simulate/index.ts',
    '--seed=4294967296',
    '--seed takes a whole number up to 4294967295, not "4294967296".',
  ],
  ['tools/simulate/index.ts', '--path=5', '--path takes the --seed that it belongs to.'],
  ['tools/simulate/index.ts', '--path=5:x', '--path takes numbers with colons between them, not "5:x".'],
  ['tools/fuzz/faults.ts', '--runs=2.5', '--runs takes a whole number from 1 on, not "2.5".'],
])('%s refuses %s before it starts', async (command, option, problem) => {
  const { exitCode, stdout, stderr } = await run(command, option);
  expect(stderr.startsWith(problem)).toBe(true);
  expect(stderr).toContain('\n\n');
  expect(stderr).toMatch(/\n {2}npm run \w+ -- \S+/);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
});

async function run(
  command: string,
  option: string,
): Promise<{ readonly exitCode: unknown; readonly stdout: string; readonly stderr: string }> {
  try {
    return {
      exitCode: 0,
      ...(await promisify(execFile)(process.execPath, [command, option])),
    };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string };
    return { exitCode: code, stdout, stderr };
  }
}

describe('mutation testing', () => {
  const sources = ['index.ts', 'main.ts', 'http', 'http/client.ts', 'http\\retry.ts', 'cloudflare/retry.ts'];
  const all = ['cloudflare/retry', 'http/client', 'http/retry', 'main'];

  test.each([
    [[], all],
    [['main'], ['main']],
    [['http/client'], ['http/client']],
    [['client', 'http/client'], ['http/client']],
    [['retry'], ['cloudflare/retry', 'http/retry']],
  ])('of %j tests %j', (named, modules) => {
    expect(chooseModules(sources, named)).toEqual({ modules, unknown: [] });
  });

  test.each(['index', 'http', 'lib/retry', 'retry.ts'])('does not know the module %s', (name) => {
    expect(chooseModules(sources, ['main', name]).unknown).toEqual([name]);
  });
});
