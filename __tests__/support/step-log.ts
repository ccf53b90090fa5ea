import { commandReader, type WorkflowCommand } from './workflow-commands.ts';

export type Annotation = {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
};

export type StepLog = {
  /** Every workflow command, in the order printed. */
  readonly commands: readonly WorkflowCommand[];
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
  readonly debug: readonly string[];
  /** What a person sees on GitHub: no commands, masked values as ***. */
  readonly text: () => string;
  /** Takes the next line that the step printed. */
  readonly add: (line: string) => void;
};

/** Reads what a step prints, line by line, into what GitHub makes of it. */
export function stepLog(options: { readonly debug: boolean }): StepLog {
  const reader = commandReader();
  const commands: WorkflowCommand[] = [];
  const annotations: Annotation[] = [];
  const masks: string[] = [];
  const debug: string[] = [];
  const shown: string[] = [];

  function obey({ name, properties, data }: WorkflowCommand): void {
    switch (name) {
      case 'error':
      case 'warning':
      case 'notice': {
        const { title } = properties as { readonly title?: string };
        annotations.push({ level: name, message: data, ...(title === undefined ? {} : { title }) });
        show(`${name.charAt(0).toUpperCase()}${name.slice(1)}: ${data}`);
        break;
      }
      case 'debug':
        debug.push(data);
        if (options.debug) show(`##[debug]${data}`);
        break;
      case 'add-mask':
        masks.push(data);
        break;
      case 'group':
        show(`##[group]${data}`);
        break;
      case 'endgroup':
        show('##[endgroup]');
        break;
    }
  }

  // Masked as it is shown, like on GitHub: what was printed before the mask stays readable.
  function show(text: string): void {
    const secrets = masks
      .flatMap((mask) => [mask, ...mask.split(/\r?\n/)])
      .filter((secret) => secret.trim() !== '')
      .sort((one, other) => other.length - one.length);
    shown.push(secrets.reduce((masked, secret) => masked.replaceAll(secret, '***'), text));
  }

  return {
    commands,
    annotations,
    masks,
    debug,
    text: () => shown.map((line) => `${line}\n`).join(''),
    add: (line) => {
      const command = reader.read(line);
      if (command === undefined) {
        show(line);
      } else {
        commands.push(command);
        obey(command);
      }
    },
  };
}
