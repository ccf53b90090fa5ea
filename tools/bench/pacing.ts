import { formatNumber } from '../../src/lib/format.ts';
import { numberTable } from '../lib/markdown.ts';
import { simulate } from './pacing-simulation.ts';
import type { Scenario, Simulated } from './pacing-simulation.ts';

/** A scenario and what came of it. */
export type Row = { readonly scenario: Scenario; readonly result: Simulated };

const LONGEST: Pick<Scenario, 'timeoutSeconds'> = { timeoutSeconds: 3600 };

/** How long a window of Cloudflare's quota is, in seconds. */
const WINDOW_SECONDS = 300;

/** This action with and without pacing: one job, and four jobs at once with one token. */
export async function comparePacing(): Promise<readonly Row[]> {
  const scenarios = [
    { keys: 1000, jobs: 1 },
    { keys: 500, jobs: 4 },
  ].flatMap((each) =>
    [true, false].map((paced) => ({ ...each, ...LONGEST, verify: true, paced }) satisfies Scenario),
  );
  return await runAll(scenarios);
}

/** The table of the benchmark: what was sent and refused, with and without pacing. */
export function pacingTable(rows: readonly Row[]): string {
  return numberTable(
    ['', 'Requests', 'Refused', 'Everything blocked for', 'Fewest left for others', 'Time'],
    rows.map(({ scenario: { keys, jobs, paced }, result }) => [
      `${jobs === 1 ? 'One job' : `${jobs} jobs`}, ${formatNumber(keys)} keys${jobs === 1 ? '' : ' each'}, ${paced ? '**this action**' : 'without pacing'}`,
      formatNumber(result.sent),
      formatNumber(result.refused),
      `${result.blockedMs / 1000} s`,
      formatNumber(result.leastLeft),
      `${Math.ceil(result.tookMs / 1000)} s`,
    ]),
  );
}

/** The table of the README: what `timeout-seconds` has to be for how many keys. */
export async function timeLimitTable(): Promise<string> {
  const scenarios = [100, 500, 1000].flatMap((keys) =>
    [false, true].map((verify) => ({ keys, verify, jobs: 1, paced: true, ...LONGEST }) satisfies Scenario),
  );
  const rows = await runAll(scenarios);
  return numberTable(
    [
      'Keys',
      '`verify`',
      'Requests',
      'Time for one job',
      '`timeout-seconds`, if other jobs may have used up the quota',
    ],
    rows.map(({ scenario: { keys, verify }, result }) => {
      const seconds = Math.ceil(result.tookMs / 1000);
      return [
        formatNumber(keys),
        `\`${verify}\``,
        formatNumber(result.sent),
        `${seconds} s`,
        String(Math.ceil((seconds + WINDOW_SECONDS) / 60) * 60),
      ];
    }),
  );
}

async function runAll(scenarios: readonly Scenario[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const scenario of scenarios) rows.push({ scenario, result: await simulate(scenario) });
  return rows;
}
