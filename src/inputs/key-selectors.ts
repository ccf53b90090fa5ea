import type { NamePattern } from '../keys/name-pattern.ts';
import { isKeyId } from '../keys/turn-key.ts';
import { isKeyOf } from '../lib/objects.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/time.ts';
import { splitIds } from './credentials.ts';
import { DEFAULTS } from './definitions.ts';
import type { InputValue } from './definitions.ts';
import type { AddProblem } from './problems.ts';

/** The keys to delete, as `key-id` or `key-name` says. */
export type KeySelectors =
  | { readonly by: 'id'; readonly ids: readonly string[] }
  | { readonly by: 'name'; readonly lines: readonly NamePattern[] };

/** Reads `key-id` and `key-name`, of which exactly one must be set. */
export async function readKeys(
  id: InputValue,
  name: InputValue,
  addProblem: AddProblem,
): Promise<KeySelectors> {
  if ((id.value === '') === (name.value === '')) {
    addProblem((explanations) => explanations.explainOneSelector(id.value !== ''));
  }
  const ids = id.value === '' ? [] : readIds(id, addProblem);
  const lines = await readLines(name, true, addProblem);
  return lines.length > 0 ? { by: 'name', lines } : { by: 'id', ids };
}

function readIds({ value, source }: InputValue, addProblem: AddProblem): readonly string[] {
  const ids = splitIds(value);
  const wrong = ids.filter((id) => !isKeyId(id));
  if (ids.length === 0 || wrong.length > 0) {
    addProblem((explanations) => explanations.explainKeyIds({ value, source }, wrong));
  }
  return ids;
}

/** Reads `expected-name`; an empty array means any name. */
export async function readExpectedNames(
  input: InputValue,
  addProblem: AddProblem,
): Promise<readonly NamePattern[]> {
  return input.value === DEFAULTS['expected-name'] ? [] : await readLines(input, false, addProblem);
}

/** Reads patterns. The code for it is loaded only here: a deletion by ID doesn't need it. */
async function readLines(
  input: InputValue,
  templates: boolean,
  addProblem: AddProblem,
): Promise<readonly NamePattern[]> {
  if (input.value === '') return [];
  const { readPatterns } = await import('./patterns.ts');
  return readPatterns(input, templates, addProblem);
}

const UNIT_MS = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS } as const;

/** A time span such as `12h`, in milliseconds; undefined if the text is not one. */
function parseSpan(text: string): number | undefined {
  const [, number = '', unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  return isKeyOf(UNIT_MS, unit) ? Number(number) * UNIT_MS[unit] : undefined;
}

/** Reads `older-than` in milliseconds. With `key-id` it must be zero, which means any age. */
export function readOlderThan(input: InputValue, withIds: boolean, addProblem: AddProblem): number {
  const span = parseSpan(input.value);
  if (span === undefined) {
    addProblem((explanations) => explanations.explainSpan(input));
  } else if (span > 0 && withIds) {
    addProblem((explanations) => explanations.explainAgeOfIds(input));
  }
  return span ?? 0;
}

const MAX_UNUSED_MS = 30 * DAY_MS;

/** Reads `unused-for` in milliseconds: at most 30 days. Zero means that traffic isn't checked. */
export function readUnusedFor(input: InputValue, addProblem: AddProblem): number {
  const span = parseSpan(input.value);
  if (span === undefined || span > MAX_UNUSED_MS) {
    addProblem((explanations) => explanations.explainSpan(input, '30d'));
  }
  return span ?? 0;
}
