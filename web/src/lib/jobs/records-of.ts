import type { Job } from '#contract/job.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { subjectTexts } from './job-subject.ts';

/** A number of a job's records: by the name of their type, unless it writes several types. */
export const recordsOf = (job: Pick<Job, 'kind' | 'change' | 'recordTypes'>, count: number): string => {
  const [type = '', ...others] = job.recordTypes;
  return others.length > 0 ? t.jobs.records(count) : subjectTexts(job, type).count(count);
};
