import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ROOT } from '../../tools/lib/project.ts';
import { readPublication } from '../../tools/lib/publication.ts';
import { asRecord, asText } from '../../tools/lib/values.ts';
import { readPin } from '../../tools/release/pin.ts';

type Mapping = Readonly<Record<string, unknown>>;

const text = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const mapping = (path: string): Mapping => asRecord(parse(text(path)));

const FOLDERS = ['.github/workflows', 'examples', 'tools/act/workflows'];
const PATHS = FOLDERS.flatMap((folder) =>
  readdirSync(new URL(folder, ROOT)).map((name) => `${folder}/${name}`),
);
const action = mapping('action.yml');

/** The jobs of a workflow, by their IDs. */
function jobsOf(path: string): readonly (readonly [string, Mapping])[] {
  return Object.entries(asRecord(mapping(path)['jobs'])).map(([id, job]) => [id, asRecord(job)]);
}

function stepsOf(job: Mapping): readonly Mapping[] {
  return mappingsIn(job['steps']);
}

function mappingsIn(list: unknown): readonly Mapping[] {
  return Array.isArray(list) ? list.map(asRecord) : [];
}

describe.each(PATHS)('%s', (path) => {
  test('gives a job only the permissions that it asks for', () => {
    expect(mapping(path)['permissions']).toEqual({});
  });

  test('limits the time of each of its jobs', () => {
    const endless = jobsOf(path).filter(([, job]) => !('uses' in job) && !('timeout-minutes' in job));
    expect(endless.map(([id]) => id)).toEqual([]);
  });

  test('runs scripts of package.json that exist', () => {
    const { scripts } = mapping('package.json');
    const called = jobsOf(path)
      .flatMap(([, job]) => stepsOf(job))
      .flatMap(({ run }) => [...asText(run).matchAll(/npm run ([\w:]+)/g)])
      .map(([, name]) => name);
    const listed = jobsOf(path).flatMap(
      ([, { strategy }]) => asRecord(asRecord(strategy)['matrix'])['script'] ?? [],
    );
    expect(Object.keys(asRecord(scripts))).toEqual(expect.arrayContaining([...called, ...listed]));
  });
});

