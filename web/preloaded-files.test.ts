import { expect, test } from 'vitest';
import { preloadedFiles } from './preloaded-files.ts';

const routes = '/site/src/routes/(app)/o/[org]';
const pages = [
  `${routes}/(dashboard)/+page.svelte`,
  `${routes}/[records=recordType]/+page.svelte`,
  `${routes}/[records=recordType]/[id]/+page.svelte`,
  `${routes}/tasks/+page.svelte`,
  '/site/src/routes/sign-in/+page.svelte',
];

/** Builds a site with one file for each page. */
function build(name: string, modules: readonly string[]): void {
  const files = modules.map((id, place) => [`${place}.js`, { type: 'chunk', moduleIds: [id], imports: [] }]);
  const { generateBundle } = preloadedFiles().plugin as any;
  generateBundle.handler.call({ environment: { name } }, {}, Object.fromEntries(files));
}

test('a build without one of the pages whose files are requested first fails and names it', () => {
  build('client', pages);
  expect(() => build('client', pages.slice(0, -1))).toThrow('/sign-in/+page.svelte');
  const renamed = pages.map((page) => page.replace('[id]', '[recordId]'));
  expect(() => build('client', renamed)).toThrow('/[records=recordType]/[id]/+page.svelte');
});

test('the build for the server may have none of them', () => {
  build('ssr', []);
});
