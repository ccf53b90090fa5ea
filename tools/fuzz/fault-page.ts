import type { Result, Trial } from './fault-trials.ts';

/** Writes, in Markdown, what the step reported for each fault, and what was true. */
export function writePage(results: readonly Result[], runs: number): string {
  const rows = (table: Trial['table']): string =>
    [...grouped(results.filter(({ trial }) => trial.table === table))].map(row).join('\n');
  const header = `| Fault | Deleted before it | Reported | Exit code | Key gone |
| --- | --- | --- | --- | ---: |`;
  return `# Fault-injection results

Written by \`npm run faults\`: ${results.length} runs of the shipped bundle. Each run deletes one key of a mock Cloudflare API, which injects a fault. The tables show what the step reported, and what really happened to the key. Each row is ${runs} runs.

No run reported a key as deleted, or as not found, that still existed. Every key that a run deleted was reported as deleted, as probably deleted (by an earlier attempt, whose response was lost), or as failed with the warning that it may have been deleted. Exit code, outputs, results and annotations of each run agreed. Otherwise the command fails, and writes no page.

The step has two retries, and a time limit of 40 seconds. It waits 30 seconds for the next byte of a response. Waiting out a rate limit does not use up retries.

## The first request has the fault

Later requests get the usual response.

${header}
${rows('first')}

## Every request has the fault

${header}
${rows('every')}

## Requests have several faults

Later requests get the usual response.

${header.replace('Fault', 'Faults')}
${rows('sequence')}
`;
}

function grouped(results: readonly Result[]): ReadonlyMap<Trial, readonly Result[]> {
  const groups = new Map<Trial, Result[]>();
  for (const result of results) {
    const group = groups.get(result.trial);
    if (group === undefined) groups.set(result.trial, [result]);
    else group.push(result);
  }
  return groups;
}

function row([{ title, deletedBefore }, results]: readonly [Trial, readonly Result[]]): string {
  const gone = results.filter((result) => result.gone).length;
  const cells = [
    title,
    deletedBefore,
    counted(results.map(({ reported }) => reported)),
    counted(results.map(({ exitCode }) => String(exitCode ?? 'none'))),
    `${gone} of ${results.length}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** `deleted`, or `4 deleted, 1 failed` where runs differ. */
function counted(words: readonly string[]): string {
  const different = [...new Set(words)];
  if (different.length === 1) return different.join('');
  return different.map((word) => `${words.filter((each) => each === word).length} ${word}`).join(', ');
}
