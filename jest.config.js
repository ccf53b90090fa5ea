// Far from Greenwich, so that a date that is read in the wrong zone shows.
process.env.TZ = 'Pacific/Auckland';

export default {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['babel-jest', { presets: ['@babel/preset-typescript'] }] },
  testTimeout: 30_000,
};
