import { escapeLine } from './sanitize.ts';

/** Replaces secrets in text with `***`. */
export type Redact = (text: string) => string;

/** Shortest prefix of a secret worth hiding. Tokens share shorter ones, such as `github_pat_`, with ordinary names. */
const MIN_PREFIX = 16;

/**
 * Makes the function that redacts these secrets: as they are, percent-encoded, in JSON and in base64, and any beginning of
 * these of 16 characters or more, wherever it stands, since whoever sent the text may have truncated it. Empty secrets are
 * left out; shorter ones are redacted as a whole.
 */
export function redactor(secrets: readonly string[]): Redact {
  const forms = [...new Set(secrets.filter(Boolean).flatMap(formsOf))];
  function findAll(text: string): readonly Span[] {
    return forms.flatMap((form) => findForm(text, form));
  }
  return (text) => {
    const spans = [...findAll(text), ...findEncoded(text, findAll)];
    return spans.length === 0 ? text : hide(text, spans);
  };
}

/** Where a part of a text begins and ends, in UTF-16 units. */
type Span = readonly [start: number, end: number];

/** Finds each place where `form`, or a long enough beginning of it, is in the text. They can overlap. */
function findForm(text: string, form: string): readonly Span[] {
  const start = form.slice(0, MIN_PREFIX);
  const spans: Span[] = [];
  for (let found = -1; (found = text.indexOf(start, found + 1)) !== -1;) {
    let end = found + start.length;
    while (end - found < form.length && text[end] === form[end - found]) end++;
    spans.push([found, end]);
  }
  return spans;
}

// Which characters are escaped differs from encoder to encoder. Some escape them all.
const ESCAPED = /%([0-9a-f]{2})|\\u00([0-9a-f]{2})|\\(["\\/])/gi;

/** Finds secrets in a text of which any characters are escaped, as in a URL or in JSON. */
function findEncoded(text: string, findAll: (decoded: string) => readonly Span[]): readonly Span[] {
  if (!/[%\\]/.test(text)) return [];
  // Where each character of the decoded text begins in the text.
  const origins: number[] = [];
  let decoded = '';
  let rest = 0;
  function copyUntil(end: number): void {
    for (let index = rest; index < end; index++) origins.push(index);
    decoded += text.slice(rest, end);
  }
  for (const { 0: escape, 1: percent, 2: unicode, 3: character, index } of text.matchAll(ESCAPED)) {
    copyUntil(index);
    origins.push(index);
    decoded += character ?? String.fromCharCode(Number.parseInt(percent ?? unicode ?? '', 16));
    rest = index + escape.length;
  }
  copyUntil(text.length);
  function originOf(index: number): number {
    return origins[index] ?? text.length;
  }
  return findAll(decoded).map(([start, end]) => [originOf(start), originOf(end)]);
}

/** Replaces spans of a text, in any order; those that overlap as one. */
function hide(text: string, spans: readonly Span[]): string {
  let hidden = '';
  let rest = 0;
  for (const [start, end] of spans.toSorted((one, other) => one[0] - other[0] || other[1] - one[1])) {
    if (start >= rest) hidden += `${text.slice(rest, start)}***`;
    rest = Math.max(rest, end);
  }
  return hidden + text.slice(rest);
}

/** The forms in which a secret can be in a text. */
function formsOf(secret: string): readonly string[] {
  const wellFormed = secret.toWellFormed();
  const encoded = encodeURIComponent(wellFormed);
  return [
    secret,
    escapeLine(secret),
    encoded,
    encoded.replace(/%../g, (escape) => escape.toLowerCase()),
    JSON.stringify(secret).slice(1, -1),
    ...(secret.length < MIN_PREFIX ? [] : base64FormsOf(wellFormed)),
  ];
}

/**
 * The characters that a secret contributes to the base64 of any text that contains it, in both alphabets. They depend on
 * where it begins within a group of three bytes. Those that also depend on its neighbours are left out.
 */
function base64FormsOf(secret: string): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor((bytes.length * 8) / 6);
    return (['base64', 'base64url'] as const).map((alphabet) => bytes.toString(alphabet).slice(first, last));
  });
}
