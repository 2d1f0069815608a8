import { siteConfig } from '#lib/config.ts';
import { loadWhenIdle } from '#lib/load-ahead.ts';
import { storedTokens } from './token-storage.ts';

/** The sign-in library, loaded on first use. */
export const cognito = () => import('./cognito.ts');

/** Prefetches the sign-in library when the browser is idle. */
export function preloadCognito(): void {
  loadWhenIdle(cognito);
}

/** Tokens that expire sooner than this are refreshed before use. */
const marginMilliseconds = 30_000;

export async function signedInUser(): Promise<string | undefined> {
  return storedTokens((await siteConfig()).userPoolClientId)?.username;
}
export async function isSignedIn(): Promise<boolean> {
  return (await signedInUser()) !== undefined;
}

let refreshing: Promise<string | undefined> | undefined;

/** A valid access token, or undefined if nobody is signed in. */
export async function accessToken(options: { refresh?: boolean } = {}): Promise<string | undefined> {
  const stored = storedTokens((await siteConfig()).userPoolClientId);
  if (!stored) return undefined;
  if (!options.refresh && stored.expiresAt - Date.now() > marginMilliseconds) return stored.accessToken;
  refreshing ??= refresh().finally(() => (refreshing = undefined));
  return refreshing;
}

async function refresh(): Promise<string | undefined> {
  const { fetchAuthSession } = await cognito();
  const session = await fetchAuthSession({ forceRefresh: true });
  return session.tokens?.accessToken.toString();
}

/** Ends the session in this browser. Sessions on other devices stay. */
export async function signOutHere(): Promise<void> {
  const { signOut } = await cognito();
  await signOut();
}
