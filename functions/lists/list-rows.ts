import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import { ProblemError, type FieldFault } from '#contract/problem.ts';
import { currentRecords } from '#data/lists/current-records.ts';
import { picked } from '#data/lists/list-page.ts';
import { customInRow, type ListSubject } from '#data/lists/list-subject.ts';
import type { Context } from '#data/organization/context.ts';
import type { ListRow } from '#data/records/definition.ts';

const head = new Set(['createdAt', 'updatedAt', 'deletedAt']);

/** Throws with all columns that a list can't include. */
export function checkIncluded({ columns }: ListSubject, included: readonly string[] = []): void {
  const errors = included.flatMap((name, at): FieldFault[] => {
    const column = columns.get(name);
    if (column && !column.isMinorUnits) return [];
    return [{ pointer: `/query/include/${at}`, code: column ? 'not_allowed' : 'unknown_field' }];
  });
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}

/** The included columns that list rows don't contain. */
const beyondRow = ({ definition: { type }, shownCustom }: ListSubject, included: readonly string[] = []) =>
  included.filter((name) =>
    name.startsWith(customColumnPrefix)
      ? !shownCustom.has(name.slice(customColumnPrefix.length))
      : !head.has(name) && !type.row.includes(name),
  );

/** Whether list rows don't contain all included columns. */
export const includesMore = (subject: ListSubject, included: readonly string[] | undefined): boolean =>
  beyondRow(subject, included).length > 0;

/**
 * Whether rows with the included columns can be so large that a page of them may have to end early. Custom fields that rows
 * don't contain are long texts.
 */
export const includesLongTexts = (
  { definition: { type } }: ListSubject,
  included: readonly string[] = [],
): boolean =>
  included.some((name) => name.startsWith(customColumnPrefix) || type.fields[name]?.kind === 'longText');

/** The columns that list rows contain, with the included ones. */
export const columnsInRow = (
  { definition: { type }, shownCustom }: ListSubject,
  included: readonly string[] = [],
): string[] => [
  ...new Set([...head, ...type.row, ...[...shownCustom].map((key) => customColumnPrefix + key), ...included]),
];

/** The values of a record that lists show, with those of the included columns. */
export function rowIn(subject: ListSubject, record: ListRow, included?: readonly string[]): ListRow {
  const { createdAt, updatedAt, deletedAt } = record;
  const { type } = subject.definition;
  const { id, version, custom: further, ...values } = picked(record, beyondRow(subject, included));
  const custom = { ...customInRow(subject, record), ...(further as ListRow['custom']) };
  return {
    id,
    version,
    createdAt,
    updatedAt,
    ...(deletedAt === undefined ? {} : { deletedAt }),
    ...Object.fromEntries(
      type.row.flatMap((name) => (record[name] === undefined ? [] : [[name, record[name]]])),
    ),
    ...values,
    ...(Object.keys(custom).length > 0 ? { custom } : {}),
  };
}

/**
 * Rows with the values of the included columns, read with the records of a page at once. Records that have left the list
 * in the meantime are left out.
 */
export async function includedRows(
  context: Context,
  subject: ListSubject,
  entries: readonly { id: string }[],
  included: readonly string[] | undefined,
): Promise<ListRow[]> {
  const ids = entries.map(({ id }) => id);
  const found = { reach: 'all', isDeleted: false, strong: false } as const;
  const records = await currentRecords(context, subject, ids, found);
  return records.flatMap((record) => (record ? [rowIn(subject, record as ListRow, included)] : []));
}
