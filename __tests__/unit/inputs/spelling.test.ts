import { describe, expect, test } from '@jest/globals';
import { INPUT_NAMES } from '../../../src/inputs/definitions.ts';
import { explainMisspellings } from '../../../src/inputs/explanations.ts';

const check = (...names: readonly string[]): readonly string[] => explainMisspellings(names);

const didYouMean = (name: string, meant: string): string =>
  `Input '${name}' doesn't exist; did you mean '${meant}'? Correct its name, or remove it.`;

describe('a misspelled input', () => {
  test.each([
    // Other separators.
    ['dry_run', 'dry-run'],
    ['dryrun', 'dry-run'],
    ['key.id', 'key-id'],
    ['key_name', 'key-name'],
    ['timeout seconds', 'timeout-seconds'],
    ['ver-ify', 'verify'],
    ['-dry--run-', 'dry-run'],
    ['dry\u2011run', 'dry-run'],
    // One slip: missing, added, wrong, swapped.
    ['dry-rn', 'dry-run'],
    ['dry-runn', 'dry-run'],
    ['dry-ran', 'dry-run'],
    ['dry-rnu', 'dry-run'],
    ['expected-names', 'expected-name'],
    ['older-then', 'older-than'],
    ['verfy', 'verify'],
    ['verfiy', 'verify'],
    ['kye-id', 'key-id'],
    ['key-ids', 'key-id'],
    ['acount-id', 'account-id'],
    ['api-tokens', 'api-token'],
    ['max-key', 'max-keys'],
    ['if-in-used', 'if-in-use'],
    ['key-mame', 'key-name'],
    // Two slips.
    ['dry_ron_', 'dry-run'],
    ['dyr-rnu', 'dry-run'],
    ['vrfy', 'verify'],
    ['expectd_nam', 'expected-name'],
    ['unsed-four', 'unused-for'],
    ['account', 'account-id'],
    ['if-not-fuond_s', 'if-not-found'],
    ['tiemout-secnods', 'timeout-seconds'],
  ])('%s is compared with the inputs: %s', (name, meant) => {
    expect(check(name)).toEqual([didYouMean(name, meant)]);
  });

  test.each([
    '',
    '-',
    'id',
    'key',
    'name',
    'token',
    'keys',
    'key-uid-s',
    'version',
    'github',
    'run',
    'dry',
    'path',
    'timeout',
    'who-to-greet',
    'expected',
    // Two slips, and not one that is swapped.
    'kybd',
    'keidd',
    'kydi',
    'x'.repeat(100_000),
  ])('%.20s is not close to any', (name) => {
    expect(check(name)).toEqual([]);
  });

  test('is shown with 40 characters at most', () => {
    const name = `dry${'_'.repeat(100)}run`;
    expect(check(name)).toEqual([didYouMean(`dry${'_'.repeat(36)}…`, 'dry-run')]);
  });

  test('is reported for each, in order', () => {
    expect(check('olderthan', 'x', 'dryrun')).toEqual([
      didYouMean('olderthan', 'older-than'),
      didYouMean('dryrun', 'dry-run'),
    ]);
  });
});

test('no input is mistaken for another, with any letter missing, wrong or doubled', () => {
  for (const name of INPUT_NAMES) {
    for (let i = 0; i < name.length; i++) {
      const slips = [
        name.slice(0, i) + name.slice(i + 1),
        `${name.slice(0, i)}0${name.slice(i + 1)}`,
        name.slice(0, i + 1) + name.slice(i),
      ];
      for (const slip of slips) expect(check(slip)).toEqual([didYouMean(slip, name)]);
    }
  }
});
