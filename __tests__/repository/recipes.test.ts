import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { yamlExamples } from '../../tools/docs/examples.ts';
import { ROOT } from '../../tools/lib/project.ts';
import { readPublication } from '../../tools/lib/publication.ts';
import { asRecord, asText } from '../../tools/lib/values.ts';
import { ACCOUNT, TOKEN } from '../support/cloudflare-double.ts';
import { failure } from '../support/faults.ts';
import { ago, id } from '../support/keys.ts';
import { play, type Scenario } from '../support/scenario.ts';

const README = readFileSync(new URL('README.md', ROOT), 'utf8');
const DAY = 86_400_000;

const KEYS = [
  { uid: id(1), name: 'preview-pr-41', created: ago(2 * DAY) },
  { uid: id(2), name: 'preview-pr-42', created: ago(2 * DAY) },
  { uid: id(3), name: 'preview-pr-43', created: ago(60_000) },
  { uid: id(4), name: 'load-test-7', created: ago(2 * DAY) },
  { uid: id(5), name: 'load-test-8', created: ago(60_000) },
  { uid: id(6), name: 'staging-calls', created: ago(30 * DAY) },
  { uid: id(7), name: 'production-calls', created: ago(30 * DAY) },
  { uid: id(8), name: 'preview-pr-44', created: ago(2 * DAY) },
];
const PULL_REQUESTS = { 41: 'MERGED', 42: 'OPEN', 43: 'CLOSED', 44: 'MERGED' } as const;
/** The bytes that keys relayed a moment ago. */
const IN_USE = { [id(8)]: 5_300_000_000 };

/** The values of the expressions of a recipe. */
type Values = Readonly<Record<string, string>>;

/** Runs the step of the example under a heading of the README, on an account with `KEYS`. */
async function follow(heading: string, values: Values, more: Pick<Scenario, 'prepare'> = {}) {
  const known = {
    ...values,
    'vars.CLOUDFLARE_ACCOUNT_ID': ACCOUNT,
    'secrets.CLOUDFLARE_API_TOKEN': TOKEN,
  };
  const { run, results, cloudflare } = await play({
    keys: KEYS,
    inputs: evaluate(ownStep(heading)['with'], known),
    cloudflare: { analytics: { usage: IN_USE } },
    github: { pullRequests: PULL_REQUESTS },
    ...more,
  });
  const gone = KEYS.filter(({ uid }) => !cloudflare.keys.has(uid)).map(({ name }) => name);
  return { run, results, gone };
}

type Mapping = Readonly<Record<string, unknown>>;

/** The steps of the example under a heading. */
function stepsUnder(heading: string): readonly Mapping[] {
  const [, section = ''] = `\n${README}`.split(`\n${heading}\n`);
  const [example] = yamlExamples(section);
  const content: unknown = parse(example?.text ?? '');
  const jobs = Object.values(asRecord(asRecord(content)['jobs'])).map(asRecord);
  const lists: readonly unknown[] = Array.isArray(content) ? [content] : jobs.map(({ steps }) => steps);
  return lists.flatMap((list) => (Array.isArray(list) ? list.map(asRecord) : []));
}

/** The step of the example under a heading that uses this action. */
function ownStep(heading: string): Mapping {
  const { slug, majorTag } = readPublication();
  const [step, ...others] = stepsUnder(heading).filter(({ uses }) => uses === `${slug}@${majorTag}`);
  if (step === undefined || others.length > 0)
    throw new Error(`"${heading}" must have one step with this action.`);
  return step;
}

/** Evaluates the expressions of a mapping as GitHub does: names, and lists of what each row of a JSON array has. */
function evaluate(mapping: unknown, values: Values): Readonly<Record<string, string>> {
  const valueOf = (expression: string): string => {
    const value = values[expression];
    if (value === undefined) throw new Error(`The test has no value for ${expression}.`);
    return value;
  };
  const evaluateOne = (expression: string): string => {
    const [, json, property = '', separator = ''] =
      /^join\(fromJSON\(([\w.-]+)\)\.\*\.(\w+), '(.*)'\)$/.exec(expression) ?? [];
    if (json === undefined) return valueOf(expression);
    const rows: unknown = JSON.parse(valueOf(json));
    if (!Array.isArray(rows)) throw new Error(`${json} is not an array.`);
    return rows.map((row) => asText(asRecord(row)[property])).join(separator);
  };
  return Object.fromEntries(
    Object.entries(asRecord(mapping)).map(([name, written]) => [
      name,
      asText(written).replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => evaluateOne(expression)),
    ]),
  );
}

