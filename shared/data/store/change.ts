import { createHash, randomBytes } from 'node:crypto';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { ifAbsent } from './condition.ts';
import { itemStateOf } from './item-state.ts';
import type { Cause, UserContext, Via } from './request-context.ts';
import { changeKey, changesPartition, entryChangeKey, handoverKey, namedIn, type Key } from './keys.ts';
import { keyedHash, stageKey } from './stage-key.ts';
import type { Item } from './table.ts';
import type { Action } from './transact.ts';
import { networkOf } from '../values/network.ts';

/** A changed field. Missing values are null. */
export interface FieldChange {
  field: string;
  from: unknown;
  to: unknown;
}

/**
 * Whether a change created the record. Such a change contains the whole record, so lists of changes don't name its
 * fields.
 */
export const isFirst = (action: string): boolean => action === 'created' || action === 'arrived';

/** The subject of a change. `orgId` is undefined for a user's own profile. */
export interface ChangeSubject {
  orgId: string | undefined;
  type: string;
  id: string;
  /** Key whose partition contains the history. */
  key: Key;
  version: number;
  /** The subject as it was read, or a copy of it. Undefined if the change creates it. */
  before: object | undefined;
  /**
   * Whether the values of the change that creates the subject aren't stored, because they follow from the subject and its
   * later changes.
   */
  followsFromSubject?: true;
  /** The owner whose list of changes also contains the change, for callers who can't see all records. */
  ownerId?: string | undefined;
  /** The record to which the subject belongs as an entry. Links in lists of changes lead to it. */
  about?: { type: string; id: string };
  /** The sort key of an entry as of this version, if the entry's key can change. */
  place?: string;
}

/**
 * What is known about a change apart from its values. Index entries contain it, and it stays when personal data is
 * erased, so it contains no names or titles.
 */
export interface ChangeHeader {
  action: string;
  actorId: string;
  apiKeyId?: string | undefined;
  /** Missing in changes of the first shape. */
  via?: Via;
  requestId?: string;
  /** A keyed hash of the client's network. It can't be reversed without the stage's keys. */
  address?: string;
  cause?: Cause;
  /** The record of an entry whose key doesn't contain it. */
  about?: { type: string; id: string };
  /** Names of the changed fields. */
  fields?: string[];
}

/** The current version of a change item's shape. Changes of the first shape have no `shape`. */
const shape = 2;

/** A stored change, of any shape. */
export interface ChangeItem extends Key {
  shape?: number;
  type: string;
  id: string;
  version: number;
  at: string;
  /** A `ChangeHeader` as JSON. In the first shape, a line of the dashboard. */
  row: string;
  /** The `FieldChange`s as JSON. Missing once they are erased, and in changes that create a record. */
  data?: string;
  salt?: string;
  /** In the first shape, the digest of the values. */
  digest: string;
  valuesDigest?: string;
  /** The digest of the subject's previous change. Missing if there is none, or if it has the first shape. */
  prev?: string;
  place?: string;
  /** Part of the header in the first shape. */
  action: string;
  actor?: string;
  apiKey?: string;
}

/** The action that adds a change item. The item of the subject stores its digest, see `nextItemState`. */
export interface ChangeAction {
  put: { Item: ChangeItem & Item; ConditionExpression: string };
}

/**
 * The action that adds the change item of a write. To erase personal data, the values in `data` are removed together
 * with the salt. `valuesDigest` stays, and doesn't reveal the values without the salt. `digest` covers the header, that
 * digest, and the digest of the previous change, so the changes of a subject form a chain.
 */
export function changeAction(
  context: UserContext,
  subject: ChangeSubject,
  action: string,
  changes: readonly FieldChange[],
): ChangeAction {
  const values = JSON.stringify(changes);
  if (Buffer.byteLength(values) > limits.changeBytes) throw new ProblemError('too_large', 'change_too_large');
  const { orgId, type, id, version, ownerId, about, place } = subject;
  const { now } = context;
  const byTime = `${now}#${id}#${version}`;
  const salt = randomBytes(12).toString('base64url');
  const covered = {
    ...(about ? entryChangeKey(subject.key, id, version) : changeKey(subject.key, version)),
    shape,
    type,
    id,
    version,
    at: now,
    ...(place === undefined ? {} : { place }),
    row: JSON.stringify(headerOf(context, subject, action, changes)),
    valuesDigest: valuesDigestOf(salt, changes),
    ...(subject.before ? prevOf(subject.before) : {}),
  };
  return {
    put: {
      Item: {
        ...covered,
        kind: 'change',
        org: orgId,
        action,
        salt,
        digest: digestOf(covered),
        ...(isFirst(action) && subject.followsFromSubject ? {} : { data: values }),
        ...(orgId ? { g1pk: changesPartition(orgId), g1sk: byTime } : {}),
        ...(orgId && ownerId ? { g2pk: changesPartition(orgId, ownerId), g2sk: byTime } : {}),
        facets: `|type=${type}|`,
      },
      ...ifAbsent,
    },
  };
}

