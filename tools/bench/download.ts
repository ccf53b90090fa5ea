import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packAction, unpackAction } from '../release/archive.ts';
import { ACTION } from './contenders.ts';
import { openTrack } from './measurement.ts';
import { type Spread, spread } from './spread.ts';

/** What a job pays for the action before the first request: what it downloads, and two times in milliseconds. */
export type Download = {
  readonly bytes: number;
  readonly files: number;
  readonly unpacking: Spread;
  /** From the start of the process to the arrival of the first request. */
  readonly start: Spread;
};

/** Packs the action as GitHub does, unpacks it `runs` times, and starts it as often. */
export async function measureDownload(runs: number): Promise<Download> {
  const archive = packAction();
  const unpacked = Array.from({ length: runs }, () => unpack(archive));
  const track = await openTrack(0);
  try {
    const starts: number[] = [];
    // The first run finds nothing in the caches of the system, and does not count.
    await track.start(ACTION);
    for (let run = 0; run < runs; run++) starts.push(await track.start(ACTION));
    return {
      bytes: archive.length,
      files: unpacked[0]?.files ?? 0,
      unpacking: spread(unpacked.map(({ milliseconds }) => milliseconds)),
      start: spread(starts),
    };
  } finally {
    await track.close();
  }
}

function unpack(archive: Buffer): { readonly files: number; readonly milliseconds: number } {
  const folder = mkdtempSync(join(tmpdir(), 'unpacked-'));
  try {
    const began = performance.now();
    unpackAction(archive, folder);
    const milliseconds = performance.now() - began;
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return { files: entries.filter((entry) => entry.isFile()).length, milliseconds };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
