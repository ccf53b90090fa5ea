import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tsBlankSpace from 'ts-blank-space';

// Jest transforms TypeScript with this. The types become spaces, so lines and columns stay the same without source maps, and
// it takes less time than Babel, the default of Jest.

// What comes out depends on this file and on the versions of the packages.
const MADE_BY = ['strip-types.js', '../../package-lock.json'].map((file) =>
  readFileSync(new URL(file, import.meta.url), 'utf8'),
);

/** Source: https://jestjs.io/docs/code-transformation */
export default {
  process(source, path) {
    return {
      code: tsBlankSpace(source, (node) => {
        throw new Error(`${path}: ${node.getText()} is more than a type.`);
      }),
    };
  },

  /** Jest keeps what comes out until this changes. */
  getCacheKey(source, path, { configString, instrument }) {
    const parts = JSON.stringify([MADE_BY, source, path, configString, instrument]);
    return createHash('sha256').update(parts).digest('hex');
  },
};
