import type { ApiKey } from '#contract/api-key.ts';
import { ProblemError } from '#contract/problem.ts';
import { changeAction, differences, type ChangeAction, type FieldChange } from '../store/change.ts';
import { ifEquals, ifFirstVersion, type Condition } from '../store/condition.ts';
import { withItemState } from '../store/item-state.ts';
import { apiKeyHashKey, apiKeyKey, recordKey } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import { queryAll } from '../store/table.ts';
import type { Action } from '../store/transact.ts';

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

type InOrganization = UserContext & { orgId: string };

/** The API keys that are valid. DynamoDB deletes the items of expired ones up to two days later. */
export async function readApiKeys<Item extends { expiry?: string }>(
  context: InOrganization,
  { strong = true } = {},
): Promise<Item[]> {
  const items = await queryAll<Item>(context, apiKeyKey(context.orgId, '').pk, '', strong);
  return items.filter(({ expiry }) => expiry === undefined || expiry > context.now);
}

/** The hashes of the secrets that are valid, or were until a moment ago. */
export const hashesOf = ({ hash, previous }: StoredKey): string[] => [
  hash,
  ...(previous ? [previous.hash] : []),
];

/** The key is still in the version that was read. */
export const ifUnchanged = ({ version }: StoredKey): Condition =>
  version > 1 ? ifEquals({ version }) : ifFirstVersion;

/** The actions that end a key with all its secrets. */
export const keyRevocation = (context: InOrganization, key: StoredKey): Action[] => [
  {
    remove: { Key: { ...apiKeyKey(context.orgId, key.id) }, ...ifUnchanged(key) },
    // A secret that was created meanwhile must end, too.
    refuse: (found) => new ProblemError(found ? 'conflict' : 'not_found'),
  },
  ...hashesOf(key).map((hash) => ({ remove: { Key: { ...apiKeyHashKey(hash) } } })),
  keyChange(context, key, { ...key, version: key.version + 1 }, 'deleted'),
];

export function keyChange(
  context: InOrganization,
  before: StoredKey | undefined,
  after: StoredKey,
  action: string,
): ChangeAction {
  const { orgId } = context;
  const { id, version } = after;
  const subject = { orgId, type: 'apiKey', id, key: recordKey(orgId, 'apiKey', id), version, before };
  return changeAction(context, subject, action, before ? changesOf(before, after) : []);
}

/** What the history of a key contains. It has neither secrets nor their hashes. */
export function changesOf(before: StoredKey, after: StoredKey): FieldChange[] {
  const fields = ['name', 'start', 'permissions', 'expiresAt', 'allowedAddresses'];
  const shownOf = ({ expiry, ...key }: StoredKey) => ({ ...key, expiresAt: expiry });
  return differences(shownOf(before), shownOf(after), fields);
}
