import type { PlannedKey } from './planned-key.ts';

/** Thrown before the first DELETE: nothing may be deleted. The message gives the reason and the remedy. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';
  /** Why, in a clause that completes "Nothing was deleted, because …". It has no text from outside, and may be empty. */
  readonly why: string;
  /** What was planned by then, for the report. */
  readonly planned: readonly PlannedKey[];
  /** The ID of the key whose own read failed, if one did; `cause` is its error. */
  readonly failedUid: string | undefined;

  constructor(
    message: string,
    options: {
      readonly why?: string;
      readonly planned?: readonly PlannedKey[];
      readonly failedUid?: string | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.why = options.why ?? '';
    this.planned = options.planned ?? [];
    this.failedUid = options.failedUid;
  }
}
