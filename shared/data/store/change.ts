import { createHash, randomBytes } from 'node:crypto';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { ifAbsent } from './condition.ts';
import type { UserContext } from './request-context.ts';
import { changeKey, changesPartition, entryChangeKey, handoverKey, type Key } from './keys.ts';
import type { Action } from './transact.ts';

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
  /** Title in lists of recent changes. Activities, notes and files use the title of their record. */
  title: string;
  /** The owner whose list of changes also contains the change, for callers who can't see all records. */
  ownerId?: string | undefined;
  /** The record to which the subject belongs as an entry. Links in lists of changes lead to it. */
  about?: { type: string; id: string };
  /** The sort key of an entry as of this version, if the entry's key can change. */
  place?: string;
}

/**
 * The action that adds the change item of a write. To erase personal data, the values in `data` are removed together
 * with the salt. `digest` = SHA-256(salt, values) stays, and doesn't reveal the values without the salt.
 */
export function changeAction(
  context: UserContext,
  subject: ChangeSubject,
  action: string,
  changes: readonly FieldChange[],
): Action {
  const values = JSON.stringify(changes);
  if (Buffer.byteLength(values) > limits.changeBytes)
    throw new ProblemError('too_large', 'This change is too large. Change fewer fields at once.');
  const salt = randomBytes(12).toString('base64url');
  const { orgId, type, id, version, title, ownerId, about, place } = subject;
  const { actor, now, requestId } = context;
  const byTime = `${now}#${id}#${version}`;
  const row = JSON.stringify({
    recordType: about?.type ?? type,
    recordId: about?.id ?? id,
    title,
    action: about ? `${type}.${action}` : action,
    actorId: actor.userId,
    at: now,
    ...(!isFirst(action) && changes.length > 0 ? { fields: changes.map((change) => change.field) } : {}),
  });
  return {
    put: {
      Item: {
        ...(about ? entryChangeKey(subject.key, id, version) : changeKey(subject.key, version)),
        kind: 'change',
        schema: 1,
        org: orgId,
        type,
        id,
        version,
        action,
        actor: actor.userId,
        apiKey: actor.apiKeyId,
        at: now,
        requestId,
        place,
        salt,
        digest: createHash('sha256').update(salt).update(values).digest('base64url'),
        data: values,
        row,
        ...(orgId ? { g1pk: changesPartition(orgId), g1sk: byTime } : {}),
        ...(orgId && ownerId ? { g2pk: changesPartition(orgId, ownerId), g2sk: byTime } : {}),
        facets: `|type=${type}|`,
      },
      ...ifAbsent,
    },
  };
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
