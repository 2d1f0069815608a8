import { isFull } from './counts.ts';

/**
 * Tests that only `npm run test:full` runs: the local host's own tests, which fail only after changes of the host, and
 * tests that load much more than they verify. Numbers of generated and repeated cases are in counts.ts.
 */
export const fullOnly = [
  'local-aws/**/*.test.ts',
  'tests/api/demo-data.test.ts',
  'tests/browser/new-record-type.test.ts',
  'tests/capacity/**/*.test.ts',
];

/** `npm run test:changed` names the files that it runs, whatever their tier. */
export const excluded = isFull || process.env.CHANGED === '1' ? [] : fullOnly;
