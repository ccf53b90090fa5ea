import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../tools/lib/project.ts';
import { readPublication } from '../../tools/lib/publication.ts';
import { type Git, gitIn, PINNED_IN, pinProblems, readPin, withPin } from '../../tools/release/pin.ts';
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

  test('must be in the bundle too, which may be older than the sources', () => {
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
    ['and ignores tags that are not versions', ['v1', 'v1.11.0-rc.1', 'v1.99', '']],
  ])('moves %s', (_when, others) => {
    expect(isNewest(tag, others)).toBe(true);
  });

  test.each([['v1.10.3'], ['v1.11.0'], ['v1.100.0']])('does not go back from %s', (newer) => {
    expect(isNewest(tag, ['v1.0.0', newer, 'v1.1.0'])).toBe(false);
  });
});

describe('the pin of the reusable workflow', () => {
  const slug = 'someone/delete';
  const version = '1.2.3';
  const commit = '3d3c42e5aac5ba805825da76410c181273ba90b1';
  const using = (reference: string): string =>
    `jobs:\n  delete:\n    steps:\n      - name: Delete\n        uses: ${slug}@${reference}\n        with: {}\n`;

  test('is a whole commit with the version as a comment', () => {
    expect(readPin(using(`${commit} # v1.2.3`), slug)).toEqual({ commit, version });
  });

  test.each(['v1', commit, `${commit} # v1`, `${commit.slice(1)} # v1.2.3`, `${commit} # v1.2.3-rc.1`])(
    'is not %s',
    (reference) => {
      expect(readPin(using(reference), slug)).toBeUndefined();
    },
  );

  test('is not that of another action', () => {
    expect(readPin(using(`${commit} # v1.2.3`), 'actions/checkout')).toBeUndefined();
  });

  test.each(['v1', `${'0'.repeat(40)} # v1.2.2`])('takes the place of %s', (reference) => {
    const pinned = withPin(using(reference), slug, { commit, version });
    expect(pinned).toBe(using(`${commit} # v1.2.3`));
    expect(withPin(pinned, slug, { commit, version })).toBe(pinned);
  });

  test.each(['', using('v1') + using('v1')])('is not written into a workflow such as %j', (workflow) => {
    expect(() => withPin(workflow, slug, { commit, version })).toThrow(
      'must use someone/delete exactly once',
    );
  });

  describe('in a repository', () => {
    let folder: string;
    let git: Git;
    let released: string;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'pin-'));
      git = gitIn(folder);
      run('init', '--quiet');
      mkdirSync(join(folder, 'dist'));
      write('dist/index.js', 'run();');
      released = commitWith('action.yml', 'name: Delete');
    });

    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    const write = (path: string, content: string): void => {
      writeFileSync(join(folder, path), content);
    };

    function run(...args: readonly string[]): string {
      const printed = git(...args);
      if (printed === undefined) throw new Error(`git ${args.join(' ')} failed`);
      return printed;
    }

    function commitWith(path: string, content: string): string {
      write(path, content);
      run('add', '--all');
      const author = [
        '-c',
        'user.name=test',
        '-c',
        'user.email=test@localhost',
        '-c',
        'commit.gpgsign=false',
      ];
      run(...author, 'commit', '--quiet', '--message', `change ${path}`);
      return run('rev-parse', 'HEAD');
    }

    const problemsOf = (tagged: string, pinned = released, of = version): readonly string[] =>
      pinProblems({ commit: pinned, version: of }, { commit: tagged, version }, git);

    test('may be older than the tag, as long as action.yml and dist/ are the same', () => {
      expect(problemsOf(commitWith('README.md', 'pinned'))).toEqual([]);
      expect(problemsOf(released)).toEqual([]);
    });

    test.each([
      ['action.yml', 'action.yml'],
      ['dist/index.js', 'dist'],
      ['dist/1.index.js', 'dist'],
    ])('is stale when %s changes', (path, named) => {
      expect(problemsOf(commitWith(path, 'changed'))).toEqual([
        expect.stringMatching(
          `pins ${released} .* whose ${named} differs from that of .*npm run release:pin`,
        ),
      ]);
    });

    test('must be an ancestor of the tag', () => {
      const elsewhere = commitWith('README.md', 'elsewhere');
      run('reset', '--quiet', '--hard', released);
      const tagged = commitWith('SECURITY.md', 'main');
      expect(problemsOf(tagged, elsewhere)).toEqual([expect.stringContaining('not an ancestor')]);
      expect(problemsOf(tagged, commit)).toEqual([expect.stringContaining('not an ancestor')]);
    });

    test('must have the version of the tag', () => {
      expect(problemsOf(released, released, '1.2.2')).toEqual([
        expect.stringContaining('(v1.2.2), and this is v1.2.3'),
      ]);
    });

    test('must be there', () => {
      expect(pinProblems(undefined, { commit: released, version }, git)).toEqual([
        expect.stringContaining(`${PINNED_IN} does not pin`),
      ]);
    });
  });
});
