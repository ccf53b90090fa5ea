import type * as core from '@actions/core';
import type { Outcome } from '../keys/outcome.ts';
import { messageOf } from '../lib/objects.ts';
import type { Report } from './report.ts';
import { toRow } from './row.ts';

/** The most bytes of `results`: GitHub drops the outputs of a job over 1 MB. */
const MAX_RESULTS_BYTES = 900_000;

/** A row of `results` has at most this many bytes, plus six for each character of its texts, which may be escaped. */
const MAX_ROW_BYTES = 300;

/** The outputs of action.yml, each with the function that makes its value. */
export const OUTPUTS = {
  status: ({ status }) => status,
  uid: (report) => selectedKey(report).uid,
  name: (report) => selectedKey(report).name,
  created: (report) => selectedKey(report).created,
  modified: (report) => selectedKey(report).modified,
  'deleted-count': ({ outcomes }) => String(outcomes.filter(({ status }) => status === 'deleted').length),
  results: makeResults,
} as const satisfies Record<string, (report: Report, warn: Warn) => string | Promise<string>>;

type Warn = (message: string) => void;

/**
 * Writes all outputs. One that can't be built or written doesn't stop the others; `status` is `failed` then, as the step is.
 * @throws Error when some could not be written; its message says which
 */
export async function writeOutputs(
  report: Report,
  { setOutput, warn }: { readonly setOutput: (typeof core)['setOutput']; readonly warn: Warn },
): Promise<void> {
  const unwritten: string[] = [];
  let cause: unknown;
  // The status is the last: it says whether the others could be written.
  const { status, ...others } = OUTPUTS;
  for (const [name, makeValue] of Object.entries({ ...others, status })) {
    try {
      const isWritten = unwritten.length === 0;
      setOutput(name, await makeValue(isWritten ? report : { ...report, status: 'failed' }, warn));
    } catch (error) {
      unwritten.push(`\`${name}\``);
      cause ??= error;
    }
  }
  if (unwritten.length === 0) return;
  throw new Error(
    `The outputs could not be written (${messageOf(cause)}): later steps do not see ${unwritten.join(', ')}. Check the runner's disk.`,
    { cause },
  );
}

/** The key of the outputs `uid`, `name`, `created` and `modified`: the only one selected, not counting kept ones. */
function selectedKey({ outcomes }: Report): Pick<Outcome, 'uid' | 'name' | 'created' | 'modified'> {
  const [only, ...others] = outcomes.filter(({ uid, status }) => uid !== '' && status !== 'kept');
  return only === undefined || others.length > 0 ? { uid: '', name: '', created: '', modified: '' } : only;
}

async function makeResults({ outcomes }: Report, warn: Warn): Promise<string> {
  const rows = outcomes.map(toRow);
  const mostBytes = outcomes.reduce((sum, each) => sum + MAX_ROW_BYTES + 6 * textLength(each), 0);
  if (mostBytes <= MAX_RESULTS_BYTES) return JSON.stringify(rows);
  const { stringifyWithin } = await import('./shorten-results.ts');
  const { json, omitted } = stringifyWithin(rows, MAX_RESULTS_BYTES);
  if (omitted > 0) warn(`The output \`results\` has no room for ${omitted} of the keys: see the log.`);
  return json;
}

function textLength(each: Outcome): number {
  const { name, created, modified, reason, response } = each;
  const texts = [name, created, modified, reason, String(response?.code), response?.rayId ?? ''];
  return texts.reduce((sum, text) => sum + text.length, 0);
}
