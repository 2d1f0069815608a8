import type { Plugin } from 'vite';

// SvelteKit serializes server data, which this site doesn't have, and the state of history entries, which is plain JSON.
const devalue = `
const unavailable = () => {
  throw new Error('The site has no server data');
};
export const stringify = (value) => JSON.stringify(value);
export const parse = (text) => JSON.parse(text);
export { unavailable as uneval, unavailable as unflatten };
`;

// Pages send changes with the API client, not with mutations of the query library.
const mutationCache = `
export class MutationCache {
  build() {
    throw new Error('The site has no mutations');
  }
  findAll() {
    return [];
  }
  clear() {}
  async resumePausedMutations() {}
}
`;

// No page is rendered by a server, whose answers SvelteKit would read from the page, and `load` functions use the API
// client instead of the `fetch` that they get.
const fetcher = `
const unavailable = () => {
  throw new Error('Load functions use the API client');
};
export { unavailable as dev_fetch, unavailable as initial_fetch, unavailable as subsequent_fetch };
export const lock_fetch = () => {};
export const unlock_fetch = () => {};
`;

// Nobody traces `load` functions.
const telemetry = 'export const noop_span = {};';

/** Replaces parts of libraries that the site doesn't use but that the build can't leave out. */
export function unusedLibraryCode(): Plugin {
  const replacements: Record<string, string> = {
    '\0devalue': devalue,
    '\0fetcher': fetcher,
    '\0mutation-cache': mutationCache,
    '\0telemetry': telemetry,
  };
  return {
    name: 'unused-library-code',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    resolveId(source, importer) {
      if (source === 'devalue') return '\0devalue';
      const isOfKit = importer?.includes('/@sveltejs/kit/');
      if (isOfKit && source === './fetcher.js') return '\0fetcher';
      if (isOfKit && source === '../../telemetry.js') return '\0telemetry';
      const isMutationCache = source === './mutationCache.js' && importer?.includes('/@tanstack/query-core/');
      return isMutationCache ? '\0mutation-cache' : undefined;
    },
    load: (id) => replacements[id],
  };
}
