import type { Run } from '../run.ts';
import { gatherFacts } from './facts.ts';
import type { Contradiction } from './facts.ts';
import { checkLog } from './log.ts';
import { checkReport } from './report.ts';
import { checkRequests } from './requests.ts';
import { checkSecrets } from './secrets.ts';
import { checkSelection } from './selection.ts';
import { checkSummary } from './summary.ts';
import { checkTruth } from './truth.ts';

export type { Contradiction } from './facts.ts';

/** Holds a run against the contract. Returns what is not true of it, and must be of every run. */
export function check(run: Run): readonly Contradiction[] {
  const facts = gatherFacts(run);
  return [
    ...checkRequests(facts),
    ...checkTruth(facts),
    ...checkSelection(facts),
    ...checkReport(facts),
    ...checkSummary(facts),
    ...checkLog(facts),
    ...checkSecrets(facts),
  ];
}
