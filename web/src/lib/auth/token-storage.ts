import type { KeyValueStorageInterface } from 'aws-amplify/utils';

const stayKey = 'cobalt.stay';

/** Whether tokens outlive the browser tab: localStorage if so, sessionStorage if not. */
export function staySignedIn(stay: boolean): void {
  localStorage.setItem(stayKey, stay ? 'yes' : 'no');
}

const area = (): Storage => (localStorage.getItem(stayKey) === 'no' ? sessionStorage : localStorage);

/** Where the sign-in library keeps its tokens. */
export const tokenStorage: KeyValueStorageInterface = {
  setItem: (key, value) => done(() => area().setItem(key, value)),
  getItem: (key) => Promise.resolve(area().getItem(key)),
  removeItem: (key) => done(() => area().removeItem(key)),
  clear: () => done(() => area().clear()),
};

function done(work: () => void): Promise<void> {
  work();
  return Promise.resolve();
}

export interface StoredTokens {
  accessToken: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/**
 * The access token that the sign-in library has stored, read without loading the library. It writes
 * `<prefix>.<clientId>.LastAuthUser` and `<prefix>.<clientId>.<user>.accessToken`.
 */
export function storedTokens(clientId: string): StoredTokens | undefined {
  const prefix = `CognitoIdentityServiceProvider.${clientId}`;
  const user = area().getItem(`${prefix}.LastAuthUser`);
  const accessToken = user && area().getItem(`${prefix}.${user}.accessToken`);
  if (!accessToken) return undefined;
  return { accessToken, expiresAt: expiryOf(accessToken) };
}

function expiryOf(token: string): number {
  try {
    const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
    return (JSON.parse(atob(payload)) as { exp: number }).exp * 1000;
  } catch {
    return 0;
  }
}
