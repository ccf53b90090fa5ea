import { availableParallelism, cpus } from 'node:os';
import { runnerNode } from '../../__tests__/support/node.ts';
import type { Cost, Growth } from './comparison.ts';
import type { Download } from './download.ts';
import { numberTable } from '../lib/markdown.ts';
import { pacingTable } from './pacing.ts';
import type { Row } from './pacing.ts';
import { SERVICE_MS } from './pacing-simulation.ts';
import type { Spread } from './spread.ts';

/** All that was measured. */
export type Results = {
  readonly pairs: number;
  readonly costs: readonly Cost[];
  readonly download: Download;
  readonly action: readonly Growth[];
  readonly oneAtATime: readonly Growth[];
  readonly pacing: readonly Row[];
};

/** The tables of the benchmark and the conditions that they hold under, in Markdown. */
export function writePage(
  { pairs, costs, download, action, oneAtATime, pacing }: Results,
  date: Date,
): string {
  const costRows = costs.map(({ contender, ratio, milliseconds, peakBytes }) => [
    contender.title,
    `${ratio.median.toFixed(2)} (${ratio.lower.toFixed(2)} to ${ratio.upper.toFixed(2)})`,
    `${milliseconds.median.toFixed(0)} ms`,
    peakBytes === undefined ? 'not measured' : `${(peakBytes.median / 1024 ** 2).toFixed(1)} MiB`,
    peakBytes === undefined ? 'not measured' : memoryRatio(peakBytes, costs),
  ]);
  const growthRows = action.map(({ keys, milliseconds }, index) => {
    const slow = oneAtATime[index]?.milliseconds.median ?? Number.NaN;
    return [`${keys}`, seconds(milliseconds.median), seconds(slow), (slow / milliseconds.median).toFixed(1)];
  });
  const downloadRows = [
    ['Download, compressed', `${(download.bytes / 1000).toFixed(0)} kB`],
    ['Files', `${download.files}`],
    ['Unpacking', `${download.unpacking.median.toFixed(0)} ms`],
    ['Start', `${download.start.median.toFixed(0)} ms`],
  ];
  return `# Benchmark

Written by \`npm run bench\` on ${date.toISOString().slice(0, 10)}: ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${availableParallelism()} cores, ${process.platform}, Node ${runnerNode().version}.

<picture>
<source media="(prefers-color-scheme: dark)" srcset="benchmark-dark.svg">
<img alt="What one deletion costs, and how the time grows with the number of keys; the tables below have the numbers" src="benchmark-light.svg">
</picture>

## One deletion

${numberTable(['', 'Time against the baseline', 'Time', 'Peak memory', 'Memory against the baseline'], costRows)}

The whole process, from its start to its end: it deletes one key over TLS on loopback, from a server that responds at once, reads the same variables, and writes the outputs and a summary.

- **Time against the baseline** is the median of ${pairs} pairs, in brackets the quartiles. A pair is a run of the contender and one of the baseline, one straight after the other; the baseline has a row of its own, whose distance from 1.00 is the noise.
- **Peak memory** is the most that one process held, in runs of their own.
- The baseline checks no input, retries nothing and explains no error. Nothing written for Node can be much faster than it.
- GitHub's packages and Cloudflare's library are bundled by ncc, as they come; the scripts around them are as short as the baseline. The sources are in [tools/bench/contenders](../tools/bench/contenders).

## Before the first request

${numberTable(['What a job pays', ''], downloadRows)}

GitHub hands the action to a job as \`git archive\` packs a commit; \`.gitattributes\` leaves out what running it does not need. Unpacking is that of \`tar\`. The start is the time from the start of the process to the arrival of its first request, over TLS on loopback. Both times are medians.

## Many keys

${numberTable(['Keys', 'This action', 'One at a time', 'Times faster'], growthRows)}

Median time of the whole process when each request takes 20 ms to serve. This action has at most 8 requests in flight; one at a time is the baseline, over one connection that is kept open.

## Sharing Cloudflare's rate limit

<picture>
<source media="(prefers-color-scheme: dark)" srcset="pacing-dark.svg">
<img alt="Requests sent over time by one job that deletes and verifies 1,000 keys, with and without pacing; the table below has the numbers" src="pacing-light.svg">
</picture>

${pacingTable(pacing)}

Every key is deleted and read back (\`verify: true\`), against the quota that Cloudflare documents: 1,200 requests in 5 minutes, and a block of 5 minutes for everything after that. The action's own code runs in virtual time against a simulated Cloudflare that takes ${SERVICE_MS} ms for each request; the row without pacing gets responses without \`Ratelimit\` headers. The four jobs share one token: each paces by what is left for all of them. \`tools/bench/pacing-simulation.ts\` is the simulation, and gives the same numbers on any machine.
`;
}

function memoryRatio({ median }: Spread, [baseline]: readonly Cost[]): string {
  return baseline?.peakBytes === undefined ? '' : (median / baseline.peakBytes.median).toFixed(2);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
