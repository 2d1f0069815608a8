import { v7 as uuidv7 } from 'uuid';
import type { ApiKey } from '#contract/api-key.ts';
import { limits } from '#contract/limits.ts';
import type { KeyPermission } from '#contract/permission.ts';
import { fieldProblem } from '#contract/problem.ts';
import { ifAbsent } from '#data/store/condition.ts';
import type { Context } from '#data/organization/context.ts';
import {
  keyChange,
  keyFrom,
  keyRevocation,
  readApiKeys,
  type KeyItem,
  type StoredKey,
} from '#data/organization/api-key.ts';
import { apiKeyHashKey } from '#data/store/keys.ts';
import { transact } from '#data/store/transact.ts';
import { epochSeconds } from '#data/values/epoch.ts';
import { hashOf, newSecret, startOf } from '#http/api-key-secret.ts';
import { checkExpiry, checkPermissions, itemOf, lastUsesOf, loadKey, shown } from './stored-key.ts';

export async function list(context: Context): Promise<{ items: ApiKey[] }> {
  const keys = (await readApiKeys<KeyItem>(context)).map(keyFrom);
  const uses = await lastUsesOf(context, keys);
  const items = keys.map((key) => shown(context, key, uses));
  return { items: items.reverse() };
}

interface NewKey {
  name: string;
  permissions: KeyPermission[];
  expiresAt?: string | undefined;
  allowedAddresses?: string[] | undefined;
}

export async function create(
  context: Context,
  { body }: { body: NewKey },
): Promise<{ key: ApiKey; secret: string }> {
  checkPermissions(context, body.permissions);
  checkExpiry(context, body.expiresAt);
  if ((await readApiKeys(context)).length >= limits.apiKeysPerOrganization) {
    throw fieldProblem('/name', 'too_many', 'conflict', { limit: limits.apiKeysPerOrganization });
  }
  const { orgId, memberSince: since } = context;
  const secret = newSecret();
  const key: StoredKey = {
    id: uuidv7(),
    version: 1,
    name: body.name,
    start: startOf(secret),
    permissions: [...new Set(body.permissions)],
    ...(body.allowedAddresses?.length ? { allowedAddresses: [...new Set(body.allowedAddresses)] } : {}),
    createdAt: context.now,
    createdBy: context.actor.userId,
    hash: hashOf(secret),
    ...(body.expiresAt ? { expiry: body.expiresAt } : {}),
  };
  const { id, hash, permissions, allowedAddresses, createdBy: userId, expiry } = key;
  const expiresAt = expiry ? epochSeconds(expiry) : undefined;
  const hashed = { orgId, id, userId, since, permissions, allowedAddresses, expiresAt };
  const change = keyChange(context, undefined, key, 'created');
  await transact(context, [
    { put: { Item: itemOf(context, undefined, key, change), ...ifAbsent } },
    { put: { Item: { ...apiKeyHashKey(hash), kind: 'api-key-hash', ...hashed }, ...ifAbsent } },
    change,
  ]);
  return { key: shown(context, key), secret };
}

/** Ends a key with all its secrets. */
export async function revoke(context: Context, { id }: { id: string }): Promise<null> {
  await transact(context, keyRevocation(context, await loadKey(context, id)));
  return null;
}
