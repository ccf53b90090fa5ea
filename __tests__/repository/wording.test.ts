import { describe, expect, test } from '@jest/globals';
import { sourceWordingProblems, testNameProblems, wordingProblems } from '../../tools/docs/wording.ts';
import { readTextFiles } from '../../tools/lib/project.ts';

/** What people read; of sources, the messages and comments. */
const READ_BY_PEOPLE = [
  /^(README|SECURITY|CONTRIBUTING|RELEASE|CODE_OF_CONDUCT|AGENTS)\.md$/,
  /^docs\/(bundle|edge-cases|simulation|threat-model)\.md$/,
  /^(__tests__|tools\/build\/stubs)\/README\.md$/,
  /^action\.yml$/,
  /^examples\//,
  /^\.github\/(ISSUE_TEMPLATE\/|pull_request_template\.md)/,
  /^\.github\/workflows\//,
  /^src\//,
  // But for the list of words to avoid.
  /^tools\/(?!docs\/wording\.ts$).*\.ts$/,
];

const files = readTextFiles().filter(({ path }) => READ_BY_PEOPLE.some((pattern) => pattern.test(path)));

test.each(files)('$path is in plain English', ({ path, text }) => {
  const problems = path.endsWith('.ts') ? sourceWordingProblems(text) : wordingProblems(text);
  expect(problems.map(({ line, message }) => `${path}:${line}: ${message}`)).toEqual([]);
});

const tests = readTextFiles().filter(({ path }) => /^__tests__\/.*\.test\.ts$/.test(path));

test.each(tests)('the names of the tests in $path are in plain English', ({ path, text }) => {
  expect(testNameProblems(text).map(({ line, message }) => `${path}:${line}: ${message}`)).toEqual([]);
});

test('the texts that people read are found', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(tests.length).toBeGreaterThan(50);
});

describe('a word to avoid', () => {
  test.each([
    'mend the pattern',
    'Two keys bear the name.',
    'It is tried again up to five times.',
    "the step's budget",
    'Cloudflare answered HTTP 403.',
    'names, one a line',
    'any run of characters',
    'goes with `key-name` alone: say so',
    'sent to Cloudflare alone.',
    'The key may be gone all the same.',
    'something that is no envelope',
    'a number that is no pull request',
    'lines that are no patterns',
    'A token is needed.',
    'only needed for a long list',
    "a name is anyone's text",
    'a double of Cloudflare',
    'report a weakness',
    'an empty input counts as not given',
    'the inputs exclude each other',
    'Cloudflare does not know this token.',
    'any\n      # run of\n      # characters',
  ])('is found: %s', (text) => {
    expect(wordingProblems(`first line\n${text}`)).not.toEqual([]);
  });

  test.each([
    'An input that is required only once, and a name that stands alone in the list',
    'The response may have been lost; retry later.',
    'There is no pull request with this number.',
    'a value that is no longer than 36 characters',
    'one key costs one request',
    'all cases of the same kind',
  ])('is not: %s', (text) => {
    expect(wordingProblems(text)).toEqual([]);
  });

  test('has its line and what to write instead', () => {
    expect(wordingProblems('one\ntwo\nmend it')).toEqual([
      { line: 3, message: '"mend": write fix or correct' },
    ]);
  });

  test('is found in the name of a test, and not in its values', () => {
    const source = [
      "describe('one', () => {",
      "  test.each([['a budget']])(",
      "    'what bears a name',",
      "    () => expect('an answer').toBe('no answer'),",
      '  );',
      '});',
    ].join('\n');
    expect(testNameProblems(source)).toEqual([
      { line: 3, message: '"bears": write is named or has the name' },
    ]);
  });

  test('is found in the messages and comments of a source, and not in its names', () => {
    const source = [
      '// what bears a name',
      'const answer = budget(); // mend it',
      'throw new Error(`Could not ${verb} it; mend ${name} and reply.`);',
      "log('no answer');",
      'function end(): void {',
      '  /* one that is sent',
      '   * to Cloudflare alone. */',
      '}',
      "if (code === 'budget') return;",
    ].join('\n');
    expect(sourceWordingProblems(source)).toEqual([
      { line: 1, message: '"bears": write is named or has the name' },
      { line: 2, message: '"mend": write fix or correct' },
      { line: 3, message: '"mend": write fix or correct' },
      { line: 3, message: '"reply": write response' },
      { line: 4, message: '"answer": write response, or returned' },
      { line: 7, message: '"alone": write only' },
    ]);
  });
});
