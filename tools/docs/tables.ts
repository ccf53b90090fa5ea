import { markdownTable } from '../lib/markdown.ts';
import { meaningOf, requirementOf } from '../lib/interface.ts';
import type { Entry, Interface } from '../lib/interface.ts';

/**
 * Puts a text between the markers of a name in a Markdown text, in the place of what is there.
 * @throws Error when a marker is missing
 */
export function withSection(markdown: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const from = markdown.indexOf(start);
  const to = markdown.indexOf(end);
  if (from === -1 || to < from)
    throw new Error(`The markers ${start} and ${end} are missing, in this order.`);
  return `${markdown.slice(0, from + start.length)}\n\n${content}\n\n${markdown.slice(to)}`;
}

/** The table of the inputs. */
export function inputTable({ inputs }: Interface): string {
  const row = (input: Entry): readonly string[] => [
    code(input.name),
    requirementCell(input),
    input.default === '' ? '–' : code(input.default),
    meaningOf(input),
  ];
  return markdownTable(['Input', 'Required', 'Default', 'Meaning'], inputs.map(row));
}

function requirementCell(input: Entry): string {
  const requirement = requirementOf(input);
  switch (requirement) {
    case 'always':
      return 'Yes';
    case 'never':
      return 'No';
    default:
      return `Unless ${code(requirement.unless)} is set`;
  }
}

/** The table of the outputs. */
export function outputTable({ outputs }: Interface): string {
  return markdownTable(
    ['Output', 'Value'],
    outputs.map(({ name, description }) => [code(name), description]),
  );
}

function code(text: string): string {
  return `\`${text}\``;
}
