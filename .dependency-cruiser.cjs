/** Imports go one way: contract ← data ← functions, events; contract ← web; infra knows the contract only. */
const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

/** The folders of shared/data, lowest first. Each may import itself and those before it. */
const dataFolders = [
  'values',
  'table-files',
  'duplicates',
  'sdk',
  'store',
  'files',
  'passes',
  'due',
  'limits',
  'mail',
  'accounts',
  'custom-fields',
  'organization',
  'outbox',
  'counters',
  'records',
  'portal',
  'billing',
  'copies',
  'lists',
  'webhooks',
  'search',
  'entries',
  'forms',
  'projection',
  'runs',
  'imports',
  'sources',
  'merges',
  'jobs',
  'archives',
  'exports',
  'duplicate-scans',
  'erasures',
];
const inDataFolders = (folders) => `^shared/data/(${folders.join('|')})/`;
const dataFolderRules = dataFolders.map((folder, index) =>
  rule(
    `data-${folder}-imports-lower-folders`,
    { path: inDataFolders([folder]), pathNot: '\\.test\\.ts$' },
    { path: '^shared/data/', pathNot: inDataFolders(dataFolders.slice(0, index + 1)) },
    `${folder}/ may import ${dataFolders.slice(0, index).join(', ') || 'none of the others'}.`,
  ),
);

