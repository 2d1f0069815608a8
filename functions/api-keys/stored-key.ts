import type { ApiKey } from '#contract/api-key.ts';
import { mayManageRole, type KeyPermission } from '#contract/permission.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import {
  hashesOf,
  ifUnchanged,
  keyChange,
  keyFrom,
  type KeyItem,
  type StoredKey,
} from '#data/organization/api-key.ts';
import type { Context } from '#data/organization/context.ts';
import type { AccessItem } from '#data/organization/member.ts';
import { rightIn } from '#data/organization/rights.ts';
import type { ChangeAction } from '#data/store/change.ts';
import { nextItemState } from '#data/store/item-state.ts';
import { accessKey, apiKeyHashKey, apiKeyKey } from '#data/store/keys.ts';
import { getItem, getItems } from '#data/store/table.ts';
import type { Action } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';
import { epochSeconds } from '#data/values/epoch.ts';
import type { ApiKeyItem } from '#http/authenticate.ts';

/** The times at which secrets were last used, by their hashes. */
export type LastUses = ReadonlyMap<string, string | undefined>;

export function shown(context: Context, key: StoredKey, uses: LastUses = new Map()): ApiKey {
  const { id, version, name, start, permissions, createdAt, createdBy, expiry } = key;
  const { allowedAddresses } = key;
  const previous = previousOf(context, key);
  const previousUse = previous && uses.get(previous.hash);
  const lastUsedAt = latest([key.lastUsedAt, ...hashesOf(key).map((hash) => uses.get(hash))]);
  return {
    id,
    version,
    name,
    start,
    permissions,
    ...(allowedAddresses ? { allowedAddresses } : {}),
    createdAt,
    createdBy,
    ...(expiry ? { expiresAt: expiry } : {}),
    ...(lastUsedAt ? { lastUsedAt } : {}),
    ...(previous
      ? { previous: { endsAt: previous.endsAt, ...(previousUse ? { lastUsedAt: previousUse } : {}) } }
      : {}),
  };
}

export const latest = (instants: readonly (string | undefined)[]): string | undefined =>
  instants.toSorted().findLast((instant) => instant !== undefined);

export async function loadKey(context: Context, id: string): Promise<StoredKey> {
  const item = await getItem<KeyItem>(context, apiKeyKey(context.orgId, id));
  if (!item) throw new ProblemError('not_found');
  return keyFrom(item);
}

/**
 * The item with which requests that use the current secret are authenticated. If it is missing, another change replaced
 * the secret after the key was read.
 */
async function loadHashed(context: Context, { hash }: StoredKey): Promise<ApiKeyItem> {
  const item = await getItem<ApiKeyItem>(context, apiKeyHashKey(hash));
  if (!item) throw new ProblemError('precondition_failed');
  return item;
}

/**
 * Loads a key to change it, in the version that the caller expects. A key acts as its creator, so only its creator and
 * those who can manage the creator's role can change it. A key whose creator has left can only be revoked.
 */
export async function loadToChange(
  context: Context,
  id: string,
): Promise<{ key: StoredKey; hashed: ApiKeyItem }> {
  const key = await loadKey(context, id);
  if (key.expiry !== undefined && key.expiry <= context.now) throw new ProblemError('not_found');
  const [hashed, access] = await Promise.all([
    loadHashed(context, key),
    getItem<AccessItem>(context, accessKey(key.createdBy)),
  ]);
  const right = rightIn(access ?? {}, context.orgId);
  if (!right || right.since !== hashed.since) throw new ProblemError('conflict', 'key_creator_gone');
  if (key.createdBy !== context.actor.userId && !mayManageRole(context.role, right.role)) {
    throw new ProblemError('forbidden', 'key_of_other_role');
  }
  checkVersion(context, key);
  return { key, hashed };
}

/** The action that changes a key together with its change item. It is refused if another change came first. */
export function keyActions(
  context: Context,
  before: StoredKey,
  after: StoredKey,
  action: string,
): [put: Action, change: ChangeAction] {
  const change = keyChange(context, before, after, action);
  return [
    {
      put: {
        Item: itemOf(context, before, after, change),
        ...ifUnchanged(before),
      },
      refuse: (found) => new ProblemError(found ? 'precondition_failed' : 'not_found'),
    },
    change,
  ];
}

export const itemOf = (
  { orgId }: Context,
  before: StoredKey | undefined,
  after: StoredKey,
  change: ChangeAction,
) => ({
  ...after,
  ...apiKeyKey(orgId, after.id),
  kind: 'api-key',
  ...nextItemState(before, 1, change),
  expiresAt: after.expiry ? epochSeconds(after.expiry) : undefined,
});

/** A key cannot have permissions that whoever gives them lacks. */
export function checkPermissions(context: Context, permissions: KeyPermission[]): void {
  const errors = permissions.flatMap((permission, index): FieldFault[] =>
    context.scopeFor(permission) ? [] : [{ pointer: `/permissions/${index}`, code: 'not_allowed' }],
  );
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}

export function checkExpiry({ now }: Context, expiresAt: string | undefined): void {
  if (expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(now)) {
    throw fieldProblem('/expiresAt', 'in_past');
  }
}

/** The secret before the last rotation, while it is valid. */
export const previousOf = ({ now }: Context, { previous }: StoredKey): StoredKey['previous'] =>
  previous && previous.endsAt > now ? previous : undefined;

/** When the secrets of keys were last used, by hash. The items with which requests are authenticated have the times. */
export async function lastUsesOf(context: Context, keys: readonly StoredKey[]): Promise<LastUses> {
  const hashes = keys.flatMap(hashesOf);
  const used = await getItems<{ lastUsedAt?: string }>(context, hashes.map(apiKeyHashKey));
  return new Map(hashes.map((hash, at) => [hash, used[at]?.lastUsedAt]));
}
