import { formatNumber } from '../lib/format.ts';

/** A line of `key-name`, or of `expected-name` (which has no templates). */
export type NamePattern =
  | { readonly kind: 'exact'; readonly line: string }
  /** What stands before the first `*`, between them in order, and after the last. */
  | {
      readonly kind: 'wildcard';
      readonly line: string;
      readonly before: string;
      readonly between: readonly string[];
      readonly after: string;
    }
  /** `{closed-pr}` with what stands before and after it. */
  | { readonly kind: 'template'; readonly line: string; readonly before: string; readonly after: string };

/** What stands for the number of a closed pull request in a template. */
export const PLACEHOLDER = '{closed-pr}';

/** The longest pattern, in characters. Matching takes at most its length times that of a name. */
const MAX_PATTERN_LENGTH = 1_000;

const MISSPELLED = /\{\s*closed[\s_-]*pr\s*\}/i;

/** A pattern, or what is wrong with its line, as a clause such as `matches every name`. */
export type ParsedPattern =
  { readonly ok: true; readonly pattern: NamePattern } | { readonly ok: false; readonly problem: string };

/** Reads a line. `templates` is false where `{closed-pr}` has no meaning and is literal. */
export function parsePattern(line: string, templates: boolean): ParsedPattern {
  function refuse(problem: string): ParsedPattern {
    return { ok: false, problem };
  }
  function accept(pattern: NamePattern): ParsedPattern {
    return { ok: true, pattern };
  }
  if (line.length > MAX_PATTERN_LENGTH) {
    return refuse(`is longer than ${formatNumber(MAX_PATTERN_LENGTH)} characters`);
  }
  if (/^\**$/.test(line)) return refuse('matches every name');
  if (templates && MISSPELLED.test(line.replaceAll(PLACEHOLDER, ''))) {
    return refuse(`misspells ${PLACEHOLDER}`);
  }
  const star = line.indexOf('*');
  const place = templates ? line.indexOf(PLACEHOLDER) : -1;
  if (place !== -1) {
    const after = line.slice(place + PLACEHOLDER.length);
    if (after.includes(PLACEHOLDER)) return refuse(`has ${PLACEHOLDER} more than once`);
    if (star !== -1) return refuse(`has both ${PLACEHOLDER} and a "*"`);
    return accept({ kind: 'template', line, before: line.slice(0, place), after });
  }
  if (star === -1) return accept({ kind: 'exact', line });
  const last = line.lastIndexOf('*');
  return accept({
    kind: 'wildcard',
    line,
    before: line.slice(0, star),
    between: line.slice(star + 1, last).split('*'),
    after: line.slice(last + 1),
  });
}

/** Whether a name matches an exact name or a wildcard pattern, case and all. */
export function matches(pattern: Exclude<NamePattern, { kind: 'template' }>, name: string): boolean {
  if (pattern.kind === 'exact') return name === pattern.line;
  const { before, between, after } = pattern;
  const end = name.length - after.length;
  if (!name.startsWith(before) || !name.endsWith(after)) return false;
  let position = before.length;
  for (const piece of between) {
    // The leftmost place of each piece leaves the most room for the others, so no other place has to be tried.
    const found = name.indexOf(piece, position);
    if (found === -1) return false;
    position = found + piece.length;
  }
  return position <= end;
}

/**
 * The digits in the place of `{closed-pr}` in a name; undefined if the name doesn't match the template. They need not be the
 * number of a pull request.
 */
export function extractDigits(
  template: NamePattern & { kind: 'template' },
  name: string,
): string | undefined {
  const { before, after } = template;
  if (!name.startsWith(before) || !name.endsWith(after)) return undefined;
  const middle = name.slice(before.length, name.length - after.length);
  return /^\d+$/.test(middle) ? middle : undefined;
}
