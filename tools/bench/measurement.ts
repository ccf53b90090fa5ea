import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rootCertificates } from 'node:tls';
import { inputVariables, readActionFile } from '../../__tests__/support/action-file.ts';
import { makeAuthority } from '../../__tests__/support/certificate.ts';
import { startCloudflare } from '../../__tests__/support/cloudflare-double.ts';
import { parseCommandFile } from '../../__tests__/support/command-files.ts';
import { layOutWorkspace } from '../../__tests__/support/workspace.ts';
import type { Contender } from './contenders.ts';

/** What contenders are measured with: a mock Cloudflare API over TLS on loopback. */
export type Track = {
  /** How long the whole process of a contender takes to delete so many keys, in milliseconds. Throws if it did not. */
  readonly time: (contender: Contender, keys: number) => Promise<number>;
  /** How long a contender takes from the start of its process to the arrival of its first request, in milliseconds. */
  readonly start: (contender: Contender) => Promise<number>;
  /** The most memory that a process of a contender held meanwhile, in bytes; 0 if the system doesn't report it. */
  readonly peakMemory: (contender: Contender, keys: number) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** Opens a track on which each request takes `serviceMs` to serve. */
export async function openTrack(serviceMs: number): Promise<Track> {
  const authority = await makeAuthority();
  const cloudflare = await startCloudflare({
    keys: [],
    latencyMs: serviceMs,
    tls: await authority.certify(['127.0.0.1']),
  });
  // curl reads its root certificates only from this file: it gets as many as it would elsewhere.
  const roots = join(authority.caFile, '../..', 'roots.pem');
  writeFileSync(roots, [...rootCertificates, readFileSync(authority.caFile, 'utf8')].join('\n'));
  const certificates = { NODE_EXTRA_CA_CERTS: authority.caFile, CURL_CA_BUNDLE: roots };
  const action = readActionFile(join(import.meta.dirname, '../..'));

  const run = async (
    contender: Contender,
    count: number,
    watch?: (pid: number) => Promise<void>,
  ): Promise<{ readonly took: number; readonly start: number }> => {
    const ids = Array.from({ length: count }, () => randomBytes(16).toString('hex'));
    const date = '2026-03-01T09:30:00Z';
    cloudflare.keys.clear();
    for (const uid of ids) {
      cloudflare.keys.set(uid, { uid, name: 'production-realtime-app', created: date, modified: date });
    }
    const inputs = {
      'account-id': cloudflare.account,
      'api-token': cloudflare.token,
      'api-base-url': cloudflare.baseUrl,
      'key-id': ids.join(','),
      'max-keys': '1000',
    };
    const workspace = layOutWorkspace({});
    try {
      const before = cloudflare.requests.length;
      const startedAt = Date.now();
      const began = performance.now();
      const child = spawn(contender.command, contender.args, {
        cwd: workspace.folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env['PATH'],
          HOME: process.env['HOME'],
          GITHUB_REPOSITORY: 'octocat/calls-demo',
          ...certificates,
          ...inputVariables(action, inputs, 'github-token'),
          ...shellVariables(inputs),
          ...workspace.variables,
        },
      });
      const printed: Buffer[] = [];
      child.stdout.on('data', (bytes: Buffer) => printed.push(bytes));
      child.stderr.on('data', (bytes: Buffer) => printed.push(bytes));
      const closed = once(child, 'close');
      if (child.pid !== undefined) await watch?.(child.pid);
      const [exitCode] = (await closed) as [number | null];
      const took = performance.now() - began;

      const { output, summary } = workspace.readFiles();
      const outputs = parseCommandFile(output);
      const done = outputs['status'] === 'deleted' && outputs['deleted-count'] === `${count}`;
      if (exitCode !== 0 || !done || summary === '' || cloudflare.keys.size > 0) {
        throw new Error(`${contender.label} did not do the job: ${Buffer.concat(printed).toString()}`);
      }
      return { took, start: (cloudflare.requests[before]?.at ?? Number.NaN) - startedAt };
    } finally {
      workspace.remove();
    }
  };

  return {
    time: async (contender, count) => (await run(contender, count)).took,
    start: async (contender) => (await run(contender, 1)).start,
    peakMemory: async (contender, count) => {
      let peak = 0;
      await run(contender, count, async (pid) => {
        for (let now; (now = highWater(pid)) > 0;) {
          peak = Math.max(peak, now);
          await sleep(1);
        }
      });
      return peak;
    },
    close: async () => {
      await cloudflare.close();
      authority.remove();
    },
  };
}

/** Inputs under names that a shell can read. */
function shellVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name.replaceAll('-', '_').toUpperCase(), value]),
  );
}

/**
 * The most memory that a process, or any that it started, has held so far, in bytes; 0 once it has ended.
 * Not `maxRSS`: a new process inherits in it what the one that started it held.
 * Source: VmHWM in https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
 */
function highWater(pid: number): number {
  try {
    const [, kibibytes = '0'] =
      /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return Math.max(Number(kibibytes) * 1024, ...children.map((child) => highWater(Number(child))));
  } catch {
    return 0;
  }
}
