import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const icon = resolve(import.meta.dirname, 'src/lib/components/Icon.svelte');

/** Draws the icons of the library with the site's own component, which lacks options that the site doesn't use. */
export function plainIcons(): Plugin {
  return {
    name: 'plain-icons',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source === '../Icon.svelte' && importer?.includes('/@lucide/svelte/dist/icons/') ? icon : undefined,
  };
}
