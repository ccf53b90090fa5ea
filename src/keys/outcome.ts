import type { PlannedKey } from './planned-key.ts';
import type { TurnKey } from './turn-key.ts';

/** What became of a key. */
export type KeyStatus = 'deleted' | 'not-found' | 'would-delete' | 'kept' | 'failed' | 'not-attempted';

/** What to do when a key does not exist. */
export type IfNotFound = 'error' | 'warn' | 'ignore';

/** The part of a response that the report of a failure shows. */
export type FailedResponse = {
  readonly httpStatus: number;
  /** The first code among the errors, if there is one. */
  readonly code: number | string | undefined;
  /** The header `cf-ray`; empty if there was none. */
  readonly rayId: string;
};

/** A key and what became of it. Fields that Cloudflare didn't return are empty. */
export type Outcome = {
  /** Empty for a name that no key has. */
  readonly uid: string;
  readonly name: string;
  readonly created: string;
  readonly modified: string;
  readonly status: KeyStatus;
  /** Why, in a sentence or clause; empty where the status says everything. */
  readonly reason: string;
  /** Whether Cloudflare confirmed the deletion. A key can be confirmed and still have `failed`: if it could not be verified. */
  readonly confirmed: boolean;
  /** Whether a DELETE of a key that failed may have taken effect. */
  readonly mayBeDeleted: boolean;
  readonly response?: FailedResponse;
};

/** Combines what was read before the deletion with what the deletion's response says, which is newer. */
export function makeOutcome(
  { uid, known }: Pick<PlannedKey, 'uid' | 'known'>,
  status: KeyStatus,
  more: {
    readonly reason?: string;
    readonly key?: TurnKey | undefined;
    readonly mayBeDeleted?: boolean;
    readonly response?: FailedResponse | undefined;
  } = {},
): Outcome {
  const { reason = '', key, mayBeDeleted = false, response } = more;
  return {
    uid,
    name: firstNonEmpty(key?.name, known.name),
    created: firstNonEmpty(key?.created, known.created),
    modified: firstNonEmpty(key?.modified, known.modified),
    status,
    reason,
    confirmed: key !== undefined,
    mayBeDeleted,
    ...(response !== undefined && { response }),
  };
}

function firstNonEmpty(...texts: readonly (string | undefined)[]): string {
  return texts.find((text) => text !== undefined && text !== '') ?? '';
}
