import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export type ActionFile = {
  /** The default of every input, by name, as written; inputs without one have ''. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Every input's description. */
  readonly descriptions: Readonly<Record<string, string>>;
  /** `runs.main`, relative to the action's folder. */
  readonly main: string;
};

// Files read before, by their text.
const read = new Map<string, ActionFile>();

/** Reads the action.yml of a folder. */
export function readActionFile(folder: string): ActionFile {
  const text = readFileSync(join(folder, 'action.yml'), 'utf8');
  const file = read.get(text) ?? parseActionFile(text, folder);
  read.set(text, file);
  return file;
}

function parseActionFile(written: string, folder: string): ActionFile {
  const document: unknown = parse(written);
  const { inputs, runs } = record(document);
  const { main } = record(runs);
  if (typeof main !== 'string') throw new Error(`${folder}/action.yml names no runs.main`);
  const entries = Object.entries(record(inputs ?? {})).map(([name, input]) => [name, record(input)] as const);
  return {
    defaults: Object.fromEntries(entries.map(([name, input]) => [name, text(input['default'])])),
    descriptions: Object.fromEntries(entries.map(([name, input]) => [name, text(input['description'])])),
    main,
  };
}

/**
 * The INPUT_ variables that the runner sets: every input of action.yml, as set, by default or empty.
 * Throws on an input that action.yml does not have and on a default that only GitHub could evaluate.
 */
export function inputVariables(
  { defaults }: ActionFile,
  given: Readonly<Record<string, string>>,
  githubToken: string,
): Record<string, string> {
  const unknown = Object.keys(given).filter((name) => !(name in defaults));
  if (unknown.length > 0) throw new Error(`action.yml has no input '${unknown.join("', '")}'`);
  return Object.fromEntries(
    Object.entries(defaults).map(([name, written]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      given[name] ?? evaluate(written, githubToken),
    ]),
  );
}

function evaluate(written: string, githubToken: string): string {
  return written.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (expression, inner) => {
    if (inner !== 'github.token') throw new Error(`Only GitHub can evaluate ${expression}`);
    return githubToken;
  });
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new Error('action.yml is not as expected');
  return { ...value };
}

function text(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? `${value}`
      : '';
}
