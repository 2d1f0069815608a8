import { isFull } from './counts.ts';

/** Of the browser: one journey, which signs in, and every page in one look and left after a pause. */
const quickInBrowser = ['journey', 'navigation', 'pages'];

/**
 * Tests that only `npm run test:full` runs: the local host's own tests, which fail only after changes of the host, tests
 * that load much more than they verify, and most of the browser. Numbers of generated and repeated cases are in
 * counts.ts.
 */
export const fullOnly = [
  'local-aws/**/*.test.ts',
  'tests/api/demo-data.test.ts',
  `tests/browser/!(${quickInBrowser.join('|')}).test.ts`,
  'tests/capacity/**/*.test.ts',
  'tests/faults/stage-limits.test.ts',
];

/** `npm run test:changed` names the files that it runs, regardless of their tier. */
export const excluded = isFull || process.env.CHANGED === '1' ? [] : fullOnly;
