/** What every report of a step has, whoever checks it. Without Jest, so that tools can use it. */

/** An entry of the output `results`. */
export type Result = {
  readonly uid: string;
  readonly name: string;
  readonly created: string;
  readonly modified: string;
  readonly status: 'deleted' | 'not-found' | 'would-delete' | 'kept' | 'failed' | 'not-attempted';
  readonly reason?: string;
  readonly error?: {
    readonly http_status: number | null;
    readonly code: number | string | null;
    readonly message: string;
    readonly ray_id: string | null;
  };
};

/** The outputs of action.yml, in order. */
export const OUTPUTS = ['status', 'uid', 'name', 'created', 'modified', 'deleted-count', 'results'];

// GitHub drops what is longer, cuts an annotation, and shows the first ten errors of a step.
export const MAX_SUMMARY_BYTES = 1024 * 1024;
export const MAX_RESULTS_BYTES = 900_000;
export const MAX_ANNOTATION_BYTES = 4096;
export const MAX_ERRORS = 10;

/** What the step says of a key that may have been deleted, or whose deletion it could not verify. */
export const MAY_BE_DELETED = /may have been deleted|Cloudflare confirmed the deletion/;

/** The summary's sentence on credentials, which only matters if a key was, may have been or would be deleted. */
const CREDENTIALS = 'stops new credentials from being issued';

/** Characters that break lines, move the cursor, or hide or reorder text. */
export const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Traces of a programming error. */
export const TRACES = /^\s+at .*[:(]|\bat \w+ \(|\[object \w+\]|\bundefined\b|\bNaN\b|unexpected error/m;

/** Whether a summary is right about credentials already issued: says what becomes of them where that matters, and only there. */
export function isRightAboutCredentials(summary: string, results: readonly Result[]): boolean {
  const matters = results.some(
    ({ status, error }) =>
      status === 'deleted' || status === 'would-delete' || MAY_BE_DELETED.test(error?.message ?? ''),
  );
  return summary.includes(CREDENTIALS) === matters;
}
