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
  const forms = new Set(secrets.filter(Boolean).flatMap(formsOf));
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce(redactForm, text);
}

/** Redacts each place where the text has `form`, or a long enough beginning of it. */
function redactForm(text: string, form: string): string {
  const start = form.slice(0, MIN_PREFIX);
  let redacted = '';
  let rest = 0;
  for (let found; (found = text.indexOf(start, rest)) !== -1;) {
    let length = start.length;
    while (length < form.length && text[found + length] === form[length]) length++;
    redacted += `${text.slice(rest, found)}***`;
    rest = found + length;
  }
  return rest === 0 ? text : redacted + text.slice(rest);
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
