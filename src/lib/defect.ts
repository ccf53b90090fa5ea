/** Describes an error that only a defect of this program can cause, without its stack. */
export function describeDefect(error: unknown): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `An unexpected error, which is a defect of this action (${what}). Please report it at https://github.com/delete-turn-key/action/issues.`;
}
