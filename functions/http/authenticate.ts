import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { arrayBuffer } from 'node:stream/consumers';
import { JwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { ProblemError } from '#contract/problem.ts';
import { putBounded } from '#data/store/bounded-cache.ts';
import { ifPresent } from '#data/store/condition.ts';
import { apiKeyHashKey } from '#data/store/keys.ts';
import { getItem, updateItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { isWithin } from './address-ranges.ts';
import { apiKeyPrefix, canBeSecret, hashOf } from './api-key-secret.ts';
import type { Caller } from './call.ts';

/** The item stored under the hash of a key's secret. */
export interface ApiKeyItem {
  orgId: string;
  id: string;
  userId: string;
  /** When the creator joined the organization. */
  since?: string;
  permissions: string[];
  /** IP addresses and ranges from which the key can be used. Missing if it can be used from any. */
  allowedAddresses?: string[];
  /** Epoch seconds. TTL removes the item some time later. */
  expiresAt?: number;
  lastUsedAt?: string;
}

const region = process.env.AWS_REGION ?? '';
const poolId = process.env.USER_POOL_ID ?? '';
// The key set is served under the Cognito endpoint, which AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER can override as in
// the SDK.
const endpoint =
  process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? `https://cognito-idp.${region}.amazonaws.com`;

const verifier = JwtVerifier.create(
  {
    issuer: `https://cognito-idp.${region}.amazonaws.com/${poolId}`,
    audience: null,
    jwksUri: `${endpoint}/${poolId}/.well-known/jwks.json`,
    customJwtCheck: ({ payload }) => {
      if (payload.token_use !== 'access') throw new Error('not an access token');
      if (payload.client_id !== process.env.USER_POOL_CLIENT_ID) throw new Error('a token of another client');
    },
  },
  { jwksCache: new SimpleJwksCache({ fetcher: { fetch: fetchKeySet } }) },
);

const fetchSeconds = 3;

/**
 * The verifier's own fetcher accepts https only, which the local host doesn't serve. `fetch` would load undici at every
 * cold start.
 */
async function fetchKeySet(uri: string): Promise<ArrayBuffer> {
  const { get } = uri.startsWith('https:') ? https : http;
  try {
    const request = get(uri, { signal: AbortSignal.timeout(fetchSeconds * 1000) });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    if (response.statusCode === 200) return await arrayBuffer(response);
    response.destroy();
  } catch {
    // There was no connection, or no whole answer in time.
  }
  throw new ProblemError('unavailable');
}

let keySet: Promise<void> | undefined;

/** Fetches the user pool's key set, once per process. After a failure, the next call tries again. */
export function loadKeySet(): Promise<void> {
  keySet ??= verifier.hydrate().catch((error: unknown) => {
    keySet = undefined;
    throw error;
  });
  return keySet;
}

const credentialOf = (header: string | undefined): string | undefined =>
  /^Bearer ([\w.~+/=-]+)$/i.exec(header ?? '')?.[1];

/** Whether an Authorization header holds an API key, valid or not. */
export const isApiKey = (header: string | undefined): boolean =>
  credentialOf(header)?.startsWith(apiKeyPrefix) ?? false;

/** Identifies the caller by `Authorization: Bearer <token or key>`. Permissions are checked later. */
export async function authenticate(
  session: Session,
  header: string | undefined,
  now: string,
  address: string | undefined,
): Promise<Caller> {
  const credential = credentialOf(header);
  if (!credential) throw new ProblemError('unauthenticated');
  return credential.startsWith(apiKeyPrefix)
    ? callerOfKey(session, credential, now, address)
    : callerOfToken(credential);
}

/**
 * Callers of verified tokens, until the tokens expire. Verifying one takes a fifth of the CPU time of reading a record.
 */
const verified = new Map<string, { caller: Caller; endsAt: number }>();
const verifiedMost = 1_000;

async function callerOfToken(token: string): Promise<Caller> {
  const known = verified.get(token);
  if (known && known.endsAt > Date.now()) return known.caller;
  await loadKeySet();
  const payload = await verifier.verify(token).catch(unlessUnavailable);
  if (!payload?.sub || typeof payload.iat !== 'number' || typeof payload.exp !== 'number') {
    throw new ProblemError('unauthenticated');
  }
  const caller: Caller = {
    actor: { userId: payload.sub },
    issuedAtSeconds: payload.iat,
    signedInAtSeconds: Number(payload.auth_time),
    signInId: String(payload.origin_jti),
    username: String(payload.username),
  };
  putBounded(verified, token, { caller, endsAt: payload.exp * 1000 }, verifiedMost);
  return caller;
}

/** Treats a token that cannot be verified as invalid, unless the key set could not be fetched. */
function unlessUnavailable(error: unknown): undefined {
  if (error instanceof ProblemError) throw error;
}

async function callerOfKey(
  session: Session,
  secret: string,
  now: string,
  address: string | undefined,
): Promise<Caller> {
  const key = canBeSecret(secret)
    ? await getItem<ApiKeyItem>(session, apiKeyHashKey(hashOf(secret)))
    : undefined;
  if (!key || (key.expiresAt !== undefined && key.expiresAt * 1000 <= Date.parse(now))) {
    throw new ProblemError('unauthenticated');
  }
  if (key.allowedAddresses && !isWithin(address, key.allowedAddresses)) {
    throw new ProblemError('forbidden', 'address_not_allowed');
  }
  await noteUse(session, key, hashOf(secret), now);
  return {
    actor: { userId: key.userId, apiKeyId: key.id },
    apiKey: { orgId: key.orgId, since: key.since, permissions: key.permissions },
  };
}

/** Records the minute in which a key was last used. Further uses in the same minute write nothing. */
async function noteUse(session: Session, key: ApiKeyItem, hash: string, now: string): Promise<void> {
  const minute = `${now.slice(0, 16)}:00.000Z`;
  if (key.lastUsedAt === minute) return;
  await updateItem(session, {
    Key: apiKeyHashKey(hash),
    UpdateExpression: 'SET lastUsedAt = :minute',
    ...ifPresent,
    ExpressionAttributeValues: { ':minute': minute },
  }).catch(() => undefined);
}
