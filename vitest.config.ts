import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { excluded } from './tests/tiers.ts';
import { contractForBrowser } from './web/contract-for-browser.ts';

/**
 * A test file that imports modules again for each environment that it stubs, so it can't share an environment with
 * other files.
 */
const stubsEnvironment = 'shared/data/sdk/request-handler.test.ts';

/**
 * Five projects: `unit` tests plain functions, in one shared environment because they start nothing and change no
 * global state; `shared-host` tests the API on one local host for all files; `browser` tests the site on another host,
 * with one browser; `local-aws` tests the local host itself; `alone` contains the tests that start what they need
 * themselves.
 * `FULL=1` (npm run test:full) adds the tests that `tests/tiers.ts` excludes otherwise, and the full counts of
 * `tests/counts.ts`.
 */
export default defineConfig({
  plugins: [contractForBrowser()],
  test: {
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // The effects of a write take longer on a busy machine.
    expect: { poll: { timeout: 30_000, interval: 100 } },
    pool: 'forks',
    // Tests of the whole system spend half of their time waiting, so two cores can run four of them.
    maxWorkers: 4,
    projects: [
      {
        extends: true,
        // Compiles modules with runes, and the icons that views of record types import, as the site's build does.
        plugins: [svelte({ configFile: false })],
        test: {
          name: 'unit',
          include: ['{functions,shared,web/src}/**/*.test.ts', 'tests/{,public-operations/}*.test.ts'],
          exclude: [stubsEnvironment],
          pool: 'threads',
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'shared-host',
          include: ['tests/{api,isolation}/**/*.test.ts'],
          exclude: excluded,
          globalSetup: ['tests/shared-host.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'local-aws', include: ['local-aws/**/*.test.ts'], exclude: excluded },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: [
            '{dev,events,infra}/**/*.test.ts',
            'tests/{capacity,faults}/**/*.test.ts',
            stubsEnvironment,
          ],
          exclude: excluded,
          globalSetup: ['infra/templates-folder.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          exclude: excluded,
          globalSetup: ['tests/browser/shared-site.ts'],
        },
      },
    ],
    reporters: ['default', './tests/closing-line.ts'],
  },
});
