import { asText } from '../../scripts/values.ts';

/** Something that is not as described: where, what is wrong, and what is there. */
export type Violation = { readonly at: string; readonly message: string; readonly value: unknown };

type Schema = Readonly<Record<string, unknown>>;

const IS: Readonly<Record<string, (value: unknown) => boolean>> = {
  array: Array.isArray,
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
  object: isRecord,
  string: (value) => typeof value === 'string',
};

/** What each word of a schema says against a value; nothing if the word is not about such a value. */
const WORDS: Readonly<
  Record<string, (word: unknown, value: unknown, schema: Schema) => readonly string[] | string | undefined>
> = {
  type: (type, value, { nullable }) =>
    IS[asText(type)]?.(value) === true || (nullable === true && value === null)
      ? undefined
      : `must be ${asText(type)}`,
  enum: (values, value) =>
    listOf(values).includes(value) ? undefined : `must be one of ${JSON.stringify(values)}`,
  required: (names, value) =>
    isRecord(value)
      ? listOf(names)
          .map(asText)
          .filter((name) => value[name] === undefined)
          .map((name) => `must have ${name}`)
      : undefined,
  minimum: (least, value) =>
    typeof value === 'number' && value < Number(least) ? `must be ${asText(least)} or more` : undefined,
  minLength: (least, value) =>
    typeof value === 'string' && Array.from(value).length < Number(least)
      ? `must have ${asText(least)} characters or more`
      : undefined,
  maxLength: (most, value) =>
    typeof value === 'string' && Array.from(value).length > Number(most)
      ? `must have ${asText(most)} characters or fewer`
      : undefined,
  format: (format, value) =>
    typeof value === 'string' && !isDateTime(value) ? `must be a ${asText(format)}` : undefined,
};
const NO_RULES = ['default', 'description', 'example', 'nullable'];

/**
 * What is wrong with a value by a schema of an OpenAPI document; empty if nothing is. It knows the words that the
 * description of TURN keys has, and throws at any other. Ajv would take each file of tests 0.2 seconds to load and to
 * compile for; schema.test.ts holds this against it.
 */
export function schemaViolations(
  document: unknown,
  given: unknown,
  value: unknown,
  at = '',
): readonly Violation[] {
  const found: Violation[] = [];
  collect(document, given, value, at, found);
  return found;
}

// Without copies: it runs amid steps that are timed.
function collect(document: unknown, given: unknown, value: unknown, at: string, found: Violation[]): void {
  const schema = isRecord(given) ? given : {};
  if (schema['$ref'] !== undefined) {
    collect(document, resolve(document, asText(schema['$ref'])), value, at, found);
    return;
  }
  for (const [name, word] of Object.entries(schema)) {
    if (name === 'properties') {
      if (!isRecord(word) || !isRecord(value)) continue;
      for (const [property, inner] of Object.entries(word)) {
        const there = value[property];
        if (there !== undefined) collect(document, inner, there, `${at}/${property}`, found);
      }
    } else if (name === 'items') {
      for (const [index, each] of listOf(value).entries())
        collect(document, word, each, `${at}/${index}`, found);
    } else if (!NO_RULES.includes(name)) {
      const rule = WORDS[name];
      if (rule === undefined || (name === 'format' && word !== 'date-time')) {
        throw new Error(`What "${name}": ${JSON.stringify(word)} means in a schema is not known here.`);
      }
      for (const message of [rule(word, value, schema) ?? []].flat()) found.push({ at, message, value });
    }
  }
}

function resolve(document: unknown, reference: string): unknown {
  let found = document;
  for (const name of reference.split('/').slice(1)) {
    found = isRecord(found) ? found[name] : undefined;
  }
  if (found === undefined) throw new Error(`The description has no ${reference}.`);
  return found;
}

/** Whether a text is a date and a time by https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
function isDateTime(text: string): boolean {
  const [, day = ''] =
    /^\d{4}-\d\d-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i.exec(
      text,
    ) ?? [];
  // A day that its month does not have becomes one of the next.
  const date = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return day !== '' && !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
}

function isRecord(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? (list as readonly unknown[]) : [];
}
