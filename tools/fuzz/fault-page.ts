import type { Result, Trial } from './fault-trials.ts';

/** The tables of what the step reported of each fault, and what was true, in Markdown. */
export function writePage(results: readonly Result[], runs: number): string {
  const rows = (table: Trial['table']): string =>
    [...grouped(results.filter(({ trial }) => trial.table === table))].map(row).join('\n');
  const header = `| Fault | Deletion carried out before it | Reported | Exit code | Key gone |
| --- | --- | --- | --- | ---: |`;
  return `# Faults in numbers

Written by \`npm run faults\`: ${results.length} runs of the shipped bundle, each of which deletes one key of a double of Cloudflare and meets a fault. The table says what the step reported, and what had become of the key. Each row is ${runs} runs.

No run reported a key as deleted that was still there, or as not found. Every key that a run had deleted was reported as deleted, or with the words that it may be gone. Exit code, outputs, results and annotations of each run agreed. The command fails if those of one do not.

The step has two retries and 40 seconds; of a silent server it waits 30 seconds for a byte.

## The first request meets the fault

Those that follow are answered as usual.

${header}
${rows('first')}

## Every request meets the fault

${header}
${rows('every')}

## Requests meet several faults

Those that follow are answered as usual, but there are three at most.

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

function row([{ title, carriedOut }, results]: readonly [Trial, readonly Result[]]): string {
  const gone = results.filter((result) => result.gone).length;
  const cells = [
    title,
    carriedOut,
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
