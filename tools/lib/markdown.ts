/** A Markdown table. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return writeTable(header, rows, '---');
}

/** A Markdown table of numbers: all columns but the first are aligned to the right. */
export function numberTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return writeTable(header, rows, '--:');
}

function writeTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  alignment: '---' | '--:',
): string {
  const rule = header.map((_title, index) => (index === 0 ? '---' : alignment));
  return [header.map(escapeCell), rule, ...rows.map((row) => row.map(escapeCell))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function escapeCell(text: string): string {
  return text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
