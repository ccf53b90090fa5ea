import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { yamlExamples } from '../../tools/docs/examples.ts';
import { readInterface, selectorsOf } from '../../tools/lib/interface.ts';
import { readTextFiles, ROOT } from '../../tools/lib/project.ts';
import { readPublication } from '../../tools/lib/publication.ts';
import { slugIn, slugProblems } from '../../tools/docs/slug.ts';
import { inputTable, outputTable, withSection } from '../../tools/docs/tables.ts';
import { asRecord } from '../../tools/lib/values.ts';
import { exampleProblems, workflowProblems } from '../../tools/docs/workflow.ts';
import { DEFAULTS } from '../../src/inputs/definitions.ts';

const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const README = read('README.md');
const CONTRIBUTING = read('CONTRIBUTING.md');

/** A constant of src/ that is a number, or a product or quotient of numbers. */
function constant(name: string): number {
  const declaration = new RegExp(`^(?:export )?const ${name} = ([\\d_ */]+);`, 'm');
  const found = readTextFiles().flatMap(({ path, text }) =>
    path.startsWith('src/') ? (declaration.exec(text)?.[1] ?? []) : [],
  );
  const [expression, ...others] = found;
  if (expression === undefined || others.length > 0) throw new Error(`src/ has not one constant ${name}.`);
  const [first = '', ...rest] = expression.replaceAll('_', '').split(/ (?=[*/] )/);
  return rest.reduce((value, step) => {
    const number = Number(step.slice(2));
    return step.startsWith('*') ? value * number : value / number;
  }, Number(first));
}

describe('the README', () => {
  test('uses the action under the name that package.json gives it', () => {
    expect(slugIn(README)).toBe(readPublication().slug);
  });

  test('says what deletion does not do before it shows how to select keys', () => {
    const headings = [...README.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings.slice(0, 6)).toEqual([
      'Quick start',
      "What deletion doesn't do",
      'Create an API token',
      'Inputs',
      'Outputs',
      'Recipes',
    ]);
  });

  test('explains every value of the output status', () => {
    const types = asRecord(parse(read('action-types.yml')));
    const values = asRecord(asRecord(types['outputs'])['status'])['allowed-values'];
    const [, table = ''] = /^\| `status` \| The step .*\n\|.*\n((?:\|.*\n)+)/m.exec(README) ?? [];
    expect([...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, value]) => value)).toEqual(values);
  });

  test('quotes messages that the action has', () => {
    const sources = readTextFiles()
      .filter(({ path }) => path.startsWith('src/'))
      .map(({ text }) => text.replaceAll("\\'", "'"))
      .join('\n');
    const tables = [...README.matchAll(/^\| You see.*\n\|.*\n((?:\|.*\n)+)/gm)];
    expect(tables).toHaveLength(4);
    const quoted = tables
      .flatMap(([, rows = '']) => rows.split('\n'))
      .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)])
      .flatMap(([, phrase = '']) => phrase.split('…').map((part) => part.trim()));
    expect(quoted.length).toBeGreaterThan(10);
    expect(quoted.filter((phrase) => !sources.includes(phrase))).toEqual([]);
  });

  test('says how long the waits between retries are', () => {
    const first = constant('FIRST_WAIT_MS') / 1000;
    const longest = constant('LONGEST_WAIT_MS') / 1000;
    const waits = Array.from({ length: Number(DEFAULTS['max-retries']) }, (_, index) =>
      Math.min(longest, first * 2 ** index),
    );
    const sum = waits.reduce((one, other) => one + other, 0);
    expect(README).toContain(`Waits are ${waits.slice(0, 3).join(', ')} … up to ${longest} seconds`);
    expect(README).toContain(
      `waits at most ${sum} s in all (${waits.join('+')}); the step ends after ${DEFAULTS['timeout-seconds']} s.`,
    );
  });

  test('explains every code that the advice knows', () => {
    const sources = ['src/cloudflare/advice.ts', 'src/cloudflare/codes.ts'].map(read).join('\n');
    const codes = [...sources.matchAll(/(?<![\w.,])(?:\d{4,5}|971)(?![\w.,]\d)\b/g)].map(([code]) => code);
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter((code) => !README.includes(code))).toEqual([]);
  });
});

