import { readActionFile } from '../../__tests__/support/action-file.ts';

/** What to do. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'run'; readonly inputs: Readonly<Record<string, string>> }
  | { readonly kind: 'scenarios'; readonly names: readonly string[] };

/** Wrong arguments. The message says how to correct them. */
export class UsageError extends Error {}

/**
 * Reads the arguments: `name=value` for inputs of action.yml, or `--all`, `--scenario NAME`, `--help`.
 * @throws UsageError
 */
export function readCommandLine(
  words: readonly string[],
  actionFolder: string,
  scenarios: readonly string[],
): Command {
  if (words.includes('--help') || words.includes('-h')) return { kind: 'help' };
  const inputs: Record<string, string> = {};
  const names: string[] = [];
  const known = Object.keys(readActionFile(actionFolder).defaults);
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--all') {
      names.push(...scenarios);
    } else if (word === '--scenario') {
      names.push(oneOf(scenarios, rest.shift() ?? '', 'scenario'));
    } else {
      const [name = '', ...value] = word.split('=');
      if (value.length === 0) {
        // Without the `--`, npm takes `--scenario` as an option of its own, and passes only the name.
        const meant = scenarios.includes(word) ? `npm run demo -- --scenario ${word}` : '--help';
        throw new UsageError(`"${word}" does not have the form name=value. Try ${meant}.`);
      }
      inputs[oneOf(known, name, 'input')] = value.join('=').replaceAll(String.raw`\n`, '\n');
    }
  }
  if (names.length === 0) return { kind: 'run', inputs };
  if (Object.keys(inputs).length > 0)
    throw new UsageError("Scenarios and inputs can't be used together; set only one.");
  return { kind: 'scenarios', names };
}

function oneOf(known: readonly string[], name: string, what: string): string {
  if (known.includes(name)) return name;
  throw new UsageError(`There is no ${what} "${name}". The ${what}s are: ${known.join(', ')}.`);
}
