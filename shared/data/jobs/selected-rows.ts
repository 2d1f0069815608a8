import { fieldsIn } from '#contract/lists/filter-tree.ts';
import type { Permission } from '#contract/permission.ts';
import { withExistingIds } from '../lists/existing-ids.ts';
import { selected, type ListSelection } from '../lists/list-question.ts';
import { listRecordOf, type ListItem } from '../lists/list-record.ts';
import { listSubject } from '../lists/list-subject.ts';
import { matches } from '../lists/matches.ts';
import type { Context } from '../organization/context.ts';
import type { RecordDefinition } from '../records/definition.ts';
import { isVisible, requestedReach } from '../records/read.ts';
import type { JobPlan } from './job.ts';

/** Whether a record is one that a job selected, according to its stored item. */
export type IsSelected = (item: ListItem) => boolean;

/**
 * Checks records against the selection of a job, whose ids were frozen before: it must not change records that no longer
 * match. All records count as selected if a field in the filter was retired meanwhile, if an earlier release created the
 * job, and if the job was created for ids.
 */
export async function selectionCheck(
  context: Context,
  { sources, createdAt }: JobPlan,
  definition: RecordDefinition,
): Promise<IsSelected> {
  const source = sources.find(({ recordType }) => recordType === definition.type.name);
  return source?.selection
    ? checkOf({ ...context, now: createdAt }, source.selection, definition)
    : () => true;
}

async function checkOf(
  context: Context,
  selection: ListSelection,
  definition: RecordDefinition,
): Promise<IsSelected> {
  const list = await listSubject(context, definition);
  if (!fieldsIn(selection.filter).every((name) => list.columns.has(name))) return () => true;
  const subject = await withExistingIds(context, list, selection.filter);
  const scope = context.scopeFor(`${definition.type.name}:read` as Permission) ?? 'own';
  const reach = await requestedReach({ ...context, scope }, selection.teamOf);
  const { filter, words = [] } = selected(context, subject, selection, reach);
  return (item) => {
    const record = listRecordOf(subject, item);
    if (!record) return false;
    const { source, searchText } = record;
    return (
      isVisible(source, reach) &&
      (!filter || matches(filter, source)) &&
      words.every((word) => searchText.includes(word))
    );
  };
}
