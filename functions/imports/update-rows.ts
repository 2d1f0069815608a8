import type { imports } from '#contract/import.ts';
import type { RowCorrection } from '#contract/import-rows.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import { followerActions } from '#data/imports/chain-changes.ts';
import { columnReadings, type ColumnReading } from '#data/imports/column-readings.ts';
import { correctionFor } from '#data/imports/corrected-rows.ts';
import {
  correctionAction,
  isCorrected,
  readCorrections,
  type Correction,
} from '#data/imports/corrections.ts';
import type { FileRow } from '#data/imports/file-shape.ts';
import { importRuns, nextImport, withoutStart, type StoredImport } from '#data/imports/import-runs.ts';
import { locateRows } from '#data/imports/locate-rows.ts';
import { typedText } from '#data/imports/typed-text.ts';
import { countedText } from '#data/imports/value-counter.ts';
import type { Context } from '#data/organization/context.ts';
import { transact } from '#data/store/transact.ts';
import { checkRowsSeen } from '#data/imports/import-runs.ts';
import { loadIn } from './imports.ts';
import { shownRows } from './rows.ts';

type Operation = (typeof imports)['operations']['updateRows'];

/** Corrects cells, and leaves out rows. The corrections are written together with the import's next version. */
export async function updateRows(
  context: Context,
  { id, body: { rows } }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  const stored = await loadIn(context, id, ['ready', 'checked']);
  checkRowsSeen(context, stored);
  const { orgId } = context;
  const numbers = rows.map(({ row }) => row);
  const found = await locateRows([orgId, id], stored.file.rows ?? 0, numbers);
  checkRows(stored, rows, found);
  const readingOf = columnReadings(stored);
  const before = await readCorrections(context, orgId, stored, numbers);
  const after = new Map(
    rows.map((row) => [row.row, merged(readingOf, row, found.get(row.row), before.get(row.row))]),
  );
  checkSizes(rows, after);
  const added = [...after.values()].filter(isCorrected).length - before.size;
  const correctedRows = (stored.file.correctedRows ?? 0) + added;
  if (added > 0 && correctedRows > limits.importCorrections)
    throw fieldProblem('/rows', 'too_many', 'invalid_input', { limit: limits.importCorrections });
  const next = nextImport(context, withoutStart(stored), {
    state: 'ready',
    file: { ...stored.file, correctedRows },
  });
  await transact(context, [
    ...importRuns.write(context, stored, next, 'changed'),
    ...(await followerActions(context, stored)),
    ...[...after].map(([row, correction]) => correctionAction(orgId, stored, row, correction)),
  ]);
  const correct = correctionFor(next);
  const shown = await shownRows(
    context,
    next,
    [...found.values()].map((row) => ({ row: correct(row, after.get(row.number)) })),
  );
  return { version: next.version, correctedRows, ...shown };
}

/** Throws unless each row exists, occurs once, and has the columns that are corrected. */
function checkRows(
  { file: { header = [] } }: StoredImport,
  rows: readonly RowCorrection[],
  found: ReadonlyMap<number, FileRow>,
): void {
  const errors = rows.flatMap(({ row, cells = [] }, index): FieldFault[] => {
    const pointer = `/rows/${index}`;
    if (!found.has(row)) return [{ pointer: `${pointer}/row`, code: 'not_a_choice' }];
    if (rows.findIndex((one) => one.row === row) !== index)
      return [{ pointer: `${pointer}/row`, code: 'repeated' }];
    return cells.flatMap(({ column }, place): FieldFault[] => {
      const ofCell = `${pointer}/cells/${place}/column`;
      if (column >= header.length) return [{ pointer: ofCell, code: 'not_a_choice' }];
      const first = cells.findIndex((one) => one.column === column);
      return first === place ? [] : [{ pointer: ofCell, code: 'repeated' }];
    });
  });
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}

/** The corrections of a row after a change. A text that is that of the file is no correction. */
function merged(
  readingOf: (column: number) => ColumnReading,
  { cells = [], leftOut }: RowCorrection,
  row: FileRow | undefined,
  before: Correction = { cells: {}, counted: {}, isLeftOut: false },
): Correction {
  const texts = new Map(Object.entries(before.cells));
  const counted = new Map(Object.entries(before.counted));
  for (const { column, text } of cells) {
    const name = String(column);
    const cell = row?.cells[column] ?? '';
    counted.delete(name);
    if (text === null || text === typedText(cell, readingOf(column))) texts.delete(name);
    else {
      texts.set(name, text);
      const original = countedText(cell);
      if (original) counted.set(name, original);
    }
  }
  return {
    cells: Object.fromEntries(texts),
    counted: Object.fromEntries(counted),
    isLeftOut: leftOut ?? before.isLeftOut,
  };
}

/** Throws if a row has more corrections than fit into its item. */
function checkSizes(rows: readonly RowCorrection[], after: ReadonlyMap<number, Correction>): void {
  const limit = limits.importCorrectionBytes;
  const errors = rows.flatMap(({ row }, index): FieldFault[] =>
    Buffer.byteLength(JSON.stringify(after.get(row))) > limit
      ? [{ pointer: `/rows/${index}/cells`, code: 'too_long', limit }]
      : [],
  );
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}
