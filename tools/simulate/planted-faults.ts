/** A fault to plant in a copy of src/: texts of one file that stand there exactly once, and what to put in their places. */
export type PlantedFault = {
  readonly name: string;
  readonly file: string;
  readonly changes: readonly { readonly find: string; readonly replace: string }[];
};

const fault = (name: string, file: string, find: string, replace: string): PlantedFault => ({
  name,
  file,
  changes: [{ find, replace }],
});

/** Mistakes that a change of src/ could make. Each of them must be found. */
export const PLANTED_FAULTS: readonly PlantedFault[] = [
  fault(
    'a later failure makes a doubt forgotten',
    'cloudflare/turn-keys.ts',
    'if (isAttemptError(error) && (await mayHaveDeleted(error))) doubt = error.message;',
    'doubt = isAttemptError(error) && (await mayHaveDeleted(error)) ? error.message : undefined;',
  ),
  fault(
    'a lost connection leaves no doubt',
    'cloudflare/turn-keys.ts',
    'if (error instanceof ConnectionError) return error.mayHaveArrived;',
    'if (error instanceof ConnectionError) return false;',
  ),
  fault(
    'a refused connection leaves a doubt',
    'cloudflare/turn-keys.ts',
    'if (error instanceof ConnectionError) return error.mayHaveArrived;',
    'if (error instanceof ConnectionError) return true;',
  ),
  fault(
    'HTTP 408 and 5xx leave no doubt',
    'cloudflare/classify-response.ts',
    'return isServerFailure(error.status) || (isInternalError(error) && !isRateLimited(error));',
    'return isInternalError(error) && !isRateLimited(error);',
  ),
  fault(
    'a broken success leaves no doubt',
    'cloudflare/classify-response.ts',
    'if (error.outcomeUnknown) return true;',
    'if (error.outcomeUnknown) return false;',
  ),
  fault(
    "another key's uid is accepted",
    'cloudflare/turn-keys.ts',
    'if (key.uid !== undefined && key.uid !== uid) {',
    'if (key.uid === undefined && key.uid !== uid) {',
  ),
  fault(
    'a 403 after a deletion stops everything',
    'cloudflare/turn-keys.ts',
    '      tokenWorked = true;\n',
    '',
  ),
  fault(
    'a read that fails counts as gone',
    'cloudflare/turn-keys.ts',
    'if (saysNotFound(error)) return undefined;',
    'if (error instanceof RequestError) return undefined;',
  ),
  fault(
    'code 971 on HTTP 200 is no rate limit',
    'cloudflare/classify-response.ts',
    'error.status === 429 || error.errors.some(({ code }) => code === THROTTLED)',
    'error.status === 429',
  ),
  fault(
    'a list with a cursor is taken for whole',
    'cloudflare/list.ts',
    'if (cursor !== undefined)',
    'if (cursor === "never")',
  ),
  fault(
    'a list that repeats its first page is taken for whole',
    'cloudflare/list.ts',
    'const promised = pages < totalPages || keys.length < totalCount || isRepeated;',
    'const promised = keys.length > before && (pages < totalPages || keys.length < totalCount);',
  ),
  fault(
    'usage is asked of the first keys only',
    'cloudflare/analytics.ts',
    'Math.ceil(uids.length / KEYS_PER_REQUEST)',
    'Math.max(1, Math.floor(uids.length / KEYS_PER_REQUEST))',
  ),
  fault(
    'a key that is missing from the usage is not in use',
    'cloudflare/analytics.ts',
    'if (!Array.isArray(rows)) return undefined;',
    'if (!Array.isArray(rows)) return 0;',
  ),
  fault(
    'one request escapes the pause of all',
    'http/rate-limit.ts',
    'await sleep(clock, left, AbortSignal.any([softStop, outlasted.signal]));',
    'await sleep(clock, left, AbortSignal.any([softStop, outlasted.signal]));\n        break;',
  ),
  fault(
    'whoever obeys Retry-After ignores the pause of all',
    'http/rate-limit.ts',
    'Math.max(notBefore, pausedUntil, ',
    'Math.max(notBefore, paced ? pausedUntil : 0, ',
  ),
  fault(
    'a later rate limit shortens the pause',
    'http/rate-limit.ts',
    'pausedUntil = Math.max(pausedUntil, time);',
    'pausedUntil = time;',
  ),
  fault(
    'requests in flight are not counted',
    'http/rate-limit.ts',
    'isNearlyUsedUp(quota, inFlight)',
    'isNearlyUsedUp(quota, 0)',
  ),
  fault(
    'the first quota hides the others',
    'http/rate-limit.ts',
    'const read = parseQuotas(headers);',
    'const read = parseQuotas(headers).slice(0, 1);',
  ),
  fault(
    'a response that was overtaken is believed',
    'http/rate-limit.ts',
    'left: Math.min(quota.left, known?.left ?? Infinity)',
    'left: quota.left',
  ),
  fault(
    'a rate limit that outlasts the step stops nothing',
    'http/retry.ts',
    "if (verdict === 'rate-limited' && reason !== 'final') rateLimit.giveUp();",
    '',
  ),
  fault('a doubt is not told', 'http/retry.ts', '        ambiguityNote?.(),\n', ''),
  fault(
    'a stop is only noticed once the wait is over',
    'lib/time.ts',
    "    signal.addEventListener('abort', onAbort);\n",
    '',
  ),
  fault('one retry too many', 'http/retry-decision.ts', 'failures > maxRetries', 'failures > maxRetries + 1'),
  fault(
    'waiting out a rate limit counts as a retry',
    'http/retry-decision.ts',
    'failures: counts.failures + (isRateLimit ? 0 : 1),',
    'failures: counts.failures + 1,',
  ),
  fault('"at once" is obeyed each time', 'http/retry-decision.ts', 'askedAtOnce <= 1', 'askedAtOnce <= 100'),
  fault(
    'a Retry-After that is too long is cut short',
    'http/retry-decision.ts',
    'if (askedMs !== undefined && askedMs >= remainingMs) {',
    'if (askedMs !== undefined && askedMs >= remainingMs + 3_600_000) {',
  ),
  {
    name: 'the time limit follows the time of day',
    file: 'lib/deadline.ts',
    changes: [
      { find: 'end = clock.monotonic() + milliseconds;', replace: 'end = clock.now() + milliseconds;' },
      { find: 'Math.max(0, end - clock.monotonic())', replace: 'Math.max(0, end - clock.now())' },
    ],
  },
  fault(
    'a second signal starts another grace',
    'lib/deadline.ts',
    'if (cancellation !== undefined) return;',
    '',
  ),
  fault('the timers are left behind', 'lib/deadline.ts', '      cancelTimer();\n', ''),
  fault(
    'an untrusted certificate is retried',
    'http/retry-decision.ts',
    "failure === 'certificate' || failure === 'interrupted'",
    "failure === 'interrupted'",
  ),
  fault('what has ended counts as in flight', 'http/retry.ts', '        rateLimit.leave();\n', ''),
  fault(
    'a cancelled run goes on for its grace',
    'lib/deadline.ts',
    'cancellation = reason;\n    soft.abort(reason);',
    'cancellation = reason;',
  ),
  fault('the grace is too long', 'lib/deadline.ts', 'const GRACE_MS = 5_000;', 'const GRACE_MS = 15_000;'),
  fault(
    'the time limit does not end what is in flight',
    'lib/deadline.ts',
    'soft.abort(reason);\n      hard.abort(reason);',
    'soft.abort(reason);',
  ),
  fault(
    'nine deletions at once',
    'delete-keys.ts',
    'export const PARALLEL_DELETIONS = 8;',
    'export const PARALLEL_DELETIONS = 9;',
  ),
  fault(
    'a refused token does not stop the others',
    'delete-keys.ts',
    'if (error.affectsAllKeys) halt.abort(new StoppedError(AFFECTS_ALL));',
    '',
  ),
  fault(
    'a key that could not be verified counts as deleted',
    'delete-keys.ts',
    "if (check?.gone === false) return makeOutcome(key, 'failed', { key: deleted, reason: check.reason });",
    '',
  ),
  fault(
    'the first read back is believed',
    'delete-keys.ts',
    'if ((await turnKeys.get(uid)) === undefined) return { gone: true };',
    'if ((await turnKeys.get(uid)) === undefined || reads > 1) return { gone: true };',
  ),
  fault(
    'expected-name is enforced after the first deletion',
    'select-keys.ts',
    '  enforceExpectedNames(planned, expectedNames);\n',
    '',
  ),
  fault(
    'one expected name is enough for all',
    'keys/selection-rules.ts',
    'if (unexpected.length === 0) return;',
    'if (unexpected.length < toDelete(planned).length) return;',
  ),
  fault(
    'max-keys allows one more',
    'keys/selection-rules.ts',
    'if (number <= maxKeys) return;',
    'if (number <= maxKeys + 1) return;',
  ),
  fault(
    'a key of unknown age is old',
    'keys/selection-rules.ts',
    "if (created === undefined) return keep(key, 'its age is unknown');",
    'if (created === undefined) return key;',
  ),
  fault(
    "a number that isn't a pull request counts as closed",
    'keys/selection-rules.ts',
    "if (state === 'closed') return match;",
    "if (state !== 'open') return match;",
  ),
  fault('a little traffic is none', 'keys/selection-rules.ts', 'relayed > 0', 'relayed > 1'),
  fault(
    'two keys of a name are not ambiguous',
    'keys/selection-rules.ts',
    'if (distinct.length > 1 &&',
    'if (distinct.length > 2 &&',
  ),
  fault(
    'a key that one line spares is not deleted for another',
    'keys/selection-rules.ts',
    "(former.plan === 'keep' && key.plan === 'delete')",
    "(former.plan === 'delete' && key.plan === 'keep')",
  ),
  fault(
    'a dry run deletes many keys',
    'main.ts',
    'if (inputs.dryRun) {',
    'if (inputs.dryRun && planned.length < 5) {',
  ),
  fault('a cancelled run is green', 'output/report.ts', '    !cancelled &&\n', ''),
  fault(
    'a red step can say deleted',
    'output/failures.ts',
    "status: isIncomplete || cancelled ? 'failed' : 'not-found',",
    "status: outcomes.some(({ status }) => status === 'deleted') ? 'deleted' : 'failed',",
  ),
  fault(
    'a refused step does not say that it was cancelled',
    'output/failures.ts',
    "closing: cancelled && !error.message.includes(CANCELLED) ? `${CANCELLED}.` : '',",
    "closing: '',",
  ),
  fault('a name is not redacted', 'output/report.ts', 'name: redact(each.name),', 'name: each.name,'),
  fault(
    'a kept key counts as selected',
    'output/outputs.ts',
    "uid !== '' && status !== 'kept'",
    "uid !== ''",
  ),
  fault(
    'results has no limit',
    'output/outputs.ts',
    'if (mostBytes <= MAX_RESULTS_BYTES)',
    'if (mostBytes <= 1e9)',
  ),
  fault(
    'an output that cannot be written is not told',
    'main.ts',
    'report = addFailure(report, messageOf(error));',
    '',
  ),
  fault(
    'a wildcard needs a character',
    'keys/name-pattern.ts',
    'return position <= end;',
    'return position < end;',
  ),
];
