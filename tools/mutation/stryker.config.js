// Changes one module of src/ in hundreds of small ways; the tests of its folder must notice. `npm run mutation` does it for each.
// MODULE is its path in src/ without the ending, such as http/retry.
const module = process.env['MODULE'] ?? '*';
// Some modules are shown by what their neighbours do with them.
const folder = module.includes('/') ? `${module.split('/')[0]}/*` : module;
const report = `reports/mutation/${module.replaceAll('/', '-')}`;

export default {
  mutate: [`src/${module}.ts`],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  jest: {
    config: {
      // Searched again for each change: the less, the faster.
      roots: ['<rootDir>/src', '<rootDir>/__tests__'],
      // Those of the bundle would notice nothing: they run dist/.
      testMatch: [`<rootDir>/__tests__/unit/${folder}.test.ts`],
      extensionsToTreatAsEsm: ['.ts'],
      transform: { '\\.ts$': '<rootDir>/tools/test/strip-types.js' },
    },
  },
  ignorePatterns: ['/.cache', '/build', '/coverage', '/dist', '/docs', '/examples', '/reports'],
  concurrency: 2,
  timeoutMS: 10_000,
  reporters: ['json', 'html'],
  htmlReporter: { fileName: `${report}.html` },
  jsonReporter: { fileName: `${report}.json` },
  tempDirName: 'reports/mutation/sandbox',
  thresholds: { high: 95, low: 90, break: 90 },
};
