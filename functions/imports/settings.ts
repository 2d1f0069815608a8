import { slugKey } from '#contract/custom-value.ts';
import type { ColumnTarget } from '#contract/import-column.ts';
import type { ImportFileSettings } from '#contract/import.ts';
import { canRepeat, fullNameField } from '#contract/import-columns.ts';
import { limits } from '#contract/limits.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import { matchFields } from '#contract/match-fields.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import type { ImportTypeName } from '#contract/import-types.ts';
import { hasEntries } from '#data/imports/column-values.ts';
import { importableOf } from '#data/imports/importable.ts';
import type { StoredImport } from '#data/imports/import-runs.ts';
import { readNewFields } from '#data/imports/new-fields.ts';
import { entriesFor } from '#data/imports/references.ts';
import { targetsOf, type Target } from '#data/imports/targets.ts';
import type { Context } from '#data/organization/context.ts';
import { readMembers } from '#data/organization/member.ts';
import { checkOwner } from '#data/records/references.ts';

/** The fields of `matchBy` by which no record of the type is found. */
const unknownMatches = (recordType: ImportTypeName, matchBy: readonly string[] = []): FieldFault[] => {
  const known = matchFields(importableOf(recordType).definition.type);
  return matchBy.flatMap((field, index): FieldFault[] =>
    known.includes(field) ? [] : [{ pointer: `/file/matchBy/${index}`, code: 'not_a_choice' }],
  );
};

/** Throws if records of the type can't be found by one of the fields. */
export function checkMatchBy({
  recordType,
  matchBy,
}: { recordType: ImportTypeName } & Pick<ImportFileSettings, 'matchBy'>): void {
  const errors = unknownMatches(recordType, matchBy);
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}

/** Throws if new records can't belong to the member. */
export async function checkNewOwner(
  context: Context,
  { recordType, ownerId }: { recordType: ImportTypeName } & Pick<ImportFileSettings, 'ownerId'>,
): Promise<void> {
  if (typeof ownerId !== 'string') return;
  const { definition } = importableOf(recordType);
  if (!('ownerId' in definition.type.fields)) throw fieldProblem('/file/ownerId', 'not_allowed');
  const members = await readMembers(context, context.orgId);
  if (!members.some(({ userId, active }) => active && userId === ownerId))
    throw fieldProblem('/file/ownerId', 'unknown_reference');
  checkOwner(definition, context, ownerId, '/file/ownerId');
}

/** Throws if the settings don't fit the file and its record type. */
export async function checkSettings(
  context: Context,
  stored: StoredImport,
  settings: ImportFileSettings,
): Promise<void> {
  const { file } = stored;
  const { columns = [], matchBy, rules = [] } = settings;
  const importable = importableOf(file.recordType);
  const { definition } = importable;
  if (settings.columns && columns.length !== file.header?.length)
    throw fieldProblem('/file/columns', 'too_few', 'invalid_input', { limit: file.header?.length ?? 0 });
  const mapped = columns.reduce((sum, target) => sum + (target?.values?.length ?? 0), 0);
  if (mapped > limits.importMappedValues)
    throw fieldProblem('/file/columns', 'too_many', 'invalid_input', { limit: limits.importMappedValues });
  await checkNewOwner(context, { recordType: file.recordType, ownerId: settings.ownerId });
  const items = await importable.readCustomFields(context);
  const chosen = { ...stored, file: { ...file, ...settings } };
  const newFields = await readNewFields(context, chosen, items);
  const known: Known = {
    context,
    targets: targetsOf(definition.type, [...items, ...newFields.values()], importable.hasNotes(context)),
    takenKeys: new Set(items.map(({ key }) => key)),
    isCreated: (column) => importable.canGetFields && newFields.has(column),
    hasNames: 'lastName' in definition.type.fields,
  };
  const errors = [
    ...columns.flatMap((target, index) => (target ? columnFaults(known, columns, index, target) : [])),
    ...unknownMatches(file.recordType, matchBy),
    ...rules.flatMap(({ column = 0 }, index): FieldFault[] =>
      column < (file.header?.length ?? 0)
        ? []
        : [{ pointer: `/file/rules/${index}/column`, code: 'not_a_choice' }],
    ),
  ];
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}

/** What columns can be for. */
interface Known {
  context: Context;
  targets: ReadonlyMap<string, Target>;
  /** The keys of all custom fields, including retired ones. */
  takenKeys: ReadonlySet<string>;
  /** Whether the start creates the custom field of a column. */
  isCreated: (column: number) => boolean;
  hasNames: boolean;
}

function columnFaults(
  known: Known,
  columns: ImportFileSettings['columns'] & object,
  index: number,
  target: ColumnTarget,
): FieldFault[] {
  const pointer = `/file/columns/${index}`;
  const faults = target.newField
    ? newFieldFaults(known, pointer, index, target)
    : isKnown(known, target.field)
      ? []
      : [{ pointer: `${pointer}/field`, code: 'unknown_field' } as const];
  if (faults.length > 0) return faults;
  const first = columns.findIndex((one) => one?.field === target.field);
  if (first !== index && !canRepeat(target.field)) return [{ pointer: `${pointer}/field`, code: 'repeated' }];
  return valueFaults(known, pointer, target);
}

const isKnown = ({ targets, hasNames }: Known, field: string): boolean =>
  targets.has(field) || (field === fullNameField && hasNames);

/** Why the start can't create the custom field of a column. A choice has no options if the column has no values. */
function newFieldFaults(
  { takenKeys, isCreated }: Known,
  pointer: string,
  index: number,
  { field }: ColumnTarget,
): FieldFault[] {
  if (!field.startsWith(customColumnPrefix)) return [{ pointer: `${pointer}/newField`, code: 'not_allowed' }];
  const key = field.slice(customColumnPrefix.length);
  if (!slugKey.safeParse(key).success) return [{ pointer: `${pointer}/field`, code: 'unknown_field' }];
  if (takenKeys.has(key)) return [{ pointer: `${pointer}/field`, code: 'taken' }];
  return isCreated(index) ? [] : [{ pointer: `${pointer}/newField/kind`, code: 'not_allowed' }];
}

/** Values that mean a status or option that the field doesn't have, or values of a field without any. */
function valueFaults(
  { context, targets }: Known,
  pointer: string,
  { field, values = [] }: ColumnTarget,
): FieldFault[] {
  if (values.length === 0) return [];
  const target = targets.get(field);
  if (!target || !hasEntries(target)) return [{ pointer: `${pointer}/values`, code: 'not_allowed' }];
  const ids = new Set(entriesFor(context, target.field).map(({ id }) => id));
  return values.flatMap(({ id }, index): FieldFault[] =>
    id === null || ids.has(id) ? [] : [{ pointer: `${pointer}/values/${index}/id`, code: 'not_a_choice' }],
  );
}
