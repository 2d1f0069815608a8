import { isEntryType } from '#contract/entry-type-names.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { recordBasics } from '#lib/records/record-basics.ts';

interface SubjectTexts {
  many: string;
  count: (count: number) => string;
}

/** The texts about what a job changes: records of a type, or entries that it imports. */
export const subjectTexts = (type: string): SubjectTexts =>
  isEntryType(type) ? t.jobs.entries[type] : recordBasics[type as RecordTypeName].texts();
