import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { packAction, unpackAction } from '../../tools/release/archive.ts';
import { type CertificateAuthority, makeAuthority } from '../support/certificate.ts';
import { ACCOUNT, type CloudflareDouble, startCloudflare, TOKEN } from '../support/cloudflare-double.ts';
import { failure, reset } from '../support/faults.ts';
import { startGithub } from '../support/github-double.ts';
import { startProxy } from '../support/proxy.ts';
import { type Run, type RunOptions, runAction } from '../support/runner.ts';

// What GitHub downloads for a job that uses the action, unpacked into an empty folder and run there.

const ID = '2a95132c15732412d22c1476fa83f27a';
const HOST = 'api.cloudflare.test';

const archive = packAction();
let folder: string;
let actionFolder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
  actionFolder = mkdtempSync(join(folder, 'action-'));
  unpackAction(archive, actionFolder);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function files(): readonly string[] {
  return readdirSync(actionFolder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => statSync(join(actionFolder, path)).isFile());
}

const scripts = (): readonly string[] => files().filter((path) => /^dist\/.*\.js$/.test(path));

describe('the archive', () => {
  test('has at most 25 files and 110 kB', () => {
    expect(files().length).toBeLessThanOrEqual(25);
    expect(archive.length).toBeLessThanOrEqual(110_000);
  });

  test('has what running the action needs, its licences, and its description', () => {
    const atTheTop = files().filter((path) => !path.startsWith('dist/'));
    expect(atTheTop.toSorted()).toEqual([
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'action.yml',
      'package.json',
    ]);
    const inDist = readdirSync('dist').map((name) => `dist/${name}`);
    expect(
      files()
        .filter((path) => path.startsWith('dist/'))
        .toSorted(),
    ).toEqual(inDist.toSorted());
  });
});

describe('from the archive, the action deletes', () => {
  let authority: CertificateAuthority;
  let cloudflare: CloudflareDouble;
  /** The scripts of the archive that the runs so far have loaded. */
  const loaded = new Set<string>();

  beforeAll(async () => {
    authority = await makeAuthority();
  });

  beforeEach(async () => {
    cloudflare = await startCloudflare({
      keys: [{ uid: ID, name: 'preview-pr-1' }],
      tls: await authority.certify(['127.0.0.1', HOST]),
    });
  });

  afterEach(() => cloudflare.close());

  afterAll(() => {
    authority.remove();
  });

  async function run(inputs: RunOptions['inputs'], env: RunOptions['env'] = {}): Promise<Run> {
    const [list, hook] = [join(folder, 'list.json'), join(folder, 'hook.cjs')];
    const write = `require('node:fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache)))`;
    writeFileSync(hook, `process.on('exit', () => ${write});`);
    const result = await runAction({
      actionFolder,
      inputs: {
        'account-id': ACCOUNT,
        'api-token': TOKEN,
        'api-base-url': cloudflare.baseUrl,
        ...inputs,
      },
      env: { NODE_EXTRA_CA_CERTS: authority.caFile, NODE_OPTIONS: `--require ${hook}`, ...env },
    });
    for (const path of JSON.parse(readFileSync(list, 'utf8')) as readonly string[]) {
      loaded.add(`dist/${basename(path)}`);
    }
    return result;
  }

  function expectDeleted({ outputs, exitCode, stderr }: Run): void {
    expect({ status: outputs['status'], uid: outputs['uid'], exitCode, stderr }).toEqual({
      status: 'deleted',
      uid: ID,
      exitCode: 0,
      stderr: '',
    });
    expect(cloudflare.keys.size).toBe(0);
  }

  test.each<[string, Readonly<Record<string, string>>]>([
    ['by ID', { 'key-id': ID }],
    ['by ID, and verifies it', { 'key-id': ID, verify: 'true' }],
    ['by name', { 'key-name': 'preview-pr-1' }],
    ['by pattern', { 'key-name': 'preview-*', 'older-than': '1h' }],
    ['with a guard', { 'key-id': ID, 'expected-name': 'preview-*' }],
  ])('%s', async (_how, inputs) => {
    expectDeleted(await run(inputs));
  });

  test('through a proxy', async () => {
    const proxy = await startProxy({ routes: { [`${HOST}:443`]: cloudflare.port } });
    const inputs = { 'key-id': ID, 'api-base-url': `https://${HOST}/client/v4` };
    const result = await run(inputs, { HTTPS_PROXY: proxy.url });
    await proxy.close();
    expectDeleted(result);
    expect(proxy.connects).toHaveLength(1);
  });

  test('the keys of closed pull requests', async () => {
    const github = await startGithub({ pullRequests: { 1: 'MERGED' } });
    const result = await run({ 'key-name': 'preview-pr-{closed-pr}' }, github.env);
    await github.close();
    expectDeleted(result);
    expect(github.requests).toHaveLength(1);
  });

  test('a key that is not in use', async () => {
    expectDeleted(await run({ 'key-id': ID, 'unused-for': '24h' }));
    expect(cloudflare.queries).toHaveLength(1);
  });

  test('after a lost response and a failure of the server', async () => {
    cloudflare.next('DELETE', reset(), failure(503, 1, 'x', { headers: { 'retry-after': '0' } }));
    expectDeleted(await run({ 'key-id': ID }));
  });

  test('a key whose outputs are too long for GitHub', async () => {
    cloudflare.keys.set(ID, { uid: ID, name: '"'.repeat(500_000) });
    const { outputs, exitCode } = await run({ 'key-id': ID });
    expect(outputs).toMatchObject({ status: 'deleted', uid: ID });
    expect(exitCode).toBe(0);
  });

  test('nothing, if an input is misspelled or wrong', async () => {
    const { annotations, exitCode } = await run({ 'key-id': 'x' }, { INPUT_DRY_RUN: 'true' });
    expect(annotations.map(({ level }) => level)).toEqual(['error', 'error', 'error']);
    expect(exitCode).toBe(1);
    expect(cloudflare.requests).toEqual([]);
  });

  // A chunk that no test above loads needs its own test.
  test('with every script that is in the archive', () => {
    expect(scripts().filter((path) => !loaded.has(path))).toEqual([]);
  });
});
