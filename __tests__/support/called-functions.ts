import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionsOf } from '../../scripts/parentheses.ts';
import { makeAuthority } from './certificate.ts';
import { startCloudflare } from './cloudflare-double.ts';
import { runAction } from './runner.ts';

const ENTRY = new URL('../../dist/index.js', import.meta.url);
const UID = '2a95132c15732412d22c1476fa83f27a';

/** V8's account of a process: https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-ScriptCoverage */
type Coverage = {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      /** The first is the function as a whole. */
      readonly ranges: readonly {
        readonly startOffset: number;
        readonly endOffset: number;
        readonly count: number;
      }[];
    }[];
  }[];
};

/** The keys of the functions of dist/index.js that are called when a key is deleted by ID, over TLS, in order. */
export async function calledFunctions(): Promise<readonly string[]> {
  const authority = await makeAuthority();
  const cloudflare = await startCloudflare({
    keys: [{ uid: UID, name: 'preview', created: '2026-03-01T09:30:00Z', modified: '2026-03-01T09:30:00Z' }],
    tls: await authority.certify(['127.0.0.1']),
  });
  const folder = mkdtempSync(join(tmpdir(), 'coverage-'));
  try {
    const { exitCode, log } = await runAction({
      inputs: {
        'account-id': cloudflare.account,
        'api-token': cloudflare.token,
        'api-base-url': cloudflare.baseUrl,
        'key-id': UID,
      },
      env: { NODE_EXTRA_CA_CERTS: authority.caFile, NODE_V8_COVERAGE: folder },
    });
    if (exitCode !== 0) throw new Error(log);
    const functions = readdirSync(folder)
      .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Coverage)
      .flatMap(({ result }) => result.filter(({ url }) => url === ENTRY.href))
      .flatMap((script) => script.functions);
    const called = new Set(
      functions
        .flatMap(({ ranges: [whole] }) => (whole !== undefined && whole.count > 0 ? [whole] : []))
        .map(({ startOffset, endOffset }) => `${startOffset} ${endOffset}`),
    );
    const keys = functionsOf(readFileSync(ENTRY, 'utf8'))
      .filter(({ node }) => called.has(`${node.getStart()} ${node.end}`))
      .map(({ key }) => key);
    if (keys.length === 0) throw new Error('The coverage tells of no function of dist/index.js.');
    return [...new Set(keys)].sort();
  } finally {
    rmSync(folder, { recursive: true });
    authority.remove();
    await cloudflare.close();
  }
}
