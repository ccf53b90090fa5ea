/** A workflow command, found as GitHub's runner finds it. */
export type WorkflowCommand = {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
};

export type CommandReader = {
  /** The command on a line, or `undefined` if the runner would show the line as it is. */
  readonly read: (line: string) => WorkflowCommand | undefined;
};

const REGISTERED = [
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
];

/**
 * Reads lines as the runner does: `::name key=value,…::data` after leading white space, `##[name key=value;…]data` anywhere,
 * names in any case, nothing between `::stop-commands::TOKEN` and `::TOKEN::`.
 * Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs and
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs
 */
export function commandReader(): CommandReader {
  const registered = new Set(REGISTERED);
  let stopToken: string | undefined;
  return {
    read: (line) => {
      const command = parseColons(line, registered) ?? parseBrackets(line, registered);
      if (command === undefined) return undefined;
      if (stopToken !== undefined) {
        if (command.name !== stopToken) return undefined;
        registered.delete(stopToken);
        stopToken = undefined;
      } else if (command.name === 'stop-commands') {
        stopToken = command.data.toLowerCase();
        registered.add(stopToken);
      }
      return command;
    },
  };
}

/** Splits a stream of text into lines at `\n`, `\r\n` and a lone `\r`; `end` returns a last line without an ending. */
export function lineSplitter(onLine: (line: string) => void): {
  readonly write: (text: string) => void;
  readonly end: () => void;
} {
  let rest = '';
  return {
    write: (text) => {
      const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
    },
    end: () => {
      if (rest !== '') onLine(rest.replace(/\r$/, ''));
      rest = '';
    },
  };
}

const COLON_ESCAPES = { '%0D': '\r', '%0A': '\n', '%25': '%' };
const COLON_PROPERTY_ESCAPES = { ...COLON_ESCAPES, '%3A': ':', '%2C': ',' };
const BRACKET_ESCAPES = { ...COLON_ESCAPES, '%3B': ';', '%5D': ']' };

function parseColons(line: string, registered: ReadonlySet<string>): WorkflowCommand | undefined {
  const text = line.trimStart();
  const end = text.indexOf('::', 2);
  if (!text.startsWith('::') || end < 0) return undefined;
  const head = parseHead(text.slice(2, end), ',', COLON_PROPERTY_ESCAPES);
  return registered.has(head.name)
    ? { ...head, data: unescape(text.slice(end + 2), COLON_ESCAPES) }
    : undefined;
}

function parseBrackets(line: string, registered: ReadonlySet<string>): WorkflowCommand | undefined {
  const start = line.indexOf('##[');
  const end = line.indexOf(']', start);
  if (start < 0 || end < 0) return undefined;
  const head = parseHead(line.slice(start + 3, end), ';', BRACKET_ESCAPES);
  return registered.has(head.name)
    ? { ...head, data: unescape(line.slice(end + 1), BRACKET_ESCAPES) }
    : undefined;
}

function parseHead(head: string, separator: string, escapes: Escapes): Omit<WorkflowCommand, 'data'> {
  const [name = '', ...others] = head.split(' ');
  const pairs = others.join(' ').trim().split(separator);
  const properties = pairs
    .filter((pair) => pair.includes('='))
    .map((pair) => [pair.slice(0, pair.indexOf('=')), unescape(pair.slice(pair.indexOf('=') + 1), escapes)]);
  return { name: name.toLowerCase(), properties: Object.fromEntries(properties) as Record<string, string> };
}

function unescape(text: string, escapes: Escapes): string {
  return text.replace(/%[0-9A-F]{2}/g, (code) => escapes[code] ?? code);
}

type Escapes = Readonly<Record<string, string>>;
