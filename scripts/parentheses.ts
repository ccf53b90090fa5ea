import ts from 'typescript';

export type KeyedFunction = { readonly key: string; readonly node: ts.SignatureDeclaration };

type Edit = { readonly from: number; readonly to: number; readonly by: string };

/**
 * Puts each of these functions, named as functionsOf() names them, in parentheses, which makes V8 compile it as soon as it
 * reads it. Any other function is only skimmed for its end at first, and read and compiled when it is called; what is called
 * for sure is then read once instead of twice. A declaration becomes a variable for it, in its place. An asynchronous arrow
 * becomes a function expression, as V8 skims the arrow even so, unless it uses something of what surrounds it that a function
 * has of its own.
 *
 * Source: https://v8.dev/blog/preparser#pife
 */
export function parenthesize(source: string, keys: ReadonlySet<string>): string {
  return functionsOf(source)
    .filter(({ key }) => keys.has(key))
    .flatMap(({ node }) => inParentheses(node))
    .sort((one, other) => other.from - one.from)
    .reduce((text, { from, to, by }) => text.slice(0, from) + by + text.slice(to), source);
}

function inParentheses(node: ts.SignatureDeclaration): readonly Edit[] {
  if (ts.isFunctionDeclaration(node) && node.name !== undefined) {
    return [insert(node.getStart(), `var ${node.name.text} = (`), insert(node.end, ');')];
  }
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return [];
  return [insert(node.getStart(), '('), ...asFunction(node), insert(node.end, ')')];
}

/**
 * The functions of a script, in the order in which they begin. Each has a key: its name, or for want of one its number among
 * its neighbours without, after those of the functions around it. Parentheses change no key.
 */
export function functionsOf(source: string): readonly KeyedFunction[] {
  const functions: KeyedFunction[] = [];
  const visit = (
    node: ts.Node,
    around: readonly (string | number)[],
    neighbours: { unnamed: number },
  ): void => {
    if (!ts.isFunctionLike(node)) {
      ts.forEachChild(node, (child) => {
        visit(child, around, neighbours);
      });
      return;
    }
    const path = [...around, nameOf(node) ?? neighbours.unnamed++];
    functions.push({ key: path.join('/'), node });
    const within = { unnamed: 0 };
    ts.forEachChild(node, (child) => {
      visit(child, path, within);
    });
  };
  visit(ts.createSourceFile('index.js', source, ts.ScriptTarget.ESNext, true), [], { unnamed: 0 });
  return functions;
}

/** The name of a function, which an expression gets from what it is assigned to, if it has one. */
function nameOf(node: ts.SignatureDeclaration): string | undefined {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  let named: ts.Node = node;
  if (node.name === undefined) {
    do named = named.parent;
    while (ts.isParenthesizedExpression(named));
  }
  return ts.isFunctionLike(named) || ts.isVariableDeclaration(named) || ts.isPropertyAssignment(named)
    ? named.name?.getText()
    : undefined;
}

/** The edits that make a function expression of an arrow, if it is one that V8 would skim. */
function asFunction(node: ts.ArrowFunction | ts.FunctionExpression): readonly Edit[] {
  const isAsync = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true;
  if (!ts.isArrowFunction(node) || !isAsync || !ts.isBlock(node.body) || usesSurroundings(node)) return [];
  const arrow = node.equalsGreaterThanToken;
  return [insert(node.modifiers.end, ' function'), { from: arrow.pos, to: arrow.end, by: '' }];
}

function usesSurroundings(node: ts.Node): boolean {
  return (
    node.kind === ts.SyntaxKind.ThisKeyword ||
    node.kind === ts.SyntaxKind.SuperKeyword ||
    ts.isMetaProperty(node) ||
    (ts.isIdentifier(node) && node.text === 'arguments') ||
    ts.forEachChild(node, (child) => usesSurroundings(child) || undefined) === true
  );
}

function insert(at: number, text: string): Edit {
  return { from: at, to: at, by: text };
}
