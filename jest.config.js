import { availableParallelism } from 'node:os';

// Far from Greenwich, so that a date that is read in the wrong zone shows.
process.env.TZ = 'Pacific/Auckland';

export default {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/tools/test/strip-types.js' },
  // Most tests wait for a process of their own, or for a while to go by: two workers for each core keep it busy.
  maxWorkers: 2 * availableParallelism(),
  testTimeout: 30_000,
};
