import type { Column } from '#contract/lists/column.ts';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import type { Context } from '../organization/context.ts';
import { readMembers } from '../organization/member.ts';
import { readTags } from '../organization/tag.ts';
import { definitionOf } from '../records/definitions.ts';
import { readReach } from '../records/read.ts';
import { sortText } from '../values/search-terms.ts';
import type { Labels, Sort } from './sort-sql.ts';
import type { ListDatabase } from './list-database.ts';
import { askList } from './list-source.ts';
import { listSubject, reachIn, type ListSubject } from './list-subject.ts';

/** The newest records come first by default. */
const defaultSorts = [{ field: 'createdAt', descending: true }];

/** The sorts of a question, with the sort keys of ids. */
export async function sortsOf(
  context: Context,
  { columns }: ListSubject,
  { sorts }: Pick<ListQuestion, 'sorts'>,
  until: number,
): Promise<Sort[]> {
  const found: Sort[] = [];
  for (const { field, descending = false } of sorts && sorts.length > 0 ? sorts : defaultSorts) {
    const column = columns.get(field);
    if (column)
      found.push({ column, isDescending: descending, labels: await sortLabels(context, column, until) });
  }
  return found;
}

/**
 * The sort keys of a column's ids: the place in a list of choices, or the names of tags, members and records. What
 * the caller can't read has none. Undefined for columns that sort by their values.
 */
export async function sortLabels(
  context: Context,
  column: Column,
  until: number,
): Promise<Labels | undefined> {
  if (column.kind !== 'choice' && column.kind !== 'choices') return undefined;
  if (column.choices) return new Map(column.choices.map((id, place) => [id, place]));
  if (column.hasMembers) {
    if (!context.scopeFor('member:read')) return new Map();
    const members = await readMembers(context, context.orgId);
    return new Map(members.map(({ userId, displayName }) => [userId, sortText(displayName)]));
  }
  if (column.to !== undefined) return recordLabels(context, column.to, until);
  if (!context.scopeFor('tag:read')) return new Map();
  const tags = await readTags(context);
  return new Map(tags.map(({ id, name }) => [id, sortText(name)]));
}

async function recordLabels(context: Context, typeName: string, until: number): Promise<Labels> {
  const definition = definitionOf(typeName);
  if (!definition) return new Map();
  const subject = await listSubject(context, definition);
  const title = subject.columns.get(definition.type.title);
  if (!title) return new Map();
  const reach = reachIn(subject, readReach(definition, context));
  const ask = (database: ListDatabase) => database.labels(title, { reach });
  return (await askList(context, subject, ask, { until })).answer;
}
