import { isEntryType, type EntryTypeName } from '#contract/entry-type-names.ts';
import type { Job } from '#contract/job.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { recordBasics } from '#lib/records/record-basics.ts';
import { isOfImport } from '#contract/job-kind.ts';

interface SubjectTexts {
  many: string;
  count: (count: number) => string;
}

/** What is known about a job: an import of `activity` writes entries, and other jobs records of that type. */
type JobKind = Pick<Job, 'kind' | 'change'>;

const isEntryOf = (job: JobKind, type: string): type is EntryTypeName =>
  isEntryType(type) && (isOfImport(job) || !Object.hasOwn(recordBasics, type));

/** The type of records that a job changes. Undefined for entries, which have no pages of their own. */
export const recordsIn = (job: JobKind, type: string): RecordTypeName | undefined =>
  isEntryOf(job, type) ? undefined : (type as RecordTypeName);

/** The texts about what a job changes: records of a type, or entries that it imports. */
export const subjectTexts = (job: JobKind, type: string): SubjectTexts =>
  isEntryOf(job, type) ? t.jobs.entries[type] : recordBasics[type as RecordTypeName].texts();
