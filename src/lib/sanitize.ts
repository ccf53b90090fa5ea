/** Text from outside (names, messages, bodies, input values) is data: these functions make it safe to show. */

// Most text is plain ASCII, so the expression below, which takes longer to compile than a summary takes to write, is rarely used.
const PLAIN = /^[\x20-\x7e]*$/;
let unsafe: RegExp | undefined;

/**
 * Characters that break lines, move the cursor, or hide or reorder text: controls (Cc), formats such as zero-width and
 * bidi characters (Cf), and the separators of lines and paragraphs (Zl, Zp). A literal would be compiled at the start.
 */
function unsafeCharacters(): RegExp {
  return (unsafe ??= new RegExp('[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]', 'gu'));
}

/**
 * Puts text on one line of the log, where it can't start a workflow command: characters that break, hide or reorder text
 * become escapes such as `\u{a}`, and `##[`, which the runner obeys anywhere in a line, becomes `##\[`.
 */
export function escapeLine(text: string): string {
  const shown = PLAIN.test(text)
    ? text
    : text
        .toWellFormed()
        .replace(unsafeCharacters(), (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
  return shown.replaceAll('##[', '##\\[');
}

const ELLIPSIS = '\u2026';

/** Truncates text to `length` UTF-16 units, never within a surrogate pair, with an ellipsis where it was longer. */
export function truncate(text: string, length: number): string {
  if (text.length <= length) return text;
  const start = text
    .slice(0, length - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  return start + ELLIPSIS;
}

/**
 * Truncates text in its middle to `maxBytes` bytes of UTF-8, never within a character. A message begins with what failed and
 * ends with what to do: what came back, in between, is what can be shortened.
 */
export function truncateMiddle(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  function isInsideCharacter(index: number): boolean {
    return ((bytes[index] ?? 0) & 0xc0) === 0x80;
  }
  const gap = ` ${ELLIPSIS} `;
  let start = Math.floor((maxBytes - Buffer.byteLength(gap)) / 2);
  let end = bytes.length - start;
  while (isInsideCharacter(start)) start--;
  while (isInsideCharacter(end)) end++;
  return bytes.toString('utf8', 0, start) + gap + bytes.toString('utf8', end);
}

/** Shows a value from outside in a sentence: on one line, at most `length` characters, in double quotes. */
export function quote(value: string, length = 120): string {
  // Truncated before, so that a huge value isn't escaped, and after, because escapes are longer than their characters.
  return `"${truncate(escapeLine(truncate(value, length)), length)}"`;
}

/** Shows the beginning of an unexpected body: its white space folded, at most 200 characters, in quotes. */
export function excerpt(body: string): string {
  const text = body.slice(0, 4096).replace(/\s+/g, ' ').trim();
  return text === '' ? 'an empty body' : quote(text, 200);
}
