import { randomBytes, randomUUID } from 'node:crypto';
import { ServiceError } from '../../http/service-error.ts';
import { notAuthorized } from './errors.ts';
import { requiredText } from './input.ts';
import type { ClientOptions } from './options.ts';
import { callerOf, clientOf } from './pool.ts';
import type { Operation, Output, Pool } from './pool.ts';
import type { Session, User } from './store.ts';
import { refreshTokenHash } from './tokens.ts';

function newRefreshToken(): string {
  return randomBytes(96).toString('base64url');
}

async function authenticationResult(
  pool: Pool,
  user: User,
  session: Session,
  client: ClientOptions,
  refreshToken?: string,
): Promise<Output> {
  return {
    AuthenticationResult: {
      AccessToken: await pool.tokens.access(user, session, client),
      IdToken: await pool.tokens.id(user, session, client),
      ExpiresIn: client.accessTokenSeconds,
      TokenType: 'Bearer',
      ...(refreshToken === undefined ? {} : { RefreshToken: refreshToken }),
    },
    ChallengeParameters: {},
  };
}

/** Starts a session and returns its tokens, as the last step of every sign-in. */
export async function startSession(pool: Pool, user: User, client: ClientOptions): Promise<Output> {
  const now = pool.now();
  const session: Session = {
    originJti: randomUUID(),
    username: user.username,
    clientId: client.id,
    authTime: now,
    expiresAt: now + client.refreshTokenSeconds * 1000,
  };
  const refreshToken = newRefreshToken();
  pool.store.transaction(() => {
    pool.store.addSession(session);
    pool.store.addRefreshToken(refreshTokenHash(refreshToken), session.originJti);
  });
  return authenticationResult(pool, user, session, client, refreshToken);
}

/**
 * Returns new tokens for a refresh token. With rotation, they include a new refresh token, which expires when the old
 * one would have.
 */
export async function refresh(pool: Pool, client: ClientOptions, token: string): Promise<Output> {
  const hash = refreshTokenHash(token);
  const now = pool.now();
  const session = pool.store.refreshToken(hash);
  if (session?.clientId !== client.id) throw notAuthorized('Invalid Refresh Token');
  if (session.expiresAt <= now) throw notAuthorized('Refresh Token has expired');
  const grace = client.rotationGraceSeconds ?? 0;
  if (session.replacedAt !== null && now > session.replacedAt + grace * 1000) {
    throw new ServiceError('RefreshTokenReuseException', 'Refresh token has been invalidated by rotation');
  }
  const user = pool.store.userByUsername(session.username);
  if (user === undefined) throw notAuthorized('Invalid Refresh Token');
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (client.rotationGraceSeconds === undefined) return authenticationResult(pool, user, session, client);
  const next = newRefreshToken();
  pool.store.transaction(() => {
    pool.store.addRefreshToken(refreshTokenHash(next), session.originJti);
    pool.store.replaceRefreshToken(hash, now);
  });
  return authenticationResult(pool, user, session, client, next);
}

export const getTokensFromRefreshToken: Operation = (pool, input) =>
  refresh(pool, clientOf(pool, input), requiredText(input, 'RefreshToken'));

/** Ends the session of a refresh token and so revokes the session's access tokens. An unknown token is not an error. */
export const revokeToken: Operation = (pool, input) => {
  const client = clientOf(pool, input);
  const token = requiredText(input, 'Token');
  if (token.split('.').length === 3) {
    throw new ServiceError('UnsupportedTokenTypeException', 'Unsupported token type');
  }
  const session = pool.store.refreshToken(refreshTokenHash(token));
  if (session === undefined) return {};
  if (session.clientId !== client.id) {
    throw new ServiceError('UnauthorizedException', 'The refresh token was issued to another client');
  }
  pool.store.endSession(session.originJti);
  return {};
};

export const globalSignOut: Operation = async (pool, input) => {
  const { user } = await callerOf(pool, input);
  pool.store.endSessionsOf(user.username);
  return {};
};
