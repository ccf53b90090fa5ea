import { lexer, walkTokens } from 'marked';
import { lineOf } from './slug.ts';

/** A YAML example of a document. */
export type Example = {
  readonly text: string;
  /** The line of the document on which the example's own first line stands. */
  readonly line: number;
};

/** Finds the fenced YAML examples of a Markdown text. */
export function yamlExamples(markdown: string): readonly Example[] {
  const examples: Example[] = [];
  let position = 0;
  void walkTokens(lexer(markdown), (token) => {
    if (token.type !== 'code' || !/^ya?ml\b/.test(String(token.lang ?? ''))) return;
    const text = String(token.text);
    const [first = ''] = text.split('\n');
    position = markdown.indexOf(first, markdown.indexOf('```y', position));
    examples.push({ text, line: lineOf(markdown, position) });
  });
  return examples;
}
