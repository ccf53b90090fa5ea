import type { FailurePolicy } from '../http/retry.ts';
import { adviceFor } from './advice.ts';
import { affectsAllKeys, classifyResponse } from './classify-response.ts';

// From here, so that a failure loads one chunk.
export { mayHaveTakenEffect } from './classify-response.ts';

/** What failures of requests for TURN keys mean. `tokenWorked`: whether the token has deleted a key in this step. */
export function openFailurePolicy(tokenWorked: () => boolean): FailurePolicy {
  return {
    classify: (error) => classifyResponse(error, tokenWorked()),
    affectsAllKeys: (error) => affectsAllKeys(error, tokenWorked()),
    advise: (error) => adviceFor(error, tokenWorked()),
  };
}
