import { isFull } from './counts.ts';

/**
 * The browser tests in the quick tier: `journey` (one user journey, including sign-in), `navigation`, and `pages` (every
 * page, with one combination of theme, language and screen size).
 */
const quickInBrowser = ['journey', 'navigation', 'pages'];

/**
 * Tests that only `npm run test:full` runs: the local host's own tests, which fail only after changes to the host;
 * tests that load much more data or send many more requests than they verify; and most browser tests. counts.ts sets
 * how many generated and repeated cases each tier runs.
 */
export const fullOnly = [
  'local-aws/**/*.test.ts',
  'tests/api/demo-data.test.ts',
  `tests/browser/!(${quickInBrowser.join('|')}).test.ts`,
  'tests/capacity/**/*.test.ts',
  'tests/faults/stage-limits.test.ts',
];

/** `npm run test:changed` runs the files it names regardless of their tier. */
export const excluded = isFull || process.env.CHANGED === '1' ? [] : fullOnly;
