import type { Change } from '#contract/record-operations.ts';
import type { ActivityTally } from '#contract/record-type.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Permission, Scope } from '#contract/permission.ts';
import { teamAskedFor } from '../chart.ts';
import type { Context } from '../context.ts';
import { changeKey, changePrefix, type Key } from '../keys.ts';
import { getItem, query } from '../table.ts';
import type { Session } from '../units.ts';
import { decodeCount, encodeCursor, listHash } from './cursor.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from './definition.ts';
import { definitionOf } from './definitions.ts';
import { isGone, recordFrom, type RecordItem } from './stored.ts';

/** Attributes of a record's item that make the record. */
export const recordAttributes = {
  ProjectionExpression: 'pk, sk, #row, #data, #schema, #version',
  ExpressionAttributeNames: { '#row': 'row', '#data': 'data', '#schema': 'schema', '#version': 'version' },
};

/** Whose records a scope reaches: everybody's, or those of these users. */
export type Reach = 'all' | readonly string[];

export function reachOf(context: Context, scope: Scope | undefined): Reach {
  if (scope === 'all') return 'all';
  if (scope === 'team') return context.team;
  return scope === 'own' ? [context.actor.userId] : [];
}

/**
 * Whose rows a caller is told of: those within reach of the operation's own permission who are among the people, and in
 * the team of the head, where these were asked for.
 */
export async function reachAskedFor(
  context: Context,
  people: readonly string[] | undefined,
  headId: string | undefined,
): Promise<Reach> {
  const team = headId === undefined ? undefined : await teamAskedFor(context, headId);
  const lists = [reachOf(context, context.scope), people, team];
  const [first, ...others] = lists.filter((list) => list !== undefined && list !== 'all');
  if (!first) return 'all';
  return [...new Set(first)].filter((id) => others.every((list) => list.includes(id)));
}

/** Whether a caller whose permission reaches this far may know of the record. */
export function isVisible(record: object, reach: Reach): boolean {
  const { ownerId } = record as { ownerId?: unknown };
  return reach === 'all' || (typeof ownerId === 'string' && reach.includes(ownerId));
}

/** A record by id, in the trash or not; what is gone, foreign or out of reach is not found. */
export async function loadRecord(
  definition: RecordDefinition,
  context: Context,
  id: string,
  scope: Scope | undefined,
): Promise<AnyRecord> {
  const item = await getItem<RecordItem>(context, keyOf(definition, context.orgId, id), recordAttributes);
  const record = item && recordFrom(definition, item);
  if (!record || isGone(record, context.now) || !isVisible(record, reachOf(context, scope))) {
    throw new ProblemError('not_found');
  }
  return record;
}

export const readPermission = (definition: RecordDefinition): Permission =>
  `${definition.type.name}:read` as Permission;

/** What a record's item keeps of its activities; who has just loaded the record mostly has read it with that. */
export async function readTally(session: Session, key: Key): Promise<ActivityTally> {
  const item = await getItem<ActivityTally>(session, key, {
    ProjectionExpression: 'activityCount, lastActivityAt',
  });
  const { activityCount = 0, lastActivityAt } = item ?? {};
  return { activityCount, ...(lastActivityAt ? { lastActivityAt } : {}) };
}

/** Whether something was done on a record, or is planned there. */
export const isActive = (item: ActivityTally | undefined): boolean => (item?.activityCount ?? 0) > 0;

/** A record that something lies with; who may not read it, or finds it in the trash, does not find what lies there. */
export interface Parent {
  definition: RecordDefinition;
  record: AnyRecord;
  key: Key;
}

export async function loadParent(
  context: Context,
  { recordType, recordId }: { recordType: string; recordId: string },
): Promise<Parent> {
  const definition = definitionOf(recordType);
  if (!definition) throw new ProblemError('not_found');
  const record = await loadRecord(definition, context, recordId, readScope(definition, context));
  if (record.deletedAt) throw new ProblemError('not_found');
  return { definition, record, key: keyOf(definition, context.orgId, record.id) };
}

/** The scope in which a caller may read records of a type; undefined for one who may read none. */
export const readScope = (definition: RecordDefinition, context: Context): Scope | undefined =>
  context.scopeFor(readPermission(definition));

/** Whose records of a type a caller may read. */
export const readReach = (definition: RecordDefinition, context: Context): Reach =>
  reachOf(context, readScope(definition, context));

interface ChangeItem {
  sk: string;
  version: number;
  action: string;
  actor: string;
  apiKey?: string;
  at: string;
  data?: string;
}

/** Changes of one record, newest first. */
export async function recordHistory(
  record: { key: Key; id: string },
  context: Context,
  input: { limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: Change[]; nextCursor?: string | undefined }> {
  const hash = listHash(['history', record.id]);
  const start = decodeCount(hash, input.cursor);
  const limit = input.limit ?? limits.pageSizeDefault;
  const { items } = await query<ChangeItem>(context, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':pk': record.key.pk,
      ':from': changePrefix,
      ':to': start !== undefined ? changeKey(record.key, start - 1).sk : `${changePrefix}~`,
    },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limit + 1,
  });
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((item) => ({
      id: `${record.id}#${item.version}`,
      version: item.version,
      action: item.action,
      at: item.at,
      actorId: item.actor,
      ...(item.apiKey ? { apiKeyId: item.apiKey } : {}),
      ...(item.data ? { changes: JSON.parse(item.data) as NonNullable<Change['changes']> } : {}),
    })),
    ...(items.length > limit && last
      ? { nextCursor: encodeCursor(hash, { sortValue: String(last.version), id: record.id }) }
      : {}),
  };
}
