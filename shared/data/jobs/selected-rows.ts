import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import { fieldsIn } from '#contract/lists/filter-tree.ts';
import { ProblemError } from '#contract/problem.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { withExistingIds } from '../lists/existing-ids.ts';
import type { Selection } from '../lists/selection.ts';
import type { ListSelection } from '../lists/list-question.ts';
import { selected } from '../lists/selected.ts';
import { listRecordOf, type ListItem } from '../lists/list-record.ts';
import { listSubject, type ListSubject } from '../lists/list-subject.ts';
import { matches } from '../lists/matches.ts';
import type { Context } from '../organization/context.ts';
import type { RecordDefinition } from '../records/definition.ts';
import { isVisible, requestedReach, type Reach } from '../records/read.ts';
import type { JobPlan, JobSource } from './job.ts';

/** Whether a record is one that a job selected, according to its stored item. */
export type IsSelected = (item: ListItem) => boolean;

/** A job's selection as a question to the list database about what the job can read. Dates refer to `createdAt`. */
export async function questionOf(
  context: Context,
  list: ListSubject,
  selection: ListSelection,
  { kind, createdAt: now }: Pick<JobPlan, 'createdAt'> & Partial<Pick<JobPlan, 'kind'>>,
  until?: number,
): Promise<{ subject: ListSubject; reach: Reach; question: Selection }> {
  // A merge looks for references to merged records, not for those to the one that remains.
  const subject = kind === 'merge' ? list : await withExistingIds(context, list, selection.filter);
  const scope = context.scopeFor(recordPermission(list.definition.type.name, 'read')) ?? 'own';
  const reach = await requestedReach({ ...context, scope }, selection.teamOf, null);
  const options = { until, isCurrent: true };
  return {
    subject,
    reach,
    question: await selected({ ...context, now }, subject, selection, reach, options),
  };
}

/**
 * A source whose filter names only fields in use. Throws a problem if a custom field in it was retired: the job would
 * find other records. A merge then looks through all records, because they keep the values of retired fields.
 */
export function usableSource({ columns }: ListSubject, { kind }: JobPlan, source: JobSource): JobSource {
  const { selection = {}, query = {} } = source;
  const customFields = Object.keys(query).filter((name) => name.startsWith(customColumnPrefix));
  const named = [...fieldsIn(selection.filter), ...customFields.map(withoutEnd)];
  if (named.every((name) => columns.has(name))) return source;
  if (kind !== 'merge') throw new ProblemError('conflict');
  const { filter: _filter, ...unfiltered } = selection;
  return { ...source, selection: unfiltered };
}

/** The column of a query parameter such as `custom.budget.from`. */
const withoutEnd = (parameter: string): string => parameter.split('.').slice(0, 2).join('.');

/**
 * Checks records against the selection of a job, whose ids were frozen before: it must not change records that no longer
 * match. All records count as selected if an earlier release created the job, and if the job was created for ids.
 */
export async function selectionCheck(
  context: Context,
  plan: JobPlan,
  definition: RecordDefinition,
): Promise<IsSelected> {
  const source = plan.sources.find(({ recordType }) => recordType === definition.type.name);
  if (!source?.selection) return () => true;
  const list = await listSubject(context, definition);
  const { selection = {} } = usableSource(list, plan, source);
  const { subject, reach, question } = await questionOf(context, list, selection, plan);
  const { filter, words = [], parts = [] } = question;
  return (item) => {
    const record = listRecordOf(subject, item);
    if (!record) return false;
    const { source, searchText } = record;
    const contains = (word: string): boolean => searchText.includes(word);
    return (
      isVisible(source, reach) &&
      (!filter || matches(filter, source)) &&
      words.every(contains) &&
      parts.every(({ words, or }) => words.every(contains) || matches(or, source))
    );
  };
}
