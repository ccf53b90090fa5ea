import { startCloudflare } from '../__tests__/support/cloudflare-double.ts';
import { runAction } from '../__tests__/support/runner.ts';
import { CATALOGUE, type Entry } from './fault-catalogue.ts';

/** One way to meet a fault: each row of the table. */
export type Trial = {
  readonly entry: Entry;
  /** Whether the deletion was carried out before the fault. */
  readonly takesEffect: boolean;
  /** Whether only the first request meets the fault, or each. */
  readonly once: boolean;
};

/** What one run of a trial came to. */
export type Result = {
  readonly trial: Trial;
  /** The output `status`; and whether the error says that the key may be gone. */
  readonly reported: 'deleted' | 'not-found' | 'failed' | 'failed, may be gone';
  readonly exitCode: number;
  /** Whether the key was gone at the double in the end. */
  readonly gone: boolean;
};

/** All trials: each fault once and each time, and with and without a deletion before it where that can be. */
export function allTrials(): readonly Trial[] {
  return [true, false].flatMap((once) =>
    CATALOGUE.flatMap((entry) =>
      (entry.canTakeEffect ? [false, true] : [false]).map((takesEffect) => ({ entry, takesEffect, once })),
    ),
  );
}

/** Runs the bundle on a double of Cloudflare of its own, to delete the one key that is there. */
export async function attempt(trial: Trial): Promise<Result> {
  const cloudflare = await startCloudflare();
  try {
    const fault = trial.entry.make(trial.takesEffect);
    if (trial.once) cloudflare.next('DELETE', fault);
    else cloudflare.always('DELETE', fault);
    const [uid = ''] = cloudflare.keys.keys();
    const { outputs, annotations, exitCode } = await runAction({
      inputs: {
        'account-id': cloudflare.account,
        'api-token': cloudflare.token,
        'api-base-url': cloudflare.baseUrl,
        'key-id': uid,
        'max-retries': '2',
        'timeout-seconds': '40',
      },
    });
    const { status } = outputs;
    const doubtful = annotations.some(({ message }) => message.includes('may be gone'));
    if (exitCode === null || (status !== 'deleted' && status !== 'not-found' && status !== 'failed')) {
      throw new Error(
        `${trial.entry.title}: the step ended with ${exitCode ?? 'a signal'} and status ${status ?? ''}`,
      );
    }
    return {
      trial,
      reported: status === 'failed' && doubtful ? 'failed, may be gone' : status,
      exitCode,
      gone: !cloudflare.keys.has(uid),
    };
  } finally {
    await cloudflare.close();
  }
}

/** Whether the report is true: what is reported as deleted is gone, and what is gone is reported so, or as a doubt. */
export function isTrue({ reported, gone }: Result): boolean {
  return gone ? reported === 'deleted' || reported === 'failed, may be gone' : reported.startsWith('failed');
}
