import type { Column } from '#contract/lists/column.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import { conditionsIn, type Filter } from '#contract/lists/filter-tree.ts';
import { id } from '#contract/field.ts';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypeNames, recordTypes } from '#contract/record-types.ts';
import type { Context } from '../organization/context.ts';
import { readMergedTags, readTagIds } from '../organization/tag-ids.ts';
import { hiddenAmong } from '../records/visible-about.ts';
import { readVisible } from '../records/visible.ts';
import { memberKey } from '../store/keys.ts';
import { getItems } from '../store/table.ts';
import type { ListSubject } from './list-subject.ts';

/**
 * The list with the ids of tags and members that a question can name: those that exist, and with the records into which
 * those that it names were merged. They are read only if a filter or `named` names such a column.
 */
export async function withExistingIds(
  context: Context,
  subject: ListSubject,
  filter: Filter | undefined,
  named: readonly string[] = [],
): Promise<ListSubject> {
  const conditions = conditionsIn(filter);
  const names = new Set([...conditions.map(({ field }) => field), ...named]);
  const columns = new Map(subject.columns);
  const valuesOf = (name: string) => conditions.flatMap(({ field, value }) => (field === name ? value : []));
  for (const name of names) {
    const column = columns.get(name);
    if (column?.hasTags) {
      const ids = await readTagIds(context);
      columns.set(name, { ...column, existing: [...ids], merged: await readMergedTags(context, ids) });
    } else if (column && isOfMembers(subject, column)) {
      columns.set(name, { ...column, existing: await membersAmong(context, valuesOf(name)) });
    } else if (column?.to !== undefined || column?.isOfAnyType) {
      const types = column.to === undefined ? mergeableTypes : [column.to];
      const finals = await finalsOf(context, types, valuesOf(name));
      const hidden = column.isOfAnyType ? { hidden: await hiddenIds(context, valuesOf(name)) } : {};
      columns.set(name, { ...column, finals, ...hidden });
    }
  }
  return { ...subject, columns };
}

/** The types whose records can be merged, to any of which some columns refer. */
const mergeableTypes: readonly string[] = Object.values<RecordType>(recordTypes as never).flatMap((type) =>
  type.isMergeable ? type.name : [],
);

/** Whether only members can be values. Web forms and former members created and changed records, too. */
const isOfMembers = ({ definition }: ListSubject, { name }: Column): boolean =>
  definition.type.fields[name]?.kind === 'member';

const idsAmong = (values: readonly unknown[]): string[] =>
  [...new Set(values)]
    .filter((value) => id.safeParse(value).success)
    .map(String)
    .slice(0, listLimits.values);

/** The merged records among those with the ids, with the one into which each was merged if the caller can see that. */
async function finalsOf(
  context: Context,
  types: readonly string[],
  values: readonly unknown[],
): Promise<Map<string, string>> {
  const ids = idsAmong(values);
  const finals = new Map<string, string>();
  for (const type of types) {
    const named = ids.map((one) => ({ type, id: one }));
    const records = await readVisible(context, named, { strong: false });
    for (const [one, final] of records) if (final.id !== one) finals.set(one, final.id);
  }
  return finals;
}

/** Of the ids of records of any type, those of records out of the caller's reach. Nothing is about these to the caller. */
async function hiddenIds(context: Context, values: readonly unknown[]): Promise<ReadonlySet<string>> {
  const ids = idsAmong(values);
  const ofTypes = recordTypeNames.map((type) => ids.map((one) => ({ type, id: one })));
  const hidden = await Promise.all(ofTypes.map((references) => hiddenAmong(context, references)));
  return new Set(hidden.flatMap((some) => [...some]));
}

async function membersAmong(context: Context, values: readonly unknown[]): Promise<string[]> {
  const some = idsAmong(values);
  const items = await getItems(
    context,
    some.map((userId) => memberKey(context.orgId, userId)),
    { ProjectionExpression: 'pk, sk' },
  );
  return some.filter((_, at) => items[at] !== undefined);
}
