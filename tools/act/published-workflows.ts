import assert from 'node:assert/strict';
import { dispatch } from './events.ts';
import { describeWorkflow, printed, results } from './scenario.ts';
import { type Outcome, perform, type Setting } from './stage.ts';

const KEY = { name: 'load-test', uid: '42aa95132c15732412d22c1476fa83f2' };
const OTHER = { name: 'production', uid: '00cc95132c15732412d22c1476fa83f2' };

/** The workflow to start by hand, and through it the one to call. */
export function runPublishedWorkflows(act: string): void {
  const onDoubles = (setting: Setting): Promise<Outcome> => perform(act, setting);

  describeWorkflow('.github/workflows/revoke-turn-key.yml', onDoubles, (scenario) => {
    const revoke = (inputs: Readonly<Record<string, string | boolean>>) => ({
      workflow: '.github/workflows/revoke-turn-key.yml',
      event: 'workflow_dispatch',
      payload: dispatch(inputs),
      keys: [KEY, OTHER],
    });
    const report = 'Say what became of it';

    scenario(
      'only looks unless told otherwise, and hands the outputs from the called workflow to the job after it',
      revoke({ 'key-name': 'load-test', 'expected-name': 'load-test' }),
      ({ run, left }) => {
        assert.equal(run.exitCode, 0);
        assert.deepEqual(results(run), ['success: Delete TURN keys', `success: ${report}`]);
        assert.deepEqual(printed(run, report), [`TURN key ${KEY.uid} is would-delete; 0 deleted.`]);
        assert.deepEqual(left, ['load-test', 'production']);
      },
    );

    scenario(
      'revokes by name',
      revoke({ 'key-name': 'load-test', 'expected-name': 'load-*', 'dry-run': false }),
      ({ run, left }) => {
        assert.equal(run.exitCode, 0);
        assert.deepEqual(printed(run, report), [`TURN key ${KEY.uid} is deleted; 1 deleted.`]);
        assert.deepEqual(left, ['production']);
      },
    );

    scenario(
      'revokes by ID what is not in use, and makes sure that the key is gone',
      revoke({ 'key-id': KEY.uid, 'expected-name': 'load-*', 'dry-run': false }),
      ({ run, left, requests }) => {
        assert.equal(run.exitCode, 0);
        assert.deepEqual(left, ['production']);
        assert.deepEqual(
          requests.map((request) => request.replace(/ .*\//, ' ')),
          [`GET ${KEY.uid}`, 'POST graphql', `DELETE ${KEY.uid}`, `GET ${KEY.uid}`],
        );
      },
    );

    scenario(
      'revokes nothing when the ID is that of another key than expected',
      revoke({ 'key-id': OTHER.uid, 'expected-name': 'load-test', 'dry-run': false }),
      ({ run, left }) => {
        assert.equal(run.exitCode, 1);
        assert.deepEqual(results(run), ['failure: Delete TURN keys']);
        assert.match(run.steps[0]?.summary ?? '', /production.*matches no pattern/);
        assert.deepEqual(left, ['load-test', 'production']);
      },
    );

    scenario(
      'asks for an ID or a name',
      revoke({ 'expected-name': 'load-test', 'dry-run': false }),
      ({ run, requests }) => {
        assert.equal(run.exitCode, 1);
        assert.match(run.steps[0]?.summary ?? '', /key-id.*key-name/);
        assert.deepEqual(requests, []);
      },
    );
  });
}
