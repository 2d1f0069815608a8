import type { Job, JobResult } from '#contract/job.ts';
import { isRequested } from '#contract/job-kind.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { importPermission, recordPermission } from '#contract/record-permission.ts';
import { entryAt } from '../imports/entry-address.ts';
import type { Context } from '../organization/context.ts';
import { isKept } from '../store/kept.ts';
import { jobKey, resultKey, resultPrefix } from '../store/run-keys.ts';
import { decodeCursor, encodeCursor, listHash } from '../records/cursor.ts';
import { query, type Item } from '../store/table.ts';
import { jobFrom, jobPermission, planOf, readJob, type JobItem } from './job.ts';
import { withSums } from './lanes.ts';

/** Maximum number of jobs read to find those that the caller can see. */
const readItems = 100;

/** Whether the caller created the job or can see all jobs. */
export function isOwnJob(context: Context, item: JobItem): boolean {
  return context.scopeFor('job:read') === 'all' || planOf(item).createdBy === context.actor.userId;
}

const concernsAll = (item: JobItem): boolean => !isRequested(planOf(item).kind);

/** The newest jobs that the caller can see, up to `jobsListed`. */
export async function listJobs(context: Context): Promise<Job[]> {
  const { items } = await query<JobItem>(context, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': jobKey(context.orgId, '').pk },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: readItems,
  });
  const shown = items
    .filter((item) => isKept(item, context.now) && (isOwnJob(context, item) || concernsAll(item)))
    .slice(0, limits.jobsListed);
  return (await withSums(context, shown)).map((item) => shownJob(context, item));
}

/**
 * The job as shown to the caller. Callers who neither created it nor can see all jobs get percentages instead of record
 * counts.
 */
export function shownJob(context: Context, item: JobItem): Job {
  const job = jobSeen(context, jobFrom(item));
  if (isOwnJob(context, item)) return job;
  const { state, total, done, failed } = job;
  if (state === 'freezing') return { ...job, total: 0, done: 0, failed: 0 };
  const share = state === 'done' || total === 0 ? 100 : Math.floor((100 * (done + failed)) / total);
  return { ...job, total: 100, done: share, failed: 0 };
}

/** A job without the values in its change and its filters if the caller can't read the records, as with exports. */
export function jobSeen(context: Pick<Context, 'scopeFor'>, job: Job): Job {
  if (job.recordTypes.every((type) => context.scopeFor(jobPermission(job, type, 'read')))) return job;
  const { change: _change, query: _query, ...rest } = job;
  return rest;
}

/** Whether the caller can read what a result is about: a record, or an entry, which has an address. */
const canRead = (
  { scopeFor }: Pick<Context, 'scopeFor'>,
  { recordType, recordId }: Pick<JobResult, 'recordType' | 'recordId'>,
): boolean =>
  scopeFor((entryAt(recordId).parent ? importPermission : recordPermission)(recordType, 'read')) !==
  undefined;

/** A job that the caller can see, with the sums of its lanes. Throws `not_found` otherwise. */
export async function loadJob(context: Context, id: string): Promise<JobItem> {
  const found = await readJob(context, context.orgId, id, context.now);
  const [item] = found ? await withSums(context, [found]) : [];
  if (!item || !(isOwnJob(context, item) || concernsAll(item))) throw new ProblemError('not_found');
  return item;
}

/** A job that the caller created, or any job if the caller can see all jobs. Throws `not_found` otherwise. */
export async function loadOwnJob(context: Context, id: string): Promise<JobItem> {
  const item = await loadJob(context, id);
  if (!isOwnJob(context, item)) throw new ProblemError('not_found');
  return item;
}

/** A page of the records that a job couldn't change. */
export async function readResults(
  context: Context,
  jobId: string,
  { limit = limits.pageSizeDefault, cursor }: { limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: JobResult[]; nextCursor?: string }> {
  const hash = listHash(['results', jobId]);
  const start = decodeCursor(hash, cursor);
  const startKey = start && resultKey(context.orgId, jobId, start.sortValue, start.id);
  const { items } = await query<JobResult & Item>(context, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: {
      ':pk': resultKey(context.orgId, jobId, '', '').pk,
      ':prefix': resultPrefix,
    },
    ConsistentRead: true,
    Limit: limit + 1,
    ...(startKey ? { ExclusiveStartKey: { ...startKey } } : {}),
  });
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ recordType, recordId, title, row, code }) => ({
      recordType,
      recordId: entryAt(recordId).id,
      ...(title === undefined || !canRead(context, { recordType, recordId }) ? {} : { title }),
      ...(row === undefined ? {} : { row }),
      code,
    })),
    ...(last && items.length > limit
      ? { nextCursor: encodeCursor(hash, { sortValue: last.recordType, id: last.recordId }) }
      : {}),
  };
}
