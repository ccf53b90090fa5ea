/**
 * Parses JSON, every string of it well-formed: half a surrogate pair can't be written in UTF-8, and would differ from place
 * to place. Returns undefined if the text is not JSON.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''), (_key, value: unknown) =>
      typeof value === 'string' ? value.toWellFormed() : value,
    );
  } catch {
    return undefined;
  }
}
