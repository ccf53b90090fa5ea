import type { Core } from '../../src/main.ts';

/** A call of @actions/core by the step: the name of the function, and its arguments. */
export type CoreCall = readonly [name: string, ...values: readonly string[]];

/** Makes a core that passes on each call, which may throw, and keeps the outputs. */
export function openCore(
  getInput: Core['getInput'],
  tell: (...said: CoreCall) => void,
): { readonly core: Core; readonly outputs: Readonly<Record<string, string>> } {
  const outputs: Record<string, string> = {};
  const say =
    (name: string) =>
    (message: string | Error): void => {
      tell(name, String(message));
    };
  const core: Core = {
    getInput,
    setSecret: say('setSecret'),
    setOutput: (name, value) => {
      tell('setOutput', name, String(value));
      outputs[name] = String(value);
    },
    setFailed: say('setFailed'),
    debug: say('debug'),
    info: say('info'),
    notice: say('notice'),
    warning: say('warning'),
    error: say('error'),
  };
  return { core, outputs };
}
