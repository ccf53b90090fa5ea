import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { ROOT } from '../../tools/lib/project.ts';
import { readPublication } from '../../tools/lib/publication.ts';
import { tagProblems } from '../../tools/release/tag-problems.ts';
import { isNewest, readVersionTag } from '../../tools/release/version-tag.ts';

const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

describe('the tag of a release', () => {
  test('is v and the version of package.json, the sources and the bundle', () => {
    expect(tagProblems(`v${readPublication().version}`, read)).toEqual([]);
  });

  test('is of no other version', () => {
    const { version } = readPublication();
    expect(tagProblems('v99.0.1', read)).toEqual([
      `The tag is v99.0.1, and package.json has the version ${version}.`,
      `The tag is v99.0.1, and the user agent in src/http/client.ts has ${version}.`,
      `The tag is v99.0.1, and the user agent in dist/index.js has ${version}.`,
    ]);
  });

  test('must be in the bundle, too, which may be older than the sources', () => {
    const { version } = readPublication();
    const readOld = (path: string): string =>
      path === 'dist/index.js' ? read(path).replace(/(USER_AGENT = '[^/]+\/)[^']*/, '$10.9.0') : read(path);
    expect(tagProblems(`v${version}`, readOld)).toEqual([
      `The tag is v${version}, and the user agent in dist/index.js has 0.9.0.`,
    ]);
  });

  test.each(['', 'v1', '1.0.0', 'v1.0', 'v1.0.0-rc.1', 'v01.0.0', 'v1.0.0\n', 'refs/tags/v1.0.0'])(
    'is not %j',
    (tag) => {
      expect(readVersionTag(tag)).toBeUndefined();
      expect(tagProblems(tag, read)).toEqual([`The tag "${tag}" is not of the form v1.2.3.`]);
    },
  );
});

describe('the tag of the major version', () => {
  const tag = { major: 1, minor: 10, patch: 2 };

  test.each([
    ['when there is no other', []],
    ['when it is run again', ['v1.10.2']],
    ['past older releases', ['v1.10.1', 'v1.9.99', 'v1.2.11']],
    ['whatever other major versions have', ['v2.0.0', 'v11.0.0', 'v0.99.0']],
    ['and minds no tag that is no version', ['v1', 'v1.11.0-rc.1', 'v1.99', '']],
  ])('moves %s', (_when, others) => {
    expect(isNewest(tag, others)).toBe(true);
  });

  test.each([['v1.10.3'], ['v1.11.0'], ['v1.100.0']])('does not go back from %s', (newer) => {
    expect(isNewest(tag, ['v1.0.0', newer, 'v1.1.0'])).toBe(false);
  });
});
