import { registerHooks } from 'node:module';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LineCounter, isMap, isScalar, parseDocument } from 'yaml';
import type { Problem } from './slug.ts';

// The language service imports JSON files as bundlers allow it; Node requires an attribute that says JSON.
registerHooks({
  resolve: (specifier, context, next) => {
    const resolved = next(specifier, context);
    return specifier.endsWith('.json') ? { ...resolved, importAttributes: { type: 'json' } } : resolved;
  },
});
const { clearCache } = await import('@actions/languageservice/utils/workflow-cache');
const { validateAction } = await import('@actions/languageservice/validate-action');

/** Finds what is wrong with the text of an action.yml: what GitHub's own language service says, and what it misses. */
export async function actionFileProblems(text: string): Promise<readonly Problem[]> {
  // It caches documents by address, and would return the problems of the one before.
  clearCache();
  const found = await validateAction(TextDocument.create('file:///action.yml', 'yaml', 0, text));
  const said = found.map(({ message, range }) => ({
    line: range.start.line + 1,
    message: typeof message === 'string' ? message : message.value,
  }));
  return [...said, ...entryProblems(text)];
}

const ENTRY_KEYS = {
  inputs: ['description', 'required', 'default', 'deprecationMessage'],
  outputs: ['description'],
} as const;

/** The language service doesn't check the keys of inputs and outputs: a misspelled `default` would mean no default. */
function entryProblems(text: string): readonly Problem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return Object.entries(ENTRY_KEYS).flatMap(([section, allowed]) => {
    const entries = document.get(section);
    if (!isMap(entries)) return [];
    return entries.items.flatMap(({ key: name, value }) => {
      const line = isScalar(name) ? lines.linePos(name.range?.[0] ?? 0).line : 1;
      const keys = isMap(value) ? value.items.map(({ key }) => String(key)) : [];
      const unknown = keys.filter((key) => !allowed.some((each) => each === key));
      return [
        ...unknown.map((key) => ({ line, message: `${String(name)} has a key that means nothing: ${key}` })),
        ...(keys.includes('description') ? [] : [{ line, message: `${String(name)} has no description` }]),
      ];
    });
  });
}
