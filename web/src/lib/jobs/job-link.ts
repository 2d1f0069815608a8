import type { Job } from '#contract/job.ts';
import { listSearch } from '#lib/records/list-address.ts';
import { allRecords } from '#lib/records/list-state.ts';
import type { RecordView } from '#lib/records/view.ts';
import { isOfImport, isReversed } from '#contract/job-kind.ts';

/** Where a job's records are after it: in the trash, or in a list. */
export function isInTrash(job: Job): boolean {
  if (isOfImport(job)) return isReversed(job);
  return job.change?.action === (isReversed(job) ? 'restore' : 'delete');
}

/**
 * The address of a job's records, after that of the organization: the list from which the job was started, or if that
 * isn't known, all records with those that were changed last at the top.
 */
export function jobLink(job: Job, jobs: ReadonlyMap<string, Job>, view: RecordView): string {
  if (isInTrash(job)) return `/${view.plural}/trash`;
  const { change, query } = originOf(job, jobs);
  // The query of a restoration was about the trash.
  const list = query && change?.action !== 'restore' ? query : { sorts: ['-updatedAt'] };
  return `/${view.plural}${listSearch(view, { viewId: allRecords, ...list } as Parameters<typeof listSearch>[1])}`;
}

/** The job that was undone, through any number of undos; the job itself if it undoes none. */
function originOf(job: Job, jobs: ReadonlyMap<string, Job>): Job {
  const undone = jobs.get(job.undoes ?? '');
  return undone ? originOf(undone, jobs) : job;
}
