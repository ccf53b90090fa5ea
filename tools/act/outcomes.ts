import assert from 'node:assert/strict';
import { dispatch } from './events.ts';
import { describeWorkflow, printed, results } from './scenario.ts';
import { type Outcome, perform, type Setting } from './stage.ts';

const KEY = { name: 'load-test', uid: '42aa95132c15732412d22c1476fa83f2' };
const GONE = 'f'.repeat(32);

/** What a workflow can make of a step that failed: carry on, clean up, hand on to other jobs. */
export function runOutcomes(act: string): void {
  const onDoubles = (setting: Setting): Promise<Outcome> => perform(act, setting);

  describeWorkflow('tools/act/workflows/outcomes.yml', onDoubles, (scenario) => {
    scenario(
      'a failing step fails its job, and tells the steps and jobs after it what became of each key',
      {
        workflow: 'tools/act/workflows/outcomes.yml',
        event: 'workflow_dispatch',
        payload: dispatch({ 'key-id': KEY.uid }),
        keys: [KEY],
      },
      ({ run, left }) => {
        assert.equal(run.exitCode, 1);
        assert.deepEqual(left, []);
        assert.deepEqual(results(run), [
          'failure: Fail, and carry on',
          'success: Tell after continue-on-error',
          'success: Warn',
          'failure: Delete a key that exists and one that does not',
          'success: Tell on failure',
          'success: Tell on failure of this very step',
          'success: Tell of each key',
          'success: Tell of each key',
        ]);
        assert.deepEqual(printed(run, 'Tell after continue-on-error'), ['failure, success, not-found']);
        assert.match(run.steps[2]?.annotations.join() ?? '', /^warning: [^,]*ffff/);
        assert.deepEqual(printed(run, 'Tell on failure'), ['failure, not-found, 1']);
        assert.deepEqual(printed(run, 'Tell on failure of this very step'), ['not-found']);
        assert.deepEqual(printed(run, 'Tell of each key').toSorted(), [
          `failure: ${KEY.uid} deleted`,
          `failure: ${GONE} not-found`,
        ]);
      },
    );
  });
}
