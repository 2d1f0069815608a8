import type { Job } from '#contract/job.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { recordViews } from '#lib/records/views.ts';

/** A number of a job's records: by the name of their type, unless it writes several types. */
export const recordsOf = (
  { recordTypes: [type, ...others] }: Pick<Job, 'recordTypes'>,
  count: number,
): string =>
  others.length > 0 ? t.jobs.records(count) : recordViews[type as RecordTypeName].texts().count(count);