function headerOf(
  { actor, via, requestId, address, cause }: UserContext,
  { orgId, id, key, about }: ChangeSubject,
  action: string,
  changes: readonly FieldChange[],
): ChangeHeader {
  if (cause && cause.depth > limits.changeDepth)
    throw new ProblemError('conflict', { code: 'change_too_deep', depth: limits.changeDepth });
  return {
    action,
    actorId: actor.userId,
    ...(actor.apiKeyId ? { apiKeyId: actor.apiKeyId } : {}),
    via,
    requestId,
    ...(address === undefined ? {} : { address: addressHash(orgId ?? id, address) }),
    ...(cause ? { cause } : {}),
    ...(about && !isIn(key, about) ? { about } : {}),
    ...(!isFirst(action) && changes.length > 0 ? { fields: changes.map((change) => change.field) } : {}),
  };
}

/**
 * The keyed hash of a client's network, different for every organization: long enough to compare the changes of one
 * organization, and useless for finding a client elsewhere.
 */
const addressHash = (scope: string, address: string): string =>
  keyedHash(stageKey('change-address'), `${scope} ${networkOf(address)}`).slice(0, 22);

function isIn({ pk }: Key, about: { type: string; id: string }): boolean {
  const { type, id } = namedIn(pk);
  return type === about.type && id === about.id;
}

function prevOf(before: object): { prev?: string } {
  const { digest } = itemStateOf(before);
  return digest === undefined ? {} : { prev: digest };
}

/** The id of a change, as in histories and in the causes of other changes. */
export const changeIdOf = ({ id, version }: { id: string; version: number }): string => `${id}#${version}`;

/** The cause of the changes that a change brings about. `cause` is its own. */
export const causedBy = (changeId: string, cause: Cause | undefined): Cause => ({
  changeId,
  depth: (cause?.depth ?? 0) + 1,
});

/** The digest of a change's values. The order of the fields doesn't matter. */
export function valuesDigestOf(salt: string, changes: readonly FieldChange[]): string {
  const sorted = [...changes].sort((a, b) => (a.field < b.field ? -1 : 1));
  return createHash('sha256').update(salt).update(JSON.stringify(sorted)).digest('base64url');
}

/** The digest of a change's header, values and previous change. The sort key isn't part of it. */
export function digestOf(change: Omit<ChangeItem, 'digest' | 'action' | 'sk'>): string {
  const { pk, type, id, version, at, place = null, row, valuesDigest, prev = null } = change;
  const covered = [change.shape, pk, type, id, version, at, place, row, valuesDigest, prev];
  return createHash('sha256').update(JSON.stringify(covered)).digest('base64url');
}

/** The header of a change of any shape. */
export function headerFrom({ row, action, actor = '', apiKey, ...item }: ChangeItem): ChangeHeader {
  if (item.shape !== undefined) return JSON.parse(row) as ChangeHeader;
  return { action, actorId: actor, ...(apiKey ? { apiKeyId: apiKey } : {}) };
}

/**
 * A marker in the list of a previous owner's changes: the record was handed over, so that owner no longer sees changes
 * that the record had before.
 */
export interface Handover {
  handedOver: true;
  recordId: string;
  at: string;
}

/** The action that adds the marker for the previous owner, in the same transaction as the change of owner. */
export function handoverAction(
  { now }: UserContext,
  { orgId, type, id, key, version }: ChangeSubject & { orgId: string },
  ownerBefore: string,
): Action {
  const row: Handover = { handedOver: true, recordId: id, at: now };
  return {
    put: {
      Item: {
        ...handoverKey(key, version),
        kind: 'handover',
        schema: 1,
        g2pk: changesPartition(orgId, ownerBefore),
        g2sk: `${now}#${id}#${version}`,
        row: JSON.stringify(row),
        facets: `|type=${type}|`,
      },
    },
  };
}

/** The fields in which two states differ, compared as JSON. */
export function differences(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): FieldChange[] {
  return fields.flatMap((field) => {
    const from = before[field] ?? null;
    const to = after[field] ?? null;
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ field, from, to }];
  });
}
