import { validateAction } from '@actions/languageservice/validate-action';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Problem } from './slug.ts';

/** Finds what GitHub's own language service says against the text of an action.yml. */
export async function actionFileProblems(text: string): Promise<readonly Problem[]> {
  const found = await validateAction(TextDocument.create('file:///action.yml', 'yaml', 0, text));
  return found.map(({ message, range }) => ({
    line: range.start.line + 1,
    message: typeof message === 'string' ? message : message.value,
  }));
}
