import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const icon = resolve(import.meta.dirname, 'src/lib/components/Icon.svelte');
const icons = '/@lucide/svelte/dist/icons/';
const unneeded = /"name": "[^"]*", "size": \d+, |, "aliases": \[[^\]]*\]/g;

/**
 * Draws the icons of the library with the site's own component, which lacks options that the site doesn't use, and
 * leaves out what that component doesn't need: the names and the size of icons.
 */
export function plainIcons(): Plugin {
  return {
    name: 'plain-icons',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source === '../Icon.svelte' && importer?.includes(icons) ? icon : undefined,
    transform: (code, file) =>
      file.includes(icons) ? { code: code.replace(unneeded, ''), map: null } : undefined,
  };
}
