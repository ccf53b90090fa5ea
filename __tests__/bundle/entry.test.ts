import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloudflare } from '../support/cloudflare-double.ts';
import { failure, type Fault, stall } from '../support/faults.ts';
import { type Run, runAction } from '../support/runner.ts';

// src/index.ts does its work when it is imported, so mutation testing leaves it out. Here each thing that it does is
// checked in the bundle, and then in a copy of the bundle that does not do it: there the check must fail.

type Entry = {
  readonly what: string;
  /** The beginning of the line of dist/index.js that does it, and what replaces it in the copy. */
  readonly change: readonly [string, string];
  /** What happens to the deletion instead of the usual response. */
  readonly fault?: Fault;
  /** A script that the process loads before the bundle. */
  readonly hook?: string;
  readonly debug?: boolean;
  /** The check, which holds for the bundle. */
  readonly holds: (run: Run) => boolean;
};

/** Lets the process end while it waits for a response: its timers and sockets don't keep it alive. */
const LET_GO = `import { subscribe } from 'node:diagnostics_channel';
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (...args) => setTimeout(...args).unref();
  subscribe('net.client.socket', ({ socket }) => socket.once('connect', () => socket.unref()));`;

const isGreen = ({ exitCode, outputs }: Run): boolean => exitCode === 0 && outputs['status'] === 'deleted';

const ENTRIES: readonly Entry[] = [
  {
    what: 'a process that is ended early is red',
    change: ['process.exitCode = ExitCode.Failure;', ''],
    fault: stall(),
    hook: `import { subscribe } from 'node:diagnostics_channel';
      subscribe('net.client.socket', ({ socket }) => socket.once('connect', () => process.exit()));`,
    holds: ({ exitCode }) => exitCode === 1,
  },
  {
    what: 'a step that succeeded is green',
    change: ['\tif (succeeded) process.exitCode = ExitCode.Success;', ''],
    holds: isGreen,
  },
  {
    what: 'a step that failed is red',
    change: ['\tif (succeeded) process.exitCode', '\tprocess.exitCode'],
    fault: failure(403, 9109, 'Invalid access token'),
    holds: ({ exitCode, outputs }) => exitCode === 1 && outputs['status'] === 'failed',
  },
  {
    what: 'a step that ends before it can report says so',
    change: ['\tif (!reported)', '\tif (false)'],
    fault: stall(),
    hook: LET_GO,
    holds: ({ annotations }) =>
      annotations.some(({ message }) => message.startsWith('The step ended before')),
  },
  {
    what: 'a step that has reported does not say that it could not',
    change: ['\treported = true;', ''],
    // This process ends only when its work does.
    hook: 'process.exit = () => undefined;',
    holds: ({ annotations }) => annotations.length === 0,
  },
  {
    what: 'there are no debug lines without debug logging',
    change: ['\tdebug: isDebug() ? debug : () => undefined,', '\tdebug: debug,'],
    holds: ({ debug, stdout }) => debug.length === 0 && !stdout.includes('::debug'),
  },
  {
    what: 'there are debug lines with it',
    change: ['\tdebug: isDebug() ? debug : () => undefined,', '\tdebug: () => undefined,'],
    debug: true,
    holds: ({ debug }) => debug.length > 0,
  },
  {
    what: 'the outputs are written even if the log fails',
    change: ["process.stdout.on('error', () => undefined);", ''],
    hook: `process.stdout._write = (chunk, encoding, done) => done(Object.assign(new Error('EPIPE'), { code: 'EPIPE' }));`,
    holds: isGreen,
  },
  {
    what: 'the process ends although something else keeps it alive',
    change: ["\tprocess.stdout.write('', () => process.exit());", ''],
    // The last resort, a log that takes nothing for five seconds, shows in the exit code.
    hook: `import { Socket } from 'node:net';
      Socket.prototype.setTimeout = function () { return this; };
      setInterval(() => undefined, 1_000);
      setTimeout(() => process.exit(9), 20_000);`,
    holds: isGreen,
  },
  {
    what: 'the process ends if nobody reads the log for five seconds',
    change: ['\tif (process.stdout instanceof external_node_net_.Socket)', '\tif (false)'],
    hook: `process.stdout._write = () => undefined;
      setTimeout(() => process.exit(9), 20_000);`,
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

/** Copies the action, and changes the only line of its bundle that begins with `from`. */
function changedCopy(number: number, [from, to]: Entry['change']): string {
  const copy = join(folder, String(number));
  cpSync('action.yml', join(copy, 'action.yml'));
  cpSync('dist', join(copy, 'dist'), { recursive: true });
  const path = join(copy, 'dist', 'index.js');
  const before = readFileSync(path, 'utf8').split(`\n${from}`);
  if (before.length !== 2) throw new Error(`dist/index.js must have one line that begins with: ${from}`);
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

describe('in the bundle, and not in a changed copy:', () => {
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
