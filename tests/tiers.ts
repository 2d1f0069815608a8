import { isChosen, isFull } from './counts.ts';

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
  // Other tests of the quick tier send invalid bodies, reach limits, and merge records and undo that.
  'tests/api/{broken,generated,storm}.test.ts',
  'tests/api/{merge-filters,merge-pairs,merge-retired,merge-undo-later,portal-merges}.test.ts',
  'tests/api/described/requests.test.ts',
  `tests/browser/!(${quickInBrowser.join('|')}).test.ts`,
  'tests/capacity/**/*.test.ts',
  // Tests that kill, delay or restart a host of their own. Of these, the quick tier has `half-done-runs`, `kills` and
  // `stored-data`, and tests of the same code without a host.
  'tests/faults/{account-deletion,changed-settings,concurrency,document-mails,erasure,files}.test.ts',
  'tests/faults/{bulk-edit,corrected-import,export,import,import-chain,import-entries}.test.ts',
  'tests/faults/{first-administrator,host-start,killed-start,poison,stage-limits}.test.ts',
  'tests/faults/{invoice-reminders,merge,money,payment-events,timeline,unique-emails}.test.ts',
  'tests/faults/{demo-data,organization-purge,purge}.test.ts',
  // Another test opens the stored data of the last release.
  'tests/faults/older-data.test.ts',
];

/** Whether this run leaves tests to the full tier. `npm run test:changed` leaves none. */
export const isQuick = !isFull && !isChosen;

/** Patterns of the test files that this run leaves out. */
export const excluded = isQuick ? fullOnly : [];
