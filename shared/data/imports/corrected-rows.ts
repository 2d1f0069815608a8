import { withFormulaGuard } from '#contract/csv-row.ts';
import type { ImportFile } from '#contract/import.ts';
import type { ImportRule } from '#contract/import-rows.ts';
import type { Session } from '../store/units.ts';
import type { Cell } from './cell.ts';
import { cleanLine } from './clean-text.ts';
import { readCorrectionsBetween, type Correction } from './corrections.ts';
import type { FileRow } from './file-shape.ts';
import type { StoredImport } from './import-item.ts';
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
  const correct = correctionFor(stored.file);
  return rows.map((row) => correct(row, corrections.get(row.number)));
}

type Replacements = ReadonlyMap<number, ReadonlyMap<string, string>>;

/** Texts as rules compare them. */
const compared = (text: string): string => cleanLine(text).toLowerCase();

function replacementsIn(rules: readonly ImportRule[]): Replacements {
  const byColumn = new Map<number, Map<string, string>>();
  for (const rule of rules) {
    if (rule.action !== 'replace') continue;
    const texts = byColumn.get(rule.column) ?? new Map<string, string>();
    byColumn.set(rule.column, texts.set(compared(rule.from), rule.to));
  }
  return byColumn;
}

/** What corrects the rows of a file. Rules apply to corrected texts as well. Of rules for the same text, the last counts. */
export function correctionFor({
  rules = [],
  reading,
}: Pick<ImportFile, 'rules' | 'reading'>): (
  row: FileRow,
  correction: Correction | undefined,
) => CorrectedRow {
  const replacements = replacementsIn(rules);
  return (row, correction) => {
    if (!correction && replacements.size === 0) return row;
    const changed = new Map<number, string>(
      Object.entries(correction?.cells ?? {}).map(([column, text]) => [Number(column), text]),
    );
    for (const [column, texts] of replacements) {
      const text = changed.get(column) ?? typedText(row.cells[column] ?? '', reading);
      const replaced = texts.get(compared(text));
      if (replaced !== undefined) changed.set(column, replaced);
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
