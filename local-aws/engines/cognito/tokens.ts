import { createHash, randomUUID } from 'node:crypto';
import {
  calculateJwkThumbprint,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
} from 'jose';
import type { CryptoKey, JWK } from 'jose';
import type { ClientOptions } from './options.ts';
import { notAuthorized } from './errors.ts';
import type { Session, Store, User } from './store.ts';

export interface Tokens {
  access(user: User, session: Session, client: ClientOptions): Promise<string>;
  id(user: User, session: Session, client: ClientOptions): Promise<string>;
  /**
   * Returns the user and the sign-in of an access token. Expired tokens and tokens of another pool or kind are
   * rejected.
   */
  verifyAccess(token: string): Promise<{ username: string; originJti: string; clientId: string }>;
  keySet(): Promise<{ keys: JWK[] }>;
}

interface SigningKey {
  key: CryptoKey;
  publicKey: CryptoKey;
  publicJwk: JWK;
}

/** Only digests of refresh tokens are stored, so that the store doesn't reveal the tokens. */
export function refreshTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

async function signingKey(store: Store): Promise<SigningKey> {
  let kept = store.secret('signingKey');
  if (kept === undefined) {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    kept = JSON.stringify(await exportJWK(privateKey));
    store.putSecret('signingKey', kept);
  }
  const jwk = JSON.parse(kept) as JWK & { n: string; e: string };
  const { n, e } = jwk;
  const kid = await calculateJwkThumbprint({ kty: 'RSA', n, e });
  const publicJwk = { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' };
  return {
    key: (await importJWK(jwk, 'RS256')) as CryptoKey,
    publicKey: (await importJWK(publicJwk, 'RS256')) as CryptoKey,
    publicJwk,
  };
}

/** Attributes as in an ID token, where verification flags are booleans. */
function attributeClaims(user: User): Record<string, string | boolean> {
  const entries = Object.entries(user.attributes).map(([name, value]) =>
    name.endsWith('_verified') ? [name, value === 'true'] : [name, value],
  );
  return Object.fromEntries(entries) as Record<string, string | boolean>;
}

export function createTokens(issuer: string, store: Store, now: () => number): Tokens {
  const signing = signingKey(store);
  const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

  async function sign(claims: Record<string, unknown>, session: Session, lifetimeSeconds: number) {
    const { key, publicJwk } = await signing;
    const issuedAt = seconds(now());
    // A token never outlives its sign-in.
    const expiresAt = Math.min(issuedAt + lifetimeSeconds, seconds(session.expiresAt));
    return new SignJWT({ ...claims, origin_jti: session.originJti, auth_time: seconds(session.authTime) })
      .setProtectedHeader({ alg: 'RS256', kid: publicJwk.kid ?? '' })
      .setIssuer(issuer)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .setJti(randomUUID())
      .sign(key);
  }

  return {
    access: (user, session, client) =>
      sign(
        {
          sub: user.sub,
          client_id: client.id,
          event_id: randomUUID(),
          token_use: 'access',
          scope: 'aws.cognito.signin.user.admin',
          username: user.username,
        },
        session,
        client.accessTokenSeconds,
      ),
    id: (user, session, client) =>
      sign(
        {
          sub: user.sub,
          ...attributeClaims(user),
          'cognito:username': user.username,
          aud: client.id,
          event_id: randomUUID(),
          token_use: 'id',
        },
        session,
        client.idTokenSeconds,
      ),
    async verifyAccess(token) {
      const { publicKey } = await signing;
      const options = { issuer, algorithms: ['RS256'], currentDate: new Date(now()) };
      const { payload } = await jwtVerify(token, publicKey, options).catch((error: unknown) => {
        if (error instanceof errors.JWTExpired) throw notAuthorized('Access Token has expired');
        throw notAuthorized('Invalid Access Token');
      });
      if (payload.token_use !== 'access') throw notAuthorized('Invalid Access Token');
      return {
        username: String(payload.username),
        originJti: String(payload.origin_jti),
        clientId: String(payload.client_id),
      };
    },
    keySet: async () => ({ keys: [(await signing).publicJwk] }),
  };
}
