import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloudflare } from '../support/cloudflare-double.ts';
import { failure, type Fault, stall } from '../support/faults.ts';
import { type Run, runAction } from '../support/runner.ts';

// src/index.ts does its work when it is imported, so that mutation testing leaves it out. Here each thing that it does is
// looked at in the bundle, and then in a copy of the bundle that does not do it: what is looked at must differ there.

type Entry = {
  readonly what: string;
  /** The line of dist/index.js that does it, and what stands there in the copy. */
  readonly change: readonly [string, string];
  /** What happens to the deletion in place of the usual answer. */
  readonly fault?: Fault;
  /** What the process does besides, by a script that is loaded before the bundle. */
  readonly hook?: string;
  readonly debug?: boolean;
  /** What is looked at; true of the bundle. */
  readonly holds: (run: Run) => boolean;
};

/** Lets the process end while it waits for an answer: its timers and sockets do not keep it alive. */
const LET_GO = `import { subscribe } from 'node:diagnostics_channel';
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (...args) => setTimeout(...args).unref();
  subscribe('net.client.socket', ({ socket }) => socket.once('connect', () => socket.unref()));`;

const isGreen = ({ exitCode, outputs }: Run): boolean => exitCode === 0 && outputs['status'] === 'deleted';

const ENTRIES: readonly Entry[] = [
  {
    what: 'a process that something else ends is red',
    change: ['process.exitCode = ExitCode.Failure;', ''],
    fault: stall(),
    hook: `import { subscribe } from 'node:diagnostics_channel';
      subscribe('net.client.socket', ({ socket }) => socket.once('connect', () => process.exit()));`,
    holds: ({ exitCode }) => exitCode === 1,
  },
  {
    what: 'a step that succeeded is green',
    change: ['  if (succeeded) process.exitCode = ExitCode.Success;', ''],
    holds: isGreen,
  },
  {
    what: 'a step that failed is red',
    change: ['  if (succeeded) process.exitCode', '  process.exitCode'],
    fault: failure(403, 9109, 'Invalid access token'),
    holds: ({ exitCode, outputs }) => exitCode === 1 && outputs['status'] === 'failed',
  },
  {
    what: 'a step that ends before it could report says so',
    change: ['  if (!reported)', '  if (false)'],
    fault: stall(),
    hook: LET_GO,
    holds: ({ annotations }) =>
      annotations.some(({ message }) => message.startsWith('The step ended before')),
  },
  {
    what: 'a step that reported does not say that it could not',
    change: ['  reported = true;', ''],
    // Nothing ends this process but the end of its work.
    hook: 'process.exit = () => undefined;',
    holds: ({ annotations }) => annotations.length === 0,
  },
  {
    what: 'there are no debug lines without debug logging',
    change: ['  debug: isDebug() ? core_debug : () => undefined,', '  debug: core_debug,'],
    holds: ({ debug, stdout }) => debug.length === 0 && !stdout.includes('::debug'),
  },
  {
    what: 'there are debug lines with it',
    change: ['  debug: isDebug() ? core_debug : () => undefined,', '  debug: () => undefined,'],
    debug: true,
    holds: ({ debug }) => debug.length > 0,
  },
  {
    what: 'a log that fails keeps nothing from the outputs',
    change: ["process.stdout.on('error', () => undefined);", ''],
    hook: `process.stdout._write = (chunk, encoding, done) => done(Object.assign(new Error('EPIPE'), { code: 'EPIPE' }));`,
    holds: isGreen,
  },
  {
    what: 'what the process holds open is not waited for',
    change: ["  process.stdout.write('', () => process.exit());", ''],
    // The last resort, the timer of five seconds, tells by the exit code that it was needed.
    hook: `const { setTimeout } = globalThis;
      globalThis.setTimeout = (run, ms) => setTimeout(() => { if (ms === 5_000) process.exitCode = 9; run(); }, ms);
      setInterval(() => undefined, 1_000);`,
    holds: isGreen,
  },
  {
    what: 'nor is a log that nobody reads, for more than five seconds',
    change: ['  setTimeout(() => process.exit(), 5_000).unref();', ''],
    hook: `process.stdout._write = () => undefined;
      setTimeout(() => (process.exitCode = 9), 20_000);`,
    holds: isGreen,
  },
];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'entry-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Copies the action, and changes the one line of its bundle that begins with `from`. */
function changedCopy(number: number, [from, to]: Entry['change']): string {
  const copy = join(folder, String(number));
  cpSync('action.yml', join(copy, 'action.yml'));
  cpSync('dist', join(copy, 'dist'), { recursive: true });
  const path = join(copy, 'dist', 'index.js');
  const before = readFileSync(path, 'utf8').split(`\n${from}`);
  if (before.length !== 2) throw new Error(`dist/index.js has not one line that begins with: ${from}`);
  writeFileSync(path, before.join(`\n${to}`));
  return copy;
}

async function perform({ fault, hook, debug = false }: Entry, actionFolder = process.cwd()): Promise<Run> {
  const cloudflare = await startCloudflare();
  try {
    if (fault !== undefined) cloudflare.always('DELETE', fault);
    return await runAction({
      actionFolder,
      debug,
      inputs: {
        'account-id': cloudflare.account,
        'api-token': cloudflare.token,
        'api-base-url': cloudflare.baseUrl,
        'key-id': [...cloudflare.keys.keys()].join(),
      },
      env:
        hook === undefined
          ? {}
          : { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` },
    });
  } finally {
    await cloudflare.close();
  }
}

describe('by the entry of the bundle, and not by one that is changed there,', () => {
  test.concurrent.each(ENTRIES.map((entry, index) => ({ ...entry, index })))(
    '$what',
    async ({ index, ...entry }) => {
      const [run, changed] = await Promise.all([
        perform(entry),
        perform(entry, changedCopy(index, entry.change)),
      ]);
      expect(entry.holds(run)).toBe(true);
      expect(entry.holds(changed)).toBe(false);
      expect(changed.stderr).not.toMatch(/SyntaxError|ReferenceError/);
    },
  );
});
