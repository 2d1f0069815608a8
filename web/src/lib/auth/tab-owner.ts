/** Data in this tab belongs to one user: drafts, the last list, scroll positions. */
const ownerKey = 'cobalt.user';

/** The user whose data the page has in memory. */
let reader: string | undefined;

/**
 * Assigns the tab to a user and drops data of another one. Returns whether the page still has another user's data in
 * memory.
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

export function forgetTab(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith('cobalt.')) sessionStorage.removeItem(key);
  }
}
