import { expect, test } from '@jest/globals';
import { functionsOf, parenthesize } from '../scripts/parentheses.ts';

const SOURCE = `
const cold = () => 0;
async function declared(list) {
  return await Promise.all(list.map(async (each) => { return await each; }));
}
const arrow = (x) => x * 2;
const asynchronous = async (x = () => 1) => { return x(); };
const own = async () => { return this; };
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
const own = (async () => { return this; });
const keys = { 12: (() => arrow(1)), method() { return 'method'; } };
`);
  expect(keysOf(parenthesized)).toEqual(keysOf(SOURCE));
});

function keysOf(source: string): readonly string[] {
  return functionsOf(source).map(({ key }) => key);
}
