import { v7 as uuidv7 } from 'uuid';
import type { ApiKey } from '#contract/api-key.ts';
import { limits } from '#contract/limits.ts';
import type { KeyPermission } from '#contract/permission.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import { changeAction, type ChangeAction } from '#data/store/change.ts';
import { nextItemState, withItemState } from '#data/store/item-state.ts';
import { ifAbsent, ifPresent } from '#data/store/condition.ts';
import type { Context } from '#data/organization/context.ts';
import { readApiKeys } from '#data/organization/api-key.ts';
import { epochSeconds } from '#data/values/epoch.ts';
import { apiKeyHashKey, apiKeyKey, recordKey } from '#data/store/keys.ts';
import { getItem, getItems } from '#data/store/table.ts';
import { transact, type Action } from '#data/store/transact.ts';
import { apiKeyPrefix, hashOf, newSecret } from '#http/api-key-secret.ts';

/** The stored API key. Requests are authenticated by a second item, which is stored under the hash of the secret. */
interface StoredKey extends Omit<ApiKey, 'expiresAt'> {
  hash: string;
  /** ISO 8601. The item's `expiresAt` is the same instant in epoch seconds. */
  expiry?: string;
}

const shown = ({
  id,
  name,
  start,
  permissions,
  createdAt,
  createdBy,
  expiry,
  lastUsedAt,
}: StoredKey): ApiKey => ({
  id,
  name,
  start,
  permissions,
  createdAt,
  createdBy,
  ...(expiry ? { expiresAt: expiry } : {}),
  ...(lastUsedAt ? { lastUsedAt } : {}),
});

export async function list(context: Context): Promise<{ items: ApiKey[] }> {
  const keys = await readApiKeys<StoredKey>(context);
  // The item with which requests are authenticated has the time of the last one.
  const used = await getItems<{ lastUsedAt?: string }>(
    context,
    keys.map(({ hash }) => apiKeyHashKey(hash)),
  );
  const items = keys.map((key, at) => shown({ ...key, ...lastUse(used[at]?.lastUsedAt ?? key.lastUsedAt) }));
  return { items: items.reverse() };
}

const lastUse = (lastUsedAt: string | undefined) => (lastUsedAt ? { lastUsedAt } : {});

export async function create(
  context: Context,
  { body }: { body: { name: string; permissions: KeyPermission[]; expiresAt?: string | undefined } },
): Promise<{ key: ApiKey; secret: string }> {
  checkPermissions(context, body.permissions);
  if (body.expiresAt !== undefined && Date.parse(body.expiresAt) <= Date.parse(context.now)) {
    throw fieldProblem('/expiresAt', 'in_past');
  }
  if ((await readApiKeys(context)).length >= limits.apiKeysPerOrganization) {
    throw fieldProblem('/name', 'too_many', 'conflict', { limit: limits.apiKeysPerOrganization });
  }
  const secret = newSecret();
  const key: StoredKey = {
    id: uuidv7(),
    name: body.name,
    start: secret.slice(0, apiKeyPrefix.length + 4),
    permissions: [...new Set(body.permissions)],
    createdAt: context.now,
    createdBy: context.actor.userId,
    hash: hashOf(secret),
    ...(body.expiresAt ? { expiry: body.expiresAt } : {}),
  };
  const change = keyChange(context, undefined, key, 1, 'created');
  await transact(context, [...putKey(context, key, change), change]);
  return { key: shown(key), secret };
}

/** A key cannot have permissions that its creator lacks. */
function checkPermissions(context: Context, permissions: KeyPermission[]): void {
  const errors = permissions.flatMap((permission, index): FieldFault[] =>
    context.scopeFor(permission) ? [] : [{ pointer: `/permissions/${index}`, code: 'not_allowed' }],
  );
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}

function putKey(context: Context, key: StoredKey, change: ChangeAction): Action[] {
  const { orgId, memberSince: since } = context;
  const { hash, id, permissions, createdBy: userId, expiry } = key;
  const expiresAt = expiry ? epochSeconds(expiry) : undefined;
  return [
    {
      put: {
        Item: {
          ...apiKeyKey(orgId, id),
          kind: 'api-key',
          ...nextItemState(undefined, 1, change),
          ...key,
          expiresAt,
        },
        ...ifAbsent,
      },
    },
    {
      put: {
        Item: {
          ...apiKeyHashKey(hash),
          kind: 'api-key-hash',
          orgId,
          id,
          userId,
          since,
          permissions,
          expiresAt,
        },
        ...ifAbsent,
      },
    },
  ];
}

export async function revoke(context: Context, { id }: { id: string }): Promise<null> {
  const key = await getItem<StoredKey & { schema: number; digest?: string }>(
    context,
    apiKeyKey(context.orgId, id),
  );
  if (!key) throw new ProblemError('not_found');
  await transact(context, [
    {
      remove: { Key: { ...apiKeyKey(context.orgId, id) }, ...ifPresent },
      refuse: () => new ProblemError('not_found'),
    },
    { remove: { Key: { ...apiKeyHashKey(key.hash) } } },
    keyChange(context, withItemState(key, key), key, 2, 'deleted'),
  ]);
  return null;
}

function keyChange(
  context: Context,
  before: StoredKey | undefined,
  { id }: StoredKey,
  version: number,
  action: string,
): ChangeAction {
  const { orgId } = context;
  const key = recordKey(orgId, 'apiKey', id);
  return changeAction(context, { orgId, type: 'apiKey', id, key, version, before }, action, []);
}
