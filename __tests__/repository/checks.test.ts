import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPublication } from '../../tools/lib/publication.ts';
import { runnerNode } from '../support/node.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const LEFT_OUT = ['.git', 'node_modules', 'build', 'coverage', 'reports'];

// The tools have packages of their own, which may or may not be installed.
const isOurs = (path: string): boolean => basename(path) !== 'node_modules';

let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'project-'));
  for (const entry of readdirSync(PROJECT)) {
    if (!LEFT_OUT.includes(entry))
      cpSync(join(PROJECT, entry), join(copy, entry), { recursive: true, filter: isOurs });
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'), 'junction');
  git('init', '--quiet');
  git('add', '--force', 'dist');
});

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

function git(...words: readonly string[]): void {
  expect(spawnSync('git', words, { cwd: copy, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
}

/** Runs a script of a package or of the project in the copy, and returns its exit code and what it printed. */
function run(
  script: string,
  ...words: readonly string[]
): { readonly status: number | null; readonly printed: string } {
  const { status, stdout, stderr } = spawnSync(runnerNode().path, [script, ...words], {
    cwd: copy,
    encoding: 'utf8',
  });
  return { status, printed: stdout + stderr };
}

function change(path: string, changes: readonly (readonly [string, string])[]): void {
  const file = join(copy, path);
  const text = changes.reduce((sofar, [was, is]) => sofar.replace(was, is), readFileSync(file, 'utf8'));
  writeFileSync(file, text);
}

test('the check of dist/ passes as long as dist/ is what is committed or staged', () => {
  expect(run('tools/build/check-dist.ts')).toEqual({ status: 0, printed: '' });
});

test('to publish the action under another name, change package.json and run npm run docs', () => {
  change('package.json', [[`github:${readPublication().slug}`, 'github:someone/else']]);
  expect(run('tools/docs/docs.ts').printed).toContain(
    `src/lib/defect.ts: ${readPublication().slug} is now someone/else.`,
  );
  expect(run('tools/docs/check-docs.ts')).toEqual({ status: 0, printed: '' });
});

describe('on a project with mistakes, the check', () => {
  beforeAll(() => {
    change('action.yml', [
      ['name: Delete', 'nmae: Delete'],
      ['icon: phone-off', 'icon: no-such-icon'],
      ['    default: error', '    defualt: error'],
      ['  uid:\n    description:', '  uid:\n    value:'],
      ['using: node24', 'using: node99'],
    ]);
    change('README.md', [
      ['# Delete', '[a](docs/none.md) [b](#none)\n\n```yaml\n- uses: ./\n```\n\n# Delete'],
    ]);
    change('docs/bundle.md', [['# What', 'https://github.com/former/name/issues\n\n# What']]);
    change('dist/index.js', [['', '\n']]);
    writeFileSync(join(copy, 'dist/999.index.js'), '');
    writeFileSync(join(copy, '.github/workflows/broken.yml'), 'on: push\njobs:\n');
    writeFileSync(join(copy, 'src/unused.ts'), 'export const unused = 1;\n');
  });

  test('of the documents fails, and reports each', () => {
    const { status, printed } = run('tools/docs/check-docs.ts');
    expect(printed.replace(/:\d+:/g, ':')).toMatchInlineSnapshot(`
      "action.yml: Unexpected value 'nmae'
      action.yml: Unexpected value 'no-such-icon'
      action.yml: Unexpected value 'node99'
      action.yml: Required property is missing: name
      action.yml: if-in-use has a key that means nothing: defualt
      action.yml: uid has a key that means nothing: value
      action.yml: uid has no description
      .github/workflows/broken.yml: "jobs" section should not be empty. please remove this section if it's unnecessary (actionlint, syntax-check)
      README.md: The step must set exactly one of 'key-id', 'key-name'.
      docs/bundle.md: "github.com/former/name/issues" does not name this repository, which package.json calls someone/else. Run: npm run docs
      README.md: A generated section is out of step. Run: npm run docs
      "
    `);
    expect(status).toBe(1);
  });

  test('of Markdown fails, and reports each', () => {
    const { status, printed } = run('node_modules/markdownlint-cli2/markdownlint-cli2-bin.mjs');
    expect(printed).toContain('"docs/none.md" should exist');
    expect(printed).toContain('error MD051/link-fragments');
    expect(status).toBe(1);
  });

  test('of unused code fails, and reports each', () => {
    const { status, printed } = run('node_modules/knip/bin/knip.js', '--no-progress');
    expect(printed).toMatch(/^src\/unused\.ts/m);
    expect(status).toBe(1);
  });

  test('of dist/ fails, and reports each', () => {
    const { status, printed } = run('tools/build/check-dist.ts');
    expect(printed).toContain('AM dist/index.js\n?? dist/999.index.js');
    expect(status).toBe(1);
  });
});
