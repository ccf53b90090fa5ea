import MagicString from 'magic-string';
import ts from 'typescript';

/** A function of a script, and the key that it is known by. */
export type KeyedFunction = { readonly key: string; readonly node: ts.SignatureDeclaration };

/**
 * Puts each function with one of these keys, which functionsOf() gives, in parentheses, which makes V8 compile it as soon as
 * it reads it. Any other function is only skimmed for its end at first, and read and compiled when it is called; what is
 * called for sure is then read once instead of twice. A declaration becomes a variable for it, in its place. An asynchronous
 * arrow becomes a function expression, as V8 skims the arrow even so. What cannot be rewritten safely stays as it is.
 *
 * Source: https://v8.dev/blog/preparser#pife
 */
export function parenthesize(source: string, keys: ReadonlySet<string>): string {
  const edited = new MagicString(source);
  // The last one first: where two end together, the inner one has to be closed before the outer one.
  for (const { key, node } of functionsOf(source).toReversed()) {
    if (!keys.has(key) || !canBeParenthesized(node)) continue;
    if (isAsyncArrow(node)) makeExpression(node, edited);
    const isDeclaration = ts.isFunctionDeclaration(node);
    edited.prependRight(node.getStart(), isDeclaration ? `var ${node.name?.text ?? ''} = (` : '(');
    edited.appendLeft(node.end, isDeclaration ? ');' : ')');
  }
  return edited.toString();
}

/** Whether parenthesize() rewrites a function: it can stand in parentheses, and the script does the same if it does. */
export function canBeParenthesized(node: ts.SignatureDeclaration): boolean {
  if (ts.isFunctionDeclaration(node)) return isUsedOnlyAfterwards(node);
  return (
    ts.isFunctionExpression(node) ||
    (ts.isArrowFunction(node) && !(isAsyncArrow(node) && usesSurroundings(node)))
  );
}

/** Whether a function is an asynchronous arrow, which V8 skims in parentheses, too. */
export function isAsyncArrow(node: ts.SignatureDeclaration): node is ts.ArrowFunction {
  return ts.isArrowFunction(node) && node.modifiers !== undefined;
}

/**
 * The functions of a script, in the order in which they begin. Each has a key: its name, or for want of one its number among
 * its neighbours without, after those of the functions around it. Parentheses change no key. Functions of one name in one
 * place share theirs, such as the constructors of two classes.
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

/** Turns `async (x) => y` into `async function (x) { return y; }`. */
function makeExpression(node: ts.ArrowFunction, edited: MagicString): void {
  const { modifiers, parameters, equalsGreaterThanToken: arrow, body } = node;
  edited.appendLeft(modifiers?.end ?? node.getStart(), ' function');
  const [first] = parameters;
  if (first !== undefined && !node.getChildren().some(({ kind }) => kind === ts.SyntaxKind.OpenParenToken)) {
    edited.prependRight(first.getStart(), '(').appendLeft(first.end, ')');
  }
  edited.remove(arrow.pos, arrow.end);
  if (!ts.isBlock(body)) edited.prependRight(body.getStart(), '{ return ').appendLeft(body.end, '; }');
}

/** Whether a function uses something that an arrow has from around it, and any other function of its own. */
function usesSurroundings(node: ts.Node): boolean {
  return (
    node.kind === ts.SyntaxKind.ThisKeyword ||
    node.kind === ts.SyntaxKind.SuperKeyword ||
    ts.isMetaProperty(node) || // new.target
    (ts.isIdentifier(node) && node.text === 'arguments') ||
    ts.forEachChild(node, (child) => usesSurroundings(child) || undefined) === true
  );
}

/**
 * Whether a variable can take the place of a declaration, which is there before the first statement of its function is run:
 * no statement before it uses the name or may return, and nothing else declares or sets it.
 */
function isUsedOnlyAfterwards(node: ts.FunctionDeclaration): boolean {
  const scope = node.parent;
  const name = node.name?.text;
  if (!ts.isSourceFile(scope) && !(ts.isBlock(scope) && ts.isFunctionLike(scope.parent))) return false;

  const isTrouble = (at: ts.Node, nested: boolean): boolean => {
    if (at === node.name) return false;
    const runsBefore = !nested && at.pos < node.pos;
    if (runsBefore && ts.isReturnStatement(at)) return true;
    if (!nested && at !== node && isDeclarationOf(at, name)) return true;
    if (ts.isIdentifier(at) && at.text === name && (runsBefore || isSet(at))) return true;
    const within = nested || ts.isFunctionLike(at);
    return ts.forEachChild(at, (child) => isTrouble(child, within) || undefined) === true;
  };
  return !isTrouble(scope, false);
}

function isDeclarationOf(node: ts.Node, name: string | undefined): boolean {
  return (
    (ts.isVariableDeclaration(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node)) &&
    node.name?.getText() === name
  );
}

function isSet(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isBinaryExpression(parent) && parent.left === name) {
    const { kind } = parent.operatorToken;
    return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  }
  return ts.isPostfixUnaryExpression(parent) || ts.isPrefixUnaryExpression(parent);
}
