/** What this tab keeps is somebody's: drafts, the list one came from, places in it. */
const ownerKey = 'cobalt.user';

/** Whose things the loaded page has in memory. */
let reader: string | undefined;

/** Notes whose tab this is now; what was kept for somebody else is forgotten. Whether the page still knows theirs. */
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
