import { parse } from 'yaml';
import { asRecord, asText } from './values.ts';

/** An input or an output, as action.yml describes it. */
export type Entry = { readonly name: string; readonly description: string; readonly default: string };

/** What a workflow can give to the action and get from it. */
export type Interface = { readonly inputs: readonly Entry[]; readonly outputs: readonly Entry[] };

/** Reads the interface out of the text of an action.yml. */
export function readInterface(actionYml: string): Interface {
  const action = asRecord(parse(actionYml));
  return { inputs: readEntries(action['inputs']), outputs: readEntries(action['outputs']) };
}

function readEntries(section: unknown): readonly Entry[] {
  return Object.entries(asRecord(section)).map(([name, value]) => {
    const entry = asRecord(value);
    return { name, description: asText(entry['description']), default: asText(entry['default']) };
  });
}

/**
 * Puts the tables of inputs and outputs between their markers in a Markdown text, in the place of what is there.
 * @throws Error when a marker is missing
 */
export function withTables(markdown: string, { inputs, outputs }: Interface): string {
  const inputTable = table(
    ['Input', 'Default', 'Meaning'],
    inputs.map((input) => [
      code(input.name),
      input.default === '' ? '–' : code(input.default),
      input.description,
    ]),
  );
  const outputTable = table(
    ['Output', 'Value'],
    outputs.map(({ name, description }) => [code(name), description]),
  );
  return between(between(markdown, 'inputs', inputTable), 'outputs', outputTable);
}

function between(markdown: string, name: string, content: string): string {
  const start = `<!-- ${name} from action.yml -->`;
  const end = `<!-- end of ${name} -->`;
  const from = markdown.indexOf(start);
  const to = markdown.indexOf(end);
  if (from === -1 || to < from)
    throw new Error(`The markers "${start}" and "${end}" are missing, in this order.`);
  return `${markdown.slice(0, from + start.length)}\n\n${content}\n\n${markdown.slice(to)}`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

function cell(text: string): string {
  return text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');
}

function code(text: string): string {
  return `\`${text}\``;
}
