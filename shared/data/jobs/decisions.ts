import type { JobKind } from '#contract/job.ts';
import type { RecordType } from '#contract/record-type.ts';
import type { Field, ListName } from '#contract/field.ts';
import { entriesOf } from '#contract/organization.ts';
import { isStatusList, type StatusListName } from '#contract/status-list.ts';
import type { Context } from '../context.ts';
import { readCustomFields } from '../custom-fields.ts';
import { decisionKey, memberKey } from '../keys.ts';
import { getItems, query, type Item } from '../table.ts';
import type { Action } from '../transact.ts';
import type { Session } from '../units.ts';
import type { Decision, JobParams, JobPlan, Replacing } from './job.ts';

const movesOf: { [K in Replacing]: (params: JobParams[K]) => Record<string, string> } = {
  tagMerge: ({ fromId, intoId }) => ({ [fromId]: intoId }),
  handOver: ({ fromUserId, toUserId }) => ({ [fromUserId]: toUserId }),
  stageMove: ({ moves }) => moves,
  statusMove: ({ list, moves }) =>
    Object.fromEntries(Object.entries(moves).map(([from, to]) => [inList(list, from), inList(list, to)])),
};

/** Entries of several lists may have the same id. */
const inList = (list: string, id: string): string => `${list}#${id}`;
const listOf = (name: string): string => name.slice(0, name.indexOf('#'));
const entryOf = (name: string): string => name.slice(name.indexOf('#') + 1);

const isReplacing = (kind: JobKind): kind is Replacing => Object.hasOwn(movesOf, kind);

/** Kept apart from jobs, so that whoever follows decisions reads them alone. */
export function decisionActions(orgId: string, { id, kind, params }: JobPlan, expiresAt: number): Action[] {
  if (!isReplacing(kind)) return [];
  const decision: Decision = { id, kind, moves: movesOf[kind](params as never) };
  const item = { ...decisionKey(orgId, id), kind: 'decision', data: JSON.stringify(decision), expiresAt };
  return [{ put: { Item: item } }];
}

/** Decisions since an instant, in the order in which they were taken. */
export async function decisionsSince(session: Session, orgId: string, ms: number): Promise<Decision[]> {
  const found: Decision[] = [];
  let start: Item | undefined;
  do {
    const { items, lastKey } = await query<{ data: string }>(session, {
      KeyConditionExpression: 'pk = :pk AND sk >= :from',
      ExpressionAttributeValues: { ':pk': decisionKey(orgId, '').pk, ':from': firstIdAt(ms) },
      ConsistentRead: true,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    found.push(...items.map(({ data }) => JSON.parse(data) as Decision));
    start = lastKey;
  } while (start);
  return found;
}

/** Ids are UUIDs of version 7: they begin with the milliseconds at which they were made. */
function firstIdAt(ms: number): string {
  const digits = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}`;
}
const instantOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

/** What has come in the place of something, by decisions that followed each other. */
export function successorOf(decisions: readonly Decision[], kind: Replacing, id: string): string {
  return decisions.reduce((now, one) => (one.kind === kind ? (one.moves[now] ?? now) : now), id);
}

/** Of two decisions at the same moment the one that comes into force later can have the earlier id: a request ends by then. */
const overlapMs = 15_000;

/**
 * A job's parameters with what has since come in the place of what it gives to: a merge into a tag that was merged itself
 * meanwhile ends in the last one. Asked for before every step; whoever decides later waits until such steps are over.
 */
export async function presentParams(
  context: Context,
  { id, kind, params, recordTypes }: JobPlan,
): Promise<JobPlan['params']> {
  if (kind === 'restore') return { decisions: await decisionsForRestoration(context) };
  if (kind === 'update' && 'values' in params && params.values.custom)
    return { ...params, fields: (await readCustomFields(context, recordTypes[0] ?? '')).items };
  if (!isReplacing(kind)) return params;
  const own = movesOf[kind](params as never);
  const all = await decisionsSince(context, context.orgId, instantOf(id) - overlapMs);
  // What was given away before, and is taken from now, has come back in between.
  const isOver = (one: Decision): boolean =>
    one.id < id && Object.values(one.moves).some((to) => Object.hasOwn(own, to));
  const others = all.filter((one) => one.id !== id && !isOver(one));
  const moves = Object.entries(own).map(([from, to]) => [from, successorOf(others, kind, to)] as const);
  return paramsOf[kind](moves);
}

type Moves = readonly (readonly [from: string, to: string])[];
const paramsOf: { [K in Replacing]: (moves: Moves) => JobParams[K] } = {
  tagMerge: ([[fromId, intoId] = ['', '']]) => ({ fromId, intoId }),
  handOver: ([[fromUserId, toUserId] = ['', '']]) => ({ fromUserId, toUserId }),
  stageMove: (moves) => ({ moves: Object.fromEntries(moves) }),
  statusMove: (moves) => ({
    list: listOf(moves[0]?.[0] ?? '') as StatusListName,
    moves: Object.fromEntries(moves.map(([from, to]) => [entryOf(from), entryOf(to)])),
  }),
};

/** Items that are read at once. */
const readTogether = 100;
/** Longer than a job takes. */
const restorationHours = 24;

/**
 * Decisions that a restoration has to follow: a job freezes the live records before the trash, and misses what is taken
 * out of it in between. Who was removed and has come back keeps what is theirs.
 */
export async function decisionsForRestoration(context: Context): Promise<Decision[]> {
  const { orgId, now } = context;
  const all = await decisionsSince(context, orgId, Date.parse(now) - restorationHours * 3_600_000);
  const leavers = [
    ...new Set(all.flatMap(({ kind, moves }) => (kind === 'handOver' ? Object.keys(moves) : []))),
  ].slice(-readTogether);
  const members = await getItems(
    context,
    leavers.map((userId) => memberKey(orgId, userId)),
  );
  const isBack = new Set(leavers.filter((_, index) => members[index] !== undefined));
  return all
    .map((one) => (one.kind === 'statusMove' ? withoutBroughtBack(context, one) : one))
    .filter(
      ({ kind, moves }) => kind !== 'handOver' || !Object.keys(moves).some((userId) => isBack.has(userId)),
    );
}

/** A retired entry that is in use again keeps its records. */
function withoutBroughtBack({ settings }: Context, decision: Decision): Decision {
  const isRetired = (name: string): boolean =>
    entriesOf(settings, listOf(name) as ListName).some(({ id, retired }) => retired && id === entryOf(name));
  return {
    ...decision,
    moves: Object.fromEntries(Object.entries(decision.moves).filter(([from]) => isRetired(from))),
  };
}

/** Values of a record in whose place decisions have put others. */
export function replacedIn(
  { fields }: RecordType,
  record: Readonly<Record<string, unknown>>,
  decisions: readonly Decision[],
): Record<string, unknown> {
  const { ownerId, stageId, tagIds } = record;
  const replaced = {
    ...(typeof ownerId === 'string' ? { ownerId: successorOf(decisions, 'handOver', ownerId) } : {}),
    ...(typeof stageId === 'string' ? { stageId: successorOf(decisions, 'stageMove', stageId) } : {}),
    ...replacedEntries(fields, record, decisions),
    ...(Array.isArray(tagIds)
      ? { tagIds: [...new Set((tagIds as string[]).map((id) => successorOf(decisions, 'tagMerge', id)))] }
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
  decisions: readonly Decision[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { list }]) => {
      const id = record[name];
      if (!list || !isStatusList(list) || typeof id !== 'string') return [];
      return [[name, entryOf(successorOf(decisions, 'statusMove', inList(list, id)))]];
    }),
  );
}
