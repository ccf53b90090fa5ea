import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readCommandLine } from '../../tools/demo/command-line.ts';

const FOLDER = fileURLToPath(new URL('../..', import.meta.url));
const read = (...words: readonly string[]): unknown => readCommandLine(words, FOLDER, ['one', 'two']);

describe("the demo's arguments", () => {
  test('are inputs of action.yml', () => {
    expect(read('key-name=a=b\\nc', 'dry-run=')).toEqual({
      kind: 'run',
      inputs: { 'key-name': 'a=b\nc', 'dry-run': '' },
    });
  });

  test('or scenarios', () => {
    expect(read('--scenario', 'two')).toEqual({ kind: 'scenarios', names: ['two'] });
    expect(read('--all')).toEqual({ kind: 'scenarios', names: ['one', 'two'] });
  });

  test.each([
    [['key-di=x'], 'There is no input "key-di". The inputs are: account-id, api-token, key-id,'],
    [['key-id'], '"key-id" does not have the form name=value. Try --help.'],
    [['two'], '"two" does not have the form name=value. Try npm run demo -- --scenario two.'],
    [['--scenario'], 'There is no scenario "". The scenarios are: one, two.'],
    [['--all', 'key-id=x'], "Scenarios and inputs can't be used together; set only one."],
  ])('%j are wrong', (words, message) => {
    expect(() => read(...words)).toThrow(message);
  });
});

test('every scenario of the demo ends as expected, without the token or the production key', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/demo/index.ts', '--all'], {
    cwd: FOLDER,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout.match(/^══ .*/gm)).toHaveLength(11);
  expect(stdout).toContain('Deleted TURN key c7d1e0f24b5a69788796a5b4c3d2e1f0');
  expect(stdout).not.toContain('Deleted TURN key 2a95132c15732412d22c1476fa83f27a');
  expect(stdout).toMatch(/Kept TURN key .*preview-pr-42.*in use: it relayed 5\.3 GB in the last 24h/);
  expect(stdout).not.toMatch(/cfut_|ghs_/);
});
