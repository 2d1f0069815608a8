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
  {
    name: 'router',
    priority: 4,
    test: /@sveltejs\/kit\/src\/(?!runtime\/client\/entry)|shared\/contract\/(record-plurals|language|plural|field-texts\/(field-texts|e[ns]-early))/,
  },
  {
    name: 'first',
    priority: 3,
    test: /lib\/(config|when-idle|i18n\/(in-sentence|locale)|auth\/(next-page|session)|components\/(Banner|Button|Checkbox|ErrorState|Icon|PageTitle)\.)/,
  },
  {
    name: 'data',
    priority: 2,
    test: /@tanstack\/(?!.*[iI]nfiniteQuery(\.js|Observer))|mutation-cache|virtual:contract|shared\/contract\/(limits|is-read|job-kind|permission|record-permissions|role|currency|dashboard-card|day-of|custom-length|lists\/(column-kind|filter-tree|further-columns|list-limits|operators)|tally)|lib\/api\/(?!create-infinite-query)/,
  },
  // Code that the app and the portal share.
  {
    name: 'common',
    priority: 1.5,
    test: /lib\/(frame\/(theme|follow-profile|ConnectionBanner|last-organization|Dialogs)|organization-path|auth\/(require-session|SessionWatch)|i18n\/(amounts|money)|components\/(DateText|EmptyState|NotFound|Pill|Skeleton|toast)\.|records\/fields\/status-tone)|@lucide\/svelte\/dist\/icons\/(banknote|check|chevron-(left|right)|file-pen-line|life-buoy|log-out|menu|plus|receipt-text|shopping-cart|user-round|x)\./,
  },
  { name: 'paging', priority: 2, test: /@tanstack\/.*InfiniteQuery|lib\/api\/create-infinite-query/ },
  // What all pages of the portal need.
  {
    name: 'portal',
    priority: 1.2,
    test: /(routes\/portal\/\[org\]|lib\/portal)\/(Portal|PreviewMark|places|accent|portal\.|queries|preview-lock|NewIssueButton|NotFoundHere|StatusPill)|virtual:portal/,
  },
  // Uploads don't validate anything, so they don't need the schemas.
  { name: 'file-type', priority: 3, test: /shared\/contract\/file-type/ },
  // Validation schemas, which are loaded with the first form.
  {
    name: 'schemas',
    priority: 2,
    test: /node_modules\/zod|shared\/contract\/(?!limits|csv-row|language|plural|is-read|field-texts|problem-texts|phone-label-texts|entry-type-names|job-kind|noun|permission|record-nouns|record-permissions|record-plurals|role|currency|country|file-type|dashboard-card|day-of|custom-length|lists\/(column-kind|filter-tree|further-columns|list-limits|operators)|tally)/,
  },
  {
    name: 'frame',
    priority: 1,
    test: /virtual:record-types|lib\/(frame\/(?!user-(actions|menu-items)|DeletedOrganization)|workspace|i18n\/(amounts|money)|components\/(Avatar|Boundary|DateText|EmptyState|Forbidden|PageHeader|Select|Skeleton|Toaster)\.)|@lucide\/svelte\/dist\/icons\/(arrow-(down|up)|chevron-(down|left|right|up)|list|lock|pencil|plus|sparkles|trash|trash-2|x)\./,
  },
  // `fields`: code that forms share. `auth`: code that the pages before sign-in share.
  { name: 'fields', test: /lib\/(forms\/focus-|components\/(Field|PasswordInput|TextInput)\.)|icons\/eye/ },
  { name: 'auth', test: /lib\/(auth\/(AuthForm|LanguageChoice|auth-errors|sign-in)|components\/Wordmark)/ },
  // Filters in addresses, which reports and the dashboard link to.
  { name: 'filters', priority: 1, test: /lib\/records\/(conditions|filter-address)\./ },
  // Code that lists share: `records` with boards and tasks, `rows` with record pages, and `lists` with boards.
  {
    name: 'records',
    priority: 1,
    test: /lib\/(i18n\/phone|records\/(values|titles|may-take|TakeButton)\.)|icons\/user-round-plus\./,
  },
  {
    name: 'rows',
    priority: 1,
    test: /lib\/(records\/(record-cache|came-from|fields\/(FieldValue|status-tone))|components\/(Popover|Tag|Pill)\.)/,
  },
  {
    name: 'lists',
    test: /lib\/(records\/list\/(FilterBar|ViewSwitch)|saved-views\/(ListHeader|open-view\.|opening|queries)|components\/SearchBox|commands\/match)/,
  },
  {
    name: 'tables',
    test: /lib\/(records\/list\/(RecordList|column-order|offered-columns|column-width)|saved-views\/open-list)/,
  },
  { name: 'empty', test: /lib\/records\/list\/(ListEmpty|LoadDemoData)\./ },
  { name: 'board', test: /lib\/records\/board\/(Board|BoardCard|RecordBoard)\./ },
  // Changes of records, which lists load when the browser is idle, and the timelines that show them.
  { name: 'changes', test: /lib\/records\/(record-actions|record-writes)\./ },
  { name: 'timelines', priority: 1, test: /lib\/records\/(own-)?entries\./ },
  // Icons of the dashboard's tiles. Otherwise, they would be in the files of record pages, which use them, too.
  {
    name: 'tiles',
    priority: 1,
    test: /@lucide\/svelte\/dist\/icons\/(building|circle-check|handshake|target|trophy|users)\./,
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
