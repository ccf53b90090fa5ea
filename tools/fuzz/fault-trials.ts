import { makeSelfSigned } from '../../__tests__/support/certificate.ts';
import { type CloudflareDouble, startCloudflare } from '../../__tests__/support/cloudflare-double.ts';
import { makeForwarder } from '../../__tests__/support/forwarder.ts';
import { expectHarmless, expectTruthful, resultsOf } from '../../__tests__/support/invariants.ts';
import { MAY_BE_DELETED } from '../../__tests__/support/report-rules.ts';
import { GITHUB_TOKEN, type Run, runAction } from '../../__tests__/support/runner.ts';
import { CATALOGUE, type Obstacle, OBSTACLES, SEQUENCES } from './fault-catalogue.ts';

/** One row of a table. */
export type Trial = {
  readonly title: string;
  /** The table: whether the first request has the fault, or every request, or several have different ones. */
  readonly table: 'first' | 'every' | 'sequence';
  /** Whether the key was deleted before a fault. */
  readonly deletedBefore: 'yes' | 'no' | 'not possible' | 'by another client' | 'never existed';
  readonly obstacle?: Obstacle;
  /** Whether the step deletes another key first. */
  readonly afterAnotherKey?: boolean;
  /** Plans the faults. */
  readonly prepare?: (cloudflare: CloudflareDouble) => void;
};

/** The result of one run of a trial. */
export type Result = {
  readonly trial: Trial;
  /** The output `status`, and whether the report says that the key was probably, or may have been, deleted. */
  readonly reported: string;
  readonly exitCode: number | null;
  /** Whether the key no longer exists at the end. */
  readonly gone: boolean;
  /** How the run contradicts itself or the double; undefined if it doesn't. */
  readonly contradiction: string | undefined;
};

const KEY = '2a95132c15732412d22c1476fa83f27a';
const ANOTHER_KEY = '023e105f4ecef8ad9ca31a8372d0c353';

/** All trials: each fault once and every time, before and after the deletion takes effect where possible, and the others. */
export function allTrials(): readonly Trial[] {
  const faults = (['first', 'every'] as const).flatMap((table) =>
    CATALOGUE.flatMap(({ title, make, takesEffect }) =>
      takesEffect.map((each): Trial => ({
        title,
        table,
        deletedBefore: each ? 'yes' : takesEffect.length > 1 ? 'no' : 'not possible',
        prepare: ({ next, always }) => {
          if (table === 'first') next('DELETE', make(each));
          else always('DELETE', make(each));
        },
      })),
    ),
  );
  const sequences = SEQUENCES.map((sequence): Trial => {
    const { title, faults: all, byAnother = false, withoutKey = false, afterAnotherKey = false } = sequence;
    const [first, ...others] = all;
    return {
      title,
      table: 'sequence',
      deletedBefore: byAnother
        ? 'by another client'
        : withoutKey
          ? 'never existed'
          : all.some(({ takesEffect }) => takesEffect === true)
            ? 'yes'
            : 'no',
      afterAnotherKey,
      prepare: ({ next, keys }) => {
        if (withoutKey) keys.delete(KEY);
        const source = (): typeof first => {
          if (byAnother) keys.delete(KEY);
          return first;
        };
        next({ method: 'DELETE', key: KEY }, source, ...others);
      },
    };
  });
  const obstacles = OBSTACLES.map(({ title, obstacle, once }): Trial => ({
    title,
    table: once ? 'first' : 'every',
    deletedBefore: obstacle === 'no key' ? 'never existed' : 'not possible',
    obstacle,
  }));
  return [...faults, ...obstacles, ...sequences];
}

