import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { isFull } from './tests/counts.ts';
import LongestFirst from './tests/longest-first.ts';
import { excluded } from './tests/tiers.ts';
import { contractForBrowser } from './web/contract-for-browser.ts';

/** A test that starts servers and waits for timeouts, so it doesn't run in the same workers as the other unit tests. */
const stubsEnvironment = 'shared/data/sdk/request-handler.test.ts';

/**
 * - `unit`: plain functions. The files share an environment, because they start nothing and change no global state.
 * - `shared-host`: the API, on one local host for all files.
 * - `browser`: the site, on another local host and in one browser.
 * - `local-aws`: the local host itself.
 * - `templates`: CDK's templates, and the commands that deploy them.
 * - `alone`: tests that start what they need themselves.
 *
 * `FULL=1` (`npm run test:full`) adds the tests that `tests/tiers.ts` otherwise excludes, and increases the numbers of
 * runs in `tests/counts.ts`.
 */
export default defineConfig({
  plugins: [contractForBrowser()],
  test: {
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // The effects of a write take longer on a busy machine.
    expect: { poll: { timeout: 30_000, interval: 100 } },
    pool: 'forks',
    // Tests of the whole system wait much of the time, so two cores can run six of them. Those of the full tier wait less.
    maxWorkers: isFull ? 4 : 6,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        // Compiles modules with runes, and the icons that views of record types import, as the site's build does.
        plugins: [svelte({ configFile: false })],
        test: {
          name: 'unit',
          include: [
            '{functions,shared,web/src}/**/*.test.ts',
            'web/*.test.ts',
            'tests/{,archive-reader/,public-operations/,references/}*.test.ts',
          ],
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
          // The files only send requests, so that they can share loaded modules.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'local-aws', include: ['local-aws/**/*.test.ts'], exclude: excluded },
      },
      {
        extends: true,
        test: {
          name: 'templates',
          include: ['{dev,infra}/**/*.test.ts'],
          globalSetup: ['infra/templates-folder.ts'],
          // Loading CDK takes as long as synthesizing a template.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          globalSetup: ['tests/built.ts'],
          include: ['events/**/*.test.ts', 'tests/{capacity,faults}/**/*.test.ts', stubsEnvironment],
          exclude: excluded,
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
