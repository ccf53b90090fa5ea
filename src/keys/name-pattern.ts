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

const MISSPELT = /\{\s*closed[\s_-]*pr\s*\}/i;

/**
 * Reads a line. Returns a clause that says what is wrong with it, such as `matches every name`, as a string.
 * `templates` is false where `{closed-pr}` has no meaning and is literal.
 */
export function readPattern(line: string, templates: boolean): NamePattern | string {
  if (/^\**$/.test(line)) return 'matches every name';
  if (templates && MISSPELT.test(line.replaceAll(PLACEHOLDER, ''))) return `has a misspelt ${PLACEHOLDER}`;
  const star = line.indexOf('*');
  const place = templates ? line.indexOf(PLACEHOLDER) : -1;
  if (place !== -1) {
    const after = line.slice(place + PLACEHOLDER.length);
    if (after.includes(PLACEHOLDER)) return `has ${PLACEHOLDER} more than once`;
    if (star !== -1) return `has both ${PLACEHOLDER} and a "*"`;
    return { kind: 'template', line, before: line.slice(0, place), after };
  }
  if (star === -1) return { kind: 'exact', line };
  const last = line.lastIndexOf('*');
  return {
    kind: 'wildcard',
    line,
    before: line.slice(0, star),
    between: line.slice(star + 1, last).split('*'),
    after: line.slice(last + 1),
  };
}

/** Whether a name matches an exact name or a wildcard pattern, in time linear in the lengths of the two. */
export function matches(pattern: Exclude<NamePattern, { kind: 'template' }>, name: string): boolean {
  if (pattern.kind === 'exact') return name === pattern.line;
  const { before, between, after } = pattern;
  const end = name.length - after.length;
  if (!name.startsWith(before) || !name.endsWith(after)) return false;
  let position = before.length;
  for (const piece of between) {
    // The leftmost place of each piece leaves the most room for the others, so no other needs to be tried.
    const found = indexOf(name, piece, position);
    if (found === -1) return false;
    position = found + piece.length;
  }
  return position <= end;
}

/**
 * The digits in the place of `{closed-pr}` in a name, undefined where the name does not fit the template.
 * They are any run of digits: whether they are the number of a pull request is for the caller to say.
 */
export function digitsIn(template: NamePattern & { kind: 'template' }, name: string): string | undefined {
  const { before, after } = template;
  if (!name.startsWith(before) || !name.endsWith(after)) return undefined;
  const middle = name.slice(before.length, name.length - after.length);
  return /^\d+$/.test(middle) ? middle : undefined;
}

/**
 * `String.prototype.indexOf` in linear time: V8's own takes text × piece on text made to provoke it.
 * The search of Knuth, Morris and Pratt: https://doi.org/10.1137/0206024
 */
function indexOf(text: string, piece: string, from: number): number {
  if (piece === '') return from;
  const fallback = fallbacks(piece);
  let matched = 0;
  // Stryker disable next-line EqualityOperator: beyond the end of the text, nothing fits
  for (let i = from; i < text.length; i++) {
    while (matched > 0 && text[i] !== piece[matched]) matched = fallback[matched - 1] ?? 0;
    if (text[i] === piece[matched]) matched++;
    if (matched === piece.length) return i - matched + 1;
  }
  return -1;
}

/** For each prefix of `piece`, the length of the longest proper prefix that is also its suffix. */
function fallbacks(piece: string): readonly number[] {
  const lengths = [0];
  let length = 0;
  // Stryker disable next-line EqualityOperator: it would be one length more, which nothing reads
  for (let i = 1; i < piece.length; i++) {
    while (length > 0 && piece[i] !== piece[length]) length = lengths[length - 1] ?? 0;
    if (piece[i] === piece[length]) length++;
    lengths.push(length);
  }
  return lengths;
}
