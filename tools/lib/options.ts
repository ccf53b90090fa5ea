import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** The values of these options. */
type Values<T extends ParseArgsOptionsConfig> = ReturnType<typeof parseArgs<{ options: T }>>['values'];

/**
 * Reads the options after `npm run NAME --`. For `--help` it prints the usage and ends the process; for an unknown option, and
 * for anything that isn't an option, it says so and ends the process with exit code 2.
 */
export function readOptions<T extends ParseArgsOptionsConfig>(usage: string, options: T): Values<T> {
  return parseOrEnd(usage, () => parseArgs<{ options: T }>({ options }).values);
}

/** Reads the names after `npm run NAME --`; `--help` and any other option as `readOptions`. */
export function readNames(usage: string): readonly string[] {
  return parseOrEnd(usage, () => parseArgs({ options: {}, allowPositionals: true }).positionals);
}

function parseOrEnd<T>(usage: string, parse: () => T): T {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parse();
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error), usage);
  }
}

/** Reads the value of an option that takes a whole number from `least` on. Any other ends the process with exit code 2. */
export function readWholeNumber(option: string, value: string, least: number, usage: string): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isSafeInteger(number) && number >= least) return number;
  return refuse(`--${option} takes a whole number from ${least} on, not "${value}".`, usage);
}

/** Says what is wrong with the arguments and how the command is used, and ends the process with exit code 2. */
export function refuse(problem: string, usage: string): never {
  console.error(`${problem}\n\n${usage}`);
  process.exit(2);
}
