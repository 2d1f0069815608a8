import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { contractForBrowser } from './contract-for-browser.ts';
import { plainIcons } from './plain-icons.ts';
import { preloadedFiles } from './preloaded-files.ts';
import { unusedLibraryCode } from './unused-library-code.ts';

/** URL of the API for `npm run dev:site`. Set `COBALT_API_ORIGIN` to the URL that `npm start` prints. */
const apiOrigin = process.env.COBALT_API_ORIGIN ?? 'http://127.0.0.1:3000';

// Always builds for production, even if `NODE_ENV` has another value, as in test runs.
if (process.argv.includes('build')) process.env.NODE_ENV = 'production';

const output = resolve(import.meta.dirname, '../.build/site');

/**
 * Groups the code that pages share into a few files, by when it is needed. Without groups, the build produces about a
 * hundred small files, which are a sixth larger in total and load more slowly. A group contains the modules that match
 * `test` and everything that they import, except modules of groups that take precedence.
 */
const sharedChunks = [
  // With the helper that loads files. The first file imports it, so it must not be in a file that imports the router.
  { name: 'svelte', priority: 5, test: /node_modules\/(svelte|clsx|esm-env)\/|vite\/preload-helper/ },
  // A separate file, because the page must set the payload (the site's paths) before the router loads and reads it.
  { name: 'payload', priority: 6, test: /@sveltejs\/kit\/src\/runtime\/client\/payload/ },
  // The router, and what all pages need.
  {
    name: 'first',
    priority: 3,
    test: /@sveltejs\/kit\/src\/(?!runtime\/client\/entry)|shared\/contract\/(record-plurals|language|plural|field-texts\/(field-texts|e[ns]-early))|routes\/\+(layout|error)|lib\/(config|load-ahead|api\/(crash-report|missing-parts)|i18n\/(in-sentence|locale|plural)|auth\/(next-page|session)|components\/(Banner|Button|Checkbox|ErrorState|Icon|PageTitle)\.)/,
  },
  // Code that all pages after sign-in need, those of the app and of the portal.
  {
    name: 'common',
    priority: 2,
    test: /@tanstack\/(?!.*[iI]nfiniteQuery(\.js|Observer))|mutation-cache|virtual:contract|shared\/contract\/(activity-kinds|limits|is-read|currency|dashboard-card|day-of|custom-length)|lib\/api\/(?!create-infinite-query|cached-list)|lib\/(frame\/(theme|follow-profile|last-organization|Dialogs)|organization-path|auth\/(require-session|SessionWatch)|i18n\/(amounts|money)|components\/(ConnectionBanner|DateText|EmptyState|Pill|Skeleton|toast)\.|records\/fields\/status-tone)|@lucide\/svelte\/dist\/icons\/(banknote|check|chevron-(left|right)|file-pen-line|life-buoy|menu|plus|receipt-text|shopping-cart|x)\./,
  },
  // What the app knows of roles and lists, which the portal doesn't need.
  {
    name: 'app',
    priority: 2.5,
    test: /shared\/contract\/(job-kind|permission|record-access|record-permission|record-permissions|role|stored-name|lists\/(column-kind|filter-tree|further-columns|list-limits|operators)|tally)|lib\/api\/cached-list/,
  },
  { name: 'not-found', priority: 2, test: /lib\/components\/NotFound\./ },
  { name: 'paging', priority: 2, test: /@tanstack\/.*InfiniteQuery|lib\/api\/create-infinite-query/ },
  // What all pages of the portal need.
  {
    name: 'portal',
    priority: 1.2,
    test: /(routes\/portal\/\[org\]|lib\/portal)\/(Portal|PreviewMark|places|accent|portal\.|queries|preview-lock|NewIssueButton|NotFoundHere|StatusPill)|virtual:portal/,
  },
  // Uploads don't validate anything, so they don't need the schemas.
  { name: 'file-type', priority: 3, test: /shared\/contract\/file-type/ },
  // What finds links in text is needed by schemas, record pages and the portal.
  { name: 'link-text', priority: 3, test: /shared\/contract\/link-text|lib\/components\/LinkedText\./ },
  // What pages without forms share with schemas.
  {
    name: 'shown-values',
    priority: 3,
    test: /shared\/contract\/(country|email-address|entry-type-names|lists\/column-fields|noun|punycode|replaced-fields|spanish|standard-tax)\.ts/,
  },
  { name: 'markdown', priority: 3, test: /shared\/contract\/markdown|node_modules\/marked/ },
  // Validation schemas, which are loaded with the first form.
  {
    name: 'schemas',
    priority: 2,
    test: /node_modules\/zod|shared\/contract\/(?!activity-kinds|limits|csv-row|stale-days|usual-patience|waiting|language|plural|is-read|field-texts|import-problem-texts|locked-fields|problem-texts|phone-label-texts|entry-type-names|issue-due|job-kind|known-senders|noun|permission|record-access|record-nouns|record-permission|record-permissions|record-plurals|role|stored-name|currency|country|file-type|dashboard-card|day-of|custom-length|lists\/(column-kind|filter-tree|further-columns|list-limits|operators)|receiver-address|tally|webhook)/,
  },
  {
    name: 'frame',
    priority: 1,
    test: /virtual:record-types|routes\/(\(app\)\/(o\/\[org\]\/)?\+(layout|error))|lib\/(frame\/(?!user-(actions|menu-items)|DeletedOrganization|first-place)|workspace|i18n\/(amounts|money)|components\/(Avatar|Boundary|DateText|EmptyState|Forbidden|PageHeader|Select|Skeleton|Toaster)\.)|@lucide\/svelte\/dist\/icons\/(arrow-(down|up)|chevron-(down|left|right|up)|list|lock|pencil|plus|sparkles|trash|trash-2|x)\./,
  },
  // `fields`: code that forms share. `auth`: code that the pages before sign-in share.
  { name: 'fields', test: /lib\/(forms\/focus-|components\/(Field|PasswordInput|TextInput)\.)|icons\/eye/ },
  { name: 'auth', test: /lib\/(auth\/(AuthForm|LanguageChoice|auth-errors|sign-in)|components\/Wordmark)/ },
  // Filters in addresses, which reports and the dashboard link to.
  { name: 'filters', priority: 1, test: /lib\/records\/(conditions|filter-address)\./ },
  // Code that lists share: `records` with boards and tasks, and `lists` with boards and record pages.
  {
    name: 'records',
    priority: 1,
    test: /routes\/.*\[records=recordType\]\/\+layout|lib\/(i18n\/(phone|spanish)|records\/(values|titles|may-take|record-view)\.)/,
  },
  // The state of a list in an address, and records that were loaded before, which the dashboard needs too.
  {
    name: 'list-state',
    priority: 2,
    test: /lib\/records\/(list-state|list-columns|record-cache|own-writes|pending-edits)\./,
  },
  // What sums of money leave out, on boards and on the dashboard.
  { name: 'uncounted', priority: 1.5, test: /lib\/analytics\/(uncounted|OtherCurrencies|LinkedNumber)\./ },
  {
    name: 'lists',
    priority: 1,
    test: /routes\/.*\[records=recordType\]\/\+page|lib\/(records\/(record-cache|came-from|list\/(FilterBar|ViewSwitch)|fields\/(FieldValue|status-tone))|components\/(Popover|Tag|SearchBox)\.|saved-views\/(ListHeader|open-view\.|opening|queries)|commands\/match)/,
  },
  {
    name: 'tables',
    test: /lib\/(records\/list\/(RecordList|column-order|offered-columns|column-width)|saved-views\/open-list)/,
  },
  { name: 'empty', test: /lib\/records\/list\/(ListEmpty|LoadDemoData)\./ },
  { name: 'board', test: /lib\/records\/board\/(Board|BoardCard|RecordBoard)\./ },
  // Changes of records, which lists load when the browser is idle, and the timelines that show them.
  {
    name: 'changes',
    test: /lib\/records\/(record-actions|record-writes|verbs\/(verb|run-verb|assign-to-me))\./,
  },
  { name: 'take', test: /lib\/records\/verbs\/TakeButton\./ },
  { name: 'timelines', priority: 1, test: /lib\/records\/(own-)?entries\./ },
  // Icons that the dashboard and boards share with record pages, whose files they would be in otherwise.
  {
    name: 'icons',
    priority: 1,
    test: /@lucide\/svelte\/dist\/icons\/(building|circle-check|circle-x|clock|handshake|target|trophy|users)\./,
  },
  // Code that the dashboard and the tasks page share.
  { name: 'tasks', test: /lib\/tasks\/(TaskList|TaskRow|tasks\.)/ },
];

const preloaded = preloadedFiles();

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    contractForBrowser(),
    unusedLibraryCode(),
    plainIcons(),
    preloaded.plugin,
    tailwindcss(),
    sveltekit({
      adapter: adapter({ pages: output, assets: output, fallback: 'index.html' }),
      csp: {
        mode: 'hash',
        directives: { 'script-src': ['self'], 'object-src': ['none'], 'base-uri': ['self'] },
      },
    }),
  ],
  // These browsers support `light-dark()`, so the build doesn't replace it.
  build: {
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The API reference is a single large file, which only its own page loads.
    chunkSizeWarningLimit: 1_600,
    // Requests the files of a first page all at once. Other parts are prefetched when the browser is idle, so the names
    // of the files that they import would only make the pages larger.
    modulePreload: { resolveDependencies: preloaded.resolveDependencies },
  },
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: sharedChunks } } } } },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/v1': apiOrigin, '/config.json': apiOrigin, '/_cognito': apiOrigin, '/_local': apiOrigin },
  },
});
