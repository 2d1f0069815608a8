import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** Where `npm run dev:site` finds the API: the address that a running `npm start` prints. */
const apiOrigin = process.env.COBALT_API_ORIGIN ?? 'http://127.0.0.1:4000';

// Whoever builds the site, a test run for instance, builds the one that is delivered.
if (process.argv.includes('build')) process.env.NODE_ENV = 'production';

const output = resolve(import.meta.dirname, '../.build/site');

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
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
  build: { cssTarget: ['chrome123', 'firefox120', 'safari17.5'] },
  server: {
    host: '127.0.0.1',
    proxy: { '/v1': apiOrigin, '/config.json': apiOrigin, '/_cognito': apiOrigin, '/_local': apiOrigin },
  },
});
