import type { ApiKey } from '#contract/api-key.ts';
import { mayManageRole } from '#contract/permission.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import type { AccessItem } from '#data/organization/member.ts';
import { rightIn } from '#data/organization/rights.ts';
import { changeAction, differences, type ChangeAction } from '#data/store/change.ts';
import { ifEquals, ifPresent, type Condition } from '#data/store/condition.ts';
import { nextItemState, withItemState } from '#data/store/item-state.ts';
import { accessKey, apiKeyHashKey, apiKeyKey, recordKey } from '#data/store/keys.ts';
import { getItem } from '#data/store/table.ts';
import type { Action } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';
import { epochSeconds } from '#data/values/epoch.ts';
import type { ApiKeyItem } from '#http/authenticate.ts';

/**
 * The stored API key. Requests are authenticated by a second item, which is stored under the hash of the secret. After a
 * rotation, there is another one for the previous secret.
 */
export interface StoredKey extends Omit<ApiKey, 'expiresAt' | 'previous'> {
  hash: string;
  /** ISO 8601. The item's `expiresAt` is the same instant in epoch seconds. */
  expiry?: string;
  /** The secret before the last rotation, and until when it is valid. */
  previous?: { hash: string; endsAt: string };
}

export type KeyItem = Omit<StoredKey, 'version'> & { version?: number; schema: number; digest?: string };

/** Items of earlier releases have no version. */
export const keyFrom = ({ version = 1, schema, digest, ...item }: KeyItem): StoredKey =>
  withItemState({ ...item, version }, { schema, digest });

/** The times at which the current and the previous secret were last used. */
export interface LastUses {
  current?: string | undefined;
  previous?: string | undefined;
}

export function shown(context: Context, key: StoredKey, uses: LastUses = {}): ApiKey {
  const { id, version, name, start, permissions, createdAt, createdBy, expiry } = key;
  const { previous, allowedAddresses } = key;
  const lastUsedAt = latest([key.lastUsedAt, uses.current, uses.previous]);
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
    ...(previous && previous.endsAt > context.now
      ? {
          previous: {
            endsAt: previous.endsAt,
            ...(uses.previous ? { lastUsedAt: uses.previous } : {}),
          },
        }
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

/** The item with which requests that use a secret are authenticated. */
export async function loadHashed(context: Context, hash: string): Promise<ApiKeyItem> {
  const item = await getItem<ApiKeyItem>(context, apiKeyHashKey(hash));
  if (!item) throw new ProblemError('not_found');
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
    loadHashed(context, key.hash),
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

/** The hashes of the secrets that are valid, or were until a moment ago. */
export const hashesOf = ({ hash, previous }: StoredKey): string[] => [
  hash,
  ...(previous ? [previous.hash] : []),
];

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

/** The key is still in the version that was read. Items of earlier releases have none. */
export const ifUnchanged = ({ version }: StoredKey): Condition =>
  version > 1
    ? ifEquals({ version })
    : {
        ConditionExpression: `${ifPresent.ConditionExpression} AND (attribute_not_exists(#version) OR #version = :versionBefore)`,
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':versionBefore': version },
      };

export function keyChange(
  context: Context,
  before: StoredKey | undefined,
  { id, version, ...after }: StoredKey,
  action: string,
): ChangeAction {
  const { orgId } = context;
  const subject = { orgId, type: 'apiKey', id, key: recordKey(orgId, 'apiKey', id), version, before };
  return changeAction(context, subject, action, before ? differences({ ...before }, after, shownFields) : []);
}

/** The fields whose changes the history of a key contains. */
const shownFields = ['start'];
