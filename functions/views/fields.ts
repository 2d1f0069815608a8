import { customColumnPrefix, dividesLists } from '#contract/lists/column-kind.ts';
import { checkFilter } from '#contract/lists/filter.ts';
import { fieldsIn } from '#contract/lists/filter-tree.ts';
import { hasBoard } from '#contract/lists/board-operations.ts';
import { ProblemError, type FieldFault } from '#contract/problem.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { NewView, View } from '#contract/view.ts';
import { withExistingIds } from '#data/lists/existing-ids.ts';
import { listSubject, plainSubject, type ListSubject } from '#data/lists/list-subject.ts';
import { columnErrors, isMeasurable, isSortable } from '#data/lists/question-columns.ts';
import { requestedTeam } from '#data/organization/chart.ts';
import type { Context } from '#data/organization/context.ts';
import type { StoredView } from '#data/organization/view.ts';
import { recordDefinitions } from '#data/records/definitions.ts';

/** Values from a request body. All are optional, and null clears a value. */
export type Changes = { [K in keyof NewView]?: NewView[K] | undefined };

/** The fields that a view names, each once. */
function fieldsOf({ query, columns, groupBy, footers }: Changes): string[] {
  const { filter, sorts = [] } = query ?? {};
  const named = [...sorts, ...(columns ?? []), ...(footers ?? [])].map(({ field }) => field);
  return [...new Set([...fieldsIn(filter), ...named, ...(groupBy ? [groupBy] : [])])];
}

/** The columns of a record type, with its custom fields if one of the names is that of a custom field. */
async function subjectWith(
  context: Context,
  recordType: RecordTypeName,
  names: readonly string[],
): Promise<ListSubject> {
  const definition = recordDefinitions[recordType];
  const hasCustom = names.some((name) => name.startsWith(customColumnPrefix));
  return hasCustom ? listSubject(context, definition) : plainSubject(context, definition);
}

/** Throws with all errors of the layout and of the fields that a request names. */
export async function checkView(
  context: Context,
  recordType: RecordTypeName,
  changes: Changes,
): Promise<void> {
  const { query, groupBy, layout } = changes;
  const columns = changes.columns ?? [];
  const footers = changes.footers ?? [];
  const subject = await subjectWith(context, recordType, fieldsOf(changes));
  const { definition } = subject;
  const named = groupBy ? [groupBy] : [];
  const { columns: known } = await withExistingIds(context, subject, query?.filter, named);
  const errors = [
    ...(layout === 'board' && !hasBoard(definition.type)
      ? [{ pointer: '/layout', code: 'not_a_choice' as const }]
      : []),
    ...(query?.filter ? checkFilter(query.filter, known, '/query/filter') : []),
    ...(query?.sorts ?? []).flatMap(({ field }, at) =>
      columnErrors(known, field, `/query/sorts/${at}/field`, isSortable),
    ),
    ...columns.flatMap(({ field }, at) => columnErrors(known, field, `/columns/${at}/field`)),
    ...repetitionErrors(columns, '/columns'),
    ...named.flatMap((field) => columnErrors(known, field, '/groupBy', dividesLists)),
    ...footers.flatMap(({ field }, at) => columnErrors(known, field, `/footers/${at}/field`, isMeasurable)),
    ...repetitionErrors(footers, '/footers'),
  ];
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  if (query?.teamOf !== undefined) await requestedTeam(context, query.teamOf, '/query/teamOf');
}

/** Errors of entries whose field an earlier entry has, too. */
function repetitionErrors(entries: readonly { field: string }[], pointer: string): FieldFault[] {
  const names = entries.map(({ field }) => field);
  return names.flatMap((name, at) =>
    names.indexOf(name) < at ? [{ pointer: `${pointer}/${at}/field`, code: 'taken' as const }] : [],
  );
}

type KnownColumns = ReadonlyMap<string, ListSubject['columns']>;

/** The columns of the record types of views, as far as they matter for the fields that the views name. */
export async function columnsForViews(context: Context, views: readonly StoredView[]): Promise<KnownColumns> {
  const byType = [...Map.groupBy(views, ({ recordType }) => recordType)];
  return new Map(
    await Promise.all(
      byType.map(async ([type, ofType]) => {
        const { columns } = await subjectWith(context, type, ofType.flatMap(fieldsOf));
        return [type, columns] as const;
      }),
    ),
  );
}

/** A view as responses contain it. */
export const viewFor = (known: KnownColumns, { memberSince: _memberSince, ...view }: StoredView): View => ({
  ...view,
  missingFields: fieldsOf(view).filter((name) => !known.get(view.recordType)?.has(name)),
});
