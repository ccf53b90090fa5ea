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

/** Whether a workflow has to set an input: always, never, or unless another input is set. */
export type Requirement = 'always' | 'never' | { readonly unless: string };

const REQUIREMENT = /^(?:(Required)(?: unless `([\w-]+)` is set)?|Optional)\.\s+/;

/** Reads whether an input is required from the beginning of its description. One that says nothing has a default. */
export function requirementOf({ description }: Entry): Requirement {
  const [, required, unless] = REQUIREMENT.exec(description) ?? [];
  if (required === undefined) return 'never';
  return unless === undefined ? 'always' : { unless };
}

/** A description without what it says on whether the input is required. */
export function meaningOf({ description }: Entry): string {
  return description.replace(REQUIREMENT, '');
}

/** The names of the inputs that select keys: each is required unless another of them is set. */
export function selectorsOf({ inputs }: Interface): readonly string[] {
  return inputs.filter((input) => typeof requirementOf(input) === 'object').map(({ name }) => name);
}
