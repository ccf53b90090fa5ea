import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CloudflareDouble, startCloudflare } from '../../__tests__/support/cloudflare-double.ts';
import { asRecord, asText } from '../lib/values.ts';

// Starts a mock Cloudflare API that outlives this process, for the steps that follow in the same job. Where it is and
// what it holds are outputs of the step (base-url, account-id, api-token, key-id), or are printed outside of a workflow.
// It ends by itself.
const LIFETIME_MS = 15 * 60_000;

if (process.argv.includes('--stand')) await stand();
else await start();

async function start(): Promise<void> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(import.meta.url), '--stand'],
    // It must not hold on to this process's output: a runner waits for that to be closed.
    { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
  );
  const [about] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as readonly unknown[];
  child.disconnect();
  child.unref();
  const lines = Object.entries(asRecord(about)).map(([name, value]) => `${name}=${asText(value)}\n`);
  if (lines.length === 0) throw new Error('The double did not start.');
  const file = process.env['GITHUB_OUTPUT'];
  if (file === undefined) process.stdout.write(lines.join(''));
  else appendFileSync(file, lines.join(''));
}

async function stand(): Promise<void> {
  const cloudflare = await startCloudflare({ keys: [{ name: 'preview' }, { name: 'production' }] });
  setTimeout(() => void cloudflare.close(), LIFETIME_MS);
  process.send?.(asOutputs(cloudflare));
}

function asOutputs({ baseUrl, account, token, keys }: CloudflareDouble): Readonly<Record<string, string>> {
  const [uid = ''] = keys.keys();
  return {
    'base-url': baseUrl,
    'account-id': account,
    'api-token': token,
    'key-id': uid,
    pid: process.pid.toString(),
  };
}
