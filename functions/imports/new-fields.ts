import type { CustomField } from '#contract/custom-field.ts';
import type { ColumnTarget, NewFieldKind } from '#contract/import-column.ts';
import { newCustomField } from '#contract/import-columns.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import { checkFieldRoom, freeSlug } from '#data/custom-fields/new-field.ts';
import { readCorrectedRows } from '#data/imports/corrected-rows.ts';
import { importableOf } from '#data/imports/importable.ts';
import type { StoredImport } from '#data/imports/import-runs.ts';
import { newFieldKind } from '#data/imports/new-field-kind.ts';
import { readPresentValues } from '#data/imports/present-values.ts';
import { readingsIn } from '#data/imports/reading.ts';
import type { Context } from '#data/organization/context.ts';

type Columns = readonly (ColumnTarget | null)[];

const labelCharacters = 80;
const isForNew = (target: ColumnTarget | null): boolean =>
  target?.newField !== undefined || target?.field === newCustomField;

/**
 * The columns with the keys, labels and kinds of the custom fields that the start creates, where they were left out. Throws
 * `forbidden` if the caller can't create custom fields, and `conflict` if there is no room for them.
 */
export async function withNewFields(
  context: Context,
  stored: StoredImport,
  columns: Columns,
): Promise<(ColumnTarget | null)[]> {
  if (!columns.some(isForNew)) return [...columns];
  if (!importableOf(stored.file.recordType).canGetFields)
    throw fieldProblem(`/file/columns/${columns.findIndex(isForNew)}/newField`, 'not_allowed');
  if (!context.scopeFor('customField:update')) throw new ProblemError('forbidden');
  const { items } = await readCustomFields(context, stored.file.recordType);
  const isOfField = (target: ColumnTarget, { key }: CustomField) =>
    target.field === `${customColumnPrefix}${key}`;
  const isExisting = (target: ColumnTarget) =>
    items.some((field) => !field.retired && isOfField(target, field));
  const kindOf = await kindGuesser(context, stored, columns);
  const taken = new Set([
    ...items.map(({ key }) => key),
    ...columns.flatMap((target) => keyIn(target?.field ?? '') ?? []),
  ]);
  const found: (ColumnTarget | null)[] = [];
  const grown = [...items];
  for (const [column, target] of columns.entries()) {
    if (!target || !isForNew(target)) found.push(target);
    else if (isExisting(target)) found.push(withoutNewField(target));
    else {
      checkFieldRoom(grown);
      const header = stored.file.header?.[column]?.header.trim().slice(0, labelCharacters) ?? '';
      const { label = header, kind = kindOf(column) } = target.newField ?? {};
      if (label === '') throw fieldProblem(`/file/columns/${column}/newField/label`, 'required');
      const key = freeSlug(label, taken);
      const field = target.field === newCustomField ? `${customColumnPrefix}${key}` : target.field;
      taken.add(key);
      grown.push({ key, label, kind });
      found.push({ ...target, field, newField: { label, kind } });
    }
  }
  return found;
}

const keyIn = (field: string): string | undefined =>
  field.startsWith(customColumnPrefix) ? field.slice(customColumnPrefix.length) : undefined;

/** Somebody has created the field in the meantime. */
function withoutNewField({ newField: _newField, ...target }: ColumnTarget): ColumnTarget {
  return target;
}

/** Guesses the kind of a column by its first rows and its different values. */
async function kindGuesser(
  context: Context,
  stored: StoredImport,
  columns: Columns,
): Promise<(column: number) => NewFieldKind> {
  const isGuessed = columns.some((target) => isForNew(target) && target?.newField?.kind === undefined);
  const { reading } = stored.file;
  if (!isGuessed || !reading) return () => 'text';
  const [rows, values] = await Promise.all([
    readCorrectedRows(context, context.orgId, stored, 0),
    readPresentValues(context, context.orgId, stored),
  ]);
  const readingOf = readingsIn(context, stored, reading);
  return (column) =>
    newFieldKind(
      rows.map(({ cells }) => cells[column] ?? ''),
      values[column] ?? { counts: [], isComplete: false },
      readingOf(column),
    );
}
