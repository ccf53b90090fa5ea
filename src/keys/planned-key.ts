import type { TurnKey } from './turn-key.ts';

/** A selected key, and what is to be done with it. */
export type PlannedKey = {
  /** The ID; empty for a name that no key has. */
  readonly uid: string;
  /** What is known of the key before it is deleted. */
  readonly known: TurnKey;
  readonly plan: 'delete' | 'keep' | 'not-found';
  /** Why it is kept or not found, in a clause or sentence; empty for a key to delete. */
  readonly reason: string;
};

/** The plan for a key of which only the ID is known. */
export function planById(uid: string): PlannedKey {
  return { uid, known: {}, plan: 'delete', reason: '' };
}
