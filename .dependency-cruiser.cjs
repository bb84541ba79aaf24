const { mayImport, rooms } = require('./architecture.cjs');

const languages = '^libs/contracts/src/languages\\.ts$';
/** Without a schema, so that zod does not come along into the agents' app. */
const placeholders = '^libs/contracts/src/placeholders\\.ts$';
const reasons = '^libs/contracts/src/reasons\\.ts$';
const templates = '^libs/contracts/src/template-text\\.ts$';
const oneOf = (names) => `(${names.join('|')})`;

const graph = Object.entries(mayImport).map(([lib, allowed]) => ({
  name: `${lib}-imports`,
  comment: `libs/${lib} may import only ${allowed.join(', ') || 'nothing'} (architecture.cjs)`,
  severity: 'error',
  from: { path: `^libs/${lib}/` },
  to: { path: '^(libs|apps)/', pathNot: `^libs/${oneOf([lib, ...allowed])}/` },
}));

const roomOrder = Object.entries(rooms).flatMap(([lib, names]) =>
  names.slice(0, -1).map((name, index) => ({
    name: `${lib}-${name}-is-below`,
    comment: `libs/${lib}/src/${name} may not use the rooms above it (architecture.cjs)`,
    severity: 'error',
    from: { path: `^libs/${lib}/src/${name}/` },
    to: { path: `^libs/${lib}/src/(${names.slice(index + 1).join('|')})/` },
  })),
);

module.exports = {
  forbidden: [
    ...graph,
    ...roomOrder,
    {
      name: 'known-libs',
      comment: 'A new lib needs its line in architecture.cjs',
      severity: 'error',
      from: { path: '^libs/', pathNot: `^libs/${oneOf(Object.keys(mayImport))}/` },
      to: {},
    },
    {
      name: 'no-cycles',
      comment: 'Give what two files share, types too, a file of its own',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'through-the-index',
      comment: 'Import a lib only through its index.ts',
      severity: 'error',
      from: { path: '^(?:apps|libs)/([^/]+)/' },
      to: {
        path: '^libs/[^/]+/src/',
        pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$', languages, placeholders, reasons, templates],
      },
    },
    {
      name: 'adapters-are-leaves',
      comment: 'A channel adapter knows no other adapter',
      severity: 'error',
      from: { path: '^libs/channels/src/adapters/([^/]+)/' },
      to: { path: '^libs/channels/src/adapters/', pathNot: '^libs/channels/src/adapters/$1/' },
    },
    {
      name: 'browsers-see-contracts-only',
      severity: 'error',
      from: { path: '^apps/(web|widget|playground/page)/' },
      to: { path: '^libs/', pathNot: '^libs/contracts/' },
    },
    {
      name: 'widget-takes-types-only',
      comment: 'zod would double the weight of the widget; the list of languages is values alone',
      severity: 'error',
      from: { path: '^apps/widget/' },
      to: { path: '^libs/', pathNot: languages, dependencyTypesNot: ['type-only', 'type-import'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.spec\\.ts$' },
    reporterOptions: { archi: { collapsePattern: '^(?:apps|libs)/[^/]+' }, mermaid: { minify: false } },
  },
};
