import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageTable } from '../../tools/build/packages.ts';
import { type CloudflareDouble, startCloudflare } from '../support/cloudflare-double.ts';
import { type Run, runAction } from '../support/runner.ts';

const ID = '2a95132c15732412d22c1476fa83f27a';

let cloudflare: CloudflareDouble;

beforeEach(async () => {
  cloudflare = await startCloudflare({ keys: [{ uid: ID, name: 'pr-1' }] });
});

afterEach(() => cloudflare.close());

function run(
  inputs: Readonly<Record<string, string>>,
  more: { readonly actionFolder?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Run> {
  const connection = {
    'account-id': cloudflare.account,
    'api-token': cloudflare.token,
    'api-base-url': cloudflare.baseUrl,
  };
  return runAction({ inputs: { ...connection, ...inputs }, ...more });
}

describe('the entry', () => {
  const source = readFileSync('dist/index.js', 'utf8');

  test('has less than 160 kB', () => {
    expect(statSync('dist/index.js').size).toBeLessThan(160_000);
  });

  // Node holds a text with any other character in two bytes for each, and takes longer to read it.
  test('has only ASCII', () => {
    expect(source.match(/[\u0080-\uffff]+/g) ?? []).toEqual([]);
  });

  test.each([
    ['undici', 'UND_ERR_'],
    ['github', 'getOctokit'],
    ['Octokit', '@octokit'],
  ])('has nothing of %s', (_package, word) => {
    expect(source.toLowerCase().includes(word.toLowerCase())).toBe(false);
  });

  test('has the code of these packages only, and so have the chunks; think before you add one', () => {
    const packages = packageTable().match(/(?<=^\| `)[^`]+/gm) ?? [];
    expect(packages.filter((name) => !/^@(actions|octokit)\//.test(name))).toEqual([
      'tunnel',
      'before-after-hook',
      'content-type',
      'json-with-bigint',
      'universal-user-agent',
    ]);
    expect(packages.filter((name) => name.startsWith('@actions/'))).toEqual([
      '@actions/core',
      '@actions/http-client',
      '@actions/github',
    ]);
  });
});

test('a plain deletion loads only the modules of Node that it needs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loaded-'));
  const [list, hook] = [join(folder, 'list.json'), join(folder, 'hook.cjs')];
  writeFileSync(
    hook,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(process.moduleLoadList)));`,
  );
  const { exitCode } = await run({ 'key-id': ID }, { env: { NODE_OPTIONS: `--require ${hook}` } });
  const loaded = JSON.parse(readFileSync(list, 'utf8')) as readonly string[];
  rmSync(folder, { recursive: true });
  expect(exitCode).toBe(0);
  expect(loaded).toContain('NativeModule https');
  for (const module of ['perf_hooks', 'child_process', 'internal/deps/undici/undici']) {
    expect(loaded).not.toContain(`NativeModule ${module}`);
  }
});

describe('a copy of the action without its chunks', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'copy-'));
    cpSync('action.yml', join(folder, 'action.yml'));
    cpSync('dist', join(folder, 'dist'), { recursive: true });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Removes the chunks that contain this text, and returns how many there were. */
  function removeChunks(text: string): number {
    const chunks = readdirSync(join(folder, 'dist'))
      .filter((file) => /^\d+\.index\.js$/.test(file))
      .map((file) => join(folder, 'dist', file))
      .filter((file) => readFileSync(file, 'utf8').includes(text));
    for (const chunk of chunks) rmSync(chunk);
    return chunks.length;
  }

  test('deletes by ID: none of them is loaded for that', async () => {
    expect(removeChunks('')).toBeGreaterThanOrEqual(2);
    const { outputs, exitCode } = await run({ 'key-id': ID }, { actionFolder: folder });
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({ status: 'deleted', uid: ID });
  });

  test('deletes by name without @actions/github, but sweeps only with it', async () => {
    expect(removeChunks('octokit')).toBeGreaterThanOrEqual(1);
    const sweep = await run({ 'key-name': 'pr-{closed-pr}' }, { actionFolder: folder });
    expect(sweep.exitCode).toBe(1);
    expect(sweep.outputs['status']).toBe('failed');
    expect(cloudflare.keys.size).toBe(1);
    const byName = await run({ 'key-name': 'pr-*' }, { actionFolder: folder });
    expect(byName.outputs['status']).toBe('deleted');
  });
});
