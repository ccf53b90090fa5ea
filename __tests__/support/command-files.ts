/**
 * Reads a file of `NAME=value` lines and `NAME<<DELIMITER` blocks, such as GITHUB_OUTPUT.
 * Throws where the runner would fail the step.
 * Source: https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs
 */
export function parseCommandFile(text: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  const lines = text.split('\n');
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
      const name = line.slice(0, heredoc);
      const delimiter = line.slice(heredoc + 2);
      if (name === '' || delimiter === '') throw new Error(`Invalid format '${line}'`);
      const end = lines.indexOf(delimiter);
      if (end < 0) throw new Error(`Invalid value: no matching delimiter '${delimiter}'`);
      values[name] = lines.slice(0, end).join('\n');
      lines.splice(0, end + 1);
    } else if (equals > 0) {
      values[line.slice(0, equals)] = line.slice(equals + 1);
    } else {
      throw new Error(`Invalid format '${line}'`);
    }
  }
  return values;
}
