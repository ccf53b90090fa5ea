import fc from 'fast-check';
import { check } from './oracle/index.ts';
import type { Contradiction } from './oracle/index.ts';
import { simulate } from './run.ts';
import type { Run } from './run.ts';
import type { StepCode } from './step.ts';
import { tellStory } from './story.ts';
import { worlds } from './world.ts';
import type { World } from './world.ts';

/** The result of a search. `runs`: how many it took, without those that made the failing world smaller. */
export type Search =
  | { readonly found: false; readonly runs: number }
  | {
      readonly found: true;
      readonly runs: number;
      /** The smallest world that fails, where fast-check finds it again, and the story of its run. */
      readonly world: World;
      readonly path: string;
      readonly contradictions: readonly Contradiction[];
      readonly story: string;
    };

/** Runs the step in one world after the other, until a run contradicts the contract. */
export async function search(
  step: StepCode,
  options: {
    readonly runs: number;
    readonly seed: number;
    /** Where to begin: the path of a failure. */
    readonly path?: string | undefined;
    /** Whether to make a failing world smaller. */
    readonly shrink: boolean;
    readonly onRun?: (number: number, run: Run) => void;
  },
): Promise<Search> {
  const { runs, seed, path, shrink, onRun } = options;
  let tried = 0;
  let takenToFind: number | undefined;
  const property = fc.asyncProperty(worlds, async (world) => {
    tried++;
    const run = await simulate(step, world);
    onRun?.(tried, run);
    const contradictions = check(run);
    if (contradictions.length === 0) return;
    takenToFind ??= tried;
    throw new Error(contradictions.map(({ rule }) => rule).join());
  });
  const { failed, counterexample, counterexamplePath } = await fc.check(property, {
    numRuns: runs,
    seed,
    endOnFailure: !shrink,
    ...(path !== undefined && { path }),
  });
  const world = counterexample?.[0];
  if (!failed || world === undefined) return { found: false, runs: tried };
  const run = await simulate(step, world);
  const contradictions = check(run);
  return {
    found: true,
    runs: takenToFind ?? tried,
    world,
    path: counterexamplePath ?? '',
    contradictions,
    story: tellStory(run, contradictions),
  };
}
