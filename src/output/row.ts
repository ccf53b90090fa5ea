import type { FailedResponse, Outcome } from '../keys/outcome.ts';
import { explain } from './report.ts';

/** A row of `results`. */
export type Row = Pick<Outcome, 'uid' | 'name' | 'created' | 'modified' | 'status'> & {
  readonly reason?: string;
  readonly error?: {
    readonly http_status: number | null;
    readonly code: number | string | null;
    readonly message: string;
    readonly ray_id: string | null;
  };
};

/** Makes the row of a key in `results`. */
export function toRow(each: Outcome): Row {
  const { uid, name, created, modified, status, response } = each;
  const reason = explain(each);
  const failed = status === 'failed' || status === 'not-attempted';
  return {
    uid,
    name,
    created,
    modified,
    status,
    ...(failed ? { error: toError(reason, response) } : reason !== '' && { reason }),
  };
}

function toError(message: string, response: FailedResponse | undefined): Row['error'] & object {
  return {
    http_status: response?.httpStatus ?? null,
    code: response?.code ?? null,
    message,
    ray_id: response === undefined || response.rayId === '' ? null : response.rayId,
  };
}
