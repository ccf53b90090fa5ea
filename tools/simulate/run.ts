import { openCore } from '../../__tests__/support/core.ts';
import { id } from '../../__tests__/support/keys.ts';
import { openCloudflare } from './cloudflare.ts';
import type { SimulatedKey } from './cloudflare.ts';
import { openGitHub } from './github.ts';
import { nameVariable, readInputs, writeInputs } from './inputs.ts';
import { GITHUB_API, openNetwork } from './network.ts';
import { openScheduler } from './scheduler.ts';
import type { StepCode } from './step.ts';
import { openRecorder } from './trace.ts';
import type { Trace } from './trace.ts';
import type { World } from './world.ts';

/** A run that is over, and what is true after it. */
export type Run = {
  readonly world: World;
  /** The environment of the step. */
  readonly env: Readonly<Record<string, string>>;
  /** What it says of each input, in the input itself or its variable; empty if neither is set. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly trace: Trace;
  /** Undefined if it never ended, or ended with an error. */
  readonly succeeded: boolean | undefined;
  /** The error that it ended with, if it did. */
  readonly thrown: string | undefined;
  readonly endedAt: number;
  /** Its place among what is recorded. */
  readonly endedStep: number;
  readonly outputs: Readonly<Record<string, string>>;
  /** Undefined if none could be written. */
  readonly summary: string | undefined;
  readonly keys: readonly SimulatedKey[];
  /** Whether a key exists when everything that was on its way has arrived. */
  readonly exists: (uid: string) => boolean;
  /** How many requests went over the quota. */
  readonly overQuota: number;
  /** What the step left behind when it ended. */
  readonly left: { readonly timers: number; readonly listeners: number };
};

const SUMMARY_FILE = '/summary.md';

/** Runs the step in a world. */
export async function simulate({ run, errors }: StepCode, world: World): Promise<Run> {
  const scheduler = openScheduler();
  const { clock } = scheduler;
  const recorder = openRecorder(scheduler.now, clock.now);
  const cloudflare = openCloudflare(world, scheduler);
  const github = openGitHub(world.github);
  const env: Readonly<Record<string, string>> = {
    GITHUB_STEP_SUMMARY: SUMMARY_FILE,
    GITHUB_REPOSITORY: 'owner/repository',
    GITHUB_API_URL: GITHUB_API,
    ...writeInputs(world),
  };
  let writtenSummary: string | undefined;

  const listeners = { SIGINT: new Set<() => void>(), SIGTERM: new Set<() => void>() };
  const { cancel } = world;
  const sendSignal = (): void => {
    if (cancel === undefined) return;
    recorder.note({ kind: 'signal', signal: cancel.signal });
    for (const listener of listeners[cancel.signal]) listener();
  };
  const plantSignal = (): void => {
    if (cancel === undefined) return;
    scheduler.after(cancel.ms, sendSignal);
    if (cancel.again) scheduler.after(cancel.ms + 700, sendSignal);
  };
  if (cancel?.sinceRequest === 0) plantSignal();
  for (const { at, byMs } of world.jumps) {
    scheduler.after(at, () => {
      recorder.note({ kind: 'jump', byMs });
      scheduler.jump(byMs);
    });
  }
  for (const { position, at } of world.cloudflare.otherDeletions) {
    scheduler.after(at, () => {
      const uid = id(position + 1);
      if (cloudflare.deleteKey(uid)) recorder.note({ kind: 'other-deletion', uid });
    });
  }

  let outputsSet = 0;
  const { core, outputs } = openCore(
    (name) => env[nameVariable(name)]?.trim() ?? '',
    (name, ...values) => {
      if (name === 'setOutput' && outputsSet++ === world.fullAtOutput) {
        recorder.note({ kind: 'full', what: `output ${values[0] ?? ''}` });
        throw new Error('ENOSPC: no space left on device, write');
      }
      recorder.note({ kind: 'told', name, values });
    },
  );
  const http = openNetwork(world, {
    scheduler,
    recorder,
    cloudflare,
    github,
    errors,
    onSent: (number) => {
      if (number === cancel?.sinceRequest) plantSignal();
    },
  });

  let succeeded: boolean | undefined;
  let thrown: string | undefined;
  const step = run(core, env, {
    clock,
    signals: {
      on: (signal, listener) => listeners[signal].add(listener),
      removeListener: (signal, listener) => listeners[signal].delete(listener),
    },
    random: openRandom(world.randomSeed),
    openHttp: () => http,
    readFile: (path) => {
      throw new Error(`ENOENT: no such file or directory, open '${path}'`);
    },
    bypassesProxy: () => true,
    appendFile: (_path, text) => {
      if (world.fullAtSummary) {
        recorder.note({ kind: 'full', what: 'summary' });
        throw new Error('ENOSPC: no space left on device, write');
      }
      writtenSummary = (writtenSummary ?? '') + text;
    },
  }).then(
    (result) => {
      succeeded = result;
    },
    (error: unknown) => {
      thrown = error instanceof Error ? `${error.name}: ${error.message}` : 'something else than an error';
    },
  );
  const hasEnded = await scheduler.runUntilEnd(step);
  const endedAt = scheduler.now();
  const endedStep = recorder.nextStep();
  const left = {
    timers: hasEnded ? scheduler.stepTimers() : 0,
    listeners: listeners.SIGINT.size + listeners.SIGTERM.size,
  };
  scheduler.runRest();
  return {
    world,
    env,
    inputs: readInputs(env),
    trace: recorder.trace,
    succeeded,
    thrown,
    endedAt,
    endedStep,
    outputs,
    summary: writtenSummary,
    keys: cloudflare.keys,
    exists: cloudflare.exists,
    overQuota: cloudflare.refusals(),
    left,
  };
}

/** Pseudo-random numbers from 0 to 1, from a seed: https://en.wikipedia.org/wiki/Linear_congruential_generator */
function openRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
