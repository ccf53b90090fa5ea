import { expect, test } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import { functionsOf, parenthesize } from '../scripts/parentheses.ts';

const SOURCE = `
const cold = () => 0;
async function declared(list) {
  return await Promise.all(list.map(async (each) => { return await each; }));
}
const arrow = (x) => x * 2;
const asynchronous = async (x = () => 1) => { return x(); };
const own = async () => { return this; };
const brief = async (x) => ({ x });
const briefer = async x => async () => x;
const keys = { 12: () => arrow(1), method() { return 'method'; } };
`;

test('functions are known by their names, or their numbers, and those of what is around them', () => {
  expect(keysOf(SOURCE)).toEqual([
    'cold',
    'declared',
    'declared/0',
    'arrow',
    'asynchronous',
    'asynchronous/0',
    'own',
    'brief',
    'briefer',
    'briefer/0',
    '12',
    'method',
  ]);
});

test('what is listed is put in parentheses, and nothing else is changed', () => {
  const listed = new Set(keysOf(SOURCE).filter((key) => key !== 'cold'));
  const parenthesized = parenthesize(SOURCE, listed);
  expect(parenthesized).toBe(`
const cold = () => 0;
var declared = (async function declared(list) {
  return await Promise.all(list.map((async function (each) { return await each; })));
});
const arrow = ((x) => x * 2);
const asynchronous = (async function (x = (() => 1)) { return x(); });
const own = async () => { return this; };
const brief = (async function (x) { return ({ x }); });
const briefer = (async function (x) { return (async function () { return x; }); });
const keys = { 12: (() => arrow(1)), method() { return 'method'; } };
`);
  expect(keysOf(parenthesized)).toEqual(keysOf(SOURCE));
});

test.each([
  ['it is used before it', 'const one = twice(1); function twice(x) { return 2 * x; } one;', 2],
  [
    'its function may return before it',
    'let later; (() => { later = () => f(); if (true) return; function f() { return 1; } })(); later();',
    1,
  ],
  [
    'it stands in a block',
    'const all = []; for (const x of [1, 2]) { function f() { return x; } all.push(f); } all[0]();',
    1,
  ],
  ['its name is declared twice', 'function f() { return 1; } function f() { return 2; } f();', 2],
  ['its name is declared as a variable, too', 'var f; function f() { return 1; } f();', 1],
  ['something else takes its name', 'function f() { f = () => 2; return 1; } f() + f();', 3],
])('a declaration stays where %s', (_why, source, value) => {
  expect(runInNewContext(source)).toBe(value);
  const parenthesized = parenthesize(source, new Set(keysOf(source)));
  expect(parenthesized).not.toContain('var f =');
  expect(parenthesized).not.toContain('var twice =');
  expect(runInNewContext(parenthesized)).toBe(value);
});

test('what stands next to each other stays so', () => {
  const source = 'function a(){return 1}function b(){return a()}b()';
  const parenthesized = parenthesize(source, new Set(keysOf(source)));
  expect(parenthesized).toBe('var a = (function a(){return 1});var b = (function b(){return a()});b()');
  expect(runInNewContext(parenthesized)).toBe(1);
});

function keysOf(source: string): readonly string[] {
  return functionsOf(source).map(({ key }) => key);
}
