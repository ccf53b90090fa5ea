import { makeSelfSigned } from '../../__tests__/support/certificate.ts';
import { type CloudflareDouble, startCloudflare } from '../../__tests__/support/cloudflare-double.ts';
import { makeForwarder } from '../../__tests__/support/forwarder.ts';
import { expectHarmless, expectTruthful, resultsOf } from '../../__tests__/support/invariants.ts';
import { GITHUB_TOKEN, type Run, runAction } from '../../__tests__/support/runner.ts';
import { CATALOGUE, type Obstacle, OBSTACLES, SEQUENCES } from './fault-catalogue.ts';

/** One way to meet a fault: each row of a table. */
export type Trial = {
  readonly title: string;
  /** The table: whether only the first request meets the fault, or each, or several meet different ones. */
  readonly table: 'first' | 'every' | 'sequence';
  /** Whether the deletion was carried out before a fault. */
  readonly carriedOut: 'yes' | 'no' | 'cannot be' | 'by somebody else';
  readonly obstacle?: Obstacle;
  /** Plans the faults. */
  readonly prepare?: (cloudflare: CloudflareDouble) => void;
};

/** What one run of a trial came to. */
export type Result = {
  readonly trial: Trial;
  /** The output `status`; and whether the error says that the key may be gone. */
  readonly reported: string;
  readonly exitCode: number | null;
  /** Whether the key was gone at the double in the end. */
  readonly gone: boolean;
  /** How the run contradicts itself or the double; undefined if it does not. */
  readonly contradiction: string | undefined;
};

const KEY = '2a95132c15732412d22c1476fa83f27a';

/** All trials: each fault once and each time, with and without a deletion before it where that can be, and the others. */
export function allTrials(): readonly Trial[] {
  const faults = (['first', 'every'] as const).flatMap((table) =>
    CATALOGUE.flatMap(({ title, make, takesEffect }) =>
      takesEffect.map((each): Trial => ({
        title,
        table,
        carriedOut: each ? 'yes' : takesEffect.length > 1 ? 'no' : 'cannot be',
        prepare: ({ next, always }) => {
          if (table === 'first') next('DELETE', make(each));
          else always('DELETE', make(each));
        },
      })),
    ),
  );
  const sequences = SEQUENCES.map(({ title, faults: [first, ...others], byAnother = false }): Trial => ({
    title,
    table: 'sequence',
    carriedOut: byAnother
      ? 'by somebody else'
      : [first, ...others].some((fault) => fault?.takesEffect === true)
        ? 'yes'
        : 'no',
    prepare: ({ next, keys }) => {
      const source = (): typeof first => {
        if (byAnother) keys.delete(KEY);
        return first;
      };
      next('DELETE', source, ...others);
    },
  }));
  const obstacles = OBSTACLES.map(({ title, obstacle, once }): Trial => ({
    title,
    table: once ? 'first' : 'every',
    carriedOut: 'cannot be',
    obstacle,
  }));
  return [...faults, ...obstacles, ...sequences];
}

/** Runs the bundle on a double of Cloudflare of its own, to delete the one key that is there. */
export async function attempt(trial: Trial, actionFolder?: string): Promise<Result> {
  const { obstacle } = trial;
  const cloudflare = await startCloudflare({
    keys: obstacle === 'no key' ? [] : [{ uid: KEY }],
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
        'key-id': KEY,
        'max-retries': '2',
        'timeout-seconds': '40',
      },
      onLine: (line) => {
        if (line.includes('Trying again')) void forwarder.open(cloudflare.port);
      },
      ...(actionFolder !== undefined && { actionFolder }),
    });
    const { status = 'nothing' } = run.outputs;
    const doubtful = run.annotations.some(({ message }) => message.includes('may be gone'));
    return {
      trial,
      reported: status === 'failed' && doubtful ? 'failed, may be gone' : status,
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
    case 'nothing listens':
      // No other double can come to listen there.
      return 'http://127.0.0.1:9/client/v4';
    case 'nothing listens at first':
      return `http://127.0.0.1:${refusing}/client/v4`;
    case 'no TLS':
      return `https://127.0.0.1:${port}/client/v4`;
    case 'unknown certificate':
    case 'no key':
    case undefined:
      return baseUrl;
  }
}

/** Holds a run against what must be true of every run, and its one row against the rest. */
function contradictionIn(run: Run, trial: Trial, cloudflare: CloudflareDouble): string | undefined {
  // What was not there, or went by the hand of another, this step cannot have deleted.
  const own = trial.obstacle !== 'no key' && trial.carriedOut !== 'by somebody else';
  try {
    expectHarmless(run, [cloudflare.token, GITHUB_TOKEN]);
    expectTruthful(run, own ? [KEY] : [], cloudflare);
  } catch (error) {
    return String(error);
  }
  const [row, ...others] = resultsOf(run);
  const { status } = run.outputs;
  if (row?.uid !== KEY || others.length > 0) return 'The results are not those of the one key.';
  if (row.status !== status) return `The step is ${status ?? ''}, and its one key ${row.status}.`;
  if ((status === 'deleted') !== (run.exitCode === 0))
    return `The step is ${status}, and ends with ${run.exitCode ?? 'a signal'}.`;
  if (status === 'not-found' && cloudflare.keys.has(KEY)) return 'The key was not found, and is there.';
  if (status === 'deleted' && !own) return 'The key is said to be deleted by this step, and was by another.';
  return undefined;
}