test.each([
  ['README.md', 'At most N requests run at once', 'PARALLEL_DELETIONS', 1],
  ['README.md', 'N seconds without a byte', 'IDLE_MS', 1000],
  ['README.md', 'gives requests in flight N seconds', 'GRACE_MS', 1000],
  ['README.md', 'when less than N % of the quota is left', 'RESERVED_SHARE', 0.01],
  ['README.md', 'Up to N failed keys have an annotation each', 'MAX_ANNOTATIONS', 1],
  ['action.yml', 'lines of N characters each', 'MAX_PATTERN_LENGTH', 1],
  ['docs/edge-cases.md', 'is over N MiB', 'MAX_BODY_BYTES', 1024 * 1024],
  ['docs/edge-cases.md', 'is over N |', 'LARGEST_PULL_REQUEST', 1],
  ['docs/threat-model.md', 'N MiB of a body', 'MAX_BODY_BYTES', 1024 * 1024],
  ['docs/threat-model.md', 'any beginning of it of N characters or more', 'MIN_PREFIX', 1],
])('%s says "%s", where N is %s of the code', (document, claim, name, unit) => {
  const value = Math.round(constant(name) / unit);
  const written = [String(value), value.toLocaleString('en-US')];
  const text = read(document).replace(/\s+/g, ' ');
  expect(written.some((number) => text.includes(claim.replace('N', number)))).toBe(true);
});

test('the pictures that documents show exist, light and dark, and say in words what they show', () => {
  const shown = readTextFiles()
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ path, text }) => {
      const tags = [...text.matchAll(/<(?:img|source)\s[^>]+>/g)].map(([tag]) => tag);
      return tags.map((tag) => ({ tag, folder: new URL('.', new URL(path, ROOT)) }));
    });
  const files = shown.map(({ tag, folder }) => {
    const [, address = ''] = /\ssrc(?:set)?="([^"]+)"/.exec(tag) ?? [];
    return fileURLToPath(new URL(address, folder));
  });
  expect(files.filter((file) => file.endsWith('-dark.png')).length).toBeGreaterThanOrEqual(2);
  const light = files.map((file) => file.replace(/-dark(\.\w+)$/, '-light$1'));
  expect([...files, ...light].filter((file) => !existsSync(file))).toEqual([]);
  const images = shown.filter(({ tag }) => tag.startsWith('<img'));
  expect(images.filter(({ tag }) => !/\salt="[^"]{40,}"/.test(tag))).toEqual([]);
});

describe('CONTRIBUTING', () => {
  test('has every folder of src/ on its map, and every file beside them', () => {
    const entries = readdirSync(new URL('src', ROOT), { withFileTypes: true });
    const named = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    const mapped = [...CONTRIBUTING.matchAll(/^\| `([\w-]+(?:\.ts|\/))` /gm)].map(([, name]) => name);
    expect(mapped.sort()).toEqual(named.sort());
  });

  test('has every folder of tools/ in its list', () => {
    const [, list = ''] = /^.*`tools\/` has what development needs: (.+)$/m.exec(CONTRIBUTING) ?? [];
    const listed = [...list.matchAll(/`([\w-]+)\/`/g)].map(([, name]) => name);
    expect(listed.sort()).toEqual(readdirSync(new URL('tools', ROOT)).sort());
  });

  test('names files and folders that exist, as all documents do', () => {
    const missing = readTextFiles()
      .filter(({ path }) => path.endsWith('.md'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/`((?:src|__tests__|tools|docs|examples|\.github)\/[\w./-]*)`/g)]
          .filter(([, name = '']) => !name.includes('NAME') && !existsSync(new URL(name, ROOT)))
          .map(([, name]) => `${path}: ${name ?? ''}`),
      );
    expect(missing).toEqual([]);
  });

  test('names commands that exist, as all documents do', () => {
    const scripts = Object.keys(asRecord(manifest()['scripts']));
    const named = readTextFiles()
      .filter(({ path }) => path.endsWith('.md'))
      .flatMap(({ text }) => [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script));
    expect(named.length).toBeGreaterThan(10);
    expect(scripts).toEqual(expect.arrayContaining(named));
  });
});

