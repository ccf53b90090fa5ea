import { describe, test } from 'node:test';
import type { WorkflowRun } from './act.ts';

/** Declares a test: a workflow runs, and what it did is looked at. If that is not as it should be, its log is shown. */
export type Scenario<Setting, Outcome> = (
  name: string,
  setting: Setting,
  check: (outcome: Outcome) => void,
) => void;

/** Declares the scenarios of one workflow, which `perform` runs. */
export function describeWorkflow<Setting, Outcome extends { readonly run: WorkflowRun }>(
  name: string,
  perform: (setting: Setting) => Promise<Outcome>,
  declare: (scenario: Scenario<Setting, Outcome>) => void,
): void {
  const scenario: Scenario<Setting, Outcome> = (sentence, setting, check) => {
    void test(sentence, async () => {
      const outcome = await perform(setting);
      try {
        check(outcome);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(`${message}\n\nThe run, as act told of it:\n${outcome.run.log}`, { cause: error });
      }
    });
  };
  void describe(name, () => {
    declare(scenario);
  });
}

/** The steps in the order that they ran: their results and names, such as `success: Say that it is gone`. */
export function results({ steps }: WorkflowRun): readonly string[] {
  return steps.map(({ result, name }) => `${result}: ${name}`);
}

/** What the steps of this name printed. */
export function printed({ steps }: WorkflowRun, name: string): readonly string[] {
  return steps.filter((step) => step.name === name).flatMap(({ lines }) => lines);
}
