import { withFormulaGuard } from '#contract/csv-row.ts';
import type { ImportRule } from '#contract/import-rows.ts';
import type { Session } from '../store/units.ts';
import type { Cell } from './cell.ts';
import { cleanLine } from './clean-text.ts';
import { columnReadings, type ReadImport } from './column-readings.ts';
import { readCorrectionsBetween, type Correction } from './corrections.ts';
import type { FileRow } from './file-shape.ts';
import type { StoredImport } from './import-runs.ts';
import { readRows } from './import-objects.ts';
import { typedText } from './typed-text.ts';

/** A row with its corrections, and with the texts that rules have replaced. */
export interface CorrectedRow extends FileRow {
  isLeftOut?: boolean;
  /** The cells of the file that were changed, by their positions. */
  originals?: Readonly<Record<number, Cell>>;
  /** The texts to which somebody has corrected cells, before rules. */
  corrections?: Correction['cells'];
}

/** The rows of a part as they are read, checked and imported. */
export async function readCorrectedRows(
  session: Session,
  orgId: string,
  stored: StoredImport,
  part: number,
): Promise<CorrectedRow[]> {
  const rows = await readRows([orgId, stored.id], part);
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return rows;
  const corrections = await readCorrectionsBetween(session, orgId, stored, [first.number, last.number]);
  const correct = correctionFor(stored);
  return rows.map((row) => correct(row, corrections.get(row.number)));
}

/** The text in place of another one, if a rule replaces that. */
export type Replaced = (text: string) => string | undefined;

/** Texts as rules compare them. */
const compared = (text: string): string => cleanLine(text).toLowerCase();

/** The texts that rules replace, by column. Of rules for the same text, the last counts. */
export function replacementsIn(rules: readonly ImportRule[]): ReadonlyMap<number, Replaced> {
  const byColumn = new Map<number, Map<string, string>>();
  for (const rule of rules) {
    if (rule.action !== 'replace') continue;
    const texts = byColumn.get(rule.column) ?? new Map<string, string>();
    byColumn.set(rule.column, texts.set(compared(rule.from), rule.to));
  }
  return new Map([...byColumn].map(([column, texts]) => [column, (text) => texts.get(compared(text))]));
}

/** What corrects the rows of a file. Rules apply to corrected texts as well. */
export function correctionFor(
  stored: ReadImport,
): (row: FileRow, correction: Pick<Correction, 'cells' | 'isLeftOut'> | undefined) => CorrectedRow {
  const replacements = replacementsIn(stored.file.rules ?? []);
  const readingOf = columnReadings(stored);
  return (row, correction) => {
    if (!correction && replacements.size === 0) return row;
    const changed = new Map<number, string>(
      Object.entries(correction?.cells ?? {}).map(([column, text]) => [Number(column), text]),
    );
    for (const [column, replaced] of replacements) {
      const text = replaced(changed.get(column) ?? typedText(row.cells[column] ?? '', readingOf(column)));
      if (text !== undefined) changed.set(column, text);
    }
    const originals = Object.fromEntries(
      [...changed.keys()].map((column) => [column, row.cells[column] ?? ''] as const),
    );
    return {
      number: row.number,
      cells: withTexts(row.cells, changed),
      ...(correction?.isLeftOut ? { isLeftOut: true } : {}),
      ...(changed.size > 0 ? { originals } : {}),
      ...(correction ? { corrections: correction.cells } : {}),
    };
  };
}

/** Texts get the guard of CSV files, which is taken off again when they are read. */
function withTexts(cells: readonly Cell[], texts: ReadonlyMap<number, string>): Cell[] {
  const width = Math.max(cells.length, ...[...texts.keys()].map((column) => column + 1));
  return Array.from({ length: width }, (_, column) => {
    const text = texts.get(column);
    return text === undefined ? (cells[column] ?? '') : withFormulaGuard(text);
  });
}
