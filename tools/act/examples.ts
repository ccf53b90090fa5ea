import assert from 'node:assert/strict';
import { failure, found } from '../../__tests__/support/faults.ts';
import { closedPullRequest, dispatch } from './events.ts';
import { describeWorkflow, printed, results } from './scenario.ts';
import { type Outcome, perform, type Setting } from './stage.ts';

const PREVIEW_42 = { name: 'preview-pr-42', uid: '42aa95132c15732412d22c1476fa83f2' };
const PREVIEW_43 = { name: 'preview-pr-43', uid: '43bb95132c15732412d22c1476fa83f2' };
const PRODUCTION = { name: 'production', uid: '00cc95132c15732412d22c1476fa83f2' };
const KEYS = [PREVIEW_42, PREVIEW_43, PRODUCTION];
const ALL = KEYS.map(({ name }) => name);

/** The examples, each as a user would copy it. */
export function runExamples(act: string): void {
  const onDoubles = (setting: Setting): Promise<Outcome> => perform(act, setting);

  describeWorkflow('examples/teardown.yml', onDoubles, (scenario) => {
    const closing42 = {
      workflow: 'examples/teardown.yml',
      event: 'pull_request',
      payload: closedPullRequest(42),
      keys: KEYS,
    };
    const [deletion, report] = ['Delete the TURN key of the preview', 'Say what became of it'];

    scenario(
      'deletes the key of the pull request, and hands its ID to the next step',
      closing42,
      ({ run, left }) => {
        assert.equal(run.exitCode, 0);
        assert.deepEqual(results(run), [`success: ${deletion}`, `success: ${report}`]);
        assert.deepEqual(printed(run, report), [`TURN key ${PREVIEW_42.uid} is deleted.`]);
        assert.deepEqual(left, ['preview-pr-43', 'production']);
      },
    );

    scenario(
      'succeeds when there is no key',
      { ...closing42, payload: closedPullRequest(7) },
      ({ run, left }) => {
        assert.equal(run.exitCode, 0);
        assert.deepEqual(printed(run, report), ['TURN key (none) is not-found.']);
        assert.deepEqual(left, ALL);
      },
    );

    scenario(
      'fails the job when Cloudflare refuses, and the step after it still tells',
      {
        ...closing42,
        prepare: (cloudflare) => {
          cloudflare.next('DELETE', failure(403, 10000, 'Authentication error'));
        },
      },
      ({ run, left }) => {
        assert.equal(run.exitCode, 1);
        assert.deepEqual(results(run), [`failure: ${deletion}`, `success: ${report}`]);
        assert.match(run.steps[0]?.summary ?? '', /HTTP 403/);
        assert.deepEqual(printed(run, report), [`TURN key ${PREVIEW_42.uid} is failed.`]);
        assert.deepEqual(left, ALL);
      },
    );

    scenario(
      'fails the job without a request when the secret is missing',
      { ...closing42, token: '' },
      ({ run, requests }) => {
        assert.equal(run.exitCode, 1);
        assert.match(run.steps[0]?.summary ?? '', /api-token/);
        assert.deepEqual(requests, []);
      },
    );

    for (const [whose, payload] of [
      ['from a fork', closedPullRequest(42, { from: 'stranger/calls-demo' })],
      ['of Dependabot', closedPullRequest(42, { author: 'dependabot[bot]' })],
    ] as const) {
      scenario(`does nothing for a pull request ${whose}`, { ...closing42, payload }, ({ run, requests }) => {
        assert.equal(run.exitCode, 0);
        assert.deepEqual(results(run), []);
        assert.deepEqual(requests, []);
      });
    }
  });

  describeWorkflow('examples/sweep.yml', onDoubles, (scenario) => {
    const nightly = {
      workflow: 'examples/sweep.yml',
      event: 'schedule',
      keys: [...KEYS, { name: 'preview-pr-41', created: new Date().toISOString() }],
      github: { pullRequests: { 41: 'CLOSED', 42: 'MERGED', 43: 'OPEN' } },
    } as const;
    const report = 'Say how many are gone';

    scenario(
      'deletes the key of a merged pull request, and keeps those of an open one and of one that was closed just now',
      nightly,
      ({ run, left }) => {
        assert.equal(run.exitCode, 0);
        assert.deepEqual(printed(run, report), ['1 deleted.']);
        assert.deepEqual(left, ['preview-pr-43', 'production', 'preview-pr-41']);
      },
    );

    scenario(
      'is a dry run when started by hand, unless told otherwise',
      { ...nightly, event: 'workflow_dispatch' },
      ({ run, left }) => {
        assert.equal(run.exitCode, 0);
        assert.equal(run.steps[0]?.outputs['status'], 'would-delete');
        assert.deepEqual(printed(run, report), ['0 deleted.']);
        assert.equal(left.length, 4);
      },
    );

    scenario(
      'deletes when started by hand and told so',
      { ...nightly, event: 'workflow_dispatch', payload: dispatch({ 'dry-run': false }) },
      ({ run, left }) => {
        assert.equal(run.exitCode, 0);
        assert.deepEqual(left, ['preview-pr-43', 'production', 'preview-pr-41']);
      },
    );

    scenario(
      'deletes nothing when GitHub does not let it read pull requests, and says which permission is missing',
      { ...nightly, github: { ...nightly.github, withoutPermission: true } },
      ({ run, left }) => {
        assert.equal(run.exitCode, 1);
        assert.match(run.steps[0]?.summary ?? '', /pull-requests: read/);
        assert.equal(left.length, 4);
      },
    );
  });

  describeWorkflow('examples/revoke.yml', onDoubles, (scenario) => {
    const revoking42 = {
      workflow: 'examples/revoke.yml',
      event: 'workflow_dispatch',
      payload: dispatch({ 'key-name': PREVIEW_42.name }),
      keys: KEYS,
    };
    const [look, revoke, report] = ['Look the keys up', 'Delete the keys', 'Say how many are gone'];
    const onKeys = (requests: readonly string[]): readonly string[] =>
      requests
        .filter((request) => !request.endsWith('/graphql'))
        .map((request) => request.replace(/ .*turn_keys/, ' '));

    scenario(
      'hands the ID from the job that looks to the job that deletes, which makes sure that the key is gone',
      revoking42,
      ({ run, left, requests }) => {
        assert.equal(run.exitCode, 0);
        assert.deepEqual(results(run), [`success: ${look}`, `success: ${revoke}`, `success: ${report}`]);
        assert.deepEqual(printed(run, report), ['1 deleted.']);
        assert.deepEqual(left, ['preview-pr-43', 'production']);
        assert.deepEqual(onKeys(requests), [
          'GET ',
          `GET /${PREVIEW_42.uid}`,
          `DELETE /${PREVIEW_42.uid}`,
          `GET /${PREVIEW_42.uid}`,
        ]);
      },
    );

    scenario(
      'hands on the IDs of several keys',
      { ...revoking42, payload: dispatch({ 'key-name': 'preview-*' }) },
      ({ run, left }) => {
        assert.equal(run.exitCode, 0);
        assert.deepEqual(printed(run, report), ['2 deleted.']);
        assert.deepEqual(left, ['production']);
      },
    );

    scenario(
      'looks the keys up with the token that can only read',
      { ...revoking42, token: '' },
      ({ run, left }) => {
        assert.equal(run.exitCode, 1);
        assert.deepEqual(results(run), [`success: ${look}`, `failure: ${revoke}`]);
        assert.match(run.steps[1]?.summary ?? '', /api-token/);
        assert.deepEqual(left, ALL);
      },
    );

    scenario(
      'does not come to the second job when there is no such key',
      { ...revoking42, payload: dispatch({ 'key-name': 'preview-pr-44' }) },
      ({ run, left }) => {
        assert.equal(run.exitCode, 1);
        assert.deepEqual(results(run), [`failure: ${look}`]);
        assert.deepEqual(left, ALL);
      },
    );

    scenario(
      'does not come to the second job when a pattern matches no key',
      { ...revoking42, payload: dispatch({ 'key-name': 'load-test-*' }) },
      ({ run, left }) => {
        assert.equal(run.exitCode, 0);
        assert.deepEqual(results(run), [`success: ${look}`]);
        assert.deepEqual(left, ALL);
      },
    );

    scenario(
      'does not come to the second job when two keys have the name',
      { ...revoking42, keys: [...KEYS, { name: PREVIEW_42.name }] },
      ({ run, left }) => {
        assert.equal(run.exitCode, 1);
        assert.deepEqual(results(run), [`failure: ${look}`]);
        assert.equal(left.length, 4);
      },
    );

    scenario(
      'keeps a key that was given another name before the approval',
      {
        ...revoking42,
        prepare: (cloudflare) => {
          const read = { method: 'GET', key: PREVIEW_42.uid };
          cloudflare.next(read, found({ ...PREVIEW_42, name: 'production-2' }));
        },
      },
      ({ run, left }) => {
        assert.equal(run.exitCode, 1);
        assert.deepEqual(results(run), [`success: ${look}`, `failure: ${revoke}`]);
        assert.deepEqual(left, ALL);
      },
    );
  });

  describeWorkflow('examples/organisation.yml', onDoubles, (scenario) => {
    const [staging, production] = ['6f1c2d3e4b5a69788796a5b4c3d2e1f0', '0f1e2d3c4b5a69788796a5b4c3d2e1f6'];
    const nightly = {
      workflow: 'examples/organisation.yml',
      event: 'schedule',
      otherAccounts: { [staging]: KEYS, [production]: [{ name: 'preview-of-the-week' }, { name: 'live' }] },
    };
    const report = 'Fail unless every account was swept';

    scenario('sweeps each account in a job of its own', nightly, ({ run, left }) => {
      assert.equal(run.exitCode, 0);
      assert.deepEqual(left, ['production', 'live']);
      assert.deepEqual(printed(run, report), ['All accounts together: success.']);
    });

    scenario(
      'is a dry run when started by hand, unless told otherwise',
      { ...nightly, event: 'workflow_dispatch' },
      ({ run, left }) => {
        assert.equal(run.exitCode, 0);
        assert.equal(left.length, 5);
      },
    );

    scenario(
      'sweeps the other account when one is out of reach, and fails in the end',
      {
        ...nightly,
        prepare: (cloudflare) => {
          if (cloudflare.account === staging) {
            cloudflare.always('GET', failure(403, 10000, 'Authentication error'));
          }
        },
      },
      // What GitHub does then, act does not: it ends a run in which a called workflow failed before the jobs after it.
      ({ run, left }) => {
        assert.equal(run.exitCode, 1);
        assert.deepEqual(left, [...ALL, 'live']);
      },
    );
  });
}
