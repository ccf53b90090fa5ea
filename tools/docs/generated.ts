import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { timeLimitTable } from '../bench/pacing.ts';
import { packageTable } from '../build/packages.ts';
import { readProjectInterface, ROOT } from '../lib/project.ts';
import { inputTable, outputTable, withSection } from './tables.ts';

/** A document that repeats something, as it is and as it should be. */
export type Repeating = { readonly path: string; readonly is: string; readonly should: string };

/** The documents that repeat what action.yml, dist/ and the simulation of the rate limit say. */
export async function readRepeating(): Promise<readonly Repeating[]> {
  const action = readProjectInterface();
  return [
    await compare('README.md', {
      inputs: inputTable(action),
      outputs: outputTable(action),
      pacing: await timeLimitTable(),
    }),
    await compare('docs/bundle.md', { packages: packageTable() }),
  ];
}

async function compare(path: string, sections: Readonly<Record<string, string>>): Promise<Repeating> {
  const file = new URL(path, ROOT);
  const is = readFileSync(file, 'utf8');
  const written = Object.entries(sections).reduce(
    (text, [name, content]) => withSection(text, name, content),
    is,
  );
  return { path, is, should: await format(written, { ...(await resolveConfig(file)), filepath: path }) };
}
