import type { ApiKey } from '#contract/api-key.ts';
import type { KeyPermission } from '#contract/permission.ts';
import { changesOf, type StoredKey } from '#data/organization/api-key.ts';
import type { Context } from '#data/organization/context.ts';
import { ifPresent } from '#data/store/condition.ts';
import { apiKeyHashKey } from '#data/store/keys.ts';
import { transact, type Action } from '#data/store/transact.ts';
import { epochSeconds } from '#data/values/epoch.ts';
import {
  checkExpiry,
  checkPermissions,
  keyActions,
  lastUsesOf,
  loadToChange,
  previousOf,
  shown,
} from './stored-key.ts';

interface KeyUpdate {
  name?: string | undefined;
  permissions?: KeyPermission[] | undefined;
  expiresAt?: string | null | undefined;
  allowedAddresses?: string[] | undefined;
}

/** Changes a key. The change applies to the next request with any of its secrets. */
export async function update(
  context: Context,
  { id, body }: { id: string; body: KeyUpdate },
): Promise<ApiKey> {
  const { key } = await loadToChange(context, id);
  checkPermissions(context, body.permissions ?? []);
  checkExpiry(context, body.expiresAt ?? undefined);
  const after = updated(key, body);
  const uses = await lastUsesOf(context, [key]);
  if (changesOf(key, after).length === 0) return shown(context, key, uses);
  const previous = previousOf(context, after);
  await transact(context, [
    ...keyActions(context, key, after, 'updated'),
    secretUpdate(after, after.hash, after.expiry),
    ...(previous ? [secretUpdate(after, previous.hash, previous.endsAt)] : []),
  ]);
  return shown(context, after, uses);
}

function updated({ expiry, allowedAddresses, previous, ...key }: StoredKey, body: KeyUpdate): StoredKey {
  const end = body.expiresAt === undefined ? expiry : (body.expiresAt ?? undefined);
  const addresses = body.allowedAddresses ?? allowedAddresses ?? [];
  return {
    ...key,
    version: key.version + 1,
    name: body.name ?? key.name,
    permissions: body.permissions ? [...new Set(body.permissions)] : key.permissions,
    ...(end ? { expiry: end } : {}),
    ...(addresses.length > 0 ? { allowedAddresses: [...new Set(addresses)] } : {}),
    // The previous secret never outlives the key.
    ...(previous
      ? { previous: { ...previous, endsAt: end && end < previous.endsAt ? end : previous.endsAt } }
      : {}),
  };
}

/** The action that applies a change to the item with which requests that use a secret are authenticated. */
function secretUpdate({ permissions, allowedAddresses }: StoredKey, hash: string, end?: string): Action {
  const set = {
    permissions,
    ...(allowedAddresses ? { allowedAddresses } : {}),
    ...(end ? { expiresAt: epochSeconds(end) } : {}),
  };
  const removed = ['allowedAddresses', 'expiresAt'].filter((name) => !(name in set));
  const names = Object.keys(set).map((name) => `#${name} = :${name}`);
  return {
    update: {
      Key: { ...apiKeyHashKey(hash) },
      UpdateExpression: `SET ${names.join(', ')}${removed.length > 0 ? ` REMOVE ${removed.map((name) => `#${name}`).join(', ')}` : ''}`,
      ...ifPresent,
      ExpressionAttributeNames: Object.fromEntries(
        [...Object.keys(set), ...removed].map((name) => [`#${name}`, name]),
      ),
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(set).map(([name, value]) => [`:${name}`, value]),
      ),
    },
  };
}