describe('a search that docs/bundle.md shows', () => {
  const lines = readdirSync(new URL('dist', ROOT))
    .filter((name) => name.endsWith('.js'))
    .flatMap((name) => read(`dist/${name}`).split('\n'));

  /** The lines of the bundle that the search with this comment doesn't find, of those that match. */
  function missedBy(comment: string, matching: RegExp): readonly string[] {
    const command = new RegExp(`^grep -n([Ew]?) (['"])(.+)\\2 dist/\\*\\.js +# ${comment}$`, 'm');
    const [, option, , pattern = ''] = command.exec(read('docs/bundle.md')) ?? [];
    const search = new RegExp(option === 'w' ? `\\b${pattern}\\b` : pattern);
    expect(lines.some((line) => search.test(line))).toBe(true);
    return lines.filter((line) => matching.test(line) && !search.test(line));
  }

  test("finds every module of Node's that is loaded", () => {
    const chunks = /require\("\.\/" \+ __nccwpck_require__\.u\(chunkId\)\)|\/\/ require\(\) chunk/;
    const missed = missedBy("every module of Node's that it loads", /\brequire\(/);
    expect(missed.filter((line) => !chunks.test(line))).toEqual([]);
  });

  test('finds the place that sends the token, and there is no other', () => {
    const sending = /authorization: `Bearer \$\{/;
    expect(missedBy('the one place that sends the token', sending)).toEqual([]);
    expect(lines.filter((line) => line.includes('options.apiToken'))).toEqual([
      expect.stringMatching(sending),
    ]);
  });

  test.each([
    ['as a property', /process\.env|\benv(\?\.)?\[/],
    ['in parts', /\} = (process\.)?env\b/],
    ['as a whole', /[(,:] ?(process\.)?env[,)]/],
  ])('finds every place that reads the environment %s', (_how, reading) => {
    expect(missedBy('every place that reads the environment, or hands it on', reading)).toEqual([]);
  });
});

function manifest(): Readonly<Record<string, unknown>> {
  return asRecord(JSON.parse(read('package.json')));
}

describe('a workflow', () => {
  const offer = {
    slug: 'someone/delete',
    majorTag: 'v2',
    ...readInterface(
      '{ inputs: { key-id: { description: Required unless `key-name` is set. x }, key-name: { description: Required unless `key-id` is set. x } }, outputs: { uid: {} } }',
    ),
    workflows: new Map([
      [
        '.github/workflows/delete.yml',
        'on: { workflow_call: { inputs: { key: { required: true }, other: {} }, outputs: { uid: {} }, secrets: { TOKEN: { required: true } } } }',
      ],
    ]),
  };
  const steps = (...lines: readonly string[]): string =>
    ['on: push', 'jobs:', '  one:', '    runs-on: ubuntu-latest', '    steps:', ...lines, ''].join('\n');
  const call = (...lines: readonly string[]): string =>
    ['on: push', 'jobs:', '  one:', ...lines, ''].join('\n');
  const check = async (text: string): Promise<readonly string[]> =>
    (await workflowProblems(text, 'w.yml', offer)).map(({ line, message }) => `${line}: ${message}`);
  const commit = '3d3c42e5aac5ba805825da76410c181273ba90b1';

  test('without a mistake passes', async () => {
    const text = steps(
      `      - uses: actions/checkout@${commit} # v7.0.1`,
      '      - id: key',
      '        uses: someone/delete@v2',
      '        with: { key-id: x }',
      `      - uses: someone/delete@${commit} # v2.1.0`,
      '        with: { key-id: "${{ vars.A }}", key-name: "${{ vars.B }}" }',
      '      - run: echo "${{ steps.key.outputs.uid }}"',
    );
    expect(await check(text)).toEqual([]);
    const called = '    uses: someone/delete/.github/workflows/delete.yml@v2';
    expect(await check(call(called, '    with: { key: x }', '    secrets: { TOKEN: x }'))).toEqual([]);
    const inheriting = [called, '    with: { key: x }', '    secrets: inherit'];
    const next = ['  two:', '    needs: one', '    runs-on: ubuntu-latest', '    steps:'];
    const use = (output: string): string => `      - run: echo "\${{ needs.one.outputs.${output} }}"`;
    expect(await check(call(...inheriting, ...next, use('uid')))).toEqual([]);
    expect(await check(call(...inheriting, ...next, use('udi')))).toEqual([
      '11: There is no such output: needs.one.outputs.udi.',
    ]);
  });

  test.each([
    [steps('      - run: echo ${{ nonsense.x }}'), 'undefined variable "nonsense"'],
    [
      steps('      - uses: someone/delete@v2', '        with: { key-di: x, key-id: y }'),
      "7: action.yml has no input 'key-di'.",
    ],
    [
      steps('      - uses: ./', '        with: { key-di: x, key-id: y }'),
      "7: action.yml has no input 'key-di'.",
    ],
    [steps('      - uses: someone/delete@v2'), "6: The step must set exactly one of 'key-id', 'key-name'."],
    [
      steps('      - uses: someone/delete@v2', '        with: { key-id: x, key-name: y }'),
      "6: The step must set exactly one of 'key-id', 'key-name'.",
    ],
    [
      steps(
        '      - id: key',
        '        uses: someone/delete@v2',
        '        with: { key-id: x }',
        '      - run: echo "${{ steps.key.outputs.udi }}"',
      ),
      'There is no such output: steps.key.outputs.udi.',
    ],
    [
      steps('      - uses: actions/checkout@v4'),
      '6: actions/checkout@v4 is neither someone/delete@v2 nor pinned',
    ],
    [
      steps(`      - uses: actions/checkout@${commit}`),
      'nor pinned to a commit with its version as a comment.',
    ],
    [
      steps('      - uses: former/name@v2', '        with: { key-id: x }'),
      '6: former/name@v2 is neither someone/delete@v2 nor',
    ],
    [
      steps('      - uses: someone/delete@v1', '        with: { key-id: x }'),
      '6: someone/delete@v1 must be someone/delete@v2',
    ],
    [call('    uses: ./.github/workflows/none.yml'), '4: There is no .github/workflows/none.yml.'],
    [
      call('    uses: someone/delete/.github/workflows/delete.yml@v2'),
      "delete.yml needs 'key' of its inputs.",
    ],
    [
      call('    uses: someone/delete/.github/workflows/delete.yml@v2'),
      "delete.yml needs 'TOKEN' of its secrets.",
    ],
    [
      call('    uses: someone/delete/.github/workflows/delete.yml@v2', '    with: { key: x, kye: y }'),
      "5: .github/workflows/delete.yml has no 'kye' in its inputs.",
    ],
  ])('with a mistake does not pass:\n%s', async (text, message) => {
    expect((await check(text)).join('\n')).toContain(message);
  });

  test('may be a list of steps in a document', async () => {
    const [example] = yamlExamples('# Title\n\n- item\n\n```yaml\n- uses: ./\n  with:\n    key-di: x\n```\n');
    expect(example).toEqual({ text: '- uses: ./\n  with:\n    key-di: x', line: 6 });
    const problems = await exampleProblems(example?.text ?? '', 'x.yml', offer);
    expect(problems).toContainEqual({ line: 3, message: "action.yml has no input 'key-di'." });
  });

  test('that is only a part of one cannot be checked, so it does not pass', async () => {
    expect(await exampleProblems('with:\n  key-id: x', 'x.yml', offer)).toEqual([
      { line: 1, message: 'This example is neither a workflow nor a list of steps, so nothing checks it.' },
    ]);
  });
});

