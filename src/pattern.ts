/** A line of `key-name`, or of `expected-name` (which has no templates). */
export type NamePattern =
  | { readonly kind: 'exact'; readonly line: string }
  /** The pieces between the `*`, in order; the first and the last are anchored to the ends of the name. */
  | { readonly kind: 'wildcard'; readonly line: string; readonly pieces: readonly string[] }
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
  const pieces = line.split('*');
  if (pieces.every((piece) => piece === '')) return 'matches every name';
  if (templates && MISSPELT.test(line.replaceAll(PLACEHOLDER, ''))) return `has a misspelt ${PLACEHOLDER}`;
  const [before = '', after, ...more] = templates ? line.split(PLACEHOLDER) : [line];
  if (after !== undefined) {
    if (more.length > 0) return `has ${PLACEHOLDER} more than once`;
    if (pieces.length > 1) return `has both ${PLACEHOLDER} and a "*"`;
    return { kind: 'template', line, before, after };
  }
  return pieces.length > 1 ? { kind: 'wildcard', line, pieces } : { kind: 'exact', line };
}

/** Whether a name matches an exact name or a wildcard pattern, in time linear in the lengths of the two. */
export function matches(pattern: Exclude<NamePattern, { kind: 'template' }>, name: string): boolean {
  if (pattern.kind === 'exact') return name === pattern.line;
  const first = pattern.pieces[0] ?? '';
  const last = pattern.pieces.at(-1) ?? '';
  const end = name.length - last.length;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let position = first.length;
  for (const piece of pattern.pieces.slice(1, -1)) {
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
  for (let i = 1; i < piece.length; i++) {
    while (length > 0 && piece[i] !== piece[length]) length = lengths[length - 1] ?? 0;
    if (piece[i] === piece[length]) length++;
    lengths.push(length);
  }
  return lengths;
}
