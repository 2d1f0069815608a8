/** What this tab keeps is somebody's: drafts, the list one came from, places in it. */
const ownerKey = 'cobalt.user';

/** Notes whose tab this is now. Whether it was somebody else's before, whose things are forgotten then. */
export function takeTabOver(username: string): boolean {
  const before = sessionStorage.getItem(ownerKey);
  if (before === username) return false;
  forgetTab();
  sessionStorage.setItem(ownerKey, username);
  return before !== null;
}

export function forgetTab(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith('cobalt.')) sessionStorage.removeItem(key);
  }
}
