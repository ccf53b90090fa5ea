import { parsePattern } from '../keys/name-pattern.ts';
import type { NamePattern } from '../keys/name-pattern.ts';
import type { InputValue } from './definitions.ts';
import type { AddProblem } from './problems.ts';

/** How many lines an input can have, without empty and repeated ones. */
export const MAX_LINES = 1_000;

/** Reads patterns, one per line, without empty and repeated lines. `templates`: whether `{closed-pr}` has its meaning. */
export function readPatterns(
  { value, source }: InputValue,
  templates: boolean,
  addProblem: AddProblem,
): readonly NamePattern[] {
  const trimmed = value.split(/\r\n|\r|\n/).map((line) => line.trim());
  const lines = [...new Set(trimmed.filter(Boolean))];
  if (lines.length > MAX_LINES) {
    addProblem((explanations) => explanations.explainTooManyLines(source, lines.length, MAX_LINES));
    return [];
  }
  return lines.flatMap((line) => {
    const parsed = parsePattern(line, templates);
    if (parsed.ok) return [parsed.pattern];
    addProblem((explanations) => explanations.explainLine(source, line, parsed.problem));
    return [];
  });
}