describe('the name of the repository', () => {
  test.each([
    'https://github.com/former/name/issues',
    'https://github.com/former/name/security/advisories/new',
    'gh attestation verify dist/index.js --repo former/name',
  ])('is not another: %s', (text) => {
    expect(slugProblems(`\n${text}`, 'former/name')).toEqual([]);
    expect(slugProblems(`\n${text}`, 'new/name')).toMatchObject([{ line: 2 }]);
  });

  test('may be that of another repository in a citation', () => {
    expect(slugProblems('https://github.com/nodejs/undici/issues/1234 and /blob/x', 'new/name')).toEqual([]);
  });
});

describe('a generated section', () => {
  const action = readInterface(
    `{ inputs: {
      a: { description: "x |\\n y", default: 5 },
      b: { description: "Required. z" },
      c: { description: "Required unless \`d\` is set. v" },
      d: { description: "Required unless \`c\` is set. u" },
      e: { description: "Optional. t" },
    }, outputs: { f: { description: w } } }`,
  );

  test('is a table of what action.yml says', () => {
    expect(inputTable(action)).toBe(
      [
        '| Input | Required | Default | Meaning |',
        '| --- | --- | --- | --- |',
        '| `a` | No | `5` | x \\| y |',
        '| `b` | Yes | – | z |',
        '| `c` | Unless `d` is set | – | v |',
        '| `d` | Unless `c` is set | – | u |',
        '| `e` | No | – | t |',
      ].join('\n'),
    );
    expect(outputTable(action)).toBe('| Output | Value |\n| --- | --- |\n| `f` | w |');
  });

  test('knows which inputs select keys', () => {
    expect(selectorsOf(action)).toEqual(['c', 'd']);
  });

  test('replaces what is between its markers', () => {
    expect(withSection('a\n<!-- x -->\nold\n<!-- end of x -->\nb', 'x', 'new')).toBe(
      'a\n<!-- x -->\n\nnew\n\n<!-- end of x -->\nb',
    );
    expect(() => withSection('<!-- end of x -->\n<!-- x -->', 'x', 'new')).toThrow('in this order');
    expect(() => withSection('', 'x', 'new')).toThrow('missing');
  });
});

test('every hand-written text of the project is checked, and nothing that is installed or built', () => {
  const paths = readTextFiles().map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'README.md',
      'docs/bundle.md',
      'src/index.ts',
      '.github/workflows/revoke-turn-key.yml',
    ]),
  );
  expect(paths.filter((path) => /^(dist|build)\/|(^|\/)node_modules\//.test(path))).toEqual([]);
  expect(fileURLToPath(ROOT)).toMatch(/[\\/]$/);
});
