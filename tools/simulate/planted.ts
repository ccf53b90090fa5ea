import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../lib/project.ts';
import { PLANTED_FAULTS } from './planted-faults.ts';
import type { PlantedFault } from './planted-faults.ts';
import { search } from './search.ts';
import { loadStep } from './step.ts';

/** Where the copies are, in the project, so that they find its packages. */
const FOLDER = fileURLToPath(new URL('.cache/planted-faults/', ROOT));

/**
 * Plants each fault in a copy of `src`, and says how many runs it takes until one contradicts the contract, and which rule
 * it breaks. Returns whether all were found.
 */
export async function tryPlantedFaults(
  src: string,
  { runs, seed }: { readonly runs: number; readonly seed: number },
): Promise<boolean> {
  rmSync(FOLDER, { recursive: true, force: true });
  let missed = 0;
  console.log(
    `Planting ${PLANTED_FAULTS.length} faults, and simulating up to ${runs} runs each from seed ${seed}.`,
  );
  for (const [index, fault] of PLANTED_FAULTS.entries()) {
    const copy = join(FOLDER, String(index + 1));
    cpSync(src, copy, { recursive: true });
    try {
      plant(fault, copy);
    } catch (error) {
      missed++;
      console.log(`${fault.name} can't be planted: ${String(error)}`);
      continue;
    }
    const result = await search(await loadStep(copy), { runs, seed, shrink: false });
    if (!result.found) missed++;
    console.log(
      result.found
        ? `${fault.name}: ${result.runs} (${[...new Set(result.contradictions.map(({ rule }) => rule))].join(', ')})`
        : `${fault.name}: not found`,
    );
  }
  rmSync(FOLDER, { recursive: true });
  console.log(`${PLANTED_FAULTS.length - missed} of ${PLANTED_FAULTS.length} faults found.`);
  return missed === 0;
}

/** Plants a fault. Throws if src/ has changed and no longer has its place. */
function plant({ file, changes }: PlantedFault, folder: string): void {
  const path = join(folder, file);
  let text = readFileSync(path, 'utf8');
  for (const { find, replace } of changes) {
    const parts = text.split(find);
    if (parts.length !== 2) {
      const times = parts.length - 1;
      throw new Error(`src/${file} has ${JSON.stringify(find)} ${times} times: correct planted-faults.ts`);
    }
    text = parts.join(replace);
  }
  writeFileSync(path, text);
}
