// Which file of src/ may import which; `npm run check:layers` reads it. Imports of types count, and so do dynamic ones.
// https://github.com/sverweij/dependency-cruiser/blob/main/doc/rules-reference.md

/** From the top down. A file or folder may import from the layers below its own, not from its neighbours in it. */
const LAYERS = [
  { name: 'entry', places: ['index.ts'] },
  { name: 'main', places: ['main.ts'] },
  { name: 'steps', places: ['select-keys.ts', 'delete-keys.ts'] },
  { name: 'ends', places: ['inputs/', 'output/'] },
  { name: 'services', places: ['cloudflare/', 'github/'] },
  { name: 'basics', places: ['keys/', 'http/'] },
  { name: 'lib', places: ['lib/'] },
];

/** Matches the paths of everything in these layers. */
const pathOf = (layers) =>
  `^src/(${layers
    .flatMap(({ places }) => places)
    .join('|')
    .replaceAll('.', '\\.')})`;

const downOnly = LAYERS.slice(1).map((layer, index) => ({
  name: `no-import-up-from-${layer.name}`,
  comment: `${layer.places.join(', ')} may not import from a layer above.`,
  severity: 'error',
  from: { path: pathOf([layer]) },
  to: { path: pathOf(LAYERS.slice(0, index + 1)) },
}));

const neighboursApart = LAYERS.filter(({ places }) => places.length > 1).map((layer) => ({
  name: `neighbours-apart-in-${layer.name}`,
  comment: `${layer.places.join(', ')} do not know each other: what differs comes as an argument.`,
  severity: 'error',
  from: { path: pathOf([layer]) },
  to: { path: pathOf([layer]), pathNot: '^src/$1' },
}));

export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Two files that import each other, directly or through others, are one file in two pieces.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    ...downOnly,
    ...neighboursApart,
    {
      name: 'every-file-in-a-layer',
      comment: 'A new file or folder of src/ needs a place in the list of layers, in tools/layers/rules.js.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: pathOf(LAYERS) },
    },
    {
      name: 'every-importer-in-a-layer',
      comment: 'The same, for a file that nothing imports yet.',
      severity: 'error',
      from: { path: '^src/', pathNot: pathOf(LAYERS) },
      to: {},
    },
    {
      name: 'keys-are-pure',
      comment: 'keys/ imports from lib/ only: no package and no module of Node.',
      severity: 'error',
      from: { path: '^src/keys/' },
      to: { pathNot: '^src/(keys|lib)/' },
    },
    {
      name: 'src-stands-alone',
      comment: 'What is shipped imports neither tests nor tools.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(__tests__|tools)/' },
    },
    {
      name: 'no-missing-file',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: '^node_modules/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
