import type { Key } from './keys.ts';

/** An operator’s request to erase persons again who came back with a restored table, and how far that has come. */
export const eraseAgainKey: Key = { pk: 'SYSTEM', sk: 'ERASE-AGAIN' };
/** The progress of the pass over the table that removes persons. */
export const erasurePassKey: Key = { pk: 'SYSTEM', sk: 'ERASURE-PASS' };
/** The progress of the pass over the table that removes the data of organizations. */
export const purgePassKey: Key = { pk: 'SYSTEM', sk: 'PURGE-PASS' };
/** Where the next search for users who are missing in the user pool starts. */
export const missingUsersPassKey: Key = { pk: 'SYSTEM', sk: 'MISSING-USERS-PASS' };
/** When the budget of the stage's bulk writes has made up for what was written so far. */
export const writeBudgetKey: Key = { pk: 'SYSTEM', sk: 'WRITE-BUDGET' };
