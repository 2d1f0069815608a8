import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { contractForBrowser } from './contract-for-browser.ts';

/** Where `npm run dev:site` finds the API: the address that a running `npm start` prints. */
const apiOrigin = process.env.COBALT_API_ORIGIN ?? 'http://127.0.0.1:4000';

// Whoever builds the site, a test run for instance, builds the one that is delivered.
if (process.argv.includes('build')) process.env.NODE_ENV = 'production';

const output = resolve(import.meta.dirname, '../.build/site');

/**
 * What pages share comes in a few files, by when it is needed: a hundred small ones weigh a sixth more and open slower.
 * Each takes along what it imports and no file before it holds.
 */
const sharedChunks = [
  { name: 'svelte', priority: 5, test: /node_modules\/(svelte|clsx|esm-env)\// },
  // The page declares its version and paths first, because the router reads them when it loads.
  { name: 'payload', priority: 6, test: /@sveltejs\/kit\/src\/runtime\/client\/payload/ },
  {
    name: 'router',
    priority: 4,
    test: /@sveltejs\/kit\/src\/(?!runtime\/client\/entry)|shared\/contract\/record-plurals/,
  },
  {
    name: 'first',
    priority: 3,
    test: /lib\/(config|when-idle|i18n\/locale|auth\/(session|wanted-page)|components\/(Banner|Button|Checkbox|ErrorState|PageTitle)\.)/,
  },
  {
    name: 'data',
    priority: 2,
    test: /@tanstack|virtual:contract|shared\/contract\/(limits|permission|record-permissions|role|currency|dashboard-card|day-of|custom-length)|lib\/api\//,
  },
  // Input validation is loaded with the first form.
  {
    name: 'schemas',
    priority: 2,
    test: /node_modules\/zod|shared\/contract\/(?!limits|noun|permission|record-nouns|record-permissions|record-plurals|role|currency|country|file-type|dashboard-card|day-of|custom-length)/,
  },
  {
    name: 'frame',
    priority: 1,
    test: /lib\/(frame|workspace|i18n\/(amounts|money)|records\/(own-)?entries|components\/(Avatar|Boundary|DateText|EmptyState|Forbidden|PageHeader|Select|Skeleton|Toaster)\.)|@lucide\/svelte\/dist\/icons\/(arrow-(down|up)|chevron-(down|left|right|up)|list|lock|pencil|plus|sparkles|trash|trash-2|x)\./,
  },
  // What forms share, then what the pages before sign-in share.
  { name: 'fields', test: /lib\/(forms\/focus-|components\/(Field|PasswordInput|TextInput)\.)|icons\/eye/ },
  { name: 'auth', test: /lib\/(auth\/(AuthForm|LanguageChoice|auth-errors|sign-in)|components\/Wordmark)/ },
  // What lists share with boards and tasks, what they share with boards, and what they share with record pages.
  { name: 'records', test: /lib\/(i18n\/phone|records\/(values|titles)\.)/ },
  {
    name: 'lists',
    test: /lib\/(records\/(record-cache|list\/(FilterBar|ViewSwitch|after-typing|filter-label))|components\/SearchBox|commands\/match)/,
  },
  {
    name: 'rows',
    test: /lib\/(records\/(record-actions|came-from|fields\/(FieldValue|status-tone))|components\/(Popover|Tag|Pill)\.)/,
  },
  // What the dashboard and the day's tasks share.
  { name: 'tasks', test: /lib\/tasks\/(TaskList|TaskRow|tasks\.)/ },
];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    contractForBrowser(),
    tailwindcss(),
    sveltekit({
      adapter: adapter({ pages: output, assets: output, fallback: 'index.html' }),
      csp: {
        mode: 'hash',
        directives: { 'script-src': ['self'], 'object-src': ['none'], 'base-uri': ['self'] },
      },
    }),
  ],
  // light-dark() is kept as it is written.
  build: {
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The API reference is one large file that only its own page loads.
    chunkSizeWarningLimit: 1_600,
  },
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: sharedChunks } } } } },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/v1': apiOrigin, '/config.json': apiOrigin, '/_cognito': apiOrigin, '/_local': apiOrigin },
  },
});
