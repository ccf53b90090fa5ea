import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../lib/project.ts';
import type { Tools } from './tools.ts';

/** Has the linters look at the workflows, the examples and the action. */
export function lintWorkflows({ actionlint, shellcheck, zizmor }: Tools): void {
  const workflows = filesIn('.github/workflows');
  const examples = filesIn('examples');

  void describe('the workflows and examples', () => {
    void test('are correct, says actionlint', () => {
      const files = [...workflows, ...examples, ...filesIn('tools/act/workflows')];
      run(actionlint, ['-shellcheck', shellcheck, '-pyflakes', '', ...files]);
    });

    void test('and the action are secure, says zizmor at its most pedantic', () => {
      const options = ['--offline', '--pedantic', '--strict-collection', '--config', '.github/zizmor.yml'];
      run(zizmor, [...options, ...workflows, ...examples, 'action.yml', '.github/dependabot.yml']);
    });
  });
}

function filesIn(folder: string): readonly string[] {
  const files = readdirSync(new URL(folder, ROOT)).filter((name) => name.endsWith('.yml'));
  assert.notEqual(files.length, 0);
  return files.map((name) => `${folder}/${name}`);
}

function run(program: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: fileURLToPath(ROOT),
    encoding: 'utf8',
  });
  assert.equal(status, 0, `${stdout}\n${stderr}`);
}
