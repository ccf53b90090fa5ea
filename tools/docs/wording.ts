import ts from 'typescript';
import { lineOf } from './slug.ts';
import type { Problem } from './slug.ts';

/** A word or phrase to avoid, and what to write. */
type Rule = { readonly avoid: RegExp; readonly use: string };

/** The words of this project's own English that its readers had to guess, and the field's standard terms. */
const RULES: readonly Rule[] = [
  { avoid: /\bmend(s|ed|ing)?\b/i, use: 'fix or correct' },
  { avoid: /\bbears?\b/i, use: 'is named or has the name' },
  // "Please try again" is how Cloudflare says it.
  { avoid: /(?<!\bplease )\b(try|tries|tried|trying)(?! again")( \w+)? again\b/i, use: 'retry' },
  { avoid: /\bbudgets?\b/i, use: 'time limit' },
  { avoid: /\banswer(s|ed|ing)?\b/i, use: 'response, or returned' },
  { avoid: /\brepl(y|ies|ied|ying)\b/i, use: 'response' },
  { avoid: /\b(is|are|only|when) needed\b/i, use: 'required' },
  { avoid: /\bone an? (line|key|request|step|job)\b/i, use: 'one per …' },
  { avoid: /\brun of characters\b/i, use: 'sequence of characters' },
  { avoid: /\balone\b(?=\s*([.,;:)]|$))/im, use: 'only' },
  { avoid: /\ball the same\b/i, use: 'nothing, or still' },
  { avoid: /\bmay be gone\b/i, use: 'may have been deleted' },
  { avoid: /\bno envelope\b/i, use: 'unexpected response body' },
  {
    avoid: /(?<!\b(there|here) )\b(is|are) no (?!(longer|more|less|fewer|older|newer|larger)\b)\w/i,
    use: "isn't a …",
  },
  { avoid: /\b(anyone's|other people's|others') (text|code)\b/i, use: 'untrusted input' },
  { avoid: /\ba double of (Cloudflare|GitHub)\b/i, use: 'mock Cloudflare API' },
  { avoid: /\bits own Cloudflare\b|\bdemo's own Cloudflare\b/i, use: 'mock Cloudflare API' },
  { avoid: /\bweakness(es)?\b/i, use: 'vulnerability' },
  { avoid: /\bthe way of the data\b/i, use: 'data flow' },
  { avoid: /\bwhy it is so\b/i, use: 'design decisions' },
  { avoid: /\bwhat it costs\b/i, use: 'performance' },
  { avoid: /\bthe floor\b/i, use: 'baseline' },
  { avoid: /\bsafer readings?\b/i, use: 'edge cases' },
  { avoid: /\bfaults in numbers\b/i, use: 'fault-injection results' },
  { avoid: /\bcounts? as not given\b/i, use: 'treated as unset' },
  { avoid: /\bexclude each other\b/i, use: "can't be used together" },
  { avoid: /\b(does not|doesn't) know (this|the) token\b/i, use: "doesn't recognize the token" },
  { avoid: /\bhalf way\b/i, use: 'halfway' },
];

/**
 * Finds words to avoid in a text for readers. A phrase may go on in the next line, after its indentation or `#`; where a
 * Markdown link leads to is not text.
 */
export function wordingProblems(text: string): readonly Problem[] {
  const blank = (part: string): string => ' '.repeat(part.length);
  const flowing = text.replace(/(?<=\])\([^()\s]*\)/g, blank).replace(/\n[ \t]*(#+ |\/\/ |\* |> )?/g, blank);
  return RULES.flatMap(({ avoid, use }) => {
    const anySpace = new RegExp(avoid.source.replaceAll(' ', String.raw`\s+`), `${avoid.flags}g`);
    return [...flowing.matchAll(anySpace)].map(({ 0: found, index }) => ({
      line: lineOf(text, index),
      message: `"${found.replace(/\s+/g, ' ')}": write ${use}`,
    }));
  });
}

/** Finds words to avoid in a TypeScript source: in its comments, and in its messages, the strings of more than one word. */
export function sourceWordingProblems(source: string): readonly Problem[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest);
  const problems: Problem[] = [];
  const comments = new Set<number>();
  const add = (text: string, start: number): void => {
    const above = file.getLineAndCharacterOfPosition(start).line;
    problems.push(...wordingProblems(text).map(({ line, message }) => ({ line: above + line, message })));
  };
  const visit = (node: ts.Node): void => {
    const before = ts.getLeadingCommentRanges(source, node.getFullStart()) ?? [];
    const after = ts.getTrailingCommentRanges(source, node.getFullStart()) ?? [];
    const found = [...after, ...before].filter(({ pos }) => !comments.has(pos));
    found.forEach(({ pos }) => comments.add(pos));
    // Comments in a row are one text.
    const [first] = found;
    const last = found.at(-1);
    if (first !== undefined && last !== undefined) add(source.slice(first.pos, last.end), first.pos);
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (node.text.trim().includes(' ')) add(node.text, node.getStart(file));
    }
    node.getChildren(file).forEach(visit);
  };
  visit(file);
  return problems.toSorted((one, other) => one.line - other.line);
}

/** Finds words to avoid in the names of tests: the texts that `test`, `describe` and their like get beside a function. */
export function testNameProblems(source: string): readonly Problem[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest);
  const problems: Problem[] = [];
  const visit = (node: ts.Node): void => {
    const [name, ...others] = ts.isCallExpression(node) ? node.arguments : [];
    if (name !== undefined && ts.isStringLiteralLike(name) && others.some(ts.isArrowFunction)) {
      const above = file.getLineAndCharacterOfPosition(name.getStart(file)).line;
      problems.push(
        ...wordingProblems(name.text).map(({ line, message }) => ({ line: above + line, message })),
      );
    }
    node.getChildren(file).forEach(visit);
  };
  visit(file);
  return problems;
}
