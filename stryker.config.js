import { readdirSync } from 'node:fs';
import { basename } from 'node:path';

// npm run mutation: changes src/ in thousands of small ways, and fails unless the tests notice nine in ten.
// Each module's own tests. Those of the bundle would notice nothing, for they run dist/.
const tests = readdirSync('src').map((file) => `<rootDir>/__tests__/${basename(file, '.ts')}{,-*}.test.ts`);

export default {
  // index.ts runs on import; the tests of the bundle see to it.
  mutate: ['src/**/*.ts', '!src/index.ts'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  jest: {
    config: {
      // Looked through anew for each change: the less, the faster.
      roots: ['<rootDir>/src', '<rootDir>/__tests__'],
      testMatch: tests,
      extensionsToTreatAsEsm: ['.ts'],
      transform: { '\\.ts$': ['babel-jest', { presets: ['@babel/preset-typescript'] }] },
    },
  },
  ignorePatterns: [
    '/bench',
    '/build',
    '/coverage',
    '/demo',
    '/dist',
    '/docs',
    '/e2e',
    '/examples',
    '/reports',
  ],
  concurrency: 2,
  timeoutMS: 10_000,
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  reporters: ['clear-text', 'progress', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: 'reports/mutation/mutation.html' },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  tempDirName: 'reports/mutation/sandbox',
  thresholds: { high: 95, low: 90, break: 90 },
};
