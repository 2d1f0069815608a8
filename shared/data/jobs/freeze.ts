import { listQuery } from '#contract/lists/list-query.ts';
import { limits } from '#contract/limits.ts';
import { ifEquals, under } from '../store/condition.ts';
import { decodeListCursor, encodeListCursor } from '../lists/list-cursor.ts';
import type { ListDatabase } from '../lists/list-database.ts';
import { isWritten, partName, readPlan } from '../imports/import-objects.ts';
import { selectionIn, type ListSelection } from '../lists/list-question.ts';
import { askList } from '../lists/list-source.ts';
import { listSubject, type ListSubject } from '../lists/list-subject.ts';
import type { Context } from '../organization/context.ts';
import { listHash } from '../records/cursor.ts';
import { definitionOf } from '../records/definitions.ts';
import { transact, type Action } from '../store/transact.ts';
import {
  Overtaken,
  planOf,
  updateOf,
  type JobItem,
  type JobParams,
  type JobPlan,
  type JobProgress,
  type JobSource,
} from './job.ts';
import { readChangedRows } from './changed-rows.ts';
import { chunkAction } from './chunk.ts';
import { endJob, writeEnd } from './end.ts';
import { kindOf } from './kinds.ts';
import { lanesWith, openLaneActions, partsOf, type Part } from './lanes.ts';
import { outdatedAmong } from './outdated.ts';
import { questionOf, usableSource } from './selected-rows.ts';

/** The ids that one step has found. */
interface Found {
  ids: string[];
  /** Where the next step continues; undefined at the end of the list. */
  cursor: string | undefined;
  planPart?: string;
  /** Whether no filter could find the records that the job changes. */
  isUnfiltered?: boolean;
}

/**
 * Stores the next ids of records that match the job's filters and that the job can access, distributed to its lanes, and
 * returns the updated job. They are read in the order of their creation, because no later change moves a record in that
 * order.
 */
export async function freezeStep(context: Context, item: JobItem): Promise<JobItem> {
  const plan = planOf(item);
  const source = plan.sources[item.source];
  const { ids, cursor, planPart, isUnfiltered }: Found = source
    ? await readChunk(context, plan, source, item.cursor)
    : { ids: [], cursor: undefined };
  const type = source?.recordType ?? '';
  const { passes = 0 } = item;
  const areChecked = passes > 0 || isUnfiltered === true;
  const parts = partsOf(item, areChecked ? await outdatedAmong(context, { plan, passes }, type, ids) : ids);
  const next = progressed(plan, item, parts, cursor, context.now);
  const { expectedTotal } = plan;
  if (next.state !== 'freezing' && expectedTotal !== undefined && next.total !== expectedTotal) {
    const { total } = next;
    await endJob(context, item, 'stopped', context.now, { total });
    return { ...item, state: 'stopped', total };
  }
  const write = next.state === 'done' ? writeEnd : writeStep;
  await write(context, plan, [
    stepAction(item, next),
    ...parts.map((part) =>
      chunkAction(context.orgId, plan.id, { ...part, planPart, type, expiresAt: item.expiresAt }),
    ),
    ...(next.state === 'running' && next.lanes ? openLaneActions(item, next.lanes) : []),
  ]);
  const { cursor: _previous, ...rest } = item;
  return { ...rest, ...next };
}

const writeStep = (context: Context, _plan: JobPlan, actions: readonly Action[]): Promise<void> =>
  transact(context, actions);

async function readChunk(
  context: Context,
  plan: JobPlan,
  source: JobSource,
  cursor: string | undefined,
): Promise<Found> {
  if (source.plan) return readPlanned(context, plan, source.plan, Number(cursor ?? 0));
  if (source.ofJob !== undefined) return readChangedRows(context, source.ofJob, source.recordType, cursor);
  const definition = definitionOf(source.recordType);
  if (!definition) return { ids: [], cursor: undefined };
  const list = await listSubject(context, definition);
  const usable = usableSource(list, plan, source);
  const selection = usable.selection ?? selectionOfQuery(list, source.query);
  const { subject, question } = await questionOf(context, list, selection, plan);
  const column = subject.columns.get('createdAt');
  if (!column) throw new Error('no column to sort by');
  // The position stays valid if a field of the filter is retired in between.
  const hash = listHash([source.recordType, source.selection ?? selection]);
  const ask = (database: ListDatabase) =>
    database.answer({
      ...question,
      sorts: [{ column, isDescending: false }],
      limit: limits.jobChunkIds + 1,
      after: decodeListCursor(hash, cursor, 2)?.position,
    });
  const { answer } = await askList(context, subject, ask, { isCurrent: true });
  const rows = answer.rows.slice(0, limits.jobChunkIds);
  const last = rows.at(-1);
  const hasMore = last !== undefined && rows.length < answer.rows.length;
  return {
    ids: rows.map(({ id }) => id),
    cursor: hasMore ? encodeListCursor(hash, { position: last.position, isBackward: false }) : undefined,
    isUnfiltered: plan.kind === 'merge' && selection.filter === undefined,
  };
}

/** The records of a part of an import's plan. */
async function readPlanned(
  context: Context,
  { params }: JobPlan,
  { name, parts }: NonNullable<JobSource['plan']>,
  part: number,
): Promise<Found> {
  const { importId } = params as JobParams['import'];
  const planPart = partName(name, part);
  const rows = part < parts ? await readPlan([context.orgId, importId], planPart) : [];
  const ids = rows.filter(isWritten).map(({ id }) => id);
  return { ids, planPart, cursor: part + 1 < parts ? String(part + 1) : undefined };
}

/** The selection of a job that version 0.3 or an earlier one created. Its sort order and page size don't matter. */
function selectionOfQuery(subject: ListSubject, query: Record<string, string> = {}): ListSelection {
  const { sort: _sort, limit: _limit, ...filters } = query;
  const parsed = listQuery(subject.definition.type).parse(filters);
  return selectionIn(subject, parsed);
}

type Next = Pick<JobProgress, 'state' | 'total' | 'lanes' | 'step' | 'source' | 'cursor' | 'finishedAt'>;

function progressed(
  plan: JobPlan,
  { total, done, failed, lanes, step, source }: JobItem,
  parts: readonly Part[],
  cursor: string | undefined,
  now: string,
): Next {
  const found = parts.reduce((sum, { ids }) => sum + ids.length, 0);
  const isSourceRead = cursor === undefined;
  const isLast = source + 1 >= plan.sources.length;
  const isFrozen = isSourceRead && (isLast || kindOf(plan.kind).isInOrder === true);
  const isEmpty = isFrozen && total + found === done + failed;
  return {
    state: !isFrozen || (isEmpty && !isLast) ? 'freezing' : isEmpty ? 'done' : 'running',
    total: total + found,
    ...(lanes ? { lanes: lanesWith(lanes, parts) } : {}),
    step: step + 1,
    source: isSourceRead ? source + 1 : source,
    ...(cursor === undefined ? {} : { cursor }),
    ...(isEmpty && isLast ? { finishedAt: now } : {}),
  };
}

const stepAction = (item: JobItem, next: Next): Action => ({
  update: under(
    ifEquals({ state: 'freezing', step: item.step }),
    updateOf(item, { ...next, cursor: next.cursor }),
  ),
  refuse: () => new Overtaken(),
});
