import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const DESCRIPTION = fileURLToPath(
  new URL('../../__tests__/fixtures/openapi-turn-keys.json', import.meta.url),
);

export type Prism = {
  /** For `api-base-url`. */
  readonly baseUrl: string;
  readonly close: () => Promise<void>;
};

/**
 * Starts Prism on Cloudflare's published description of its API. Without `upstream` it responds with the description's
 * examples; with it, it forwards requests and responses. Either way, a request or response that is not as described gets an
 * error of Prism's own, which isn't an envelope.
 */
export async function startPrism(upstream?: string): Promise<Prism> {
  const cli = createRequire(import.meta.url).resolve('@stoplight/prism-cli');
  const mode = upstream === undefined ? ['mock', DESCRIPTION] : ['proxy', DESCRIPTION, upstream];
  const prism = spawn(process.execPath, [cli, ...mode, '--errors', '--host', '127.0.0.1', '--port', '0'], {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  prism.stderr.resume();
  let said = '';
  // To its end, or what it says of each request would fill the pipe.
  const lines = createInterface(prism.stdout);
  const baseUrl = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      said += `${line}\n`;
      const [, url] = /listening on (http:\S+)/.exec(line) ?? [];
      if (url !== undefined) resolve(url);
    });
    prism.once('exit', () => {
      reject(new Error(`Prism did not start: ${said}`));
    });
  });
  return {
    baseUrl,
    close: async () => {
      const exited = once(prism, 'exit');
      prism.kill();
      await exited;
    },
  };
}