test('other actions are those of .github/pinned-actions.yml, at the commits listed there', () => {
  const pinned = Object.entries(mapping('.github/pinned-actions.yml')).map(([name, entry]) => {
    const { commit, version } = asRecord(entry);
    return `${name}@${asText(commit)} # ${asText(version)}`;
  });
  const used = PATHS.flatMap((path) => [...text(path).matchAll(/uses: ([\w./-]+@[0-9a-f]{40} #.*)/g)]).map(
    // Several actions of a repository have the same commits: github/codeql-action/init.
    ([, uses = '']) => uses.replace(/^([^/]+\/[^/@]+)\/[^@]+@/, '$1@'),
  );
  const others = used.filter((each) => !each.startsWith(`${readPublication().slug}@`));
  expect([...new Set(others)].toSorted()).toEqual(pinned.toSorted());
  for (const each of pinned) expect(each).toMatch(/^[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

describe('the reusable workflow, .github/workflows/delete-turn-keys.yml,', () => {
  const path = '.github/workflows/delete-turn-keys.yml';
  const declared = asRecord(asRecord(mapping(path)['on'])['workflow_call']);
  const [, job = {}] = jobsOf(path)[0] ?? [];
  const [step = {}] = stepsOf(job);
  const handedOn = asRecord(step['with']);
  const inputs = asRecord(declared['inputs']);
  const { environment, 'concurrency-group': group, 'runs-on': runsOn, ...ofTheAction } = inputs;

  test('delete-turn-keys.yml has every input of the action but the tokens, and hands each on', () => {
    const expected = Object.keys(asRecord(action['inputs'])).filter((name) => !name.endsWith('-token'));
    expect(Object.keys(ofTheAction)).toEqual(expected);
    expect([environment, group, runsOn]).not.toContain(undefined);
    expect(handedOn).toEqual({
      ...Object.fromEntries(expected.map((name) => [name, `\${{ inputs.${name} }}`])),
      'api-token': '${{ secrets.CLOUDFLARE_API_TOKEN }}',
    });
  });

  test("has the action's defaults, each of the right type", () => {
    for (const [name, value] of Object.entries(ofTheAction)) {
      const { type, default: own, required } = asRecord(value);
      const theirs = asText(asRecord(asRecord(action['inputs'])[name])['default']);
      expect([name, asText(own)]).toEqual([name, theirs]);
      expect([name, required === true ? 'string' : typeof own]).toEqual([name, type]);
    }
  });

  test('hands every output from the action to the caller', () => {
    const names = Object.keys(asRecord(action['outputs']));
    const outputs = Object.entries(asRecord(declared['outputs'])).map(([name, output]) => [
      name,
      asRecord(output)['value'],
    ]);
    expect(outputs).toEqual(names.map((name) => [name, `\${{ jobs.delete.outputs.${name} }}`]));
    expect(job['outputs']).toEqual(
      Object.fromEntries(names.map((name) => [name, `\${{ steps.delete.outputs.${name} }}`])),
    );
  });

  test('runs the action at a commit of this repository, with its version as a comment', () => {
    const { slug } = readPublication();
    expect(readPin(text(path), slug)).toBeDefined();
    expect(text(path).match(/^\s*(?:- )?uses: .*/gm)).toHaveLength(1);
    expect(step['uses']).toMatch(new RegExp(`^${slug}@[0-9a-f]{40}$`));
  });

  // Inputs that don't decide which keys are deleted. Every other one is in the name of the concurrency group.
  const DECIDES_NOTHING = ['if-not-found', 'verify', 'max-retries', 'timeout-seconds', 'api-base-url'];

  test('lets only deletions of the same keys wait for each other', () => {
    const { group, 'cancel-in-progress': cancels } = asRecord(job['concurrency']);
    const named = Object.keys(ofTheAction).filter((name) =>
      new RegExp(`\\binputs\\.${name}(?![\\w-])`).test(asText(group)),
    );
    expect(cancels).toBe(false);
    expect(named).toEqual(Object.keys(ofTheAction).filter((name) => !DECIDES_NOTHING.includes(name)));
  });
});

test('revoke-turn-key.yml has every input that it passes on in the name of its concurrency group', () => {
  const path = '.github/workflows/revoke-turn-key.yml';
  const passed = JSON.stringify(jobsOf(path)[0]?.[1]['with']).matchAll(/inputs\.([\w-]+)/g);
  const group = asText(asRecord(mapping(path)['concurrency'])['group']);
  const missing = [...passed]
    .map(([, name = '']) => name)
    .filter((name) => !group.includes(`inputs.${name}`));
  expect(missing).toEqual([]);
});

test('a workflow that a schedule starts too has a value for each input that it uses', () => {
  const scheduled = PATHS.filter((path) => 'schedule' in asRecord(mapping(path)['on']));
  expect(scheduled).toContain('examples/sweep.yml');
  const bare = scheduled.flatMap((path) =>
    [...text(path).matchAll(/\$\{\{ inputs\.[\w-]+ \}\}/g)].map(([expression]) => `${path}: ${expression}`),
  );
  expect(bare).toEqual([]);
});

describe('the conclusion of CI', () => {
  const jobs = new Map(jobsOf('.github/workflows/ci.yml'));
  const conclusion = jobs.get('conclusion') ?? {};

  test('needs every other job, whatever its result', () => {
    expect(conclusion['needs']).toEqual([...jobs.keys()].filter((id) => id !== 'conclusion'));
    expect(conclusion['if']).toBe('always()');
  });

  // It runs on Linux, whatever the tests run on.
  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux.each([
    ['success success success success success success', 0],
    ['success success failure success success success', 1],
    ['success success success success success cancelled', 1],
    ['skipped success success success success success', 1],
    ['success success success success success', 1],
    ['', 1],
  ])('of "%s" is %i', (RESULTS, exitCode) => {
    const [{ run } = {}] = stepsOf(conclusion);
    const { status } = spawnSync('bash', ['-e', '-c', asText(run)], { env: { ...process.env, RESULTS } });
    expect(status).toBe(exitCode);
  });
});

test('everything is checked on the Node of action.yml, and Dependabot does not raise it', () => {
  const [, major = ''] = /^node(\d+)$/.exec(asText(asRecord(action['runs'])['using'])) ?? [];
  const manifest = mapping('package.json');
  const bound = Object.entries({
    ...asRecord(manifest['optionalDependencies']),
    '@types/node': asRecord(manifest['devDependencies'])['@types/node'],
  });
  expect(text('.node-version').trim().split('..')[0]).toBe(major);
  for (const [name, version] of bound) expect(`${name}@${asText(version)}`).toContain(`@${major}.`);

  const [npm] = mappingsIn(mapping('.github/dependabot.yml')['updates']);
  const held = mappingsIn(npm?.['ignore']).map((rule) => {
    expect(rule['update-types']).toEqual(['version-update:semver-major']);
    return asText(rule['dependency-name']).replace('*', '');
  });
  for (const [name] of bound) expect(held.some((prefix) => name.startsWith(prefix))).toBe(true);
});

describe('the types of action.yml', () => {
  const types = mapping('action-types.yml');
  const typeOf = (section: string, name: string): Mapping => asRecord(asRecord(types[section])[name]);

  test.each(['inputs', 'outputs'])(
    'action-types.yml types the %s of action.yml, and no others',
    (section) => {
      expect(Object.keys(asRecord(types[section]))).toEqual(Object.keys(asRecord(action[section])));
    },
  );

  test('action-types.yml fits the defaults of action.yml', () => {
    const fits: Readonly<Record<string, RegExp>> = {
      string: /^/,
      list: /^\S*$/,
      boolean: /^(true|false)$/,
      integer: /^\d+$/,
    };
    for (const [name, input] of Object.entries(asRecord(action['inputs']))) {
      const { type, 'allowed-values': allowed } = typeOf('inputs', name);
      // One without a type fails the test before.
      if (type === undefined) continue;
      const value = asText(asRecord(input)['default']);
      if (type === 'enum') expect(allowed).toContain(value);
      else expect(value).toMatch(fits[asText(type)] ?? /$unknown/);
    }
  });

  test.each([
    ['inputs', 'if-in-use'],
    ['inputs', 'if-not-found'],
    ['inputs', 'if-ambiguous'],
    ['outputs', 'status'],
  ])('action-types.yml has among the %s the words that the description of %s has', (section, name) => {
    const description = asText(asRecord(asRecord(action[section])[name])['description']);
    const words = [...description.matchAll(/`([\w-]+)`/g)].map(([, word]) => word);
    const values = words.filter((word) => word !== undefined && !(word in asRecord(action['inputs'])));
    expect(typeOf(section, name)).toEqual({ type: 'enum', 'allowed-values': values });
  });
});
