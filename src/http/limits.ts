/** How much of a body is read: 1 MiB. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** A body of which no more is read, as messages name it. */
export const OVERSIZED_BODY = `a body of more than ${MAX_BODY_BYTES / 1024 / 1024} MiB`;

/** How long an attempt may go without a byte: 30 s. */
export const IDLE_MS = 30_000;
