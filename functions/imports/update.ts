import type { Import, ImportFile, ImportFileSettings } from '#contract/import.ts';
import { canRepeat, fullNameField } from '#contract/import-columns.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import { importActions, importFrom, nextImport, type StoredImport } from '#data/imports/import-item.ts';
import { targetsOf, type Target } from '#data/imports/targets.ts';
import type { Context } from '#data/organization/context.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { transact } from '#data/store/transact.ts';
import { loadIn } from './imports.ts';

/** Settings that decide how the file is read. */
const shapeNames = ['encoding', 'separator', 'sheet'] as const;

/** Changes the settings of an import. Its file is read again if they decide how. */
export async function update(
  context: Context,
  { id, body }: { id: string; body: { file: ImportFileSettings } },
): Promise<Import> {
  const stored = await loadIn(context, id, ['ready', 'checked', 'unreadable']);
  const settings = body.file;
  const isReadAgain = shapeNames.some(
    (name) => settings[name] !== undefined && settings[name] !== stored.file[name],
  );
  if (stored.state === 'unreadable' && !isReadAgain) throw new ProblemError('conflict', 'import_other_state');
  await checkSettings(context, stored, settings);
  const file = changed(stored.file, settings, isReadAgain);
  const { problem: _problem, ...before } = stored;
  const next = nextImport(context, before, { file, state: isReadAgain ? 'reading' : 'ready' });
  const action = isReadAgain ? 'readRequested' : 'changed';
  await transact(context, importActions(context, stored, next, action));
  return importFrom(next);
}

/** Every change makes the last check outdated. Another way to read the file makes its columns outdated, too. */
function changed(before: ImportFile, settings: ImportFileSettings, isReadAgain: boolean): ImportFile {
  const { check: _check, ...file } = before;
  if (!isReadAgain) return { ...file, ...settings };
  const { name, sizeBytes, recordType, encoding, separator, sheet } = file;
  return {
    name,
    sizeBytes,
    recordType,
    ...(encoding ? { encoding } : {}),
    ...(separator ? { separator } : {}),
    ...(sheet ? { sheet } : {}),
    ...settings,
  };
}

async function checkSettings(
  context: Context,
  { file }: StoredImport,
  { columns, matchBy }: ImportFileSettings,
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
    ...(matchBy ?? []).flatMap((field, index): FieldFault[] =>
      targets.get(field)?.canMatch ? [] : [{ pointer: `/file/matchBy/${index}`, code: 'not_a_choice' }],
    ),
  ];
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}

const isKnown = (targets: ReadonlyMap<string, Target>, field: string, hasNames: boolean): boolean =>
  targets.has(field) || (field === fullNameField && hasNames);
