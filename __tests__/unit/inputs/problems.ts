import * as explanations from '../../../src/inputs/explanations.ts';
import type { AddProblem } from '../../../src/inputs/problems.ts';

/** What a check of inputs returns, and the problems that it adds, in sentences. */
export function collect<T>(check: (addProblem: AddProblem) => T): {
  readonly result: T;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const result = check((explain) => void problems.push(...[explain(explanations)].flat()));
  return { result, problems };
}

/** The problems that a check adds, in sentences. */
export function problemsOf(check: (addProblem: AddProblem) => void): readonly string[] {
  return collect(check).problems;
}

/** The same for a check that loads a module first. */
export async function collectLater<T>(
  check: (addProblem: AddProblem) => Promise<T>,
): Promise<{ readonly result: T; readonly problems: readonly string[] }> {
  const { result, problems } = collect(check);
  return { result: await result, problems };
}
