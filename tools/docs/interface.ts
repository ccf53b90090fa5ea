import { parse } from 'yaml';
import { asRecord, asText } from '../lib/values.ts';

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
