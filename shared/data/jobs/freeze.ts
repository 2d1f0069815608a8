import { limits } from '#contract/limits.ts';
import type { Permission } from '#contract/permission.ts';
import { listQuery, type ListQuery } from '#contract/record-operations.ts';
import { ifEquals, under } from '../store/condition.ts';
import type { Context } from '../organization/context.ts';
import { definitionOf } from '../records/definitions.ts';
import { listRecords } from '../records/list.ts';
import { transact, type Action } from '../store/transact.ts';
import { Overtaken, planOf, type JobItem, type JobPlan, type JobProgress } from './job.ts';
import { chunkAction } from './start.ts';

/** The ids that one step has found. */
interface Found {
  ids: string[];
  /** Where the next step continues; undefined at the end of the list. */
  cursor: string | undefined;
}

/**
 * Stores the ids of the next chunk of records that match the job's filters and that the job can access, and returns the
 * updated job. Lists are read by creation date, because no later change moves a record in that order. Searches and
 * the trash have their own order.
 */
export async function freezeStep(context: Context, item: JobItem): Promise<JobItem> {
  const plan = planOf(item);
  const source = plan.sources[item.source];
  const { ids, cursor }: Found = source
    ? await readChunk(context, source.recordType, source.query, item.cursor)
    : { ids: [], cursor: undefined };
  const next = progressed(plan, item, ids.length, cursor, context.now);
  const chunk =
    ids.length > 0
      ? chunkAction(context.orgId, plan.id, item.total, {
          type: source?.recordType ?? '',
          ids,
          expiresAt: item.expiresAt,
        })
      : undefined;
  await transact(context, [stepAction(item, next), ...(chunk ? [chunk] : [])]);
  return { ...item, ...next };
}

async function readChunk(
  context: Context,
  recordType: string,
  storedFilters: Record<string, string>,
  start: string | undefined,
): Promise<Found> {
  const definition = definitionOf(recordType);
  if (!definition) return { ids: [], cursor: undefined };
  // Jobs have their own sort order and page size.
  const { sort: _sort, limit: _limit, ...filters } = storedFilters;
  const query = listQuery(definition.type).parse(filters) as ListQuery;
  const inScope = { ...context, scope: context.scopeFor(`${recordType}:read` as Permission) ?? 'own' };
  const ids = new Set<string>();
  let cursor = start;
  let isFull = true;
  while (isFull && ids.size + limits.pageSizeMax <= limits.jobChunkIds) {
    const pageQuery = { ...query, limit: limits.pageSizeMax, sort: 'createdAt', cursor };
    const page = await listRecords(definition, inScope, pageQuery, { isCounted: false });
    for (const row of page.items) ids.add(row.id);
    cursor = page.nextCursor;
    // A page that isn't full has reached the read limit of a request, so its ids are stored before the next page is
    // read.
    isFull = cursor !== undefined && page.items.length === limits.pageSizeMax;
  }
  return { ids: [...ids], cursor };
}

function progressed(
  plan: JobPlan,
  { total, step, source }: JobItem,
  found: number,
  cursor: string | undefined,
  now: string,
): Pick<JobProgress, 'state' | 'total' | 'step' | 'source' | 'cursor' | 'finishedAt'> {
  const isSourceRead = cursor === undefined;
  const isFrozen = isSourceRead && source + 1 >= plan.sources.length;
  const isEmpty = isFrozen && total + found === 0;
  return {
    state: isEmpty ? 'done' : isFrozen ? 'running' : 'freezing',
    total: total + found,
    step: step + 1,
    source: isSourceRead ? source + 1 : source,
    ...(cursor === undefined ? {} : { cursor }),
    ...(isEmpty ? { finishedAt: now } : {}),
  };
}

function stepAction({ pk, sk, step }: JobItem, next: ReturnType<typeof progressed>): Action {
  const values = Object.entries(next);
  const gone = next.cursor === undefined ? ' REMOVE #cursor' : '';
  return {
    update: under(ifEquals({ state: 'freezing', step }), {
      Key: { pk, sk },
      UpdateExpression: `SET ${values.map(([name]) => `#${name} = :${name}`).join(', ')}${gone}`,
      ExpressionAttributeNames: {
        '#cursor': 'cursor',
        ...Object.fromEntries(values.map(([name]) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: Object.fromEntries(values.map(([name, value]) => [`:${name}`, value])),
    }),
    refuse: () => new Overtaken(),
  };
}