describe('the recipe', () => {
  test('of the quick start deletes the key, and refuses another one', async () => {
    const { gone } = await follow('## Quick start', { 'vars.TURN_KEY_ID': id(6) });
    expect(gone).toEqual(['staging-calls']);
    const wrong = await follow('## Quick start', { 'vars.TURN_KEY_ID': id(7) });
    expect(wrong).toMatchObject({ run: { exitCode: 1 }, gone: [] });
  });

  test('for a pull request that closes deletes its key, and succeeds without one', async () => {
    const heading = "### Delete a preview's key when its pull request closes";
    expect((await follow(heading, { 'github.event.number': '41' })).gone).toEqual(['preview-pr-41']);
    const { run, gone } = await follow(heading, { 'github.event.number': '99' });
    expect({ exitCode: run.exitCode, status: run.outputs['status'], gone }).toEqual({
      exitCode: 0,
      status: 'not-found',
      gone: [],
    });
  });

  test('of the sweep deletes the keys of closed pull requests and load tests that are old enough and unused', async () => {
    const heading = '### Delete the keys of closed pull requests every night, and keep those in use';
    const { run, results, gone } = await follow(heading, {});
    expect(run.exitCode).toBe(0);
    expect(gone).toEqual(['preview-pr-41', 'load-test-7']);
    expect(results.find(({ name }) => name === 'preview-pr-44')?.status).toBe('kept');
  });

  test('that finds out what is unused deletes nothing, and distinguishes keys in use', async () => {
    const { run, results, gone } = await follow('### Find out what is unused', {});
    expect({ status: run.outputs['status'], gone }).toEqual({ status: 'would-delete', gone: [] });
    const statuses = Object.fromEntries(results.map(({ name, status }) => [name, status]));
    expect(statuses).toMatchObject({ 'preview-pr-41': 'would-delete', 'preview-pr-44': 'kept' });
  });

  test('to delete by hand is a dry run first, then deletes only the key of that name', async () => {
    const heading = '### Delete a key by hand, with a dry run first';
    const inputs = { 'inputs.key-id': id(7), 'inputs.expected-name': 'production-*' };
    const dryRun = await follow(heading, { ...inputs, 'inputs.dry-run': 'true' });
    expect(dryRun).toMatchObject({ run: { outputs: { status: 'would-delete' } }, gone: [] });
    const deletion = await follow(heading, { ...inputs, 'inputs.dry-run': 'false' });
    expect(deletion.gone).toEqual(['production-calls']);
    const mistake = { ...inputs, 'inputs.key-id': id(6), 'inputs.dry-run': 'false' };
    expect(await follow(heading, mistake)).toMatchObject({ run: { exitCode: 1 }, gone: [] });
    const inUse = { 'inputs.key-id': id(8), 'inputs.expected-name': 'preview-*', 'inputs.dry-run': 'false' };
    expect(await follow(heading, inUse)).toMatchObject({ run: { exitCode: 1 }, gone: [] });
  });
});

describe('the recipe that lists the remaining keys', () => {
  const HEADING = '### List the keys that are left';
  // The recipe runs on Linux.
  const onLinux = process.platform === 'linux' ? test : test.skip;

  /** Runs the step that lists the keys, after a step with this output. */
  function list(results: string): ReturnType<typeof spawnSync> {
    const step = stepsUnder(HEADING).find(({ name }) => name === 'List the keys that are left');
    expect(step?.['if']).toContain("steps.turn.outcome == 'failure'");
    const env = evaluate(step?.['env'], { 'steps.turn.outputs.results': results });
    return bash(asText(step?.['run']), env);
  }

  function bash(script: string, env: Readonly<Record<string, string>>): ReturnType<typeof spawnSync> {
    return spawnSync('bash', ['-e', '-c', script], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...env },
    });
  }

  test('deletes the load tests and counts them', async () => {
    const { run, results, gone } = await follow(HEADING, {});
    expect(gone).toEqual(['load-test-7', 'load-test-8']);
    expect(run.outputs['deleted-count']).toBe('2');
    expect(results.map(({ status }) => status)).toEqual(['deleted', 'deleted']);
  });

  onLinux('lists the key that could not be deleted', async () => {
    const { run } = await follow(
      HEADING,
      {},
      {
        prepare: (cloudflare) => {
          cloudflare.next({ method: 'DELETE', key: id(5) }, failure(400, 7003, 'Could not route'));
        },
      },
    );
    expect(run.exitCode).toBe(1);
    expect(list(run.outputs['results'] ?? '')).toMatchObject({ status: 0, stdout: `failed ${id(5)}\n` });
  });

  onLinux('works for results of the largest size, which no variable can contain', () => {
    const message = 'Could not delete it. '.repeat(34);
    const rows = Array.from({ length: 1000 }, (_, index) => ({
      uid: id(index),
      name: 'load-test',
      status: index % 2 === 0 ? 'deleted' : 'failed',
      error: { http_status: 500, code: 10500, message, ray_id: null },
    }));
    const results = JSON.stringify(rows);
    expect(results.length).toBeGreaterThan(850_000);
    const { stdout } = list(results);
    expect(String(stdout).trim().split('\n')).toEqual(
      rows.filter(({ status }) => status === 'failed').map(({ uid }) => `failed ${uid}`),
    );
    expect(bash('jq . <<< "$RESULTS"', { RESULTS: results }).error).toMatchObject({ code: 'E2BIG' });
  });

  onLinux('has room for as many keys as can be selected and kept', () => {
    const rows = Array.from({ length: 2000 }, (_, index) => ({ uid: id(index), status: 'not-attempted' }));
    expect(
      String(list(JSON.stringify(rows)).stdout)
        .trim()
        .split('\n'),
    ).toHaveLength(2000);
  });
});
