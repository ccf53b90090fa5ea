import assert from 'node:assert/strict';
import { readPublication } from '../lib/publication.ts';
import { type OwnOutcome, type OwnSetting, performOwn } from './own-stage.ts';
import { describeWorkflow, printed, results } from './scenario.ts';

/** The workflows that check and release the action itself. */
export function runOwnWorkflows(act: string): void {
  const onStandIns = (setting: OwnSetting): Promise<OwnOutcome> => performOwn(act, setting);

  describeWorkflow('.github/workflows/ci.yml', onStandIns, (scenario) => {
    const conclusion = 'Fail unless every job succeeded';

    scenario(
      'runs the action of the working tree against a double, and concludes that all is well',
      { workflow: 'ci.yml' },
      ({ run }) => {
        assert.equal(run.exitCode, 0);
        assert.deepEqual(printed(run, 'Compare with what should be'), [
          'deleted preview 1; failure not-found 0; would-delete production',
          'deleted preview 1; failure not-found 0; would-delete production',
          'deleted preview 1; failure not-found 0; would-delete production',
        ]);
        assert.deepEqual(printed(run, conclusion), ['success success success success success success']);
      },
    );

    scenario(
      'keeps what dist/ should be where that differs, and concludes that something is wrong',
      { workflow: 'ci.yml', failing: 'check:dist' },
      ({ run }) => {
        assert.equal(run.exitCode, 1);
        assert.deepEqual(printed(run, 'Keep what dist/ should be'), ['dist/']);
        assert.equal(results(run).at(-1), `failure: ${conclusion}`);
        assert.deepEqual(
          Object.entries(run.jobs).filter(([, result]) => result !== 'success'),
          [
            ['CI/Checks', 'failure'],
            ['CI/Conclusion', 'failure'],
          ],
        );
      },
    );
  });

  describeWorkflow('.github/workflows/long-tests.yml', onStandIns, (scenario) => {
    const weekly = { workflow: 'long-tests.yml', event: 'schedule' };
    const commands = [
      'bench -- --out reports',
      'contract --',
      'faults -- --check',
      'fuzz -- --seconds 600',
      'mutation --',
      'planted-faults --',
      'simulate -- --runs 2000000',
    ];

    scenario('runs each long test every week, and keeps its reports', weekly, ({ run }) => {
      assert.equal(run.exitCode, 0);
      assert.deepEqual(
        printed(run, 'Run').toSorted(),
        commands.map((command) => `npm run ${command}`),
      );
      assert.deepEqual(
        printed(run, 'Keep the reports'),
        commands.map(() => 'reports/'),
      );
    });

    scenario(
      'is red for the long test that fails, keeps its reports, and runs the others',
      { ...weekly, event: 'workflow_dispatch', failing: 'mutation' },
      ({ run }) => {
        assert.equal(run.exitCode, 1);
        assert.deepEqual(
          results(run).filter((result) => result.startsWith('failure')),
          ['failure: Run'],
        );
        assert.equal(printed(run, 'Keep the reports').length, commands.length);
      },
    );
  });

  describeWorkflow('.github/workflows/release.yml', onStandIns, (scenario) => {
    const { slug, version, majorTag } = readPublication();
    const release = { workflow: 'release.yml', tag: `v${version}`, tags: [`v${version}`] };
    const notReleased = ({ run, gh }: OwnOutcome): void => {
      assert.equal(run.exitCode, 1);
      assert.deepEqual(Object.keys(run.jobs), ['Release/Build']);
      assert.deepEqual(gh, []);
    };

    scenario(
      'checks, attests, drafts, publishes, and sets the tag of the major version',
      release,
      ({ run, gh, commit }) => {
        assert.equal(run.exitCode, 0);
        const [archive, sbom] = [
          `built/delete-turn-key-v${version}.tar.gz`,
          `built/delete-turn-key-v${version}.spdx.json`,
        ];
        const attested = printed(run, 'Attest that this workflow built it, and from which commit');
        assert.ok(attested.includes(archive) && attested.includes('built/dist/index.js'));
        assert.deepEqual(
          printed(run, 'Attest which packages are in it').toSorted(),
          [...attested, sbom].toSorted(),
        );
        const refs = `repos/${slug}/git`;
        assert.deepEqual(gh, [
          `release create v${version} ${archive} ${sbom} --draft --verify-tag --generate-notes --title v${version}`,
          `release edit v${version} --draft=false`,
          `api --paginate --jq .[].ref ${refs}/matching-refs/tags/${majorTag}`,
          `api --method POST ${refs}/refs --raw-field ref=refs/tags/${majorTag} --raw-field sha=${commit}`,
        ]);
      },
    );

    scenario(
      'moves the tag of the major version when there is one',
      { ...release, tags: [majorTag, `v${version}`] },
      ({ gh, commit }) => {
        assert.equal(
          gh.at(-1),
          `api --method PATCH repos/${slug}/git/refs/tags/${majorTag} --raw-field sha=${commit} --field force=true`,
        );
      },
    );

    scenario(
      'leaves the tag of the major version at a newer release',
      { ...release, tags: [majorTag, `v${version}`, `${majorTag}.999.0`] },
      ({ run, gh }) => {
        assert.equal(run.exitCode, 0);
        assert.equal(gh.filter((call) => call.startsWith('api')).length, 1);
        assert.match(printed(run, 'Move the tag of the major version').join(), /stays where it is/);
      },
    );

    scenario('releases no tag of another version', { ...release, tag: 'v9.9.9' }, (outcome) => {
      notReleased(outcome);
      assert.equal(
        results(outcome.run).at(-1),
        'failure: See that the tag is of this version, and pins this action',
      );
    });

    scenario(
      'releases no commit whose workflow runs another action',
      { ...release, pinned: false },
      (outcome) => {
        notReleased(outcome);
        assert.equal(
          results(outcome.run).at(-1),
          'failure: See that the tag is of this version, and pins this action',
        );
      },
    );

    scenario('releases no commit that is not on main', { ...release, onMain: false }, (outcome) => {
      notReleased(outcome);
      assert.equal(results(outcome.run).at(-1), 'failure: See that the tag is of a commit on main');
    });

    scenario('releases nothing of which a check fails', { ...release, failing: 'test' }, notReleased);
  });
}