module.exports = {
  forbidden: [
    rule(
      'no-circles',
      {},
      { circular: true },
      'A circle hides which comes first, whether it is made by values, types or dynamic imports.',
    ),
    rule(
      'contract-stands-alone',
      { path: '^shared/contract/', pathNot: '(\\.test|^shared/contract/markdown)\\.ts$' },
      { pathNot: '^(shared/contract/|node_modules/zod/)' },
      'The contract is read by browser and server: it imports zod only, and marked to say how notes are read.',
    ),
    rule(
      'data-knows-the-contract',
      { path: '^shared/data/' },
      { path: '^(functions|events|infra|web)/' },
      'The table knows nothing of who uses it.',
    ),
    ...dataFolderRules,
    // Work that outlives a request (docs/mechanisms.md).
    rule(
      'due-items-are-taken-by-functions',
      {
        path: '^(shared|functions|events)/',
        pathNot: '^events/(due-items|payment-events|account-deletions|purge)/|\\.test\\.ts$',
      },
      { path: '^shared/data/due/take-due\\.ts$' },
      'Everything else makes items due and moves them by end-due-item.ts.',
    ),
    rule(
      'messages-are-sent-by-the-outbox',
      {
        path: '^(shared|functions|events)/',
        pathNot: [
          '^shared/data/outbox/',
          // A message for each of several people, and the next turn of a job.
          '^events/(mail|job-runner)/',
          // Checks of unfinished work send a message again.
          '^shared/data/(jobs/stalled|runs/check-run)\\.ts$',
          '^shared/data/(archives/archive-run|imports/advance)\\.ts$',
          // A copy asks for its snapshot; a record that can’t be projected waits.
          '^shared/data/copies/',
          '^shared/data/projection/poison-queue\\.ts$',
          // A message to a webhook, which is a due item, too, so that it is sent again if it is lost.
          '^shared/data/webhooks/delivery\\.ts$',
          // A message of another program that is read again, which is a due item, too.
          '^shared/data/sources/received\\.ts$',
        ],
      },
      { path: '^shared/data/store/queue\\.ts$' },
      'What follows from a transaction is routed from the stream, so that it isn’t lost in between.',
    ),
    rule(
      'running-work-beats-by-runs-and-jobs',
      {
        path: '^(shared|functions|events)/',
        pathNot: [
          '^shared/data/(runs|jobs)/',
          // The kinds of runs that beat while they work.
          '^shared/data/(archives|duplicate-scans|exports)/',
          // Takes the checks that are due.
          '^events/due-items/handler\\.ts$',
        ],
      },
      { path: '^shared/data/(runs/(beat|check-run)|jobs/stalled)\\.ts$' },
      'Long work is a run, a job or a pass: only then somebody looks whether it is still alive.',
    ),
    rule(
      'data-in-folders',
      { path: '^shared/data/', pathNot: inDataFolders(dataFolders) },
      {},
      'Every module of shared/data is in one of the folders whose order is declared above.',
    ),
    rule(
      'functions-stand-apart',
      { path: '^functions/([^/]+)/', pathNot: '^functions/http/' },
      { path: '^functions/', pathNot: '^functions/($1|http)/' },
      'One resource never imports another: what two need belongs in shared.',
    ),
    rule(
      'functions-not-events',
      { path: '^functions/' },
      { path: '^(events|infra|web)/' },
      'Each has its own side.',
    ),
    rule(
      'readers-stand-apart',
      { path: '^events/([^/]+)/', pathNot: '\\.test\\.ts$|-under-test\\.ts$' },
      { path: '^(events|functions|infra|web)/', pathNot: '^events/($1|reader)/' },
      'One reader never imports another: what two need is in events/reader.',
    ),
    rule(
      'web-knows-the-contract',
      { path: '^web/', pathNot: '\\.test\\.ts$' },
      { path: '^(shared/data|functions|events|infra)/' },
      'The browser sees the contract and nothing of the server.',
    ),
    rule(
      'infra-names-entries-by-path',
      { path: '^infra/', pathNot: '\\.test\\.ts$' },
      { path: '^(functions|events|web|shared/data)/' },
      'Infrastructure names entry files by path and imports the contract only.',
    ),
    rule(
      'local-aws-stands-alone',
      { path: '^local-aws/' },
      { path: '^(shared|functions|events|infra|dev|web|tests|bench)/' },
      'The emulation of AWS imports nothing of the product: dev/ passes in what it needs.',
    ),
    rule(
      'only-dev-and-tests-use-local-aws',
      { pathNot: '^(local-aws|dev|tests|bench)/|\\.test\\.ts$|-under-test\\.ts$' },
      { path: '^local-aws/' },
      'The product does not know where it runs.',
    ),
    rule(
      'product-without-dev',
      { pathNot: '^(dev|tests|bench)/' },
      { path: '^dev/' },
      'dev/ starts the product; the product does not use it.',
    ),
    rule(
      'product-without-tests',
      { pathNot: '^(tests|bench)/|\\.test\\.ts$|^vitest\\.config\\.ts$' },
      { path: '^(tests|bench)/' },
      'Tests use the product.',
    ),
    // Within the site.
    rule(
      'site-parts-without-pages',
      { path: '^web/src/lib/' },
      { path: '^web/src/routes/' },
      'What several pages use knows none of them; what one page uses stands beside it in routes.',
    ),
    rule(
      'components-without-product',
      { path: '^web/src/lib/components/' },
      { path: '^web/src/lib/(?!(components|api|commands|i18n|pictures)/|load-ahead)' },
      'Components know nothing of records, settings or the frame.',
    ),
    rule(
      'texts-without-parts',
      { path: '^web/src/lib/i18n/', pathNot: '\\.test\\.ts$' },
      { path: '^web/src/lib/(?!(i18n|api)/)' },
      'Texts and formats know nothing of who shows them.',
    ),
    rule(
      'records-before-their-parts',
      { path: '^web/src/lib/records/[^/]+$' },
      { path: '^web/src/lib/records/(?!views/)[^/]+/' },
      'What every part of the record pages uses knows none of them; views name the parts of their type.',
    ),
    rule(
      'fields-without-pages',
      { path: '^web/src/lib/records/fields/' },
      { path: '^web/src/lib/records/(?!fields/)[^/]+/' },
      'Lists, pages, forms and boards show fields; fields know none of them.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'svelte'],
    },
  },
};
