import { isFull } from './counts.ts';

/** Of the browser: signing in, one journey, every page in one look, and the ways in which typed work could be lost. */
const quickInBrowser = ['journey', 'navigation', 'number-fields', 'pages', 'session', 'unsaved-changes'];

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
];

/** `npm run test:changed` names the files that it runs, regardless of their tier. */
export const excluded = isFull || process.env.CHANGED === '1' ? [] : fullOnly;
