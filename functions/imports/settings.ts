import type { ImportFileSettings } from '#contract/import.ts';
import { canRepeat, fullNameField } from '#contract/import-columns.ts';
import { matchFields } from '#contract/match-fields.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import { recordTypes, type RecordTypeName } from '#contract/record-types.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import type { StoredImport } from '#data/imports/import-item.ts';
import { targetsOf, type Target } from '#data/imports/targets.ts';
import type { Context } from '#data/organization/context.ts';
import { definitionOf } from '#data/records/definitions.ts';

/** The fields of `matchBy` by which no record of the type is found. */
const unknownMatches = (recordType: RecordTypeName, matchBy: readonly string[] = []): FieldFault[] => {
  const known = matchFields(recordTypes[recordType]);
  return matchBy.flatMap((field, index): FieldFault[] =>
    known.includes(field) ? [] : [{ pointer: `/file/matchBy/${index}`, code: 'not_a_choice' }],
  );
};

/** Throws if records of the type can't be found by one of the fields. */
export function checkMatchBy({
  recordType,
  matchBy,
}: { recordType: RecordTypeName } & Pick<ImportFileSettings, 'matchBy'>): void {
  const errors = unknownMatches(recordType, matchBy);
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}

/** Throws if the settings don't fit the file and its record type. */
export async function checkSettings(
  context: Context,
  { file }: StoredImport,
  { columns, matchBy, rules = [] }: ImportFileSettings,
): Promise<void> {
  const definition = definitionOf(file.recordType);
  if (!definition) throw new ProblemError('not_found');
  const { items } = await readCustomFields(context, file.recordType);
  const targets = targetsOf(definition.type, items);
  if (columns && columns.length !== file.header?.length)
    throw fieldProblem('/file/columns', 'too_few', 'invalid_input', { limit: file.header?.length ?? 0 });
  const errors = [
    ...(columns ?? []).flatMap((chosen, index): FieldFault[] => {
      const pointer = `/file/columns/${index}/field`;
      if (!chosen) return [];
      if (!isKnown(targets, chosen.field, 'lastName' in definition.type.fields))
        return [{ pointer, code: 'unknown_field' }];
      const first = columns?.findIndex((one) => one?.field === chosen.field);
      return first !== index && !canRepeat(chosen.field) ? [{ pointer, code: 'repeated' }] : [];
    }),
    ...unknownMatches(file.recordType, matchBy),
    ...rules.flatMap(({ column = 0 }, index): FieldFault[] =>
      column < (file.header?.length ?? 0)
        ? []
        : [{ pointer: `/file/rules/${index}/column`, code: 'not_a_choice' }],
    ),
  ];
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}

const isKnown = (targets: ReadonlyMap<string, Target>, field: string, hasNames: boolean): boolean =>
  targets.has(field) || (field === fullNameField && hasNames);
