import { LineCounter, parseDocument } from 'yaml';
import { lintWorkflow } from './actionlint.ts';
import { selectorsOf } from '../lib/interface.ts';
import type { Interface } from '../lib/interface.ts';
import type { Publication } from '../lib/publication.ts';
import { lineOf } from './slug.ts';
import type { Problem } from './slug.ts';
import { asRecord, asText } from '../lib/values.ts';

/** What a workflow can use of this repository. */
export type Offer = Interface &
  Pick<Publication, 'slug' | 'majorTag'> & {
    /** The texts of the reusable workflows, by path. */
    readonly workflows: ReadonlyMap<string, string>;
  };

/** Finds the problems of a workflow: those that actionlint reports, uses of what we do not offer, and loose pins. */
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

type Fields = Readonly<Record<string, unknown>>;
/** Something wrong with the part of a job that this path leads to. */
type Finding = { readonly at: readonly (string | number)[]; readonly message: string };

/** Inputs, outputs and secrets of ours that do not exist or are missing. actionlint knows none of them. */
function offerProblems(text: string, offer: Offer): readonly Problem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (path: readonly (string | number)[]): number => {
    const range: unknown = asRecord(document.getIn(path, true))['range'];
    return lines.linePos(Number(Array.isArray(range) ? range[0] : 0)).line;
  };
  const jobs = Object.entries(asRecord(asRecord(document.toJS())['jobs'])).map(
    ([name, job]) => [name, asRecord(job)] as const,
  );
  const inJobs = jobs.flatMap(([name, job]) =>
    [...stepFindings(job, offer), ...callFindings(job, offer)].map(({ at, message }) => ({
      line: lineAt(['jobs', name, ...at]),
      message,
    })),
  );
  const called = new Map(jobs.map(([name, job]) => [name, calledWorkflow(job, offer)?.outputs] as const));
  return [...inJobs, ...outputFindings(text, 'needs', called)];
}

function stepFindings(job: Fields, offer: Offer): readonly Finding[] {
  const steps: readonly unknown[] = Array.isArray(job['steps']) ? job['steps'] : [];
  const ours = steps
    .map((step, index) => ({ step: asRecord(step), index }))
    .filter(({ step }) => [offer.slug, './', '.'].includes(asText(step['uses']).split('@')[0] ?? ''));
  const names = offer.outputs.map(({ name }) => name);
  const ids = new Map(ours.map(({ step }) => [asText(step['id']), names] as const));
  return [
    ...ours.flatMap(({ step, index }) =>
      inputFindings(asRecord(step['with']), offer).map(({ at, message }) => ({
        at: ['steps', index, ...at],
        message,
      })),
    ),
    ...outputFindings(JSON.stringify(job), 'steps', ids).map(({ message }) => ({ at: ['steps'], message })),
  ];
}

function inputFindings(given: Fields, offer: Offer): readonly Finding[] {
  const unknown = Object.keys(given).filter((name) => !offer.inputs.some((input) => input.name === name));
  const selectors = selectorsOf(offer);
  const keys = selectors.filter((name) => name in given);
  // An expression can be empty, and an empty selector is treated as unset.
  const isEither = keys.length > 1 && keys.every((name) => asText(given[name]).startsWith('${{'));
  return [
    ...unknown.map((name) => ({ at: ['with', name], message: `action.yml has no input '${name}'.` })),
    ...(keys.length === 1 || isEither
      ? []
      : [{ at: ['uses'], message: `The step must set exactly one of '${selectors.join("', '")}'.` }]),
  ];
}

/** Finds `steps.ID.outputs.NAME`, or the like, where what has the ID is ours and has no such output. */
function outputFindings(
  text: string,
  kind: 'steps' | 'needs',
  outputs: ReadonlyMap<string, readonly string[] | undefined>,
): readonly Problem[] {
  const mentions = text.matchAll(new RegExp(`\\b${kind}\\.([\\w-]+)\\.outputs\\.([\\w-]+)`, 'g'));
  return [...mentions]
    .filter(([, id = '', name = '']) => outputs.get(id)?.includes(name) === false)
    .map(({ 0: mention, index }) => ({
      line: lineOf(text, index),
      message: `There is no such output: ${mention}.`,
    }));
}

type CalledWorkflow = {
  readonly path: string;
  readonly declared: Fields;
  readonly outputs: readonly string[];
};

/** The reusable workflow of ours that a job calls; without a declaration if there is none at its path. */
function calledWorkflow(job: Fields, { slug, workflows }: Offer): CalledWorkflow | undefined {
  const uses = asText(job['uses']);
  const [, owner, path] = /^(\.|[^/]+\/[^/]+)\/(\.github\/workflows\/[^@]+)/.exec(uses) ?? [];
  if (path === undefined || (owner !== '.' && owner !== slug)) return undefined;
  const triggers = asRecord(asRecord(parseDocument(workflows.get(path) ?? '').toJS())['on']);
  const declared = asRecord(triggers['workflow_call']);
  return { path, declared, outputs: Object.keys(asRecord(declared['outputs'])) };
}

function callFindings(job: Fields, offer: Offer): readonly Finding[] {
  const called = calledWorkflow(job, offer);
  if (called === undefined) return [];
  const { path, declared } = called;
  if (!offer.workflows.has(path)) return [{ at: ['uses'], message: `There is no ${path}.` }];
  const sections = [
    ['inputs', 'with'],
    ['secrets', 'secrets'],
  ] as const;
  return sections
    .filter(([, section]) => job[section] !== 'inherit')
    .flatMap(([kind, section]) => {
      const given = asRecord(job[section]);
      const known = asRecord(declared[kind]);
      const unknown = Object.keys(given).filter((name) => !(name in known));
      const missing = Object.keys(known).filter(
        (name) => asRecord(known[name])['required'] === true && !(name in given),
      );
      return [
        ...unknown.map((name) => ({
          at: [section, name],
          message: `${path} has no '${name}' in its ${kind}.`,
        })),
        ...missing.map((name) => ({ at: ['uses'], message: `${path} needs '${name}' of its ${kind}.` })),
      ];
    });
}
