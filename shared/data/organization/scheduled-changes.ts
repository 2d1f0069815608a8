import type { JobKind } from '#contract/job-kind.ts';
import type { RecordType } from '#contract/record-type.ts';
import type { Field } from '#contract/field.ts';
import { entriesOf } from '#contract/organization.ts';
import { isStatusList, type StatusListName } from '#contract/status-list.ts';
import { memberKey } from '../store/keys.ts';
import { scheduledChangeKey } from '../store/run-keys.ts';
import { getItems, query, type Item } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import type { Context } from './context.ts';

/** The parameters of each kind of scheduled change. */
export interface Replacements {
  tagMerge: { fromId: string; intoId: string };
  handOver: { fromUserId: string; toUserId: string };
  /** Ids of replacement stages by id of the removed stage. */
  stageMove: { moves: Record<string, string> };
  /** Ids of replacements by id of the retired status or source. */
  statusMove: { list: StatusListName; moves: Record<string, string> };
}

/** Kinds of jobs that apply a scheduled change. */
export type Replacing = keyof Replacements;

/** A scheduled change. Its id is that of the job that applies it. */
export interface ScheduledChange {
  id: string;
  kind: Replacing;
  /** Ids of replacements by replaced id. */
  moves: Readonly<Record<string, string>>;
}

/**
 * The ids of replacements by replaced id, from the parameters of each kind. For `statusMove`, the ids are prefixed with
 * their list.
 */
export const movesOf: { [K in Replacing]: (params: Replacements[K]) => Record<string, string> } = {
  tagMerge: ({ fromId, intoId }) => ({ [fromId]: intoId }),
  handOver: ({ fromUserId, toUserId }) => ({ [fromUserId]: toUserId }),
  stageMove: ({ moves }) => moves,
  statusMove: ({ list, moves }) =>
    Object.fromEntries(Object.entries(moves).map(([from, to]) => [inList(list, from), inList(list, to)])),
};

/** Prefixes an id with its list, because statuses or sources of different lists can have the same id. */
const inList = (list: string, id: string): string => `${list}#${id}`;
export const listOf = (name: string): string => name.slice(0, name.indexOf('#'));
export const entryOf = (name: string): string => name.slice(name.indexOf('#') + 1);

export const isReplacing = (kind: JobKind): kind is Replacing => Object.hasOwn(movesOf, kind);

/**
 * The action that stores the scheduled change of a job, separately from jobs so that it can be read without them. Empty
 * for other kinds of jobs.
 */
export function scheduledChangeActions(
  orgId: string,
  { id, kind, params }: { id: string; kind: JobKind; params: object },
  expiresAt: number,
): Action[] {
  if (!isReplacing(kind)) return [];
  const change: ScheduledChange = { id, kind, moves: movesOf[kind](params as never) };
  const item = {
    ...scheduledChangeKey(orgId, id),
    kind: 'decision',
    data: JSON.stringify(change),
    expiresAt,
  };
  return [{ put: { Item: item } }];
}

/** Scheduled changes created at or after an instant (epoch milliseconds), in chronological order. */
export async function scheduledChangesSince(
  session: Session,
  orgId: string,
  ms: number,
): Promise<ScheduledChange[]> {
  const found: ScheduledChange[] = [];
  let start: Item | undefined;
  do {
    const { items, lastKey } = await query<{ data: string }>(session, {
      KeyConditionExpression: 'pk = :pk AND sk >= :from',
      ExpressionAttributeValues: { ':pk': scheduledChangeKey(orgId, '').pk, ':from': firstIdAt(ms) },
      ConsistentRead: true,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    found.push(...items.map(({ data }) => JSON.parse(data) as ScheduledChange));
    start = lastKey;
  } while (start);
  return found;
}

/** UUIDv7 ids start with their creation time in milliseconds. */
function firstIdAt(ms: number): string {
  const digits = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}`;
}

/** The id that replaces another after all scheduled changes of a kind, or the same id if none replaces it. */
export function successorOf(
  scheduledChanges: readonly ScheduledChange[],
  kind: Replacing,
  id: string,
): string {
  return scheduledChanges.reduce((now, one) => (one.kind === kind ? (one.moves[now] ?? now) : now), id);
}

/** Jobs take less time than this to apply a scheduled change to all records. */
const jobHours = 24;

/** Scheduled changes that jobs may not have applied to all records yet. */
export const latestScheduledChanges = (context: Context): Promise<ScheduledChange[]> =>
  scheduledChangesSince(context, context.orgId, Date.parse(context.now) - jobHours * 3_600_000);

/**
 * Scheduled changes that a restoration must apply. A job freezes live records before those in the trash, so it misses
 * records that are restored in between. A member who was removed and has joined again keeps their records.
 */
export async function scheduledChangesForRestoration(context: Context): Promise<ScheduledChange[]> {
  const { orgId } = context;
  const all = await latestScheduledChanges(context);
  const leavers = [
    ...new Set(all.flatMap(({ kind, moves }) => (kind === 'handOver' ? Object.keys(moves) : []))),
  ];
  const members = await getItems(
    context,
    leavers.map((userId) => memberKey(orgId, userId)),
  );
  const isBack = new Set(leavers.filter((_, index) => members[index] !== undefined));
  return all
    .map((one) => (one.kind === 'statusMove' ? withoutReactivated(context, one) : one))
    .filter(
      ({ kind, moves }) => kind !== 'handOver' || !Object.keys(moves).some((userId) => isBack.has(userId)),
    );
}

/** Leaves out statuses and sources that are in use again, because their records keep them. */
function withoutReactivated({ settings }: Context, change: ScheduledChange): ScheduledChange {
  const isRetired = (name: string): boolean =>
    entriesOf(settings, listOf(name)).some(({ id, retired }) => retired && id === entryOf(name));
  return {
    ...change,
    moves: Object.fromEntries(Object.entries(change.moves).filter(([from]) => isRetired(from))),
  };
}

/** The new values of a record's fields after scheduled changes; only fields that change. */
export function replacedIn(
  { fields }: RecordType,
  record: Readonly<Record<string, unknown>>,
  scheduledChanges: readonly ScheduledChange[],
): Record<string, unknown> {
  const { ownerId, stageId, tagIds } = record;
  const replaced = {
    ...(typeof ownerId === 'string' ? { ownerId: successorOf(scheduledChanges, 'handOver', ownerId) } : {}),
    ...(typeof stageId === 'string' ? { stageId: successorOf(scheduledChanges, 'stageMove', stageId) } : {}),
    ...replacedEntries(fields, record, scheduledChanges),
    ...(Array.isArray(tagIds)
      ? {
          tagIds: [
            ...new Set((tagIds as string[]).map((id) => successorOf(scheduledChanges, 'tagMerge', id))),
          ],
        }
      : {}),
  };
  return Object.fromEntries(
    Object.entries(replaced).filter(
      ([field, value]) => field in fields && JSON.stringify(value) !== JSON.stringify(record[field]),
    ),
  );
}

function replacedEntries(
  fields: Readonly<Record<string, Field>>,
  record: Readonly<Record<string, unknown>>,
  scheduledChanges: readonly ScheduledChange[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { list }]) => {
      const id = record[name];
      if (!list || !isStatusList(list) || typeof id !== 'string') return [];
      return [[name, entryOf(successorOf(scheduledChanges, 'statusMove', inList(list, id)))]];
    }),
  );
}
