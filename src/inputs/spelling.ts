import { INPUT_NAMES } from './definitions.ts';
import type { InputName } from './definitions.ts';

/** The most slips in a name of six letters or more. Within two slips of a shorter name there are other words. */
const MAX_SLIPS = 2;

/** The input that is closest to a name: other separators, or one or two slips. Undefined if none is close. */
export function findNearMiss(name: string): InputName | undefined {
  const written = lettersOf(name);
  const near = INPUT_NAMES.flatMap((known) => {
    const meant = lettersOf(known);
    const most = Math.min(MAX_SLIPS, Math.floor(meant.length / 3));
    // Counting takes time in proportion to the product of the lengths.
    if (Math.abs(written.length - meant.length) > most) return [];
    const slips = countSlips(written, meant);
    return slips <= most ? [{ known, slips }] : [];
  });
  return near.sort((one, other) => one.slips - other.slips)[0]?.known;
}

function lettersOf(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}

/**
 * How many characters are missing, added, wrong or swapped with the next one between two words: the optimal string
 * alignment distance, https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
 */
function countSlips(one: string, other: string): number {
  const rows: number[][] = [];
  function at(row: number, column: number): number {
    return rows[row]?.[column] ?? row + column;
  }
  for (let i = 0; i <= one.length; i++) {
    const row: number[] = [i];
    rows.push(row);
    for (let j = 1; j <= other.length; j++) {
      const wrong = one[i - 1] === other[j - 1] ? 0 : 1;
      const isSwapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row.push(
        i === 0
          ? j
          : Math.min(
              at(i - 1, j) + 1,
              at(i, j - 1) + 1,
              at(i - 1, j - 1) + wrong,
              isSwapped ? at(i - 2, j - 2) + 1 : Infinity,
            ),
      );
    }
  }
  return at(one.length, other.length);
}
