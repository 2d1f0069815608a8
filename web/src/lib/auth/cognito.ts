import { Amplify } from 'aws-amplify';
import { signOut as forgetTokens } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { siteConfig } from '#lib/config.ts';
import { storedTokens, tokenStorage } from './token-storage.ts';

/**
 * This module configures the sign-in library. Pages load it with `import()`, on first use or when the browser is idle,
 * because the library is large.
 */
const config = await siteConfig();
Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId: config.userPoolId,
      userPoolClientId: config.userPoolClientId,
      ...(config.userPoolEndpoint ? { userPoolEndpoint: config.userPoolEndpoint } : {}),
    },
  },
});
cognitoUserPoolsTokenProvider.setKeyValueStorage(tokenStorage);

export {
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  fetchAuthSession,
  resendSignUpCode,
  resetPassword,
  signIn,
  signUp,
} from 'aws-amplify/auth';

const signOutTimeoutMilliseconds = 3_000;

/**
 * Ends the session: its access tokens through the API, its refresh token in Cognito, and removes both from the browser,
 * even if the API or Cognito can't be reached.
 */
export async function signOut(): Promise<void> {
  const token = storedTokens(config.userPoolClientId)?.accessToken;
  if (token) await endAccess(token).catch(() => undefined);
  await forgetTokens();
}

/** Without the API client, which would wait for the connection and open the sign-in page after a 401. */
async function endAccess(token: string): Promise<void> {
  const { operations } = await import('virtual:later-operations');
  const operation = operations.me?.signOut;
  if (!operation) return;
  await fetch(config.apiUrl + operation.path, {
    method: operation.method,
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(signOutTimeoutMilliseconds),
  });
}
