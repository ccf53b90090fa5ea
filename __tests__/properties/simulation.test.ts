import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { PLANTED_FAULTS } from '../../tools/simulate/planted-faults.ts';

/** What `npm run simulate` prints. A process of its own, as code takes ten times as long among Jest's modules. */
async function simulate(...options: readonly string[]): Promise<string> {
  const args = ['tools/simulate/index.ts', ...options];
  const { stdout } = await promisify(execFile)(process.execPath, args).catch(
    // A run that contradicts the contract ends it with exit code 1, after its story.
    (error: unknown) => error as { readonly stdout: string },
  );
  return stdout;
}

test('5,000 simulated runs keep the contract', async () => {
  expect(await simulate('--runs', '5000', '--seed', '20008')).toContain(
    '5000 runs from seed 20008, and no contradiction',
  );
});

test('the same seed gives the same runs, byte for byte', async () => {
  const digest = async (seed: string): Promise<string | undefined> =>
    /^Digest: \S+$/m.exec(await simulate('--runs', '300', '--seed', seed, '--digest'))?.[0];
  const first = await digest('1');
  expect(first).toBeDefined();
  expect(await digest('1')).toBe(first);
  expect(await digest('2')).not.toBe(first);
});

test('every fault to plant fits the code as it is', () => {
  const misfits = PLANTED_FAULTS.flatMap(({ name, file, changes }) => {
    const source = readFileSync(`src/${file}`, 'utf8');
    return changes.some(({ find }) => source.split(find).length !== 2) ? [name] : [];
  });
  expect(PLANTED_FAULTS.length).toBeGreaterThan(20);
  expect(misfits).toEqual([]);
});
