import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { yamlExamples } from '../../tools/docs/examples.ts';
import { ROOT } from '../../tools/lib/project.ts';
import { readPublication } from '../../tools/lib/publication.ts';
import { asRecord, asText } from '../../tools/lib/values.ts';
import { ACCOUNT, TOKEN } from '../support/cloudflare-double.ts';
import { ago, id } from '../support/keys.ts';
import { play } from '../support/scenario.ts';

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
];
const PULL_REQUESTS = { 41: 'MERGED', 42: 'OPEN', 43: 'CLOSED' } as const;

/** What GitHub would put in the place of the expressions of a recipe. */
type Values = Readonly<Record<string, string>>;

/** Runs the step of the example beneath a heading of the README, on an account with `KEYS`. */
async function follow(heading: string, values: Values) {
  const known = {
    ...values,
    'vars.CLOUDFLARE_ACCOUNT_ID': ACCOUNT,
    'secrets.CLOUDFLARE_API_TOKEN': TOKEN,
  };
  const { run, results, cloudflare } = await play({
    keys: KEYS,
    inputs: evaluate(stepBeneath(heading)['with'], known),
    github: { pullRequests: PULL_REQUESTS },
  });
  const gone = KEYS.filter(({ uid }) => !cloudflare.keys.has(uid)).map(({ name }) => name);
  return { run, results, gone };
}

/** The step of ours in the example beneath a heading. */
function stepBeneath(heading: string): Readonly<Record<string, unknown>> {
  const [, section = ''] = `\n${README}`.split(`\n${heading}\n`);
  const [example] = yamlExamples(section);
  const content: unknown = parse(example?.text ?? '');
  const jobs = Object.values(asRecord(asRecord(content)['jobs'])).map(asRecord);
  const lists = Array.isArray(content) ? [content] : jobs.map(({ steps }) => steps);
  const { slug, majorTag } = readPublication();
  const steps = lists
    .flatMap((list: unknown): readonly unknown[] => (Array.isArray(list) ? list : []))
    .map(asRecord);
  const ours = steps.filter(({ uses }) => uses === `${slug}@${majorTag}`);
  expect(ours).toHaveLength(1);
  return asRecord(ours[0]);
}

function evaluate(inputs: unknown, values: Values): Readonly<Record<string, string>> {
  const evaluated = Object.entries(asRecord(inputs)).map(([name, written]) => [
    name,
    asText(written).replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
      const value = values[expression];
      if (value === undefined) throw new Error(`The test gives no value to ${expression}.`);
      return value;
    }),
  ]);
  return Object.fromEntries(evaluated) as Readonly<Record<string, string>>;
}

describe('the recipe', () => {
  test('at the top deletes the key', async () => {
    const { gone } = await follow('# Delete Cloudflare TURN key', { 'vars.TURN_KEY_ID': id(7) });
    expect(gone).toEqual(['production-calls']);
  });

  test('for a pull request that closes deletes its key, and is content without one', async () => {
    const heading = '### Tear a preview down when its pull request closes';
    expect((await follow(heading, { 'github.event.number': '41' })).gone).toEqual(['preview-pr-41']);
    const { run, gone } = await follow(heading, { 'github.event.number': '99' });
    expect({ exitCode: run.exitCode, status: run.outputs['status'], gone }).toEqual({
      exitCode: 0,
      status: 'not-found',
      gone: [],
    });
  });

  test('of the sweep deletes what is closed or a load test, and old enough', async () => {
    const { gone } = await follow('### Sweep every night what closed pull requests left behind', {});
    expect(gone).toEqual(['preview-pr-41', 'load-test-7']);
  });

  test('for an environment deletes its key, warns the second time, and refuses another key', async () => {
    const heading = '### Tear an environment down by ID';
    expect((await follow(heading, { 'vars.TURN_KEY_ID': id(6) })).gone).toEqual(['staging-calls']);
    const again = await follow(heading, { 'vars.TURN_KEY_ID': id(99) });
    expect(again.run.exitCode).toBe(0);
    expect(again.run.annotations).toMatchObject([{ level: 'warning' }]);
    const wrong = await follow(heading, { 'vars.TURN_KEY_ID': id(7) });
    expect(wrong).toMatchObject({ run: { exitCode: 1 }, gone: [] });
  });

  test('to delete by hand rehearses first, then deletes the key of that name and no other', async () => {
    const heading = '### Delete by hand, with a rehearsal first';
    const inputs = { 'inputs.key-id': id(7), 'inputs.expected-name': 'production-*' };
    const rehearsal = await follow(heading, { ...inputs, 'inputs.dry-run': 'true' });
    expect(rehearsal).toMatchObject({ run: { outputs: { status: 'would-delete' } }, gone: [] });
    const deletion = await follow(heading, { ...inputs, 'inputs.dry-run': 'false' });
    expect(deletion.gone).toEqual(['production-calls']);
    const mistake = { ...inputs, 'inputs.key-id': id(6), 'inputs.dry-run': 'false' };
    expect(await follow(heading, mistake)).toMatchObject({ run: { exitCode: 1 }, gone: [] });
  });

  test('for many accounts deletes the key of that name in its own', async () => {
    const { gone } = await follow('### Many accounts', { 'inputs.key-name': 'staging-calls' });
    expect(gone).toEqual(['staging-calls']);
  });

  test('that uses the outputs deletes the load tests and says how many', async () => {
    const { run, results, gone } = await follow('### Use what it found', {});
    expect(gone).toEqual(['load-test-7', 'load-test-8']);
    expect(run.outputs['deleted-count']).toBe('2');
    expect(results.map(({ status }) => status)).toEqual(['deleted', 'deleted']);
  });
});
