/**
 * Text from outside (names, messages, bodies, input values) is data: these functions make it safe to show.
 */

// Most text is plain, and is found so at once; the expression below takes longer to make than it takes to write a summary.
// Stryker disable next-line Regex: plain text stays as it is the other way, too
const PLAIN = /^[\x20-\x7e]*$/;
let unsafe: RegExp | undefined;

/**
 * What breaks a line, moves the cursor, or hides or reorders text: controls (Cc), formats such as zero-width and bidi
 * characters (Cf), and the separators of lines and paragraphs (Zl, Zp). Written as a literal, it would be made at the start.
 */
function unsafeCharacters(): RegExp {
  return (unsafe ??= new RegExp('[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]', 'gu'));
}

/**
 * Puts text on one line of the log, where it can start no workflow command: characters that break, hide or
 * reorder text become escapes such as `\u{a}`, and `##[`, which the runner obeys anywhere in a line, becomes `##\[`.
 */
export function oneLine(text: string): string {
  const shown = PLAIN.test(text)
    ? text
    : text
        .toWellFormed()
        .replace(unsafeCharacters(), (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
  return shown.replaceAll('##[', '##\\[');
}

/** Cuts text after `length` UTF-16 units, never within a surrogate pair, and says that it did. */
export function clip(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text
        .slice(0, length - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
}

/** Shows a value from outside in a sentence: on one line, at most 120 characters, in double quotes. */
export function quote(value: string): string {
  return `"${clip(oneLine(value), 120)}"`;
}

/** Shows the beginning of a body that could not be understood: its white space folded, at most 200 characters, in quotes. */
export function excerpt(body: string): string {
  const text = body.slice(0, 4096).replace(/\s+/g, ' ').trim();
  return text === '' ? 'an empty body' : `"${clip(oneLine(text), 200)}"`;
}

/** Replaces secrets in text with `***`. */
export type Redact = (text: string) => string;

// A piece of a secret that a text ends in gives away too much from this length on.
const TELLING = 6;

/**
 * Makes the function that takes these secrets out of text: as they are, as they stand in a URL or in JSON, and cut off, by
 * `clip` or by whoever sent the text. Empty ones are left out.
 */
export function redactor(secrets: readonly string[]): Redact {
  const forms = new Set(secrets.filter(Boolean).flatMap(formsOf));
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return (text) =>
    longestFirst.reduce((redacted, secret) => withoutCut(redacted.replaceAll(secret, '***'), secret), text);
}

/** A secret as it is, as it stands in a URL, and as it stands in JSON. */
function formsOf(secret: string): readonly string[] {
  return [secret, encodeURIComponent(secret.toWellFormed()), JSON.stringify(secret).slice(1, -1)];
}

/** Takes out the beginning of a secret where the text ends, or was clipped, in the middle of it. */
function withoutCut(text: string, secret: string): string {
  return text
    .split('…')
    .map((part) => {
      // Stryker disable next-line ConditionalExpression: without it, the same is found slowly
      if (!secret.includes(part.slice(-TELLING))) return part;
      // Stryker disable next-line MethodExpression,ArithmeticOperator: longer ends are no end of the part
      for (let length = Math.min(secret.length - 1, part.length); length >= TELLING; length--) {
        if (part.endsWith(secret.slice(0, length))) return `${part.slice(0, -length)}***`;
      }
      return part;
    })
    .join('…');
}

/** Says a number of things in English: `count(1, 'key')` is `1 key`, `count(2, 'key')` is `2 keys`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Says a duration in seconds, with one decimal below ten: `0.5 s`, `30 s`. */
export function seconds(milliseconds: number): string {
  const value = milliseconds / 1000;
  // Stryker disable next-line EqualityOperator: ten is ten either way
  return `${value < 10 ? Number(value.toFixed(1)) : Math.ceil(value)} s`;
}
