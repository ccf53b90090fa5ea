// Far from Greenwich, so that a date that is read in the wrong zone shows.
process.env.TZ = 'Pacific/Auckland';

export default {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['babel-jest', { presets: ['@babel/preset-typescript'] }] },
  // Most tests wait for processes and loopback: a worker on each core, where Jest would leave one core to itself.
  maxWorkers: '100%',
  testTimeout: 30_000,
};
