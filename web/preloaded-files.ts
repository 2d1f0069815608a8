import type { Plugin, Rolldown } from 'vite';

/** Pages that visits begin with, by the ends of their addresses in `routes`. */
const firstPages = [
  '/(dashboard)/+page.svelte',
  '/[records=recordType]/+page.svelte',
  '/tasks/+page.svelte',
  '/sign-in/+page.svelte',
];
/** Has many files, of which only those that it shares with the pages above are named. */
const recordPage = '/[records=recordType]/[id]/+page.svelte';

/**
 * Lets the first file of the site name the scripts of the pages above, so that browsers request them all at once, but
 * only the styles of other pages: the names of all scripts would make each first page two kilobytes larger. The other
 * pages find most of their scripts loaded, and request the rest when their own file has arrived.
 */
export function preloadedFiles(): { plugin: Plugin; resolveDependencies: ResolveDependencies } {
  const first = new Set<string>();
  const ofFirst = new Set<string>();
  const ofRecords = new Set<string>();
  const plugin: Plugin = {
    name: 'preloaded-files',
    apply: 'build',
    generateBundle: {
      // Vite resolves the dependencies in this hook, too.
      order: 'pre',
      handler(_options, bundle) {
        if (this.environment.name === 'client') checkPages(Object.values(bundle));
        for (const [file, chunk] of Object.entries(bundle)) {
          if (firstPages.some((page) => isOf(chunk, page))) {
            first.add(file);
            addImports(bundle, file, ofFirst);
          }
          if (isOf(chunk, recordPage)) ofRecords.add(file);
        }
      },
    },
  };
  const resolveDependencies: ResolveDependencies = (file, dependencies, { hostId }) => {
    if (!hostId.includes('entry/app')) return [];
    const isNamed = (one: string) =>
      first.has(file) ? one !== file : ofRecords.has(file) && ofFirst.has(one);
    return dependencies.filter((one) => one.endsWith('.css') || isNamed(one));
  };
  return { plugin, resolveDependencies };
}

type ResolveDependencies = (file: string, dependencies: string[], context: { hostId: string }) => string[];
type Bundle = Rolldown.OutputBundle;

const isOf = (file: Bundle[string], page: string): boolean =>
  file.type === 'chunk' && file.moduleIds.some((id) => id.endsWith(page));

/** Throws if a page has another address now, because its files would then be requested late without notice. */
function checkPages(files: readonly Bundle[string][]): void {
  const missing = [...firstPages, recordPage].filter((page) => !files.some((file) => isOf(file, page)));
  if (missing.length > 0) throw new Error(`No file of the site has the page ${missing.join(', ')}`);
}

/** Adds all files that a file needs. */
function addImports(bundle: Bundle, file: string, found: Set<string>): void {
  const chunk = bundle[file];
  if (chunk?.type !== 'chunk') return;
  for (const one of chunk.imports) {
    if (found.has(one)) continue;
    found.add(one);
    addImports(bundle, one, found);
  }
}
