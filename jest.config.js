import { availableParallelism } from 'node:os';

// Far from Greenwich, so that a date that is read in the wrong zone shows.
process.env.TZ = 'Pacific/Auckland';

export default {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  globalSetup: '<rootDir>/tools/test/fresh-build.js',
  transform: { '\\.ts$': '<rootDir>/tools/test/strip-types.js' },
  // Most tests wait for a process of their own, or for a while to go by: two workers for each core keep it busy.
  maxWorkers: 2 * availableParallelism(),
  // Catches what hangs, and nothing else: longer than the runner waits for a step, on a machine however busy.
  testTimeout: 180_000,
};
