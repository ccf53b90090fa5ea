/** How much of a body is read: 1 MiB. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** How long an attempt may go without a byte: 30 s. */
export const IDLE_MS = 30_000;
