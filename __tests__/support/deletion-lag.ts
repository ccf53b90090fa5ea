import type { TurnKey } from './cloudflare-double.ts';

/** How long reads still find a deleted key: a number of reads, lists included, or a time. */
export type DeletionLag = { readonly reads: number } | { readonly ms: number };

/** Deleted keys that reads still find. */
export type DeletedKeys = {
  /** Keeps a key that was deleted just now. */
  readonly add: (key: TurnKey) => void;
  /** Reads a key by its ID. */
  readonly read: (uid: string) => TurnKey | undefined;
  /** Reads all of them, for a list. */
  readonly readAll: () => readonly TurnKey[];
};

/** Keeps deleted keys for reads that lag behind; without a lag, none. `now` is a clock that only goes forward, in milliseconds. */
export function keepDeleted(lag: DeletionLag | undefined, now: () => number): DeletedKeys {
  const kept = new Map<string, { readonly key: TurnKey; readonly deletedAt: number; reads: number }>();

  function read(uid: string): TurnKey | undefined {
    const entry = kept.get(uid);
    if (entry === undefined || lag === undefined) return undefined;
    const isFound = 'reads' in lag ? entry.reads < lag.reads : now() - entry.deletedAt < lag.ms;
    entry.reads += 1;
    return isFound ? entry.key : undefined;
  }

  return {
    add: (key) => {
      kept.set(key.uid, { key, deletedAt: now(), reads: 0 });
    },
    read,
    readAll: () => [...kept.keys()].flatMap((uid) => read(uid) ?? []),
  };
}
