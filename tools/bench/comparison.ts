import { type Contender, BASELINE } from './contenders.ts';
import { openTrack } from './measurement.ts';
import { type Spread, spread } from './spread.ts';

/** What one deletion costs a contender. */
export type Cost = {
  readonly contender: Contender;
  /** Its time over that of the baseline, of each pair. */
  readonly ratio: Spread;
  readonly milliseconds: Spread;
  /** Undefined if the system doesn't report it. */
  readonly peakBytes: Spread | undefined;
};

/** The time that deleting this many keys takes. */
export type Growth = { readonly keys: number; readonly milliseconds: Spread };

/**
 * Measures what one deletion costs each contender: `pairs` times a pair of processes, the contender's and the baseline's,
 * each of them first in every other pair. The contenders take turns, so that a slow minute of the machine meets all. Memory
 * differs little from run to run, and is measured beside every tenth pair.
 */
export async function compare(
  contenders: readonly Contender[],
  pairs: number,
  onPair: (done: number) => void,
): Promise<readonly Cost[]> {
  const track = await openTrack(0);
  try {
    const all = contenders.map(unmeasured);
    // The first run finds nothing in the caches of the system, and does not count.
    for (const { contender } of all) await track.time(contender, 1);
    for (let pair = 0; pair < pairs; pair++) {
      for (const { contender, times, ratios, peaks } of all) {
        const floorFirst = pair % 2 === 0;
        const before = floorFirst ? await track.time(BASELINE, 1) : undefined;
        const time = await track.time(contender, 1);
        const baseline = before ?? (await track.time(BASELINE, 1));
        times.push(time);
        ratios.push(time / baseline);
        if (pair % 10 === 0) peaks.push(await track.peakMemory(contender, 1));
      }
      onPair(pair + 1);
    }
    return all.map(({ contender, times, ratios, peaks }) => ({
      contender,
      ratio: spread(ratios),
      milliseconds: spread(times),
      peakBytes: peaks.includes(0) ? undefined : spread(peaks),
    }));
  } finally {
    await track.close();
  }
}

function unmeasured(contender: Contender): {
  readonly contender: Contender;
  readonly times: number[];
  readonly ratios: number[];
  readonly peaks: number[];
} {
  return { contender, times: [], ratios: [], peaks: [] };
}

/** Measures how a contender's time grows with the number of keys, when each request takes `serviceMs` to serve. */
export async function growth(
  contender: Contender,
  serviceMs: number,
  steps: readonly { readonly keys: number; readonly runs: number }[],
): Promise<readonly Growth[]> {
  const track = await openTrack(serviceMs);
  try {
    const all: Growth[] = [];
    for (const { keys, runs } of steps) {
      const times: number[] = [];
      for (let run = 0; run < runs; run++) times.push(await track.time(contender, keys));
      all.push({ keys, milliseconds: spread(times) });
    }
    return all;
  } finally {
    await track.close();
  }
}
