/**
 * Parses JSON, every string of it well-formed: half a surrogate pair can't be written in UTF-8, and would differ from place
 * to place. Returns undefined if the text is not JSON.
 */
export function parseJson(text: string): unknown {
  try {
    // Only an escape can bring half a pair: text decoded from UTF-8 has none.
    return JSON.parse(text.replace(/^\ufeff/, ''), /\\ud/i.test(text) ? toWellFormed : undefined);
  } catch {
    return undefined;
  }
}

function toWellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}
