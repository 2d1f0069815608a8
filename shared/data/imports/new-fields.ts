import { withoutFormulaGuard } from '#contract/csv-row.ts';
import type { CustomField } from '#contract/custom-field.ts';
import type { ImportFile } from '#contract/import.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import { limits } from '#contract/limits.ts';
import { customFieldActions, readCustomFields } from '../custom-fields/definitions.ts';
import { checkFieldRoom, newField } from '../custom-fields/new-field.ts';
import type { Context } from '../organization/context.ts';
import type { Action } from '../store/transact.ts';
import type { Reading } from './cell.ts';
import { readOptions } from './cell-references.ts';
import { isEmpty } from './cell-values.ts';
import { cleanLine, labelText } from './clean-text.ts';
import type { StoredImport } from './import-runs.ts';
import { readPresentValues } from './present-values.ts';
import { readingsIn } from './reading.ts';
import type { CountedValues } from './value-counter.ts';

const optionCharacters = 80;

/** The labels of the options that a column has, each once. */
export function optionLabels(
  kind: 'choice' | 'choices',
  { counts }: CountedValues,
  reading: Pick<Reading, 'emptyTexts'>,
): string[] {
  const labels = new Map<string, string>();
  for (const [counted] of counts) {
    const value = withoutFormulaGuard(counted);
    if (isEmpty(value, reading)) continue;
    for (const label of kind === 'choice' ? [cleanLine(value)] : partsIn(value))
      if (label.length <= optionCharacters && !labels.has(labelText(label)))
        labels.set(labelText(label), label);
  }
  return [...labels.values()].slice(0, limits.customOptionsPerField);
}

/** The options in a cell with several, as they are read when the field exists. */
function partsIn(value: string): string[] {
  const read = readOptions(value, { options: [] });
  return 'reference' in read ? [...read.reference.texts] : [];
}

/**
 * The custom fields that a start of the import creates, by column: those that no field has the key of. A choice without
 * options isn't created, because there is no value for it.
 */
function newFieldsIn(
  columns: ImportFile['columns'] & object,
  {
    existing,
    values,
    readingOf,
  }: {
    existing: readonly CustomField[];
    values: readonly CountedValues[];
    readingOf: (column: number) => Pick<Reading, 'emptyTexts'>;
  },
): Map<number, CustomField> {
  const found = new Map<number, CustomField>();
  for (const [column, target] of columns.entries()) {
    const { label, kind } = target?.newField ?? {};
    if (!target || label === undefined || kind === undefined) continue;
    const key = target.field.slice(customColumnPrefix.length);
    const fields = [...existing, ...found.values()];
    if (fields.some((field) => field.key === key)) continue;
    const counted = values[column] ?? { counts: [], isComplete: true };
    const isChoice = kind === 'choice' || kind === 'choices';
    const options = isChoice ? optionLabels(kind, counted, readingOf(column)) : [];
    if (isChoice && options.length === 0) continue;
    const input = {
      key,
      label,
      kind,
      ...(isChoice ? { options: options.map((one) => ({ label: one })) } : {}),
    };
    found.set(column, newField(fields, input));
  }
  return found;
}

/** The custom fields that a start of this import creates, besides the existing ones, by column. */
export async function readNewFields(
  context: Context,
  stored: StoredImport,
  existing: readonly CustomField[],
): Promise<Map<number, CustomField>> {
  const { columns = [], reading } = stored.file;
  if (!reading || !columns.some((target) => target?.newField)) return new Map();
  const values = await readPresentValues(context, context.orgId, stored);
  return newFieldsIn(columns, { existing, values, readingOf: readingsIn(context, stored, reading) });
}

/**
 * The actions that create the custom fields of an import, all at once, so that they are part of its start. Throws
 * `conflict` if there is no room for them.
 */
export async function newFieldActions(context: Context, stored: StoredImport): Promise<Action[]> {
  if (!stored.file.check?.newFields) return [];
  const { recordType } = stored.file;
  const before = await readCustomFields(context, recordType);
  const fields = [...(await readNewFields(context, stored, before.items)).values()];
  if (fields.length === 0) return [];
  const items = [...before.items];
  for (const field of fields) {
    checkFieldRoom(items);
    items.push(field);
  }
  const after = { ...before, version: before.version + 1, items };
  const changes = fields.map((field) => ({ field: field.key, from: null, to: field }));
  return customFieldActions(context, recordType, after, changes);
}
