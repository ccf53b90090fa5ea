// What scripts/build.ts changes in the packages' code in dist/index.js, for the sake of the start. See README.md in this folder.

/** Modules of which nothing is used, and which do nothing when they are imported. */
export const DROPPED: readonly string[] = ['oidc-utils', 'path-utils', 'platform'].map((name) => `@actions/core/lib/${name}.js`);

export const EDITS: readonly { readonly from: string; readonly to: string }[] = [
  {
    // @actions/core takes three functions of fs.promises, which Node loads for it. Nothing here calls them.
    from: 'const { access, appendFile, writeFile } = external_fs_.promises;',
    to: `const [access, appendFile, writeFile] = ['access', 'appendFile', 'writeFile'].map(
  (name) => (...args) => external_fs_.promises[name](...args),
);`,
  },
  {
    // @actions/core asks no more of os than this.
    from: 'module.exports = require("os");',
    to: "module.exports = { EOL: process.platform === 'win32' ? '\\r\\n' : '\\n' };",
  },
  ...['http', 'https'].map((name) => ({
    // @actions/http-client passes the module on as a value, of which webpack makes a copy with a getter for each of its parts.
    from: `/*#__PURE__*/__nccwpck_require__.t(external_${name}_, 2)`,
    to: `external_${name}_`,
  })),
];
