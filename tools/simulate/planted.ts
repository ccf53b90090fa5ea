import { PLANTED_FAULTS } from './planted-faults.ts';
import type { PlantedFault } from './planted-faults.ts';
import { search } from './search.ts';
import { loadStep, readSource } from './step.ts';
import type { StepCode } from './step.ts';

/**
 * Plants each fault in what is read of src/, and says how many runs it takes until one contradicts the contract, and which
 * rule it breaks. Returns whether all were found.
 */
export async function tryPlantedFaults({
  runs,
  seed,
}: {
  readonly runs: number;
  readonly seed: number;
}): Promise<boolean> {
  let missed = 0;
  console.log(
    `Planting ${PLANTED_FAULTS.length} faults, and simulating up to ${runs} runs each from seed ${seed}.`,
  );
  for (const fault of PLANTED_FAULTS) {
    let step: StepCode;
    try {
      const changed = plant(fault);
      step = await loadStep((path) => (path === fault.file ? changed : readSource(path)));
    } catch (error) {
      missed++;
      console.log(`${fault.name} can't be planted: ${String(error)}`);
      continue;
    }
    const result = await search(step, { runs, seed, shrink: false });
    if (!result.found) missed++;
    console.log(
      result.found
        ? `${fault.name}: ${result.runs} (${[...new Set(result.contradictions.map(({ rule }) => rule))].join(', ')})`
        : `${fault.name}: not found`,
    );
  }
  console.log(`${PLANTED_FAULTS.length - missed} of ${PLANTED_FAULTS.length} faults found.`);
  return missed === 0;
}

/** The source of the fault's file, with the fault. Throws if src/ has changed and no longer has its place. */
function plant({ file, changes }: PlantedFault): string {
  let text = readSource(file);
  for (const { find, replace } of changes) {
    const parts = text.split(find);
    if (parts.length !== 2) {
      const times = parts.length - 1;
      throw new Error(`src/${file} has ${JSON.stringify(find)} ${times} times: correct planted-faults.ts`);
    }
    text = parts.join(replace);
  }
  return text;
}
