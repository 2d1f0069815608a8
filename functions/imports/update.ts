import type { Import, ImportFile, ImportFileSettings } from '#contract/import.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { columnsOf } from '#data/imports/check.ts';
import { undecidedColumns } from '#data/imports/column-readings.ts';
import { shownImport } from '#data/imports/chain.ts';
import { followerActions } from '#data/imports/chain-changes.ts';
import { importRuns, nextImport, withoutStart, type StoredImport } from '#data/imports/import-runs.ts';
import type { Context } from '#data/organization/context.ts';
import { transact } from '#data/store/transact.ts';
import { loadIn } from './imports.ts';
import { withNewFields } from './new-fields.ts';
import { checkSettings } from './settings.ts';

/** Settings that decide how the file is read. */
const shapeNames = ['encoding', 'separator', 'sheet', 'fillMerged'] as const;

/** What a file is read with if nobody chooses otherwise. */
const usualShape: { [Name in (typeof shapeNames)[number]]?: ImportFileSettings[Name] } = { fillMerged: true };

/** Changes the settings of an import. Its file is read again if they decide how. */
export async function update(
  context: Context,
  { id, body }: { id: string; body: { file: ImportFileSettings } },
): Promise<Import> {
  const stored = await loadIn(context, id, ['ready', 'checked', 'unreadable']);
  const isReadAgain = shapeNames.some(
    (name) => body.file[name] !== undefined && body.file[name] !== (stored.file[name] ?? usualShape[name]),
  );
  if (stored.state === 'unreadable' && !isReadAgain) throw new ProblemError('conflict', 'import_other_state');
  if (isReadAgain) checkForReading(body.file);
  const columns =
    body.file.columns && (await withNewFields(context, withSettings(stored, body.file), body.file.columns));
  const settings = { ...body.file, ...(columns ? { columns } : {}) };
  await checkSettings(context, stored, settings);
  const file = await withUndecided(context, stored, changed(stored.file, settings, isReadAgain));
  const before = withoutStart(stored);
  const next = nextImport(context, before, {
    file,
    state: isReadAgain ? 'reading' : 'ready',
    ...(isReadAgain ? { readings: (stored.readings ?? 0) + 1, evidence: [] } : {}),
  });
  const action = isReadAgain ? 'readRequested' : 'changed';
  await transact(context, [
    ...importRuns.write(context, stored, next, action),
    ...(await followerActions(context, stored)),
  ]);
  return shownImport(context, next);
}

/** Which columns another reading has is unknown until the file was read. */
function checkForReading({ columns, rules }: ImportFileSettings): void {
  if (columns) throw fieldProblem('/file/columns', 'not_allowed');
  if (rules?.length) throw fieldProblem('/file/rules', 'not_allowed');
}

/** The file with the columns that can be read in several ways by its present settings. */
async function withUndecided(
  context: Context,
  stored: StoredImport,
  { undecided: _before, ...file }: ImportFile,
): Promise<ImportFile> {
  if (!file.header || !file.reading) return file;
  const next = { ...stored, file };
  const { targets, readingOf } = await columnsOf(context, next);
  const undecided = undecidedColumns(next, targets, readingOf);
  return { ...file, ...(undecided.length > 0 ? { undecided } : {}) };
}

const withSettings = (stored: StoredImport, settings: ImportFileSettings): StoredImport => ({
  ...stored,
  file: { ...stored.file, ...settings },
});

/**
 * Every change makes the last check outdated. Another way to read the file makes its columns outdated, too, and the
 * corrections of its rows.
 */
function changed(before: ImportFile, settings: ImportFileSettings, isReadAgain: boolean): ImportFile {
  const { check, rememberedFrom, ...file } = before;
  const isRules = Object.keys(settings).every((name) => name === 'rules');
  // Other settings are no longer those of an earlier import.
  if (!isReadAgain)
    return {
      ...file,
      ...settings,
      ...(rememberedFrom && !settings.columns ? { rememberedFrom } : {}),
      // Rows with problems are listed by the last check until the next one.
      ...(check && isRules ? { check } : {}),
    };
  const { name, sizeBytes, recordType, encoding, separator, sheet, fillMerged } = file;
  return {
    name,
    sizeBytes,
    recordType,
    ...(encoding ? { encoding } : {}),
    ...(separator ? { separator } : {}),
    ...(sheet ? { sheet } : {}),
    ...(fillMerged === undefined ? {} : { fillMerged }),
    ...settings,
  };
}