/** Runs the bundle to delete the key of the double of Cloudflare. */
export async function attempt(trial: Trial, actionFolder?: string): Promise<Result> {
  const { obstacle, afterAnotherKey = false } = trial;
  const cloudflare = await startCloudflare({
    keys: [
      ...(obstacle === 'no key' ? [] : [{ uid: KEY }]),
      ...(afterAnotherKey ? [{ uid: ANOTHER_KEY }] : []),
    ],
    ...(obstacle === 'unknown certificate' && { tls: await makeSelfSigned(['127.0.0.1']) }),
  });
  const forwarder = await makeForwarder();
  try {
    trial.prepare?.(cloudflare);
    const run = await runAction({
      inputs: {
        'account-id': cloudflare.account,
        'api-token': cloudflare.token,
        'api-base-url': baseUrl(obstacle, cloudflare, forwarder.port),
        'key-id': afterAnotherKey ? `${ANOTHER_KEY} ${KEY}` : KEY,
        'max-retries': '2',
        'timeout-seconds': '40',
      },
      onLine: (line) => {
        if (line.includes('Retrying')) void forwarder.open(cloudflare.port);
      },
      ...(actionFolder !== undefined && { actionFolder }),
    });
    const { status = 'nothing' } = run.outputs;
    const mayBeDeleted = run.annotations.some(({ message }) => MAY_BE_DELETED.test(message));
    return {
      trial,
      reported: isProbable(run)
        ? `probably ${status}`
        : status === 'failed' && mayBeDeleted
          ? 'failed, may have been deleted'
          : status,
      exitCode: run.exitCode,
      gone: !cloudflare.keys.has(KEY),
      contradiction: contradictionIn(run, trial, cloudflare),
    };
  } finally {
    await forwarder.close();
    await cloudflare.close();
  }
}

function baseUrl(
  obstacle: Obstacle | undefined,
  { baseUrl, port }: CloudflareDouble,
  refusing: number,
): string {
  switch (obstacle) {
    case 'no server':
      // No other double can listen there.
      return 'http://127.0.0.1:9/client/v4';
    case 'no server at first':
      return `http://127.0.0.1:${refusing}/client/v4`;
    case 'no TLS':
      return `https://127.0.0.1:${port}/client/v4`;
    case 'unknown certificate':
    case 'no key':
    case undefined:
      return baseUrl;
  }
}

/** Whether a run reports the key as probably deleted. */
function isProbable(run: Run): boolean {
  return run.outputs['status'] === 'deleted' && run.log.includes('probably by an earlier attempt');
}

/** Checks a run against the invariants, and its row against the other outputs. */
function contradictionIn(run: Run, trial: Trial, cloudflare: CloudflareDouble): string | undefined {
  // A key that never existed, or that another client deleted, this step can't have deleted.
  const own = !['never existed', 'by another client'].includes(trial.deletedBefore);
  const others = trial.afterAnotherKey === true ? [ANOTHER_KEY] : [];
  try {
    expectHarmless(run, [cloudflare.token, GITHUB_TOKEN]);
    expectTruthful(run, [...(own ? [KEY] : []), ...others], cloudflare);
  } catch (error) {
    return String(error);
  }
  const results = resultsOf(run);
  const { status } = run.outputs;
  const row = results.at(-1);
  if (row?.uid !== KEY || results.length !== others.length + 1)
    return 'The results are not those of the key.';
  if (results.slice(0, -1).some((other) => other.status !== 'deleted')) return 'Another key was not deleted.';
  if (row.status !== status) return `The step is ${status ?? ''}, and its key ${row.status}.`;
  if ((status === 'deleted') !== (run.exitCode === 0))
    return `The step is ${status}, and ends with ${run.exitCode ?? 'a signal'}.`;
  if (status === 'not-found' && cloudflare.keys.has(KEY))
    return 'The key was reported as not found, and exists.';
  // After a response that may follow a deletion, "not found" can only be reported as a probable deletion.
  if (status === 'deleted' && !own && !(trial.deletedBefore === 'never existed' && isProbable(run)))
    return 'The key was reported as deleted, which this step did not do.';
  return undefined;
}
