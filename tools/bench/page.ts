import { availableParallelism, cpus } from 'node:os';
import { runnerNode } from '../../__tests__/support/node.ts';
import type { Cost, Growth } from './comparison.ts';
import type { Download } from './download.ts';
import type { Spread } from './spread.ts';

/** All that was measured. */
export type Results = {
  readonly pairs: number;
  readonly costs: readonly Cost[];
  readonly download: Download;
  readonly action: readonly Growth[];
  readonly oneAtATime: readonly Growth[];
};

/** The tables of the benchmark and the conditions that they hold under, in Markdown. */
export function writePage({ pairs, costs, download, action, oneAtATime }: Results, date: Date): string {
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

${table(['', 'Time over the floor', 'Time', 'Peak memory', 'Memory over the floor'], costRows)}

The whole process, from its start to its end: it deletes one key over TLS on loopback, from a server that answers at once, reads the same variables, and writes the outputs and a summary.

- **Time over the floor** is the median of ${pairs} pairs, in brackets the quartiles. A pair is a run of the contender and one of the floor, one straight after the other; the floor has a row of its own, whose distance from 1.00 is the noise.
- **Peak memory** is the most that one process held, in runs of their own.
- The floor checks no input, tries nothing again and explains no error. Nothing written for Node can be much faster than it.
- GitHub's packages and Cloudflare's library are bundled by ncc, as they come; the scripts around them are as short as the floor. The sources are in [tools/bench/contenders](../tools/bench/contenders).

## Before the first request

${table(['What a job pays', ''], downloadRows)}

GitHub hands the action to a job as \`git archive\` packs a commit; \`.gitattributes\` leaves out what running it does not need. Unpacking is that of \`tar\`. The start is the time from the start of the process to the arrival of its first request, over TLS on loopback. Both times are medians.

## Many keys

${table(['Keys', 'This action', 'One at a time', 'Times faster'], growthRows)}

Median time of the whole process when each request takes 20 ms to serve. This action has at most 8 requests under way; one at a time is the floor, over one connection that is kept open.
`;
}

function memoryRatio({ median }: Spread, [floor]: readonly Cost[]): string {
  return floor?.peakBytes === undefined ? '' : (median / floor.peakBytes.median).toFixed(2);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map((_title, index) => (index === 0 ? '---' : '---:')), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
