import { existsSync } from 'node:fs';
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// They import packages that only their command installs. `npm run check:tools` installs them first.
const notInstalled = ['bench/plot.ts', 'contract/turn-key.ts', 'pictures/camera.ts']
  .filter((file) => !existsSync(new URL(`tools/${file.split('/')[0]}/node_modules`, import.meta.url)))
  .map((file) => `tools/${file}`);

export default defineConfig(
  globalIgnores(['build', 'tools/build/stubs', 'coverage', 'dist', 'reports', ...notInstalled]),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    // Node reads an arrow function in a function again with each function around it. It skips declarations and methods.
    files: ['src/**/*.ts'],
    rules: {
      'func-style': ['error', 'declaration'],
      'object-shorthand': ['error', 'always', { avoidExplicitReturnArrows: true }],
    },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  prettier,
);
