import { defineConfig } from 'vitest/config';
import { contractForBrowser } from './web/contract-for-browser.ts';

/**
 * Tests of `tests/api` and `tests/isolation` share one local host, but for those that write so much that the others
 * would wait for it; all others start what they need themselves.
 * `FULL=1` (npm run test:full) runs the full counts of generated and repeated cases; see tests/counts.ts.
 */
export default defineConfig({
  plugins: [contractForBrowser()],
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What follows from a write comes when the machine has time for it.
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    // Of two cores: tests of a whole system wait for it half of the time.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared-host',
          include: ['tests/{api,isolation}/**/*.test.ts'],
          globalSetup: ['tests/shared-host.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['**/*.test.ts'],
          exclude: ['node_modules/**', '.build/**', '**/.svelte-kit/**', 'tests/{api,isolation}/**'],
          globalSetup: ['tests/browser/unpack.ts'],
        },
      },
    ],
    reporters: ['default', './tests/closing-line.ts'],
  },
});
