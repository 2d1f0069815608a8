import type { UndecidedColumn } from '#contract/import-column.ts';
import type { ImportFile } from '#contract/import.ts';
import { readingSettings } from '#contract/import-columns.ts';
import type { DateOrder, DecimalMark, Reading } from './cell.ts';
import { hasDollarSign } from './cell-money.ts';
import { readCell } from './cell-values.ts';
import { provenBy, undecided, type ColumnEvidence, type Evidence } from './column-evidence.ts';
import type { StoredImport } from './import-runs.ts';
import type { Target } from './targets.ts';
import { usualIn } from './usual-reading.ts';

/** How the texts of a column are read, as far as that can differ between columns. */
export type ColumnReading = Pick<Reading, 'dateOrder' | 'decimalMark' | 'dollar'>;

/** What decides how the texts of an import are read, with what the texts of its columns say. */
export interface ReadImport extends Pick<StoredImport, 'evidence'> {
  file: Pick<ImportFile, 'reading' | 'columns' | 'rules' | 'format'>;
}

/**
 * How each column is read: as somebody has said of the column or of the file, or as its cells prove. A column that is
 * undecided, or that the setting doesn't matter for, is read as usual in the country.
 */
export function columnReadings({ file, evidence = [] }: ReadImport): (column: number) => ColumnReading {
  const { reading, columns = [] } = file;
  const usual = () => usualIn(reading?.country ?? 'US');
  return (column) => {
    const said = columns[column]?.reading;
    const { dateOrder, decimalMark } = evidence[column] ?? {};
    return {
      dateOrder: said?.dateOrder ?? reading?.dateOrder ?? fittingOf(dateOrder, usual().dateOrder),
      decimalMark: said?.decimalMark ?? reading?.decimalMark ?? fittingOf(decimalMark, usual().decimalMark),
      dollar: said?.dollar ?? reading?.dollar,
    };
  };
}

/** The usual reading, or another one if the texts exclude it. */
function fittingOf<Value>(evidence: Evidence<Value> | undefined, usual: Value): Value {
  const { fitting = [] } = evidence ?? {};
  return fitting.includes(usual) ? usual : (fitting[0] ?? usual);
}

/** The columns that can be read in several ways, because neither a cell nor anybody says how. */
export function undecidedColumns(
  { file, evidence = [] }: ReadImport,
  targets: ReadonlyMap<string, Target>,
  readingOf: (column: number) => Reading,
): UndecidedColumn[] {
  return (file.columns ?? []).flatMap((chosen, column) => {
    const target = targets.get(chosen?.field ?? '');
    if (!target) return [];
    const said = { ...file.reading, ...chosen?.reading };
    const ofColumn = evidence[column] ?? {};
    const question = (
      setting: UndecidedColumn['setting'],
      open: { readings: readonly string[]; texts: readonly string[] } | undefined,
    ): UndecidedColumn[] => {
      if (!open || said[setting] !== undefined) return [];
      const examplesWith = (value: string) =>
        open.texts.map((text) => exampleOf(target, text, { ...readingOf(column), [setting]: value }));
      const readings = open.readings.map((value) => ({ value, examples: examplesWith(value) }));
      return [{ column, setting, readings }];
    };
    const setting = readingSettings[target.field.kind];
    return [
      ...(setting ? question(setting, undecided<DateOrder | DecimalMark>(ofColumn[setting])) : []),
      ...(target.field.kind === 'money' ? question('dollar', dollarsIn(ofColumn, readingOf(column))) : []),
    ];
  });
}

/** The currencies that the sign $ can mean in a file of another currency with this sign. */
function dollarsIn(
  { dollars = [] }: ColumnEvidence,
  { currency }: Reading,
): { readings: string[]; texts: readonly string[] } | undefined {
  if (dollars.length === 0 || currency === 'USD' || !hasDollarSign(currency)) return undefined;
  return { readings: [currency, 'USD'], texts: dollars };
}

function exampleOf({ field }: Target, text: string, reading: Reading): { text: string; value?: unknown } {
  const read = readCell(field, text, reading);
  return 'value' in read && read.value !== undefined ? { text, value: read.value } : { text };
}

/** What the cells of a column prove about how they are read. */
export function provenReading(evidence: ColumnEvidence = {}): Partial<ColumnReading> {
  const dateOrder = provenBy(evidence.dateOrder);
  const decimalMark = provenBy(evidence.decimalMark);
  return { ...(dateOrder ? { dateOrder } : {}), ...(decimalMark ? { decimalMark } : {}) };
}
