// One module of src/ is changed in hundreds of small ways, and its own tests must notice: npm run mutation does it for all.
const module = process.env['MODULE'] ?? '!(index)';

export default {
  mutate: [`src/${module}.ts`],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  jest: {
    config: {
      // Looked through anew for each change: the less, the faster.
      roots: ['<rootDir>/src', '<rootDir>/__tests__'],
      // Those of the bundle would notice nothing: they run dist/.
      testMatch: [`<rootDir>/__tests__/${module}.test.ts`],
      extensionsToTreatAsEsm: ['.ts'],
      transform: { '\\.ts$': '<rootDir>/tools/test/strip-types.js' },
    },
  },
  ignorePatterns: [
    '/.cache',
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
  reporters: ['json', 'html'],
  htmlReporter: { fileName: `reports/mutation/${module}.html` },
  jsonReporter: { fileName: `reports/mutation/${module}.json` },
  tempDirName: 'reports/mutation/sandbox',
  thresholds: { high: 95, low: 90, break: 90 },
};
