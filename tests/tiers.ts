import { isFull } from './counts.ts';

/**
 * The browser tests in the quick tier: `journey` (one user journey, including sign-in), `navigation`, and `pages`
 * (every page, in one of two combinations of theme, language and screen size).
 */
const quickInBrowser = ['journey', 'navigation', 'pages'];

/**
 * Tests that `npm test` leaves out and `npm run test:full` runs: tests of the local host itself, tests that load much
 * data or send many requests, and most browser tests. counts.ts sets how many generated and repeated cases each tier
 * runs.
 */
export const fullOnly = [
  'local-aws/**/*.test.ts',
  'tests/api/{archive-large,demo-data,failed-runs}.test.ts',
  `tests/browser/!(${quickInBrowser.join('|')}).test.ts`,
  'tests/capacity/**/*.test.ts',
  // The quick tier kills imports, jobs and merges in other tests.
  'tests/faults/{bulk-edit,corrected-import,export,import-chain,import-entries}.test.ts',
  'tests/faults/demo-data.test.ts',
  'tests/faults/erasure.test.ts',
  'tests/faults/organization-purge.test.ts',
  'tests/faults/stage-limits.test.ts',
];

/** Whether this run leaves tests to the full tier. `npm run test:changed` leaves none. */
export const isQuick = !isFull && process.env.CHANGED !== '1';

/** Patterns of the test files that this run leaves out. */
export const excluded = isQuick ? fullOnly : [];
