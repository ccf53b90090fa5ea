import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../tools/lib/project.ts';

const CRUISER = fileURLToPath(new URL('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', ROOT));
const RULES = fileURLToPath(new URL('tools/layers/rules.js', ROOT));

/** A small project that follows the rules: the text of each file. */
const HOUSE: Readonly<Record<string, string>> = {
  'src/index.ts': "import { run } from './main.ts';\nvoid run;",
  'src/main.ts':
    "import { read } from './inputs/inputs.ts';\nexport const run = () => [read, import('./select-keys.ts'), import('./delete-keys.ts')];",
  'src/select-keys.ts':
    "import type { Inputs } from './inputs/inputs.ts';\nimport { list } from './cloudflare/api.ts';\nexport const select = (given: Inputs) => [given, list];",
  'src/delete-keys.ts': "export { list } from './cloudflare/api.ts';\nimport './github/pull-requests.ts';",
  'src/inputs/inputs.ts':
    "import { wait } from '../lib/time.ts';\nexport type Inputs = string;\nexport const read = wait;",
  'src/output/log.ts': "export * from '../lib/time.ts';",
  'src/cloudflare/api.ts':
    "import { send } from '../http/client.ts';\nimport type { Key } from '../keys/key.ts';\nexport const list = (key: Key) => send(key);",
  'src/github/pull-requests.ts': "export { send } from '../http/client.ts';",
  'src/http/client.ts':
    "import { request } from 'node:https';\nimport { wait } from '../lib/time.ts';\nexport const send = (what: string) => [what, wait, request];",
  'src/keys/key.ts': "import type { Time } from '../lib/time.ts';\nexport type Key = string & Time;",
  'src/lib/time.ts':
    "import { setTimeout } from 'node:timers/promises';\nexport type Time = string;\nexport const wait = setTimeout;",
  'tools/tool.ts': 'export const tool = 1;',
  '__tests__/support.ts': 'export type Support = 1;',
};

/** Files that break a rule: path, text, and the broken rules. Nothing imports the new ones. */
const BROKEN: readonly (readonly [path: string, text: string, rules: readonly string[]])[] = [
  // No import goes up.
  ['src/main.ts', "import './index.ts';", ['no-import-up-from-main', 'no-circle']],
  ['src/delete-keys.ts', "export const up = import('./main.ts');", ['no-import-up-from-steps', 'no-circle']],
  ['src/inputs/up.ts', "import type * as main from '../main.ts';", ['no-import-up-from-ends']],
  [
    'src/inputs/up-to-steps.ts',
    "import type { select } from '../select-keys.ts';",
    ['no-import-up-from-ends'],
  ],
  ['src/output/up.ts', "export * from '../delete-keys.ts';", ['no-import-up-from-ends']],
  [
    'src/cloudflare/up.ts',
    "import type { Inputs } from '../inputs/inputs.ts';",
    ['no-import-up-from-services'],
  ],
  ['src/github/up.ts', "import '../output/log.ts';", ['no-import-up-from-services']],
  ['src/http/up.ts', "export type Up = import('../cloudflare/api.ts').Up;", ['no-import-up-from-basics']],
  [
    'src/keys/up.ts',
    "import { send } from '../cloudflare/api.ts';",
    ['no-import-up-from-basics', 'keys-are-pure'],
  ],
  ['src/lib/up.ts', "import type { Key } from '../keys/key.ts';", ['no-import-up-from-lib']],
  // No two files import each other, not even for types; a circle is reported for one of them.
  ['src/http/one.ts', "import type { Two } from './two.ts';\nexport type One = Two;", ['no-circle']],
  ['src/http/two.ts', "import type { One } from './one.ts';\nexport type Two = One;", []],
  // Neighbours in a layer do not import from each other.
  [
    'src/select-keys.ts',
    "import type { list } from './delete-keys.ts';\nexport type Selected = list;",
    ['neighbours-apart-in-steps'],
  ],
  ['src/inputs/across.ts', "import '../output/log.ts';", ['neighbours-apart-in-ends']],
  [
    'src/output/across.ts',
    "import type { Inputs } from '../inputs/inputs.ts';",
    ['neighbours-apart-in-ends'],
  ],
  ['src/cloudflare/across.ts', "import '../github/pull-requests.ts';", ['neighbours-apart-in-services']],
  [
    'src/github/across.ts',
    "import type { list } from '../cloudflare/api.ts';",
    ['neighbours-apart-in-services'],
  ],
  ['src/http/across.ts', "import type { Key } from '../keys/key.ts';", ['neighbours-apart-in-basics']],
  [
    'src/keys/across.ts',
    "import type { send } from '../http/client.ts';",
    ['neighbours-apart-in-basics', 'keys-are-pure'],
  ],
  ['src/keys/reads-files.ts', "import 'node:fs';", ['keys-are-pure']],
  ['src/lib/tool.ts', "import '../../tools/tool.ts';", ['src-stands-alone']],
  ['src/lib/test.ts', "import type { Support } from '../../__tests__/support.ts';", ['src-stands-alone']],
  ['src/inputs/elsewhere.ts', "import '../helpers/text.ts';", ['every-file-in-a-layer']],
  ['src/helpers/new.ts', "import '../lib/time.ts';", ['every-importer-in-a-layer']],
  ['src/inputs/missing.ts', "import '../lib/nowhere.ts';", ['no-missing-file']],
];

type Violation = { readonly from: string; readonly rule: { readonly name: string } };

/** The last line of dependency-cruiser. */
type Summary = {
  readonly error: number;
  readonly violations: readonly Violation[];
  readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
};

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Writes the project with these files changed or added, and checks it against the rules. */
function inspect(changes: Readonly<Record<string, string>>): Summary {
  const folder = mkdtempSync(join(tmpdir(), 'layers-'));
  folders.push(folder);
  for (const [path, text] of Object.entries({ ...HOUSE, ...changes })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { stdout } = spawnSync(
    process.execPath,
    [CRUISER, '--config', RULES, '--output-type', 'json', 'src'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  const { summary } = JSON.parse(stdout) as { readonly summary: Summary };
  expect(summary.error).toBe(summary.violations.length);
  return summary;
}

test('a project whose imports only go down passes', () => {
  expect(inspect({}).violations).toEqual([]);
});

describe('in a project that breaks rules', () => {
  let summary: Summary;

  beforeAll(() => {
    const changes = BROKEN.map(([path, text]) => [path, `${HOUSE[path] ?? ''}\n${text}`] as const);
    summary = inspect({ 'src/helpers/text.ts': '', ...Object.fromEntries(changes) });
  });

  const rulesBrokenBy = (path: string): readonly string[] => {
    const broken = summary.violations.filter(({ from }) => from === path).map(({ rule }) => rule.name);
    return [...new Set(broken)].toSorted();
  };

  test.each(BROKEN)('%s, %j: %j', (path, _text, rules) => {
    expect(rulesBrokenBy(path)).toEqual(rules.toSorted());
  });

  test('each rule is broken', () => {
    const names = summary.ruleSetUsed.forbidden.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(10);
    expect([...new Set(summary.violations.map(({ rule }) => rule.name))].toSorted()).toEqual(
      names.toSorted(),
    );
  });
});

test('http names no service in its code: what is particular to one comes as an argument', () => {
  const named = globSync('src/http/*.ts', { cwd: ROOT }).flatMap((file) =>
    readFileSync(new URL(file, ROOT), 'utf8')
      .replace(/\/\*[^]*?\*\/|\/\/.*/g, '')
      .split('\n')
      .filter((line) => /cloudflare|\bcf-|github/i.test(line)),
  );
  expect(named).toEqual([]);
});
