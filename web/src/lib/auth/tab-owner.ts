/** Storage key of the user whose data this tab stores, such as drafts and the last list. */
const ownerKey = 'cobalt.user';

/** The user whose data is in memory. */
let reader: string | undefined;

/**
 * Assigns the tab to a user and removes the data that the tab stores for another user. Returns whether another user's
 * data is still in memory.
 */
export function takeTabOver(username: string): boolean {
  if (sessionStorage.getItem(ownerKey) !== username) {
    forgetTab();
    sessionStorage.setItem(ownerKey, username);
  }
  const isAnothers = reader !== undefined && reader !== username;
  reader = username;
  return isAnothers;
}

/** The user whose data this tab stores; null if it stores none. */
export const tabOwner = (): string | null => sessionStorage.getItem(ownerKey);

export function forgetTab(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith('cobalt.')) sessionStorage.removeItem(key);
  }
}
