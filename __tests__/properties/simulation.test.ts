import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const RUNS = 5_000;
const SEED = 20_008;

// As a process of its own: Jest's modules would take ten times as long.
test(`${RUNS} simulated runs keep the contract`, async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['tools/simulate/index.ts', '--runs', String(RUNS), '--seed', String(SEED)],
    { env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1' } },
  ).catch((error: unknown) => error as { readonly stdout: string });
  expect(stdout).toContain(`${RUNS} runs from seed ${SEED}, and no contradiction`);
});
