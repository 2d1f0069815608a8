import type { KeyValueStorageInterface } from 'aws-amplify/utils';

/** Not one of the keys of a user's data, which a tab forgets when somebody else signs in. */
const stayKey = 'sign-in.stay';
const keyPrefix = 'CognitoIdentityServiceProvider.';

/** Moves the tokens to localStorage, where they survive closing the tab, or to sessionStorage, for this tab only. */
export function staySignedIn(stay: boolean): void {
  const from = area();
  if (stay) sessionStorage.removeItem(stayKey);
  else sessionStorage.setItem(stayKey, 'no');
  const to = area();
  if (from === to) return;
  for (const key of tokenKeys(to)) to.removeItem(key);
  for (const key of tokenKeys(from)) {
    to.setItem(key, from.getItem(key) ?? '');
    from.removeItem(key);
  }
}
const tokenKeys = (of: Storage) => Object.keys(of).filter((key) => key.startsWith(keyPrefix));

/** Each tab keeps what was chosen in it, so that a sign-in in another tab doesn't change who is signed in here. */
const area = (): Storage => (sessionStorage.getItem(stayKey) === 'no' ? sessionStorage : localStorage);

/** The sign-in library's storage: sessionStorage if the user chose not to stay signed in, otherwise localStorage. */
export const tokenStorage: KeyValueStorageInterface = {
  setItem: (key, value) => done(() => area().setItem(key, value)),
  getItem: (key) => Promise.resolve(area().getItem(key)),
  removeItem: (key) => done(() => area().removeItem(key)),
  clear: () => done(() => area().clear()),
};

/** Whether this tab is signed in for itself only, so that what other tabs store doesn't concern it. */
export const isForThisTab = (): boolean => area() === sessionStorage;

/**
 * Lets the tab that opened this one go on with this sign-in, so that signing in again in a new tab continues what is open
 * there: it gets tokens that are kept for a tab only, or looks for them where all tabs do.
 */
export function shareWithOpener(): void {
  const opener = window.opener as Window | null;
  if (!opener) return;
  try {
    const entries = tokenKeys(area()).map((key) => [key, area().getItem(key) ?? ''] as const);
    if (isForThisTab())
      for (const [key, value] of [...entries, [stayKey, 'no']] as const)
        opener.sessionStorage.setItem(key, value);
    else opener.sessionStorage.removeItem(stayKey);
    const [key, newValue] = entries.find(([name]) => name.endsWith('.accessToken')) ?? [];
    if (key) opener.dispatchEvent(new StorageEvent('storage', { key, newValue: newValue ?? null }));
  } catch {
    // Another site opened this tab.
  }
}

function done(work: () => void): Promise<void> {
  work();
  return Promise.resolve();
}

export interface StoredTokens {
  username: string;
  accessToken: string;
  /** Milliseconds since the Unix epoch. */
  expiresAt: number;
}

/**
 * Reads the access token that the sign-in library stored, without loading the library. After `keyPrefix`, the keys are
 * `<clientId>.LastAuthUser` and `<clientId>.<user>.accessToken`. Returns undefined if nobody is signed in.
 */
export function storedTokens(clientId: string): StoredTokens | undefined {
  const prefix = keyPrefix + clientId;
  const username = area().getItem(`${prefix}.LastAuthUser`);
  const accessToken = username && area().getItem(`${prefix}.${username}.accessToken`);
  if (!accessToken) return undefined;
  return { username, accessToken, expiresAt: expiryOf(accessToken) };
}

function expiryOf(token: string): number {
  try {
    const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
    return (JSON.parse(atob(payload)) as { exp: number }).exp * 1000;
  } catch {
    return 0;
  }
}
