import { createHmac, randomBytes } from 'node:crypto';
import { ServiceError } from '../../http/service-error.ts';
import { notAuthorized, userNotFound } from './errors.ts';
import type { ClientOptions, CognitoOptions } from './options.ts';
import { openStore } from './store.ts';
import type { Session, Store, User } from './store.ts';
import { createTokens } from './tokens.ts';
import type { Tokens } from './tokens.ts';
import type { Exchange } from './srp.ts';

/** A challenge in a sign-in, until it is answered or expires. */
export type Challenge = { clientId: string; username: string; expiresAt: number } & (
  | { name: 'PASSWORD_VERIFIER'; exchange: Exchange; subject: string }
  | { name: 'NEW_PASSWORD_REQUIRED' | 'SOFTWARE_TOKEN_MFA' }
);

export interface Pool {
  options: CognitoOptions;
  /** The part of the pool's id after the underscore. SRP includes it in every password hash. */
  name: string;
  store: Store;
  tokens: Tokens;
  /**
   * Open challenges by session string. They are lost at a restart, so users who were signing in have to start again.
   */
  challenges: Map<string, Challenge>;
  /** Key from which responses for unknown users and digests of codes are derived. */
  secret: string;
  now(): number;
}

/** Input of an operation as received, and output as sent. */
export type Input = Record<string, unknown>;
export type Output = Record<string, unknown>;
export type Operation = (pool: Pool, input: Input) => Output | Promise<Output>;

const openChallengesKept = 10_000;

export function openPool(options: CognitoOptions): Pool {
  const now = options.now ?? Date.now;
  const store = openStore(options.dataFile);
  let secret = store.secret('pool');
  if (secret === undefined) {
    secret = randomBytes(32).toString('hex');
    store.putSecret('pool', secret);
  }
  store.endSessionsBefore(now());
  const issuer = `https://cognito-idp.${options.region}.amazonaws.com/${options.poolId}`;
  return {
    options,
    name: options.poolId.slice(options.poolId.indexOf('_') + 1),
    store,
    tokens: createTokens(issuer, store, now),
    challenges: new Map(),
    secret,
    now,
  };
}

export function keyedHash(pool: Pool, text: string): string {
  return createHmac('sha256', pool.secret).update(text).digest('hex');
}

export function clientOf(pool: Pool, input: Input): ClientOptions {
  const client = pool.options.clients.find((candidate) => candidate.id === input.ClientId);
  if (client === undefined) {
    const message = `User pool client ${String(input.ClientId)} does not exist.`;
    throw new ServiceError('ResourceNotFoundException', message);
  }
  return client;
}

/** Finds a user by username or verified e-mail. */
export function findUser(pool: Pool, name: string): User | undefined {
  return pool.store.userByUsername(name) ?? pool.store.userByAlias(name);
}

/** Stores a challenge and returns its session string: base64 of 48 random bytes. */
export function putChallenge(pool: Pool, challenge: Challenge): string {
  for (const [session, open] of pool.challenges) {
    if (open.expiresAt > pool.now() && pool.challenges.size < openChallengesKept) break;
    pool.challenges.delete(session);
  }
  const session = randomBytes(48).toString('base64');
  pool.challenges.set(session, challenge);
  return session;
}

type NamedChallenge<Name extends Challenge['name']> = Challenge & { name: Name };

/**
 * Returns the open challenge of a session string and leaves it open. Rejects the session if it has expired or belongs
 * to another client or another kind of challenge.
 */
export function openChallenge<Name extends Challenge['name']>(
  pool: Pool,
  name: Name,
  client: ClientOptions,
  session: string,
): NamedChallenge<Name> {
  const challenge = pool.challenges.get(session);
  if (challenge?.name !== name || challenge.clientId !== client.id) {
    throw notAuthorized('Invalid session for the user.');
  }
  if (challenge.expiresAt <= pool.now()) {
    pool.challenges.delete(session);
    throw notAuthorized('Invalid session for the user, session is expired.');
  }
  return challenge as NamedChallenge<Name>;
}

/** Closes a challenge and returns it, so that its session string cannot be used again. */
export function takeChallenge<Name extends Challenge['name']>(
  pool: Pool,
  name: Name,
  client: ClientOptions,
  session: string,
): NamedChallenge<Name> {
  const challenge = openChallenge(pool, name, client, session);
  pool.challenges.delete(session);
  return challenge;
}

export interface Caller {
  user: User;
  session: Session;
}

/**
 * The user and the session that an access token identifies. The token is rejected if the session has ended or the user
 * is disabled.
 */
export async function callerOf(pool: Pool, input: Input): Promise<Caller> {
  const token = await pool.tokens.verifyAccess(String(input.AccessToken));
  const user = pool.store.userByUsername(token.username);
  if (user === undefined) throw userNotFound();
  const session = pool.store.session(token.originJti);
  if (session === undefined) throw notAuthorized('Access Token has been revoked');
  if (!user.enabled) throw notAuthorized('User is disabled.');
  return { user, session };
}

export function saveUser(pool: Pool, user: User): void {
  user.modifiedAt = pool.now();
  pool.store.saveUser(user);
}
