import type { ApiKey } from '#contract/api-key.ts';
import type { StoredKey } from '#data/organization/api-key.ts';
import type { Context } from '#data/organization/context.ts';
import { ifAbsent, ifPresent } from '#data/store/condition.ts';
import { apiKeyHashKey } from '#data/store/keys.ts';
import { getItem } from '#data/store/table.ts';
import { transact, type Action } from '#data/store/transact.ts';
import { epochSeconds } from '#data/values/epoch.ts';
import { hashOf, newSecret, startOf } from '#http/api-key-secret.ts';
import { keyActions, latest, loadToChange, shown } from './stored-key.ts';

/**
 * Replaces the secret of a key. The previous secret stays valid for the overlap, so that programs can be changed one by
 * one. A secret that an earlier rotation left valid ends now.
 */
export async function rotate(
  context: Context,
  { id, body: { overlapHours } }: { id: string; body: { overlapHours: number } },
): Promise<{ key: ApiKey; secret: string }> {
  const { key, hashed } = await loadToChange(context, id);
  const secret = newSecret();
  const { previous: older, lastUsedAt: _lastUsedAt, ...kept } = key;
  const used = older && (await getItem<{ lastUsedAt?: string }>(context, apiKeyHashKey(older.hash)));
  const lastUsedAt = latest([key.lastUsedAt, hashed.lastUsedAt, used?.lastUsedAt]);
  const endsAt = overlapEnd(context, key, overlapHours);
  const after: StoredKey = {
    ...kept,
    version: key.version + 1,
    start: startOf(secret),
    hash: hashOf(secret),
    ...(lastUsedAt ? { lastUsedAt } : {}),
    ...(overlapHours > 0 ? { previous: { hash: key.hash, endsAt } } : {}),
  };
  const { lastUsedAt: _usedBefore, ...copied } = hashed;
  await transact(context, [
    ...keyActions(context, key, after, 'rotated'),
    { put: { Item: { ...copied, ...apiKeyHashKey(after.hash) }, ...ifAbsent } },
    overlapHours > 0 ? endAt(key.hash, endsAt) : { remove: { Key: { ...apiKeyHashKey(key.hash) } } },
    ...(older ? [{ remove: { Key: { ...apiKeyHashKey(older.hash) } } }] : []),
  ]);
  return { key: shown(context, after, new Map([[key.hash, hashed.lastUsedAt]])), secret };
}

/** The overlap ends with the key at the latest. */
function overlapEnd({ now }: Context, { expiry }: StoredKey, hours: number): string {
  const end = new Date(Date.parse(now) + hours * 3_600_000).toISOString();
  return expiry !== undefined && expiry < end ? expiry : end;
}

const endAt = (hash: string, endsAt: string): Action => ({
  update: {
    Key: { ...apiKeyHashKey(hash) },
    UpdateExpression: 'SET expiresAt = :end',
    ...ifPresent,
    ExpressionAttributeValues: { ':end': epochSeconds(endsAt) },
  },
});
