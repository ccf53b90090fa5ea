import { LineCounter, parseDocument } from 'yaml';
import { lintWorkflow } from './actionlint.ts';
import type { Interface } from './interface.ts';
import type { Publication } from './publication.ts';
import { lineOf } from './slug.ts';
import type { Problem } from './slug.ts';
import { asRecord, asText } from './values.ts';

/** What a workflow can use of this repository. */
export type Offer = Interface &
  Pick<Publication, 'slug' | 'majorTag'> & {
    /** The texts of the reusable workflows, by path. */
    readonly workflows: ReadonlyMap<string, string>;
  };

/** Finds what is wrong with a workflow: what actionlint says, uses of what we do not offer, and loose pins. */
export async function workflowProblems(
  text: string,
  path: string,
  offer: Offer,
): Promise<readonly Problem[]> {
  return [...(await lintWorkflow(text, path)), ...pinProblems(text, offer), ...offerProblems(text, offer)];
}

/**
 * Finds what is wrong with an example: a whole workflow, or a list of steps, which is checked inside a workflow.
 * An example that is neither is wrong.
 */
export async function exampleProblems(text: string, path: string, offer: Offer): Promise<readonly Problem[]> {
  const content: unknown = parseDocument(text).toJS();
  if (Array.isArray(content)) {
    const frame = ['on: push', 'jobs:', '  example:', '    runs-on: ubuntu-latest', '    steps:'];
    const indented = text.split('\n').map((line) => (line === '' ? '' : `      ${line}`));
    const problems = await workflowProblems([...frame, ...indented, ''].join('\n'), path, offer);
    return problems.map(({ line, message }) => ({ line: line - frame.length, message }));
  }
  const keys = asRecord(content);
  if ('on' in keys && 'jobs' in keys) return await workflowProblems(`${text}\n`, path, offer);
  return [
    { line: 1, message: 'This example is neither a workflow nor a list of steps, so nothing checks it.' },
  ];
}

/** Every action and reusable workflow that is not ours must be pinned to a commit, with its version beside it. */
function pinProblems(text: string, { slug, majorTag }: Offer): readonly Problem[] {
  const uses = /^[ \t-]*uses:[ \t]*['"]?([^\s'"@]+)@([^\s'"]+)['"]?[ \t]*(#.*)?$/gm;
  return [...text.matchAll(uses)].flatMap(({ 1: name = '', 2: reference = '', 3: comment = '', index }) => {
    const line = lineOf(text, index);
    const isOurs = name === slug || name.startsWith(`${slug}/.github/workflows/`);
    if (isOurs && reference === majorTag) return [];
    if (/^[0-9a-f]{40}$/.test(reference) && /^# v\d+(\.\d+)*$/.test(comment.trim())) return [];
    const message = isOurs
      ? `${name}@${reference} must be ${name}@${majorTag}, or a commit with its version as a comment.`
      : `${name}@${reference} is neither ${slug}@${majorTag} nor pinned to a commit with its version as a comment.`;
    return [{ line, message }];
  });
}

/** Inputs, outputs and secrets of ours that do not exist or are missing. actionlint knows none of them. */
function offerProblems(text: string, offer: Offer): readonly Problem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems: Problem[] = [];
  const report = (path: readonly (string | number)[], message: string): void => {
    const node: unknown = document.getIn(path, true);
    const range: unknown = asRecord(node)['range'];
    const start: unknown = Array.isArray(range) ? range[0] : 0;
    problems.push({ line: lines.linePos(Number(start)).line, message });
  };
  const workflow = asRecord(document.toJS());
  for (const [jobName, value] of Object.entries(asRecord(workflow['jobs']))) {
    const job = asRecord(value);
    checkCall(job, offer, (key, message) => {
      report(['jobs', jobName, ...key], message);
    });
    const steps: readonly unknown[] = Array.isArray(job['steps']) ? job['steps'] : [];
    const ours = steps
      .map(asRecord)
      .map((step, index) => ({ step, index }))
      .filter(({ step }) => isOurs(step['uses'], offer));
    for (const { step, index } of ours) {
      checkStep(step, offer, (key, message) => {
        report(['jobs', jobName, 'steps', index, ...key], message);
      });
    }
    const ids = ours.map(({ step }) => asText(step['id'])).filter(Boolean);
    for (const [, id = '', output = ''] of JSON.stringify(job).matchAll(
      /\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g,
    )) {
      if (ids.includes(id) && !offer.outputs.some(({ name }) => name === output)) {
        report(['jobs', jobName, 'steps'], `action.yml has no output '${output}'.`);
      }
    }
  }
  return problems;
}

type Reporter = (key: readonly string[], message: string) => void;

function isOurs(uses: unknown, { slug }: Offer): boolean {
  const [name = ''] = asText(uses).split('@');
  return name === slug || name === './' || name === '.';
}

function checkStep(step: Readonly<Record<string, unknown>>, { inputs }: Offer, report: Reporter): void {
  const values = asRecord(step['with']);
  const given = Object.keys(values);
  for (const name of given) {
    if (!inputs.some((input) => input.name === name))
      report(['with', name], `action.yml has no input '${name}'.`);
  }
  // An expression can be empty, and an empty input counts as not given.
  const keys = ['key-id', 'key-name'].filter((name) => given.includes(name));
  if (
    keys.length !== 1 &&
    !(keys.length === 2 && keys.every((name) => asText(values[name]).startsWith('${{')))
  ) {
    report(['uses'], "The step must give one of 'key-id' and 'key-name'.");
  }
}

/** A job that calls one of our reusable workflows. */
function checkCall(
  job: Readonly<Record<string, unknown>>,
  { slug, workflows }: Offer,
  report: Reporter,
): void {
  const uses = asText(job['uses']);
  const [, path] = /^(?:\.\/|.+?\/.+?\/)(\.github\/workflows\/[^@]+)/.exec(uses) ?? [];
  if (path === undefined || !(uses.startsWith('./') || uses.startsWith(`${slug}/`))) return;
  const called = workflows.get(path);
  if (called === undefined) {
    report(['uses'], `There is no ${path}.`);
    return;
  }
  const declared = asRecord(asRecord(asRecord(parseDocument(called).toJS())['on'])['workflow_call']);
  for (const [kind, section] of [
    ['inputs', 'with'],
    ['secrets', 'secrets'],
  ] as const) {
    if (job[section] === 'inherit') continue;
    const given = Object.keys(asRecord(job[section]));
    const known = asRecord(declared[kind]);
    for (const name of given.filter((each) => !(each in known)))
      report([section, name], `${path} has no '${name}' in its ${kind}.`);
    for (const [name, value] of Object.entries(known)) {
      if (asRecord(value)['required'] === true && !given.includes(name))
        report(['uses'], `${path} needs '${name}' of its ${kind}.`);
    }
  }
}
